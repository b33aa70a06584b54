"""Two people at once, on real threads: one is first, the other is told. PostgreSQL only; SQLite has one writer."""

from __future__ import annotations

from at_once import ON_POSTGRES, at_once
from cast import NOW, Cast, make_cast
from chalkline.govern.committees.api import (
    AgendaItem,
    Choice,
    Seat,
    adjourn_meeting,
    note_arrival,
    seat_alternate,
    standing_of,
)
from chalkline.govern.committees.models import Vote
from chalkline.govern.decisions.api import Decision, close_item
from chalkline.kernel.subjects import SubjectRef
from deciding import MEETING_AT, committee_seated, item_put, meeting_called, open_with, vote

pytestmark = ON_POSTGRES


def before_the_meeting(cast: Cast) -> AgendaItem:
    meeting = meeting_called(cast, committee_seated(cast))
    item = item_put(cast, meeting)
    open_with(cast, meeting, "dana", "priya", "tess", "theo", "fay")
    for name in ("carl", "dana", "tess", "theo"):
        vote(cast, item, name, Choice.FOR)
    return item


def test_of_two_who_close_one_decides_and_the_other_is_told() -> None:
    cast = make_cast()
    item = before_the_meeting(cast)
    actor = cast.carl.actor
    answers = at_once(*[lambda: close_item(actor, item, now=MEETING_AT)] * 4)
    assert [answer for answer in answers if isinstance(answer, str)] == ["decisions.already_decided"] * 3
    assert Decision.objects.count() == 1


def test_a_vote_while_closing_is_counted_or_refused_never_lost() -> None:
    cast = make_cast()
    item = before_the_meeting(cast)
    closed, voted = at_once(
        lambda: close_item(cast.carl.actor, item, now=MEETING_AT),
        lambda: vote(cast, item, "fay", Choice.AGAINST),
    )
    assert isinstance(closed, Decision)
    against = Decision.objects.get().record["tally"]["against"]
    assert (voted, against) in {(None, 1), ("meetings.vote_closed", 0)}


def test_closing_while_the_meeting_ends_decides_or_carries_over_never_both() -> None:
    cast = make_cast()
    item = before_the_meeting(cast)
    closed, _ended = at_once(
        lambda: close_item(cast.carl.actor, item, now=MEETING_AT),
        lambda: adjourn_meeting(cast.carl.actor, item.meeting, now=MEETING_AT),
    )
    state = AgendaItem.objects.get(pk=item.pk).state
    assert (isinstance(closed, Decision), state) in {(True, "closed"), (False, "carried_over")}


def test_one_members_votes_at_the_same_moment_are_one_vote() -> None:
    cast = make_cast()
    item = before_the_meeting(cast)
    in_favor = [lambda: vote(cast, item, "fay", Choice.FOR)] * 3
    at_once(*in_favor, lambda: vote(cast, item, "fay", Choice.AGAINST))
    assert Vote.objects.filter(item=item, person=cast.fay.person).count() == 1
    tally = standing_of(AgendaItem.objects.get(pk=item.pk)).tally
    assert tally.in_favor + tally.against == 5  # four who voted before, and Fay once


def test_an_alternate_who_votes_while_the_member_comes_is_not_counted_beside_them() -> None:
    cast = make_cast()
    item = before_the_meeting(cast)
    seat_alternate(cast.sue.actor, Seat.objects.get(person=cast.paula.person), cast.nora.person, now=NOW)
    note_arrival(cast.nora.actor, item.meeting, cast.nora.person, now=MEETING_AT)
    at_once(
        lambda: vote(cast, item, "nora", Choice.FOR),
        lambda: note_arrival(cast.paula.actor, item.meeting, cast.paula.person, now=MEETING_AT),
    )
    vote(cast, item, "paula", Choice.AGAINST)
    tally = standing_of(AgendaItem.objects.get(pk=item.pk)).tally
    assert (tally.in_favor, tally.against) == (4, 1)


def test_one_thing_on_two_agendas_at_once_lands_on_one() -> None:
    cast = make_cast()
    committee = committee_seated(cast)
    first, second = meeting_called(cast, committee), meeting_called(cast, committee)
    subject = SubjectRef("request", "9f0d6d0a-1111-4222-8333-444455556666", "b" * 64)
    answers = at_once(lambda: item_put(cast, first, subject), lambda: item_put(cast, second, subject))
    assert [answer for answer in answers if isinstance(answer, str)] == ["meetings.already_on_agenda"]
    assert AgendaItem.objects.count() == 1


def test_two_committees_deciding_at_once_get_two_numbers() -> None:
    cast = make_cast()
    item = before_the_meeting(cast)
    other = SubjectRef("request", "9f0d6d0a-1111-4222-8333-444455556666", "b" * 64)
    meeting = meeting_called(cast, item.meeting.committee)
    second = item_put(cast, meeting, other)
    open_with(cast, meeting, "dana", "priya", "tess", "theo", "fay")
    for name in ("carl", "dana", "tess", "theo"):
        vote(cast, second, name, Choice.FOR)
    assert standing_of(AgendaItem.objects.get(pk=second.pk)).tally.carried
    actor = cast.carl.actor
    decided = at_once(
        lambda: close_item(actor, item, now=MEETING_AT), lambda: close_item(actor, second, now=MEETING_AT)
    )
    assert sorted(str(each) for each in decided) == ["2026-1", "2026-2"]
