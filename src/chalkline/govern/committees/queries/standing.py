"""How an item stands at this moment: who counts, the quorum, the tally, what closing would decide."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from chalkline.govern.committees import rules
from chalkline.govern.committees.models import (
    AgendaItem,
    Committee,
    Meeting,
    Seat,
)
from chalkline.govern.committees.queries.items import entry_of, motion_of, written_vote_on
from chalkline.govern.committees.queries.seats import day_of, seats_on
from chalkline.govern.committees.words import (
    AgendaEntry,
    Choice,
    Constituency,
    Light,
    Motion,
    Outcome,
    QuorumKind,
    QuorumRule,
    Voice,
    VoteRule,
)


def voices_for(committee: Committee, light: str) -> tuple[Voice, ...]:
    """Who must be in the room for a matter of this light."""
    return tuple(Voice(name) for name in committee.voices.get(light, []))


def two_thirds_lights(committee: Committee) -> frozenset[Light]:
    """The lights whose approval is an exception."""
    return frozenset(Light(name) for name in committee.two_thirds_for)


def members_for(item: AgendaItem) -> tuple[rules.SeatedMember, ...]:
    """Every member of the committee as they stand to this item now.

    In a vote in writing the room is the mail: who has answered is there, and nobody stands in for anybody.
    """
    excused = {row["person_id"] for row in item.barred}
    excused |= {str(pk) for pk in item.recusals.values_list("person_id", flat=True)}
    written = written_vote_on(item)
    if written is None:
        seats = seats_on(item.meeting.committee, day_of(item.meeting))
        return _members(seats, _present(item.meeting), excused=excused, scored=set(item.scored_by))
    answered = {str(pk) for pk in item.votes.values_list("person_id", flat=True)}
    seats = seats_on(item.meeting.committee, localdate(written.opened_at)).filter(
        Q(has_vote=False) | Q(person_id__in=written.asked) | Q(person_id__in=excused)
    )
    own = seats.filter(stands_in_for=None)
    return _members(own, answered & set(written.asked), excused=excused, scored=set(item.scored_by))


def members_of(meeting: Meeting) -> tuple[rules.SeatedMember, ...]:
    """Every member as they stand to the meeting as a whole."""
    seats = seats_on(meeting.committee, day_of(meeting))
    return _members(seats, _present(meeting), excused=set(), scored=set())


def room_of(meeting: Meeting) -> rules.Quorum:
    """Who is in the room and how many are needed, before any item makes a difference."""
    return rules.quorum_of(members_of(meeting), (), quorum_rule(meeting.committee))


def quorum_rule(committee: Committee) -> QuorumRule:
    """What the charter says of the quorum."""
    return QuorumRule(QuorumKind(committee.quorum_kind), committee.quorum_value)


def _present(meeting: Meeting) -> set[str]:
    return {str(pk) for pk in meeting.attendances.filter(left_at=None).values_list("person_id", flat=True)}


def _members(
    seats: QuerySet[Seat], present: set[str], *, excused: set[str], scored: set[str]
) -> tuple[rules.SeatedMember, ...]:
    return rules.with_alternates(
        rules.SeatedMember(
            person_id=str(seat.person_id),
            name=str(seat.person),
            constituency=Constituency(seat.constituency),
            has_vote=seat.has_vote,
            is_chair=seat.is_chair,
            is_present=str(seat.person_id) in present,
            is_excused=str(seat.person_id) in excused,
            has_scored=str(seat.person_id) in scored,
            stands_in_for=str(seat.stands_in_for.person_id) if seat.stands_in_for else "",
        )
        for seat in seats.select_related("person", "stands_in_for")
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
    rule = rules.vote_rule(motion, entry, two_thirds_lights(committee), VoteRule(committee.carries_with))
    tally = rules.tally_of(members, votes, rule)
    return ItemStanding(
        motion=motion,
        entry=entry,
        members=members,
        quorum=rules.quorum_of(members, voices_for(committee, item.light), quorum_rule(committee)),
        tally=tally,
        outcome=rules.outcome_of(motion, tally.carried),
        presiding=rules.presiding(members),
    )
