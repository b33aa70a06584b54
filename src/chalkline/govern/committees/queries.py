"""Reads of committees: who sits, what is before a meeting, how an item stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from chalkline.govern.committees import rules
from chalkline.govern.committees.models import AgendaItem, Committee, Meeting, Seat
from chalkline.govern.committees.words import (
    AgendaEntry,
    Barred,
    Choice,
    Constituency,
    Light,
    Motion,
    Outcome,
    Voice,
    condition_from_json,
)
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor


def committees(actor: Actor) -> QuerySet[Committee]:
    """Every committee of the district."""
    actor.must("committees.see")
    return Committee.objects.all()


def committee_by_id(actor: Actor, committee_id: str) -> Committee:
    """One committee. Raises Problem("not_found")."""
    found = committees(actor).filter(pk=id_from(committee_id)).first()
    if found is None:
        raise not_found(Sentence("committee"))
    return found


def seats_on(committee: Committee, day: date) -> QuerySet[Seat]:
    """The seats held on a day, chair first."""
    return Seat.objects.filter(committee=committee, ended_at=None, starts_on__lte=day, ends_on__gte=day).select_related(
        "person"
    )


def seat_by_id(actor: Actor, seat_id: str) -> Seat:
    """One seat, with who holds it. Raises Problem("not_found")."""
    actor.must("committees.see")
    found = Seat.objects.select_related("person", "committee").filter(pk=id_from(seat_id)).first()
    if found is None:
        raise not_found(Sentence("seat"))
    return found


def seat_of(person_id: str, committee: Committee, day: date) -> Seat | None:
    """The seat somebody holds on a day, or None. Jobs hold none."""
    return seats_on(committee, day).filter(person_id=id_from(person_id)).first()


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Every meeting, latest first."""
    actor.must("committees.see")
    return Meeting.objects.select_related("committee", "called_by")


def meeting_by_id(actor: Actor, meeting_id: str) -> Meeting:
    """One meeting. Raises Problem("not_found")."""
    found = meetings(actor).filter(pk=id_from(meeting_id)).first()
    if found is None:
        raise not_found(Sentence("meeting"))
    return found


def items(actor: Actor) -> QuerySet[AgendaItem]:
    """Every agenda item."""
    actor.must("committees.see")
    return AgendaItem.objects.select_related("meeting__committee", "moved_by", "put_by")


def item_by_id(actor: Actor, item_id: str) -> AgendaItem:
    """One agenda item. Raises Problem("not_found")."""
    found = items(actor).filter(pk=id_from(item_id)).first()
    if found is None:
        raise not_found(Sentence("agenda item"))
    return found


def waiting_item(subject_kind: str, subject_id: str) -> AgendaItem | None:
    """Where a thing is on an agenda now, if it is."""
    found = AgendaItem.objects.filter(subject_kind=subject_kind, subject_id=subject_id, state="waiting")
    return found.select_related("meeting__committee").first()


def day_of(meeting: Meeting) -> date:
    """The day of a meeting, in the district's zone."""
    return localdate(meeting.starts_at)


def subject_of(item: AgendaItem) -> SubjectRef:
    """The version of the thing that is before the meeting."""
    return SubjectRef(item.subject_kind, item.subject_id, item.subject_digest)


def entry_of(item: AgendaItem) -> AgendaEntry:
    """What the item was put on the agenda with."""
    return AgendaEntry(
        title=item.title,
        light=Light(item.light),
        proposed=tuple(condition_from_json(row) for row in item.proposed),
        suggested_expires_on=item.suggested_expires_on,
        latest_expires_on=item.latest_expires_on,
        barred=tuple(Barred(**row) for row in item.barred),
        scored_by=frozenset(item.scored_by),
        objections=tuple(item.objections),
    )


def motion_of(item: AgendaItem) -> Motion:
    """What is voted on now."""
    row = item.motion
    until = row.get("expires_on")
    return Motion(
        outcome=Outcome(row["outcome"]),
        conditions=tuple(condition_from_json(each) for each in row["conditions"]),
        expires_on=date.fromisoformat(until) if until else None,
        reason=row.get("reason", ""),
    )


def motion_digest(item: AgendaItem) -> str:
    """The version of the motion together with the version of what it is about."""
    return digest_of({"subject": subject_of(item).as_json(), "motion": item.motion})


def voices_for(committee: Committee, light: str) -> tuple[Voice, ...]:
    """Who must be in the room for a matter of this light."""
    return tuple(Voice(name) for name in committee.voices.get(light, []))


def two_thirds_lights(committee: Committee) -> frozenset[Light]:
    """The lights whose approval is an exception."""
    return frozenset(Light(name) for name in committee.two_thirds_for)


def members_for(item: AgendaItem) -> tuple[rules.SeatedMember, ...]:
    """Every member of the committee as they stand to this item now."""
    excused = {row["person_id"] for row in item.barred}
    excused |= {str(pk) for pk in item.recusals.values_list("person_id", flat=True)}
    return _members(item.meeting, excused=excused, scored=set(item.scored_by))


def members_of(meeting: Meeting) -> tuple[rules.SeatedMember, ...]:
    """Every member as they stand to the meeting as a whole."""
    return _members(meeting, excused=set(), scored=set())


def _members(meeting: Meeting, *, excused: set[str], scored: set[str]) -> tuple[rules.SeatedMember, ...]:
    present = {str(pk) for pk in meeting.attendances.filter(left_at=None).values_list("person_id", flat=True)}
    return tuple(
        rules.SeatedMember(
            person_id=str(seat.person_id),
            name=str(seat.person),
            constituency=Constituency(seat.constituency),
            has_vote=seat.has_vote,
            is_chair=seat.is_chair,
            is_present=str(seat.person_id) in present,
            is_excused=str(seat.person_id) in excused,
            has_scored=str(seat.person_id) in scored,
        )
        for seat in seats_on(meeting.committee, day_of(meeting))
    )


@dataclass(frozen=True)
class ItemStanding:
    """How an item stands at this moment, and what closing it now would do.

    ``outcome`` is None where closing now would decide nothing.
    """

    motion: Motion
    entry: AgendaEntry
    members: tuple[rules.SeatedMember, ...]
    quorum: rules.Quorum
    tally: rules.Tally
    outcome: Outcome | None
    presiding: tuple[rules.SeatedMember, ...]


def standing_of(item: AgendaItem) -> ItemStanding:
    """Count it as it is now."""
    motion, entry, members = motion_of(item), entry_of(item), members_for(item)
    committee = item.meeting.committee
    votes = {str(vote.person_id): Choice(vote.choice) for vote in item.votes.all()}
    tally = rules.tally_of(members, votes, rules.vote_rule(motion, entry, two_thirds_lights(committee)))
    return ItemStanding(
        motion=motion,
        entry=entry,
        members=members,
        quorum=rules.quorum_of(members, voices_for(committee, item.light)),
        tally=tally,
        outcome=rules.outcome_of(motion, tally.carried),
        presiding=rules.presiding(members),
    )


def meetings_ahead(actor: Actor) -> QuerySet[Meeting]:
    """Meetings whose agenda still takes items, the next one first."""
    return meetings(actor).filter(state="called").order_by("starts_at")


def seats_of_person(actor: Actor, person_id: str) -> QuerySet[Seat]:
    """The seats somebody holds, on all committees."""
    actor.must("committees.see")
    return Seat.objects.filter(Q(ended_at=None), person_id=id_from(person_id)).select_related("committee")
