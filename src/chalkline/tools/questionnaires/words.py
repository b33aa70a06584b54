"""The words of questionnaires: questions, their groups, and which products each is put to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence

MOST_OWN = 60
OWN_GROUP = "own"


class Applies(StrEnum):
    """Whom a question is for: every product, or those of which this is true."""

    ALL = "all"
    STUDENT_FACING = "student_facing"
    UNDER13 = "under13"
    STAFF = "staff"
    AGENTIC = "agentic"
    MONITORING = "monitoring"
    DECISION_SUPPORT = "decision_support"


APPLIES_NAMES: dict[Applies, Sentence] = {
    Applies.ALL: Sentence("every product"),
    Applies.STUDENT_FACING: Sentence("Students use it themselves"),
    Applies.UNDER13: Sentence("Some of them are under 13"),
    Applies.STAFF: Sentence("Staff use it"),
    Applies.AGENTIC: Sentence("It acts by itself: sends, changes or deletes things"),
    Applies.MONITORING: Sentence("It watches what students do"),
    Applies.DECISION_SUPPORT: Sentence("It scores, ranks or flags people"),
}
FACETS = tuple(each for each in Applies if each is not Applies.ALL)

GROUP_NAMES: dict[str, Sentence] = {
    "privacy": Sentence("Privacy"),
    "security": Sentence("Security"),
    "ai_training_use": Sentence("AI and training use"),
    "safety": Sentence("Safety"),
    "accessibility": Sentence("Accessibility"),
    "evidence": Sentence("Proof that it works"),
    "equity": Sentence("Equity"),
    "interoperability": Sentence("Working with other systems"),
    OWN_GROUP: Sentence("Questions of this district"),
}


@dataclass(frozen=True)
class Question:
    """One question. ``weight`` 1 to 5; ``evidence``: what would show it; ``red_flag``: the answer that warns."""

    id: str
    group: str
    applies: Applies
    is_gate: bool
    weight: int
    text: str
    why: str
    evidence: tuple[str, ...] = ()
    red_flag: str = ""
    laws: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether this district added it."""
        return self.group == OWN_GROUP

    @property
    def asked(self) -> Sentence:
        """The question, for whoever reads it in their language."""
        return in_words(self.text)

    @property
    def reason(self) -> Sentence:
        """Why it is asked, in the reader's language."""
        return in_words(self.why)

    @property
    def warning(self) -> Sentence:
        """The answer that warns, in the reader's language."""
        return in_words(self.red_flag)

    @property
    def shown_by(self) -> tuple[Sentence, ...]:
        """What would show it, in the reader's language."""
        return tuple(in_words(each) for each in self.evidence)

    def as_json(self) -> dict[str, Any]:
        """As a version keeps it and digests are taken of it."""
        return {
            "id": self.id,
            "group": self.group,
            "applies": self.applies.value,
            "gate": self.is_gate,
            "weight": self.weight,
            "question": self.text,
            "why": self.why,
            "evidence": list(self.evidence),
            "red_flag": self.red_flag,
            "laws": list(self.laws),
            "frameworks": list(self.frameworks),
        }

    @staticmethod
    def read(row: Mapping[str, Any]) -> Question:
        """From what ``as_json`` gave. Raises KeyError, TypeError or ValueError for anything else."""
        weight, gate = row["weight"], row["gate"]
        if (
            isinstance(weight, bool)
            or not isinstance(weight, int)
            or not 1 <= weight <= 5
            or not isinstance(gate, bool)
        ):
            raise ValueError("a weight is a whole number from 1 to 5, a gate is yes or no")
        return Question(
            id=_text(row["id"], 12),
            group=_text(row["group"], 40),
            applies=Applies(row["applies"]),
            is_gate=gate,
            weight=weight,
            text=_text(row["question"], 1000),
            why=_text(row["why"], 1000),
            evidence=tuple(_text(each, 300) for each in row["evidence"][:20]),
            red_flag=_text(row["red_flag"], 500),
            laws=tuple(_text(each, 80) for each in row["laws"][:50]),
            frameworks=tuple(_text(each, 80) for each in row["frameworks"][:50]),
        )


@dataclass(frozen=True)
class Questions:
    """The questions of one version, in order. ``digest`` names exactly these words."""

    items: tuple[Question, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over the questions."""
        return digest_of([each.as_json() for each in self.items])

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in which they stand, in order."""
        return tuple(dict.fromkeys(each.group for each in self.items))

    def put_to(self, facets: Collection[str]) -> tuple[Question, ...]:
        """Those that a product gets of which these are true."""
        wanted = {Applies.ALL.value, *facets}
        return tuple(each for each in self.items if each.applies.value in wanted)

    def by_id(self) -> dict[str, Question]:
        """Each by its id."""
        return {each.id: each for each in self.items}


@dataclass(frozen=True)
class OwnQuestion:
    """A question that the district wants to add, as it was typed."""

    text: str
    why: str
    applies: Applies = Applies.ALL
    weight: int = 3
    is_gate: bool = False
    red_flag: str = ""


def group_name(group: str) -> Sentence:
    """A group as people call it; an unknown one (of another district's file) by its own name."""
    return GROUP_NAMES.get(group, Sentence("{name}", name=group))


def in_words(text: str) -> Sentence:
    """A text of a question in the reader's language where it is one that comes with Chalkline, else as it was typed."""
    return Sentence(text) if text else Sentence("{text}", text=text)  # to look up nothing finds the catalogue's head


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("not a text of that length")
    return value
