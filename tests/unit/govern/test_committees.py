"""Charter, seats, meetings, agenda: what is refused, and by whom it may be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cast import NOW, Cast
from chalkline.govern.committees.api import (
    AgendaItem,
    Constituency,
    Meeting,
    MeetingCall,
    adjourn_meeting,
    call_meeting,
    cancel_meeting,
    charter_committee,
    end_seat,
    note_arrival,
    note_departure,
    open_meeting,
    put_item,
    seat_member,
    seats_on,
    standing_of,
    take_item_off,
)
from chalkline.kernel.problem import Problem
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import history_of
from deciding import CHARTER, MEETING_AT, SUBJECT, committee_seated, entry, item_put, meeting_called, member, open_with
from expecting import problem


@pytest.mark.parametrize("part", ["name", "purpose", "chosen_how", "cadence", "conflict_rule", "records_rule"])
def test_a_charter_states_everything_people_rely_on(cast: Cast, part: str) -> None:
    with pytest.raises(Problem) as caught:
        charter_committee(cast.ada.actor, replace(CHARTER, **{part: "  "}), now=NOW)
    assert list(caught.value.fields) == [part]


def test_a_charter_comes_up_for_review_itself(cast: Cast) -> None:
    with problem("committees.charter_incomplete"):
        charter_committee(cast.ada.actor, replace(CHARTER, review_on=date(2026, 11, 20)), now=NOW)


def test_two_committees_cannot_have_one_name(cast: Cast) -> None:
    charter_committee(cast.ada.actor, CHARTER, now=NOW)
    with problem("committees.name_taken"):
        charter_committee(cast.sue.actor, CHARTER, now=NOW)


@pytest.mark.parametrize("who", ["dana", "priya", "tess", "bo", "fay", "nora", "otto"])
def test_only_the_superintendent_and_the_coordinator_charter(cast: Cast, who: str) -> None:
    with problem("not_allowed"):
        charter_committee(member(cast, who).actor, CHARTER, now=NOW)


@pytest.mark.parametrize("who", ["ada", "dana", "carl", "tess"])
def test_only_the_superintendent_seats_members(cast: Cast, who: str) -> None:
    committee = charter_committee(cast.ada.actor, CHARTER, now=NOW)
    with problem("not_allowed"):
        seat_member(member(cast, who).actor, committee, cast.tess.person, Constituency.TEACHER, now=NOW)


def test_one_person_one_seat_and_one_chair(cast: Cast) -> None:
    committee = committee_seated(cast)
    with problem("committees.seat_taken"):
        seat_member(cast.sue.actor, committee, cast.tess.person, Constituency.LABOR, now=NOW)
    with problem("committees.chair_taken"):
        seat_member(cast.sue.actor, committee, cast.ada.person, Constituency.TECHNOLOGY, is_chair=True, now=NOW)
    with problem("committees.cannot_sit"):
        seat_member(
            cast.sue.actor, committee, cast.ada.person, Constituency.LEGAL, has_vote=False, is_chair=True, now=NOW
        )


@pytest.mark.parametrize("who", ["kim", "otto"])
def test_nobody_sits_who_could_not_sign_in(cast: Cast, who: str) -> None:
    committee = committee_seated(cast)
    with problem("committees.cannot_sit"):
        seat_member(cast.sue.actor, committee, member(cast, who).person, Constituency.STUDENT, now=NOW)


def test_a_term_ends_by_itself_and_a_student_sits_for_a_year(cast: Cast) -> None:
    committee = committee_seated(cast)
    seat = seat_member(cast.sue.actor, committee, cast.nora.person, Constituency.STUDENT, has_vote=False, now=NOW)
    assert seat.ends_on == date(2027, 11, 19)
    assert seats_on(committee, date(2028, 11, 19)).count() == 9
    assert seats_on(committee, date(2028, 11, 20)).count() == 0


def test_an_ended_seat_votes_no_more(cast: Cast) -> None:
    committee = committee_seated(cast)
    seat = seats_on(committee, date(2026, 12, 3)).get(person=cast.theo.person)
    end_seat(cast.sue.actor, seat, now=NOW)
    end_seat(cast.sue.actor, seat, now=NOW)
    assert not seats_on(committee, date(2026, 12, 3)).filter(person=cast.theo.person).exists()
    told = history_of("person", str(cast.theo.person.id))
    assert [each.kind for each in told].count("govern.member.unseated/1") == 1


def test_people_get_the_notice_the_charter_promises(cast: Cast) -> None:
    committee = committee_seated(cast)
    soon = NOW + timedelta(days=2)
    with problem("meetings.too_little_notice"):
        call_meeting(cast.ada.actor, committee, MeetingCall(soon, "Board room"), now=NOW)
    with problem("meetings.call_incomplete"):
        call_meeting(cast.ada.actor, committee, MeetingCall(soon, "Board room", is_emergency=True), now=NOW)
    with problem("meetings.call_incomplete"):
        call_meeting(cast.ada.actor, committee, MeetingCall(NOW - timedelta(minutes=1), ""), now=NOW)
    urgent = MeetingCall(soon, "Board room", is_emergency=True, reason="A tool was found to leak names.")
    assert call_meeting(cast.theo.actor, committee, urgent, now=NOW).is_emergency


@pytest.mark.parametrize("who", ["nora", "sue", "otto"])
def test_who_has_no_seat_does_not_call_a_meeting(cast: Cast, who: str) -> None:
    committee = committee_seated(cast)
    with problem("not_allowed"):
        call_meeting(member(cast, who).actor, committee, MeetingCall(MEETING_AT, "Board room"), now=NOW)


def test_a_meeting_opens_on_its_day_by_its_chair(cast: Cast) -> None:
    meeting = meeting_called(cast)
    with problem("meetings.too_early"):
        open_meeting(cast.carl.actor, meeting, now=MEETING_AT - timedelta(days=1))
    with problem("meetings.not_presiding"):
        open_meeting(cast.dana.actor, meeting, now=MEETING_AT - timedelta(minutes=1))
    with problem("not_allowed"):
        open_meeting(cast.sam.actor, meeting, now=MEETING_AT)
    assert open_meeting(cast.dana.actor, meeting, now=MEETING_AT).state == "open"
    with problem("meetings.not_now"):
        open_meeting(cast.carl.actor, meeting, now=MEETING_AT)


def test_the_agenda_closes_when_the_meeting_opens(cast: Cast) -> None:
    meeting = meeting_called(cast)
    item_put(cast, meeting)
    open_with(cast, meeting)
    other = SubjectRef("request", "9f0d6d0a-1111-4222-8333-444455556666", "b" * 64)
    with problem("meetings.agenda_closed"):
        put_item(cast.ada.actor, meeting, other, entry(), now=MEETING_AT)


def test_a_thing_is_before_one_meeting_at_a_time(cast: Cast) -> None:
    committee = committee_seated(cast)
    first, second = meeting_called(cast, committee), meeting_called(cast, committee)
    item = item_put(cast, first)
    with problem("meetings.already_on_agenda"):
        item_put(cast, second)
    take_item_off(cast.ada.actor, item, reason="Waits for an answer from the vendor.", now=NOW)
    assert item_put(cast, second).number == 1


@pytest.mark.parametrize("who", ["nora", "sue", "otto"])
def test_who_has_no_seat_sets_no_agenda(cast: Cast, who: str) -> None:
    meeting = meeting_called(cast)
    item = item_put(cast, meeting)
    other = SubjectRef("request", "9f0d6d0a-1111-4222-8333-444455556666", "b" * 64)
    with problem("not_allowed"):
        put_item(member(cast, who).actor, meeting, other, entry(), now=NOW)
    with problem("not_allowed"):
        take_item_off(member(cast, who).actor, item, reason="Because.", now=NOW)


def test_members_come_and_go_and_nobody_is_marked_by_just_anybody(cast: Cast) -> None:
    meeting = meeting_called(cast)
    item = item_put(cast, meeting)
    with problem("meetings.not_now"):
        note_arrival(cast.tess.actor, meeting, cast.tess.person, now=NOW)
    open_with(cast, meeting, "dana", "priya")
    with problem("meetings.not_presiding"):
        note_arrival(cast.dana.actor, meeting, cast.tess.person, now=MEETING_AT)
    note_arrival(cast.carl.actor, meeting, cast.tess.person, now=MEETING_AT)
    with problem("not_found"):
        note_arrival(cast.carl.actor, meeting, cast.nora.person, now=MEETING_AT)
    assert len(standing_of(AgendaItem.objects.get(pk=item.pk)).quorum.counted) == 4
    note_departure(cast.priya.actor, meeting, cast.priya.person, now=MEETING_AT)
    assert len(standing_of(AgendaItem.objects.get(pk=item.pk)).quorum.counted) == 3
    note_arrival(cast.priya.actor, meeting, cast.priya.person, now=MEETING_AT)
    note_arrival(cast.priya.actor, meeting, cast.priya.person, now=MEETING_AT)
    assert len(standing_of(AgendaItem.objects.get(pk=item.pk)).quorum.counted) == 4


def test_what_was_not_decided_is_carried_over_and_said_so(cast: Cast) -> None:
    meeting = meeting_called(cast)
    item = item_put(cast, meeting)
    open_with(cast, meeting, "dana")
    with problem("meetings.not_presiding"):
        adjourn_meeting(cast.dana.actor, meeting, now=MEETING_AT)
    adjourn_meeting(cast.carl.actor, meeting, now=MEETING_AT)
    assert AgendaItem.objects.get(pk=item.pk).state == "carried_over"
    told = history_of("request", SUBJECT.id)[0]
    assert str(told.sentence("Carl")) == "The meeting ended before “Diffit for adapting texts” was decided."


def test_a_cancelled_meeting_gives_its_reason_and_frees_its_items(cast: Cast) -> None:
    committee = committee_seated(cast)
    meeting = meeting_called(cast, committee)
    item_put(cast, meeting)
    with problem("meetings.reason_needed"):
        cancel_meeting(cast.ada.actor, meeting, reason="", now=NOW)
    cancel_meeting(cast.ada.actor, meeting, reason="Snow day.", now=NOW)
    assert Meeting.objects.get(pk=meeting.pk).state == "cancelled"
    item_put(cast, meeting_called(cast, committee))
    with problem("meetings.not_now"):
        cancel_meeting(cast.ada.actor, meeting, reason="Again.", now=NOW)
