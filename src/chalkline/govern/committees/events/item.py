"""The facts of agenda items: put, pulled, decided without somebody, moved and voted on."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part

CHOICES = {"for": Sentence("for"), "against": Sentence("against"), "abstain": Sentence("abstaining")}


@fact("govern.item.added/1", says="{actor} put “{title}” on the agenda of the {committee_name} for {day}.")
@dataclass(frozen=True)
class ItemAdded:
    """One version of one thing is before a meeting. Its first subject is the thing."""

    subject: SubjectRef
    meeting: SubjectRef
    committee: SubjectRef
    barred: tuple[SubjectRef, ...]
    committee_name: str
    title: str
    light: str
    day: str


@fact("govern.item.taken_off/1", says="{actor} took “{title}” off the agenda: {reason}")
@dataclass(frozen=True)
class ItemTakenOff:
    """An item will not be decided at this meeting."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str
    reason: str = part("words")


@fact("govern.item.carried_over/1", says="The meeting ended before “{title}” was decided.")
@dataclass(frozen=True)
class ItemCarriedOver:
    """An item was not reached, or not decided; it can go on a later agenda."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str


@fact("govern.person.barred/1", says="{person_name} may not vote on “{title}”: {reason}")
@dataclass(frozen=True)
class PersonBarred:
    """Somebody came to have a stake in an item after it was put on the agenda."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    title: str
    person_name: str = part("name")
    reason: str = part("words")


@fact("govern.conflict.declared/1", says="{actor} declared a conflict on “{title}” and takes no part.")
@dataclass(frozen=True)
class ConflictDeclared:
    """A member recused themselves from an item."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    title: str
    reason: str = part("words")


@fact("govern.motion.made/1", says="{actor} moved on “{title}”: {outcome_said}.")
@dataclass(frozen=True)
class MotionMade:
    """What is voted on changed; votes cast on the former motion no longer count."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str
    outcome: str
    outcome_said: str
    motion_digest: str
    reason: str = part("words")


@fact("govern.vote.cast/1", says="{actor} voted on “{title}”: {choice}.", words={"choice": CHOICES.get})
@dataclass(frozen=True)
class VoteCast:
    """A member voted, or changed the vote before closing."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    title: str
    choice: str
    motion_digest: str
    reason: str = part("words")


@fact("govern.item.on_consent/1", says="{actor} put “{title}” on the consent agenda.")
@dataclass(frozen=True)
class ItemOnConsent:
    """Unless a member pulls it off, the item is decided together with others by one vote."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str


@fact("govern.item.pulled/1", says="{actor} pulled “{title}” off the consent agenda.")
@dataclass(frozen=True)
class ItemPulled:
    """The item is talked about and decided by itself."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str


@fact(
    "govern.item.closed_session/1", says="{actor} took an item of the {committee_name} into closed session: {law_said}."
)
@dataclass(frozen=True)
class SessionClosed:
    """What is said about an item is sealed, for a reason of law. It names the meeting, never what the item is about."""

    meeting: SubjectRef
    committee_name: str
    law: str
    law_said: str


@fact("govern.item.restated/1", says="“{title}” was corrected; votes cast on it as it was no longer count.")
@dataclass(frozen=True)
class ItemRestated:
    """The version before the meeting is another one now."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str
    former_digest: str


@fact("govern.written_vote.opened/1", says="{actor} opened a vote in writing on “{title}”, until {day}.")
@dataclass(frozen=True)
class WrittenVoteOpened:
    """Members vote on an item without meeting, until an instant."""

    subject: SubjectRef
    meeting: SubjectRef
    committee: SubjectRef
    asked: tuple[SubjectRef, ...]
    title: str
    day: str
    closes_at: str
    reason: str = part("words")


@fact("govern.written_vote.reminded/1", says="{n} members were reminded of the vote in writing on “{title}”.")
@dataclass(frozen=True)
class WrittenVoteReminded:
    """Who had not voted yet was reminded."""

    subject: SubjectRef
    meeting: SubjectRef
    people: tuple[SubjectRef, ...]
    title: str
    n: int


@fact("govern.written_vote.ended/1", says="The vote in writing on “{title}” ended without a decision: {how_said}")
@dataclass(frozen=True)
class WrittenVoteEnded:
    """The item is decided at its meeting instead."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str
    how: str
    how_said: str
    reason: str = part("words")
