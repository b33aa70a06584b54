"""Minutes from what happened to approval by vote, corrections, what the public reads, notes of closed sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cast import NOW, Cast
from chalkline.govern.committees.api import (
    AgendaItem,
    Choice,
    ClosedFor,
    Light,
    Meeting,
    MeetingCall,
    Openness,
    adjourn_meeting,
    amend_charter,
    call_meeting,
    close_session,
    declare_conflict,
    end_seat,
    motion_digest,
    name_secretary,
    note_departure,
    open_meeting,
    seat_of,
)
from chalkline.govern.decisions.api import Decision, close_item
from chalkline.govern.minutes.api import (
    MinutesState,
    SealedNote,
    approve_minutes,
    ask_for_correction,
    is_intact_minutes,
    propose_minutes,
    public_meetings,
    public_minutes,
    read_sealed_note,
    seal_note,
    sealed_notes_for,
    settle_correction,
    write_passage,
    written_minutes,
)
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import facts_recorded, history_of
from chalkline.people.api import system_actor
from deciding import CHARTER, MEETING_AT, committee_seated, item_put, meeting_called, member, open_with, vote
from expecting import problem

pytestmark = pytest.mark.django_db
NEXT_AT = datetime(2027, 1, 14, 22, 0, tzinfo=UTC)
OTHERS = ("dana", "priya", "tess", "theo", "fay")


def held(cast: Cast) -> tuple[Meeting, AgendaItem]:
    """A public meeting that ended: one item decided, Paula recused, Nora keeps the minutes."""
    committee = committee_seated(cast)
    public = replace(CHARTER, openness=Openness.PUBLIC)
    committee = amend_charter(cast.ada.actor, committee, public, reason="Families asked for it.", now=NOW)
    name_secretary(cast.ada.actor, committee, cast.nora.person, now=NOW)
    item = item_put(cast, meeting_called(cast, committee))
    declare_conflict(cast.paula.actor, item, reason="My sister works there.", now=NOW)
    open_with(cast, item.meeting, *OTHERS, "paula")
    for name in ("carl", *OTHERS):
        vote(cast, item, name, Choice.AGAINST if name == "fay" else Choice.FOR)
    close_item(cast.carl.actor, item, now=MEETING_AT)
    adjourn_meeting(cast.carl.actor, item.meeting, now=MEETING_AT + timedelta(hours=1))
    return Meeting.objects.get(pk=item.meeting_id), AgendaItem.objects.get(pk=item.pk)


def next_meeting(cast: Cast, meeting: Meeting) -> Meeting:
    call = MeetingCall(NEXT_AT, "Board room")
    return call_meeting(cast.ada.actor, meeting.committee, call, now=NEXT_AT - timedelta(days=9))


def approved(cast: Cast, meeting: Meeting, later: Meeting) -> Decision:
    item = AgendaItem.objects.get(meeting=later, subject_kind="minutes")
    for name in ("carl", *OTHERS):
        choose(cast, item, name)
    return close_item(cast.carl.actor, item, now=NEXT_AT)


def choose(cast: Cast, item: AgendaItem, name: str) -> None:
    from chalkline.govern.committees.api import cast_vote

    current = AgendaItem.objects.get(pk=item.pk)
    cast_vote(member(cast, name).actor, current, Choice.FOR, on_motion=motion_digest(current), now=NEXT_AT)


def test_minutes_tell_what_happened_and_only_passages_are_written(cast: Cast) -> None:
    meeting, item = held(cast)
    told = written_minutes(cast.bo.actor, meeting)
    assert (told.state, len(told.facts.attended), told.facts.absent) == (MinutesState.DRAFT, 7, ())
    assert {vote.name for vote in told.facts.items[0].votes} >= {"Carl Osei", "Fay Idris"}
    passage = f"item:{item.pk}"
    write_passage(cast.nora.actor, meeting, passage, "Members asked how long passages are kept.", now=NEXT_AT)
    assert written_minutes(cast.bo.actor, meeting).digest != told.digest
    for wrong in ("present", "votes", "item:3f0d6d0a-1111-4222-8333-444455556666", ""):
        with problem("minutes.not_a_passage"):
            write_passage(cast.nora.actor, meeting, wrong, "Everybody was there.", now=NEXT_AT)
    with problem("minutes.names_a_student"):
        write_passage(cast.nora.actor, meeting, "comment", "Kim Sato read a text aloud.", now=NEXT_AT)
    with problem("minutes.too_long"):
        write_passage(cast.nora.actor, meeting, "comment", "x" * 9000, now=NEXT_AT)
    for other in (cast.tess, cast.carl, cast.sue):
        with problem("not_allowed"):
            write_passage(other.actor, meeting, "comment", "I was right.", now=NEXT_AT)


def test_minutes_are_corrected_approved_by_vote_and_then_fixed(cast: Cast) -> None:
    meeting, _item = held(cast)
    later = next_meeting(cast, meeting)
    with problem("minutes.other_meeting"):
        propose_minutes(cast.nora.actor, meeting, meeting, now=NEXT_AT - timedelta(days=8))
    item = propose_minutes(cast.nora.actor, meeting, later, now=NEXT_AT - timedelta(days=8))
    open_meeting(cast.carl.actor, later, now=NEXT_AT)
    from chalkline.govern.committees.api import note_arrival

    for name in OTHERS:
        note_arrival(member(cast, name).actor, later, member(cast, name).person, now=NEXT_AT)
    choose(cast, item, "dana")
    wish = ask_for_correction(cast.fay.actor, meeting, "comment", "Two parents spoke against it.", now=NEXT_AT)
    with problem("not_allowed"):
        ask_for_correction(cast.ada.actor, meeting, "comment", "Nobody spoke.", now=NEXT_AT)
    with problem("minutes.reason_needed"):
        settle_correction(cast.nora.actor, wish, take_in=False, now=NEXT_AT)
    settle_correction(cast.nora.actor, wish, take_in=True, now=NEXT_AT)
    assert not AgendaItem.objects.get(pk=item.pk).votes.exists()  # Dana voted on another text
    decision = approved(cast, meeting, later)
    assert decision.expires_on is None
    with problem("minutes.approved"):  # before Chalkline has followed the decision
        write_passage(cast.nora.actor, meeting, "closing", "It was late.", now=NEXT_AT)
    approve_minutes(system_actor("reactions"), decision, now=NEXT_AT)
    approve_minutes(system_actor("reactions"), decision, now=NEXT_AT)
    told = written_minutes(cast.bo.actor, meeting)
    assert (told.state, told.passages, told.digest) == (
        MinutesState.APPROVED,
        {"comment": "Two parents spoke against it."},
        decision.subject_digest,
    )
    assert is_intact_minutes(cast.bo.actor, meeting)
    for act in (
        lambda: write_passage(cast.nora.actor, meeting, "closing", "It was late.", now=NEXT_AT),
        lambda: ask_for_correction(cast.fay.actor, meeting, "closing", "It was early.", now=NEXT_AT),
        lambda: propose_minutes(cast.nora.actor, meeting, later, now=NEXT_AT),
    ):
        with problem("minutes.approved"):
            act()
    assert sum(1 for each in history_of("meeting", str(meeting.pk)) if each.kind == "govern.minutes.approved/1") == 1


def test_the_public_reads_what_was_approved_without_names_of_families(cast: Cast) -> None:
    meeting, _item = held(cast)
    assert public_minutes(meeting) is None
    assert meeting not in public_meetings(date(2027, 1, 10))  # it ended, and nothing is approved
    later = next_meeting(cast, meeting)
    assert [each.pk for each in public_meetings(date(2027, 1, 10))] == [later.pk]
    propose_minutes(cast.ada.actor, meeting, later, now=NEXT_AT - timedelta(days=8))
    open_meeting(cast.carl.actor, later, now=NEXT_AT)
    from chalkline.govern.committees.api import note_arrival

    for name in OTHERS:
        note_arrival(member(cast, name).actor, later, member(cast, name).person, now=NEXT_AT)
    approve_minutes(system_actor("reactions"), approved(cast, meeting, later), now=NEXT_AT)
    told = public_minutes(meeting)
    assert told is not None
    names = {str(each) for each in told.present} | {str(who) for who, _choice in told.items[0].votes}
    assert "a family representative" in names and "Fay Idris" not in names and "Carl Osei" in names
    assert "sister" not in str(told) and "Not convinced" not in str(told)
    closed = replace(CHARTER, openness=Openness.MEMBERS)
    adjourn_meeting(cast.carl.actor, later, now=NEXT_AT)
    committee = amend_charter(cast.ada.actor, meeting.committee, closed, reason="Counsel.", now=NEXT_AT)
    meeting.committee = committee
    assert public_minutes(meeting) is None and public_meetings(date(2027, 1, 10)) == []


def in_closed_session(cast: Cast) -> AgendaItem:
    item = item_put(cast, meeting_called(cast), SubjectRef("request", "sealed", "e" * 64), light=Light.GREEN)
    declare_conflict(cast.paula.actor, item, reason="My own pilot.", now=NOW)
    open_with(cast, item.meeting, "dana", "priya", "tess", "theo", "paula", "sam")
    note_departure(cast.theo.actor, item.meeting, cast.theo.person, now=MEETING_AT)
    return close_session(cast.carl.actor, item, ClosedFor.STUDENT_RECORDS, now=MEETING_AT)


def test_what_is_said_in_closed_session_is_read_by_who_was_there_and_nobody_else(cast: Cast) -> None:
    item = in_closed_session(cast)
    note = seal_note(cast.dana.actor, item, "The family of the pupil asked for it in March.", now=MEETING_AT)
    assert b"family" not in bytes(SealedNote.objects.get().sealed)
    read, text = read_sealed_note(cast.sam.actor, str(note.pk), now=NEXT_AT)  # advises, and was in the room
    assert (read.pk, text) == (note.pk, "The family of the pupil asked for it in March.")
    told = [each for each in history_of("sealed_note", str(note.pk)) if each.kind == "govern.sealed_note.read/1"]
    assert len(told) == 1 and "March" not in str([each.values for each in history_of("sealed_note", str(note.pk))])
    # recused; left before; never came; not a member: superintendent, coordinator, board's adviser, nobody
    for name in ("paula", "theo", "fay", "sue", "ada", "bo", "nora", "otto"):
        with problem("not_found"):
            read_sealed_note(member(cast, name).actor, str(note.pk), now=NEXT_AT)
        assert name == "otto" or sealed_notes_for(member(cast, name).actor, item) == []
    with problem("not_found"):
        read_sealed_note(cast.dana.actor, "3f0d6d0a-1111-4222-8333-444455556666", now=NEXT_AT)
    seat = seat_of(cast.dana.actor.id, item.meeting.committee, MEETING_AT.date())
    assert seat is not None
    end_seat(cast.sue.actor, seat, now=NEXT_AT)
    with problem("not_found"):  # who leaves the committee leaves its secrets
        read_sealed_note(cast.dana.actor, str(note.pk), now=NEXT_AT)
    assert facts_recorded() > 0


def test_only_who_is_in_the_room_seals_and_only_in_closed_session(cast: Cast) -> None:
    item = in_closed_session(cast)
    for name in ("paula", "theo", "fay", "sue", "nora"):
        with problem("not_allowed"):
            seal_note(member(cast, name).actor, item, "I was not there.", now=MEETING_AT)
    with problem("meetings.session_closed_already"):
        close_session(cast.carl.actor, item, ClosedFor.PERSONNEL, now=MEETING_AT)
    with problem("minutes.not_a_passage"):
        write_passage(cast.ada.actor, item.meeting, f"item:{item.pk}", "What was said.", now=MEETING_AT)
    other = AgendaItem.objects.get(pk=item.pk)
    AgendaItem.objects.filter(pk=item.pk).update(closed_law="")
    with problem("minutes.session_open"):
        seal_note(cast.dana.actor, other, "Public matter.", now=MEETING_AT)
    with problem("meetings.not_presiding"):
        close_session(cast.dana.actor, other, ClosedFor.PERSONNEL, now=MEETING_AT)
