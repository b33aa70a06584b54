"""The facts of agenda items: put, pulled, decided without somebody, moved and voted on.

They name an item by its id, never by its title: the title is looked up when a fact is read, so that of an item that
goes into closed session nothing has to be taken out of the ledger, of what was recorded before it did either.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.govern.committees.models import AgendaItem
from chalkline.kernel.ids import id_from
from chalkline.kernel.reading import once_a_reading
from chalkline.kernel.sentences import Kept, Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part

CHOICES = {"for": Sentence("for"), "against": Sentence("against"), "abstain": Sentence("abstaining")}

IN_CLOSED_SESSION = Sentence("an item in closed session")


@once_a_reading
def item_named(item_id: str) -> Sentence | None:
    """What facts call an item: by its title, unless it is dealt with in closed session."""
    found = AgendaItem.objects.filter(pk=id_from(item_id)).values_list("title", "closed_law").first()
    if found is None:
        return None
    return IN_CLOSED_SESSION if found[1] else Sentence("{title}", title=Kept(found[0]))


NAMED = {"item": item_named}


@fact("govern.item.added/1", says="{actor} put “{item}” on the agenda of the {committee_name} for {day}.", words=NAMED)
@dataclass(frozen=True)
class ItemAdded:
    """One version of one thing is before a meeting. Its first subject is the thing."""

    subject: SubjectRef
    meeting: SubjectRef
    committee: SubjectRef
    barred: tuple[SubjectRef, ...]
    committee_name: str
    item: str
    light: str
    day: str


@fact("govern.item.taken_off/1", says="{actor} took “{item}” off the agenda: {reason}", words=NAMED)
@dataclass(frozen=True)
class ItemTakenOff:
    """An item will not be decided at this meeting."""

    subject: SubjectRef
    meeting: SubjectRef
    item: str
    reason: str = part("words")


@fact("govern.item.carried_over/1", says="The meeting ended before “{item}” was decided.", words=NAMED)
@dataclass(frozen=True)
class ItemCarriedOver:
    """An item was not reached, or not decided; it can go on a later agenda."""

    subject: SubjectRef
    meeting: SubjectRef
    item: str


@fact("govern.person.barred/1", says="{person_name} may not vote on “{item}”: {reason}", words=NAMED)
@dataclass(frozen=True)
class PersonBarred:
    """Somebody came to have a stake in an item after it was put on the agenda."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    item: str
    person_name: str = part("name")
    reason: str = part("words")


@fact("govern.conflict.declared/1", says="{actor} declared a conflict on “{item}” and takes no part.", words=NAMED)
@dataclass(frozen=True)
class ConflictDeclared:
    """A member recused themselves from an item."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    item: str
    reason: str = part("words")


@fact("govern.motion.made/1", says="{actor} moved on “{item}”: {outcome_said}.", words=NAMED)
@dataclass(frozen=True)
class MotionMade:
    """What is voted on changed; votes cast on the former motion no longer count."""

    subject: SubjectRef
    meeting: SubjectRef
    item: str
    outcome: str
    outcome_said: str
    motion_digest: str
    reason: str = part("words")


@fact(
    "govern.vote.cast/1",
    says="{actor} voted on “{item}”: {choice}.",
    words=NAMED | {"choice": CHOICES.get},
)
@dataclass(frozen=True)
class VoteCast:
    """A member voted, or changed the vote before closing."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    item: str
    choice: str
    motion_digest: str
    reason: str = part("words")


@fact("govern.item.on_consent/1", says="{actor} put “{item}” on the consent agenda.", words=NAMED)
@dataclass(frozen=True)
class ItemOnConsent:
    """Unless a member pulls it off, the item is decided together with others by one vote."""

    subject: SubjectRef
    meeting: SubjectRef
    item: str


@fact("govern.item.pulled/1", says="{actor} pulled “{item}” off the consent agenda.", words=NAMED)
@dataclass(frozen=True)
class ItemPulled:
    """The item is talked about and decided by itself."""

    subject: SubjectRef
    meeting: SubjectRef
    item: str


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


@fact(
    "govern.item.opened_session/1",
    says="{actor} opened the session of the {committee_name} for “{item}”, which an earlier meeting had closed.",
    words=NAMED,
)
@dataclass(frozen=True)
class SessionOpened:
    """An item that was dealt with in closed session before is dealt with openly from here on."""

    meeting: SubjectRef
    committee_name: str
    item: str


@fact("govern.item.restated/1", says="“{item}” was corrected; votes cast on it as it was no longer count.", words=NAMED)
@dataclass(frozen=True)
class ItemRestated:
    """The version before the meeting is another one now."""

    subject: SubjectRef
    meeting: SubjectRef
    item: str
    former_digest: str


@fact("govern.written_vote.opened/1", says="{actor} opened a vote in writing on “{item}”, until {day}.", words=NAMED)
@dataclass(frozen=True)
class WrittenVoteOpened:
    """Members vote on an item without meeting, until an instant."""

    subject: SubjectRef
    meeting: SubjectRef
    committee: SubjectRef
    asked: tuple[SubjectRef, ...]
    item: str
    day: str
    closes_at: str
    reason: str = part("words")


@fact(
    "govern.written_vote.reminded/1", says="{n} members were reminded of the vote in writing on “{item}”.", words=NAMED
)
@dataclass(frozen=True)
class WrittenVoteReminded:
    """Who had not voted yet was reminded."""

    subject: SubjectRef
    meeting: SubjectRef
    people: tuple[SubjectRef, ...]
    item: str
    n: int


@fact(
    "govern.written_vote.ended/1",
    says="The vote in writing on “{item}” ended without a decision: {how_said}",
    words=NAMED,
)
@dataclass(frozen=True)
class WrittenVoteEnded:
    """The item is decided at its meeting instead."""

    subject: SubjectRef
    meeting: SubjectRef
    item: str
    how: str
    how_said: str
    reason: str = part("words")
