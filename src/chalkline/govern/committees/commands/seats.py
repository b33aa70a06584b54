"""Filling the seats of a committee: members, alternates, who chairs, terms that are renewed or end."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.govern.committees import refusals
from chalkline.govern.committees.events import AlternateSeated, ChairNamed, MemberSeated, MemberUnseated
from chalkline.govern.committees.models import Committee, Seat
from chalkline.govern.committees.words import Constituency
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import SIGNED_IN, Actor, actor_of_person, command
from chalkline.people.models import Person

STUDENT_TERM_MONTHS = 12
RENEWED_BEFORE = timedelta(days=120)


@command(records=(MemberSeated,))
def seat_member(
    actor: Actor,
    committee: Committee,
    person: Person,
    constituency: Constituency,
    *,
    has_vote: bool = True,
    is_chair: bool = False,
    starts_on: date | None = None,
    now: datetime,
) -> Seat:
    """Give somebody a seat for a term. Its length is the charter's; a student's is one year."""
    actor.must("committees.seat_member")
    _must_not_be_oneself(actor, person)
    _must_be_able_to_sit(person, has_vote=has_vote, is_chair=is_chair)
    first = starts_on or localdate(now)
    _close_what_is_over(committee, now=now)
    months = _term(committee, constituency)
    held = Seat.objects.filter(committee=committee, ended_at=None).select_related("person")
    for seat in held:
        if seat.person_id == person.pk:
            raise refusals.seat_taken(str(person))
        if is_chair and seat.is_chair:
            raise refusals.chair_taken(str(seat.person))
    try:
        with transaction.atomic():
            seat = Seat.objects.create(
                committee=committee,
                person=person,
                constituency=constituency.value,
                has_vote=has_vote,
                is_chair=is_chair,
                starts_on=first,
                ends_on=months_later(first, months),
            )
    except IntegrityError:  # somebody seated at the same moment
        raise refusals.seat_taken(str(person)) from None
    _tell_seated(actor, seat, now=now)
    return seat


@command(records=(AlternateSeated,))
def seat_alternate(actor: Actor, seat: Seat, person: Person, *, now: datetime) -> Seat:
    """Let somebody stand in for a voting member whenever that member is not there, until the member's term ends."""
    actor.must("committees.seat_member")
    _must_not_be_oneself(actor, person)
    _must_be_able_to_sit(person, has_vote=True, is_chair=False)
    whole = Seat.objects.select_for_update(of=("self",), no_key=True).select_related("person", "committee")
    stood_for = whole.filter(pk=seat.pk, ended_at=None, ends_on__gte=localdate(now)).first()
    if stood_for is None:
        raise not_found(Sentence("seat"))
    if not stood_for.has_vote or stood_for.stands_in_for_id:
        raise refusals.cannot_sit(Sentence("Only a member with a vote has an alternate."))
    _close_what_is_over(stood_for.committee, now=now)
    if Seat.objects.filter(stands_in_for=stood_for, ended_at=None).exists():
        raise refusals.cannot_sit(Sentence("{name} has an alternate.", name=str(stood_for.person)))
    try:
        with transaction.atomic():
            alternate = Seat.objects.create(
                committee=stood_for.committee,
                person=person,
                constituency=stood_for.constituency,
                has_vote=True,
                starts_on=localdate(now),
                ends_on=stood_for.ends_on,
                stands_in_for=stood_for,
            )
    except IntegrityError:  # has a seat of their own, or somebody was named at the same moment
        raise refusals.seat_taken(str(person)) from None
    told = AlternateSeated(
        committee=SubjectRef("committee", str(stood_for.committee_id)),
        person=SubjectRef("person", str(person.pk)),
        member=SubjectRef("person", str(stood_for.person_id)),
        committee_name=stood_for.committee.name,
        ends_on=alternate.ends_on.isoformat(),
        person_name=str(person),
        member_name=str(stood_for.person),
    )
    record(told, actor_id=actor.id, now=now)
    return alternate


