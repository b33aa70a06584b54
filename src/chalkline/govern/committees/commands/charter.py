"""Chartering a committee and filling its seats."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.govern.committees import refusals
from chalkline.govern.committees.events import (
    ChairNamed,
    CharterKept,
    CharterLapsed,
    CommitteeChartered,
    MemberSeated,
    MemberUnseated,
)
from chalkline.govern.committees.models import Committee, Seat
from chalkline.govern.committees.words import Charter, Constituency
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.problem import Words
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import SIGNED_IN, Actor, actor_of_person, command
from chalkline.people.models import Person

TEXT_LIMIT = 4000
STUDENT_TERM_MONTHS = 12


@command(records=(CommitteeChartered,))
def charter_committee(actor: Actor, charter: Charter, *, now: datetime) -> Committee:
    """Create a committee by its charter."""
    actor.must("committees.charter")
    wrong = _wrong_with(charter, today=localdate(now))
    if wrong:
        raise refusals.charter_incomplete(wrong)
    columns = _columns(charter)
    try:
        with transaction.atomic():
            committee = Committee.objects.create(**columns, chartered_at=now)
    except IntegrityError:
        raise refusals.name_taken(charter.name) from None
    ref = SubjectRef("committee", str(committee.pk))
    told = CommitteeChartered(
        ref, charter.name, charter.authority.value, charter.review_on.isoformat(), digest_of(columns)
    )
    record(told, actor_id=actor.id, now=now)
    return committee


@command(records=(CharterKept,))
def keep_charter(actor: Actor, committee: Committee, review_on: date, *, now: datetime) -> Committee:
    """Say that the charter holds as it is, until ``review_on``. A committee whose charter had lapsed decides again."""
    actor.must("committees.charter")
    if review_on <= localdate(now):
        raise refusals.charter_day(localdate(now))
    current = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    current.review_on, current.lapsed_on = review_on, None
    current.save(update_fields=["review_on", "lapsed_on"])
    kept = CharterKept(SubjectRef("committee", str(current.pk)), current.name, review_on.isoformat())
    record(kept, actor_id=actor.id, now=now)
    return current


@command(records=(CharterLapsed,), may_change_nothing=True)
def lapse_charter(actor: Actor, committee: Committee, *, now: datetime) -> Committee:
    """Let a charter lapse that nobody looked at again: the committee decides nothing until somebody does."""
    actor.must("committees.lapse")
    current = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    if current.lapsed_on:
        return current
    current.lapsed_on = localdate(now)
    current.save(update_fields=["lapsed_on"])
    over = CharterLapsed(SubjectRef("committee", str(current.pk)), current.name, current.review_on.isoformat())
    record(over, actor_id=actor.id, now=now)
    return current


def must_hold(committee: Committee) -> None:
    """Raises Problem("committees.charter_lapsed") where a committee may decide nothing now."""
    if committee.lapsed_on:
        raise refusals.charter_lapsed(committee.name, committee.lapsed_on)


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
    _must_be_able_to_sit(person, has_vote=has_vote, is_chair=is_chair)
    first = starts_on or localdate(now)
    months = committee.term_months
    if constituency is Constituency.STUDENT:
        months = min(months, STUDENT_TERM_MONTHS)
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
    told = MemberSeated(
        committee=SubjectRef("committee", str(committee.pk)),
        person=SubjectRef("person", str(person.pk)),
        committee_name=committee.name,
        constituency=constituency.value,
        has_vote=has_vote,
        is_chair=is_chair,
        ends_on=seat.ends_on.isoformat(),
        person_name=str(person),
    )
    record(told, actor_id=actor.id, now=now)
    return seat


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
    seats = Seat.objects.select_for_update(of=("self",), no_key=True).select_related("person", "committee")
    held = {each.pk: each for each in seats.filter(committee_id=seat.committee_id, ended_at=None)}
    chosen = held.get(seat.pk)
    if chosen is None or not chosen.has_vote:
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


def _wrong_with(charter: Charter, *, today: date) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    for name in ("name", "purpose", "chosen_how", "cadence", "conflict_rule", "records_rule"):
        text = getattr(charter, name)
        limit = {"name": 120, "cadence": 200}.get(name, TEXT_LIMIT)
        if not text.strip():
            wrong[name] = Sentence("A charter states this.")
        elif len(text) > limit:
            wrong[name] = Sentence("Keep this under {n} characters.", n=limit)
    if charter.review_on <= today:
        wrong["review_on"] = Sentence("Choose a day after today on which the charter itself is reviewed.")
    if not 0 <= charter.notice_days <= 60:
        wrong["notice_days"] = Sentence("Choose between 0 and 60 days.")
    if not 1 <= charter.term_months <= 72:
        wrong["term_months"] = Sentence("Choose between 1 and 72 months.")
    return wrong


def _columns(charter: Charter) -> dict[str, Any]:
    return {
        "name": charter.name.strip(),
        "purpose": charter.purpose.strip(),
        "authority": charter.authority.value,
        "chosen_how": charter.chosen_how.strip(),
        "cadence": charter.cadence.strip(),
        "conflict_rule": charter.conflict_rule.strip(),
        "records_rule": charter.records_rule.strip(),
        "review_on": charter.review_on,
        "notice_days": charter.notice_days,
        "term_months": charter.term_months,
        "voices": {light.value: [voice.value for voice in voices] for light, voices in charter.voices.items()},
        "two_thirds_for": sorted(light.value for light in charter.two_thirds_for),
    }
