"""Rules that a district makes for itself, beside what approved uses say: they narrow, and never widen.

A rule is a row that a committee can read: who, in which grades, with what data, for which kind of tool and purpose,
what then happens (refused, held, grounded, replaced), and by which clause, law or decision. A promise has the same left
half and says what no policy may permit at all, or only with a condition: it is checked before anything is published.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.words import EVERY, ConditionKind, Everything, MaybeSet, MaybeText, Scope, Unknown, Verdict

NO_AGREEMENT: Final = "no_agreement"  # kinds of tool that follow from what is known of it on the day
NO_GATEWAY: Final = "no_gateway"
TRAITS: dict[str, Sentence] = {
    NO_AGREEMENT: Sentence("without a student data agreement"),
    NO_GATEWAY: Sentence("not called through the gateway"),
}
KIND_NAMES: dict[str, Sentence] = {  # categories of law/vocabulary/ai_catalog.yaml
    "chatbot": Sentence("general chat assistants"),
    "search": Sentence("answer engines"),
    "companion": Sentence("character or companion chats"),
    "tutoring": Sentence("tutors and study aids"),
    "homework_solver": Sentence("tools that answer homework"),
    "teacher_tool": Sentence("planning and teaching tools"),
    "assessment": Sentence("tools for quizzes, grading and feedback"),
    "writing": Sentence("writing aids"),
    "humanizer": Sentence("tools that hide AI writing"),
    "detection": Sentence("AI and plagiarism detectors"),
    "image": Sentence("image makers"),
    "video": Sentence("video makers"),
    "audio": Sentence("voice and music makers"),
    "presentation": Sentence("slide makers"),
    "meeting_notes": Sentence("meeting recorders"),
    "coding": Sentence("programming aids"),
    "agent": Sentence("agents that act on their own"),
    "browser": Sentence("AI browsers"),
    "productivity": Sentence("office and email tools"),
    "platform": Sentence("wider platforms with AI in them"),
}
NARROWING = (Verdict.REFUSE, Verdict.HOLD, Verdict.GROUND, Verdict.REDACT)  # strictest first
VERDICT_NAMES: dict[Verdict, Sentence] = {
    Verdict.REFUSE: Sentence("is refused"),
    Verdict.HOLD: Sentence("waits for a person"),
    Verdict.GROUND: Sentence("only from approved content"),
    Verdict.REDACT: Sentence("this data is replaced"),
    Verdict.ALLOW: Sentence("goes through"),
}


@dataclass(frozen=True)
class Selection:
    """Whom and what a row speaks of. ``elements``: any of these is given; EVERY means whatever is given.

    ``kinds``: categories of the catalogue (one of them) and traits of TRAITS (all of them); empty means every tool.
    """

    roles: Scope = EVERY
    grade_bands: Scope = EVERY
    elements: Scope = EVERY
    kinds: frozenset[str] = frozenset()
    purposes: Scope = EVERY

    def speaks_of(
        self, role: MaybeText, band: MaybeText, purpose: MaybeText, elements: MaybeSet, kinds: Collection[str]
    ) -> bool | None:
        """Whether it speaks of this, in three values. ``kinds`` is what the tool is."""
        categories, traits = self.kinds - set(TRAITS), self.kinds & set(TRAITS)
        if (categories and not categories & set(kinds)) or not traits <= set(kinds):
            return False
        parts = [_in(self.roles, role), _in(self.grade_bands, band), _in(self.purposes, purpose)]
        if isinstance(self.elements, Everything):
            parts.append(True)
        else:
            parts.append(None if isinstance(elements, Unknown) else bool(elements & self.elements))
        return False if False in parts else None if None in parts else True


def _in(scope: Scope, asked: MaybeText) -> bool | None:
    if isinstance(scope, Everything):
        return True
    return None if isinstance(asked, Unknown) else asked in scope


@dataclass(frozen=True)
class DistrictRule:
    """One row. ``verdict`` is one of NARROWING; ``why`` in the district's words; the rest says where it comes from."""

    rule_id: str
    selection: Selection
    verdict: Verdict
    why: str
    clause: str = ""
    law: str = ""
    decision_number: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The clause, the law and the decision behind it, those that there are."""
        return tuple(filter(None, (self.clause, self.law, self.decision_number)))


class Demand(StrEnum):
    """What a promise asks of everything that it speaks of."""

    NEVER = "never"
    CONSENT = "consent"
    HOLD = "hold"
    GROUND = "ground"
    REVIEW = "review"
    SUPERVISION = "supervision"
    NOTICE = "notice"
    TRAINING = "training"
    AGREEMENT = "agreement"
    GATEWAY = "gateway"


DEMAND_NAMES: dict[Demand, Sentence] = {
    Demand.NEVER: Sentence("never"),
    Demand.CONSENT: Sentence("only with the family's yes"),
    Demand.HOLD: Sentence("only where a person releases each call"),
    Demand.GROUND: Sentence("only from approved content"),
    Demand.REVIEW: Sentence("only where a person reads each output"),
    Demand.SUPERVISION: Sentence("only with an adult present"),
    Demand.NOTICE: Sentence("only after families were told"),
    Demand.TRAINING: Sentence("only with a training"),
    Demand.AGREEMENT: Sentence("only under a student data agreement"),
    Demand.GATEWAY: Sentence("only through the gateway"),
}
KIND_OF_DEMAND: dict[Demand, ConditionKind] = {
    Demand.CONSENT: ConditionKind.CONSENT,
    Demand.HOLD: ConditionKind.HOLD,
    Demand.GROUND: ConditionKind.GROUND,
    Demand.REVIEW: ConditionKind.REVIEW,
    Demand.SUPERVISION: ConditionKind.SUPERVISION,
    Demand.NOTICE: ConditionKind.NOTICE,
    Demand.TRAINING: ConditionKind.TRAINING,
}


@dataclass(frozen=True)
class Promise:
    """What no policy may permit (NEVER), or only with what ``demand`` asks for. ``says`` in the district's words."""

    promise_id: str
    selection: Selection
    demand: Demand
    says: str