@command(records=(MemberSeated,))
def renew_seat(actor: Actor, seat: Seat, *, now: datetime) -> Seat:
    """Give a member another term, from the day after the present one. Not earlier than four months before it ends."""
    actor.must("committees.seat_member")
    whole = Seat.objects.select_for_update(of=("self",), no_key=True).select_related("person", "committee")
    current = whole.get(pk=seat.pk)
    _must_not_be_oneself(actor, current.person)
    _must_be_able_to_sit(current.person, has_vote=current.has_vote, is_chair=current.is_chair)
    if current.ended_at or current.stands_in_for_id:
        raise refusals.cannot_sit(Sentence("This seat has ended; give a new one."))
    if localdate(now) < current.ends_on - RENEWED_BEFORE:
        raise refusals.cannot_sit(
            Sentence("A term is renewed when it comes to its end, from {day} on.", day=current.ends_on - RENEWED_BEFORE)
        )
    first = max(current.ends_on + timedelta(days=1), localdate(now))
    current.ends_on = months_later(first, _term(current.committee, Constituency(current.constituency)))
    current.save(update_fields=["ends_on"])
    _tell_seated(actor, current, now=now)
    return current


@command(records=(MemberUnseated,), may_change_nothing=True)
def end_seat(actor: Actor, seat: Seat, *, now: datetime) -> Seat:
    """End a seat; the member votes no more. Ending it twice changes nothing."""
    actor.must("committees.seat_member")
    current = (
        Seat.objects.select_for_update(of=("self",), no_key=True).select_related("person", "committee").get(pk=seat.pk)
    )
    if current.ended_at:
        return current
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    Seat.objects.filter(stands_in_for=current, ended_at=None).update(ended_at=now)  # who stands in goes with the seat
    told = MemberUnseated(
        SubjectRef("committee", str(current.committee_id)),
        SubjectRef("person", str(current.person_id)),
        current.committee.name,
        str(current.person),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(ChairNamed,), may_change_nothing=True)
def name_chair(actor: Actor, seat: Seat, *, now: datetime) -> Seat:
    """Let a member with a vote chair the committee. Whoever chaired it before sits on as a member."""
    actor.must("committees.seat_member")
    _must_not_be_oneself(actor, seat.person)
    seats = Seat.objects.select_for_update(of=("self",), no_key=True).select_related("person", "committee")
    held = {each.pk: each for each in seats.filter(committee_id=seat.committee_id, ended_at=None)}
    chosen = held.get(seat.pk)
    if chosen is None or not chosen.has_vote or chosen.stands_in_for_id:
        raise refusals.cannot_sit(Sentence("A chair is a voting member."))
    if chosen.is_chair:
        return chosen
    for before in held.values():
        if before.is_chair:
            before.is_chair = False
            before.save(update_fields=["is_chair"])
    chosen.is_chair = True
    chosen.save(update_fields=["is_chair"])
    told = ChairNamed(
        SubjectRef("committee", str(chosen.committee_id)),
        SubjectRef("person", str(chosen.person_id)),
        chosen.committee.name,
        str(chosen.person),
    )
    record(told, actor_id=actor.id, now=now)
    return chosen


def _must_be_able_to_sit(person: Person, *, has_vote: bool, is_chair: bool) -> None:
    if not actor_of_person(person).roles & SIGNED_IN:
        raise refusals.cannot_sit(Sentence("{name} has no role here, and could not sign in to vote.", name=str(person)))
    if is_chair and not has_vote:
        raise refusals.cannot_sit(Sentence("A chair is a voting member."))


def months_later(day: date, months: int) -> date:
    """The last day of a term of ``months`` that begins on ``day``: the day before it comes round again."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = date(year, month + 1, min(day.day, 28))
    return date.fromordinal(first_after.toordinal() - 1)


def _must_not_be_oneself(actor: Actor, person: Person) -> None:
    if str(person.pk) == actor.id:
        raise refusals.not_oneself()


def _close_what_is_over(committee: Committee, *, now: datetime) -> None:
    """Seats whose term is over make room; that they end was said when they were given."""
    Seat.objects.filter(committee=committee, ended_at=None, ends_on__lt=localdate(now)).update(ended_at=now)


def _term(committee: Committee, constituency: Constituency) -> int:
    """Months of a seat; a student's is at most one year."""
    if constituency is Constituency.STUDENT:
        return min(committee.term_months, STUDENT_TERM_MONTHS)
    return committee.term_months


def _tell_seated(actor: Actor, seat: Seat, *, now: datetime) -> None:
    told = MemberSeated(
        committee=SubjectRef("committee", str(seat.committee_id)),
        person=SubjectRef("person", str(seat.person_id)),
        committee_name=seat.committee.name,
        constituency=seat.constituency,
        has_vote=seat.has_vote,
        is_chair=seat.is_chair,
        ends_on=seat.ends_on.isoformat(),
        person_name=str(seat.person),
    )
    record(told, actor_id=actor.id, now=now)
