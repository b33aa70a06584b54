"""The facts of feedback. None holds what was written, or anything about who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("rollout.round.opened/1", says="{actor} asked {audience}: “{title}”, until {closes_on}.")
@dataclass(frozen=True)
class RoundOpened:
    """A round of questions is open."""

    round: SubjectRef
    title: str
    audience: str
    closes_on: date


@fact("rollout.round.answered/1", says="Somebody answered a round of questions.", counts_people=True)
@dataclass(frozen=True)
class RoundAnswered:
    """One answer came in. What it says is in no fact."""

    round: SubjectRef


@fact("rollout.round.closed/1", says="{actor} closed the round “{title}” before its last day.")
@dataclass(frozen=True)
class RoundClosed:
    """No more answers are taken."""

    round: SubjectRef
    title: str


@fact("rollout.remark.looked_at/1", says="{actor} looked at a remark that might name a student.")
@dataclass(frozen=True)
class RemarkLookedAt:
    """Somebody said whether a word names a child. If it does, it is gone for good."""

    round: SubjectRef
    names_a_child: bool


@fact("rollout.theme.named/1", says="{actor} named a theme of a round: “{heard}”.")
@dataclass(frozen=True)
class ThemeNamed:
    """What several remarks say, in one sentence."""

    round: SubjectRef
    theme: SubjectRef
    heard: str


@fact("rollout.remark.sorted/1", says="{actor} sorted {remarks} remarks of a round.")
@dataclass(frozen=True)
class RemarksSorted:
    """Remarks were put to a theme, or set aside (then ``theme`` is empty)."""

    round: SubjectRef
    theme: str
    remarks: int


@fact("rollout.theme.answered/1", says="{actor} said what was done about “{heard}”: {done}")
@dataclass(frozen=True)
class ThemeAnswered:
    """You said, we did: on the public page from now on."""

    round: SubjectRef
    theme: SubjectRef
    heard: str
    done: str


@fact("rollout.remark.forgotten/1", says="The texts of {rounds} closed rounds were emptied; themes and answers stay.")
@dataclass(frozen=True)
class RemarksForgotten:
    """A year after a round has closed nobody needs what each person wrote."""

    texts: SubjectRef
    rounds: int
