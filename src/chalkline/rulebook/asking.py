"""A question to the rulebook, and the shape of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.policy import Condition
from chalkline.rulebook.words import ROSTER_ROLES, UNKNOWN, Group, MaybeSet, MaybeText, Standing, Unknown, Verdict


@dataclass(frozen=True)
class FamilyChoices:
    """What the family of one student has said: no to the tools in ``refused``, yes to those in ``agreed``."""

    refused: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """May this be done? Whatever is not known stays UNKNOWN; it is never guessed.

    ``use_id`` is set where a key says which approved use is meant. ``grade_band`` is that of the student,
    or of the class an adult works for ("none" for no class). ``elements`` are declared and detected
    together. ``model`` is asked only of the gateway. ``training`` are trainings that are current. ``family``
    is what the family of the student it is for has said; None where no one student is named. A no that nobody
    can see here is then kept by people, so it makes nothing unknown; a yes that is needed and not seen does.
    ``record`` names the open record of the person who decides the matter; "" where there is none. ``classes`` are the
    roster ids of the classes that a student's call can be for (none: not known), ``work`` the piece of work in one.
    """

    tool: str
    on: date
    role: MaybeText = UNKNOWN
    grade_band: MaybeText = UNKNOWN
    school: MaybeText = UNKNOWN
    purpose: MaybeText = UNKNOWN
    elements: MaybeSet = UNKNOWN
    training: MaybeSet = UNKNOWN
    family: FamilyChoices | None = None
    use_id: str = ""
    key_id: str = ""
    model: str = ""
    record: MaybeText = UNKNOWN
    classes: frozenset[str] = frozenset()
    work: str = ""


def implied_elements(role: MaybeText) -> frozenset[str]:
    """What is given to a tool whatever one declares: where students write, what they type."""
    is_student = not isinstance(role, Unknown) and role in ROSTER_ROLES and ROSTER_ROLES[role].group is Group.STUDENTS
    return frozenset({"ai_prompt"}) if is_student else frozenset()


@dataclass(frozen=True)
class Reason:
    """One term of a use and whether it holds: True, False, or None where it cannot be told.

    ``rule_id`` is stable ("grade_band", "data.blocked"). ``limit`` is the term as a condition one can
    keep ("Only with grades 6–8."); ``change`` says what would have to change where it does not hold.
    """

    rule_id: str
    holds: bool | None
    sentence: Sentence
    limit: Sentence | None = None
    change: Sentence | None = None

    @property
    def term(self) -> str:
        """The term it is about: "grade_band", "data"."""
        return self.rule_id.partition(".")[0]


class Answer(msgspec.Struct, frozen=True):
    """What ``decide`` found. ``use_id`` names the use that covers it, or the nearest one.

    ``redact`` are the elements to be replaced before the call goes out. ``unknown`` are the terms that
    cannot be told. ``matches_so_far``: nothing that is known speaks against the nearest use.
    """

    verdict: Verdict
    standing: Standing
    question: Question
    tool_name: str
    reasons: tuple[Reason, ...] = ()
    use_id: str = ""
    decision_number: str = ""
    expires_on: date | None = None
    conditions: tuple[Condition, ...] = ()
    redact: frozenset[str] = frozenset()
    matches_so_far: bool = False

    @property
    def failed(self) -> tuple[Reason, ...]:
        """The reasons that speak against it."""
        return tuple(reason for reason in self.reasons if reason.holds is False)

    @property
    def unknown(self) -> tuple[Reason, ...]:
        """The reasons that cannot be told."""
        return tuple(reason for reason in self.reasons if reason.holds is None)

    @property
    def changes(self) -> tuple[Sentence, ...]:
        """What would have to change for a yes."""
        return tuple(reason.change for reason in self.failed if reason.change)

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The rules that decided, for the record of a call."""
        deciding = self.failed or self.unknown or self.reasons
        return tuple(sorted({reason.rule_id for reason in deciding}))
