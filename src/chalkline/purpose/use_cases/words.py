"""The words of use cases: the kind of AI, and the outline that a digest is taken of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence


class KindOfAI(StrEnum):
    """AI is more than chat: what a committee must ask differs by kind."""

    GENERATIVE = "generative"
    FEATURE = "feature"
    SCORING = "scoring"
    AUTOMATION = "automation"


KIND_NAMES: dict[KindOfAI, Sentence] = {
    KindOfAI.GENERATIVE: Sentence("Writes, draws or answers"),
    KindOfAI.FEATURE: Sentence("An AI feature inside a product we have"),
    KindOfAI.SCORING: Sentence("Predicts, flags or scores people"),
    KindOfAI.AUTOMATION: Sentence("Runs steps by itself, such as scheduling"),
}


@dataclass(frozen=True)
class UseCaseOutline:
    """All that a use case says.

    ``purpose`` is an id of the controlled list. ``roles`` are roster roles (teacher, student, ...),
    ``grade_bands`` band ids or "none". ``inputs`` are data elements that it reads about people,
    ``human_decision`` what a person decides with it, ``decided_by`` who that is, and ``errors_by_group`` how
    its errors are compared between groups of students.
    """

    title: str
    how_it_helps: str
    purpose: str
    kind: KindOfAI
    roles: frozenset[str]
    grade_bands: frozenset[str]
    flags_people: bool = False
    inputs: frozenset[str] = frozenset()
    human_decision: str = ""
    decided_by: str = ""
    errors_by_group: str = ""

    @property
    def judges_people(self) -> bool:
        """Whether it flags or scores people, by its kind or by its own account."""
        return self.flags_people or self.kind is KindOfAI.SCORING

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "how_it_helps": self.how_it_helps,
            "purpose": self.purpose,
            "kind": self.kind.value,
            "roles": sorted(self.roles),
            "grade_bands": sorted(self.grade_bands),
            "flags_people": self.judges_people,
            "inputs": sorted(self.inputs),
            "human_decision": self.human_decision,
            "decided_by": self.decided_by,
            "errors_by_group": self.errors_by_group,
        }

    @property
    def digest(self) -> str:
        """The version: changes with any word of it."""
        return digest_of(self.as_json())
