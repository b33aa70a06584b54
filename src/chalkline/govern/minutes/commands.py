"""Writes of minutes: passages, corrections, putting them before a meeting, approval by its decision, sealed notes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from chalkline.govern.committees.api import (
    AgendaEntry,
    AgendaItem,
    ItemAdded,
    ItemState,
    Light,
    Meeting,
    MeetingState,
    Outcome,
    day_of,
    members_for,
    put_item,
    restate_item,
    waiting_item,
)
from chalkline.govern.committees.events import ItemRestated
from chalkline.govern.decisions.api import Decision, DecisionStanding, minutes_of, subject_decided
from chalkline.govern.minutes import rules
from chalkline.govern.minutes.events import (
    CorrectionAsked,
    CorrectionSettled,
    MinutesApproved,
    MinutesProposed,
    MinutesWritten,
    SealedNoteRead,
    SealedNoteWritten,
)
from chalkline.govern.minutes.models import Correction, MeetingMinutes, SealedNote
from chalkline.govern.minutes.queries import SUBJECT, may_read, seat_in
from chalkline.govern.minutes.sealing import digest_of_note, opened, seal
from chalkline.govern.minutes.words import spelled
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import Told, record
from chalkline.people.api import Actor, command, screened, system_actor

NEVER = date.max


@command(records=(MinutesWritten, ItemRestated), may_change_nothing=True)
def write_passage(actor: Actor, meeting: Meeting, passage: str, text: str, *, now: datetime) -> MeetingMinutes:
    """Write a free passage: what was said about an item, what the public said, how it opened and ended. No fact."""
    actor.must("minutes.write", assigned=_keeps_minutes(actor, meeting))
    return _write(actor, meeting, passage, text, now=now)


@command(records=(CorrectionAsked,))
def ask_for_correction(actor: Actor, meeting: Meeting, passage: str, text: str, *, now: datetime) -> Correction:
    """Say how a passage should read, as a member, before the minutes are approved."""
    actor.must("minutes.ask_correction", seat=seat_in(actor, meeting, localdate(now)))
    _must_be_open(_locked(meeting))
    _must_be_a_passage(meeting, passage)
    said = _clean(text)
    if not said:
        raise rules.say_it()
    correction = Correction.objects.create(
        meeting=meeting, passage=passage, text=said, asked_by_id=actor.id, asked_at=now
    )
    told = CorrectionAsked(_meeting(meeting), _about(correction), meeting.committee.name, passage, said)
    record(told, actor_id=actor.id, now=now)
    return correction


@command(records=(CorrectionSettled, MinutesWritten, ItemRestated))
def settle_correction(
    actor: Actor, correction: Correction, *, take_in: bool, reason: str = "", now: datetime
) -> Correction:
    """Take a correction in, so that the passage reads as asked, or set it aside with a reason."""
    current = Correction.objects.select_for_update(of=("self",), no_key=True).select_related("meeting__committee")
    found = current.get(pk=correction.pk)
    actor.must("minutes.write", assigned=_keeps_minutes(actor, found.meeting))
    if found.settled_at:
        raise rules.settled_already()
    _must_be_open(_locked(found.meeting))
    if not take_in and not reason.strip():
        raise rules.reason_needed()
    found.settled_at, found.is_taken_in, found.reason = now, take_in, reason.strip()[:2000]
    found.save(update_fields=["settled_at", "is_taken_in", "reason"])
    told = CorrectionSettled(
        _meeting(found.meeting), _about(found), found.meeting.committee.name, take_in, found.reason
    )
    record(told, actor_id=actor.id, now=now)
    if take_in:
        _write(actor, found.meeting, found.passage, found.text, now=now)
    return found


@command(records=(MinutesProposed, ItemAdded))
def propose_minutes(actor: Actor, meeting: Meeting, to: Meeting, *, now: datetime) -> AgendaItem:
    """Put the minutes of a meeting that ended before a later one of the same committee: exactly this version."""
    actor.must("minutes.write", assigned=_keeps_minutes(actor, meeting))
    kept = _locked(meeting)
    _must_be_open(kept)
    if meeting.state != MeetingState.ADJOURNED:
        raise rules.not_over()
    if to.committee_id != meeting.committee_id or to.pk == meeting.pk:
        raise rules.other_meeting()
    kept.digest = _digest(actor, meeting, kept)
    kept.save()
    entry = AgendaEntry(
        title=str(Sentence("Minutes of {day}", day=day_of(meeting))),
        light=Light.GREEN,
        proposed=(),
        suggested_expires_on=NEVER,
        latest_expires_on=NEVER,
        is_lasting=True,
    )
    item = put_item(actor, to, _ref(kept), entry, now=now)
    told = MinutesProposed(_meeting(meeting), _ref(kept), meeting.committee.name, day_of(meeting).isoformat())
    record(told, actor_id=actor.id, now=now)
    return item


@command(records=(MinutesApproved,), may_change_nothing=True)
def approve_minutes(actor: Actor, decision: Decision, *, now: datetime) -> MeetingMinutes | None:
    """Let minutes follow the decision on them: fixed, with their digest. Only Chalkline itself does; twice is once."""
    actor.must("minutes.approve")
    found = MeetingMinutes.objects.select_for_update(of=("self",), no_key=True).select_related("meeting__committee")
    kept = found.filter(pk=id_from(decision.subject_id)).first()
    stands = decision.standing == DecisionStanding.RECORDED and Outcome(decision.outcome).approves
    if kept is None or kept.approved is not None or not stands:
        return None
    whole = _spelled(actor, kept.meeting, kept)
    if digest_of(whole) != decision.subject_digest:
        return None  # another version was approved than stands here: it shows as not approved, and is put anew
    kept.approved, kept.digest, kept.decision, kept.approved_at = whole, decision.subject_digest, decision, now
    kept.save()
    meeting = kept.meeting
    told = MinutesApproved(
        meeting=_meeting(meeting),
        minutes=subject_decided(decision),
        decision=SubjectRef("decision", str(decision.pk), decision.digest),
        committee_name=meeting.committee.name,
        day=day_of(meeting).isoformat(),
        number=str(decision),
    )
    record(told, actor_id=actor.id, now=now)
    return kept


def follow_minutes_decision(told: Told, *, now: datetime) -> None:
    """A decision was recorded: if it is on minutes, they are approved."""
    found = Decision.objects.filter(pk=id_from(told.values["decision"]["id"]), subject_kind=SUBJECT).first()
    if found is not None:
        approve_minutes(system_actor("reactions"), found, now=now)


@command(records=(SealedNoteWritten,))
def seal_note(actor: Actor, item: AgendaItem, text: str, *, now: datetime) -> SealedNote:
    """Keep what was said in closed session: by a member in the room, for the members in the room."""
    current = AgendaItem.objects.select_related("meeting__committee").get(pk=item.pk)
    room = [each.person_id for each in members_for(current) if each.is_present and not each.is_excused]
    actor.must("minutes.seal", assigned=actor.id in room)
    is_closed = bool(current.closed_law) and current.meeting.state == MeetingState.OPEN
    if not is_closed or current.state == ItemState.TAKEN_OFF:
        raise rules.session_open()
    said = text.strip()
    if not said:
        raise rules.say_it()
    if len(said) > rules.NOTE_LIMIT:
        raise rules.too_long(rules.NOTE_LIMIT)
    note = SealedNote.objects.create(
        item=current,
        sealed=seal(said, str(current.pk)),
        digest=digest_of_note(said),
        readers=sorted(room),
        written_by_id=actor.id,
        written_at=now,
    )
    told = SealedNoteWritten(
        meeting=_meeting(current.meeting),
        sealed_note=SubjectRef("sealed_note", str(note.pk), note.digest),
        readers=tuple(SubjectRef("person", each) for each in note.readers),
        committee_name=current.meeting.committee.name,
    )
    record(told, actor_id=actor.id, now=now)
    return note


@command(records=(SealedNoteRead,))
def read_sealed_note(actor: Actor, note_id: str, *, now: datetime) -> tuple[SealedNote, str]:
    """The note with its text, for who was in the room; each reading is a fact. For anybody else there is none."""
    found = SealedNote.objects.select_related("item__meeting__committee", "written_by").filter(pk=id_from(note_id))
    note = found.first()
    actor.must("minutes.read_sealed", assigned=note is not None and may_read(actor, note), hidden=True)
    if note is None or not may_read(actor, note):
        raise rules.no_such_note()
    told = SealedNoteRead(
        meeting=_meeting(note.item.meeting),
        sealed_note=SubjectRef("sealed_note", str(note.pk), note.digest),
        person=SubjectRef("person", actor.id),
        committee_name=note.item.meeting.committee.name,
    )
    record(told, actor_id=actor.id, now=now)
    return note, opened(bytes(note.sealed), str(note.item_id))


def _write(actor: Actor, meeting: Meeting, passage: str, text: str, *, now: datetime) -> MeetingMinutes:
    kept = _locked(meeting)
    _must_be_open(kept)
    _must_be_a_passage(meeting, passage)
    said = _clean(text)
    if kept.passages.get(passage, "") == said:
        return kept
    kept.passages = {**kept.passages, passage: said} if said else _without(kept.passages, passage)
    kept.written_by_id, kept.written_at = actor.id, now
    kept.digest = _digest(actor, meeting, kept)
    kept.save()
    item = waiting_item(SUBJECT, str(meeting.pk))
    if item:
        restate_item(system_actor("minutes"), item, kept.digest, now=now)
    told = MinutesWritten(_meeting(meeting), _ref(kept), meeting.committee.name, passage)
    record(told, actor_id=actor.id, now=now)
    return kept


def _locked(meeting: Meeting) -> MeetingMinutes:
    with transaction.atomic():
        MeetingMinutes.objects.get_or_create(pk=meeting.pk)
    return MeetingMinutes.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)


def _must_be_open(kept: MeetingMinutes) -> None:
    """Refused from the moment a decision approved them, whether or not Chalkline has followed it yet."""
    made = Decision.objects.filter(subject_kind=SUBJECT, subject_id=str(kept.pk))
    approving = next((each for each in made if Outcome(each.outcome).approves), None)
    if approving or kept.approved is not None:
        raise rules.approved_already(str(approving or kept.decision))


def _must_be_a_passage(meeting: Meeting, passage: str) -> None:
    open_items = [str(pk) for pk in meeting.items.filter(closed_law="").values_list("pk", flat=True)]
    if not rules.may_be_written(passage, open_items):
        raise rules.not_a_passage()


def _clean(text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    if len(said) > rules.PASSAGE_LIMIT:
        raise rules.too_long(rules.PASSAGE_LIMIT)
    if said and screened([said])[0].taken:
        raise rules.names_a_student()
    return said


def _without(passages: dict[str, str], passage: str) -> dict[str, str]:
    return {name: text for name, text in passages.items() if name != passage}


def _spelled(actor: Actor, meeting: Meeting, kept: MeetingMinutes) -> dict[str, Any]:
    return spelled(minutes_of(actor, meeting), kept.passages)


def _digest(actor: Actor, meeting: Meeting, kept: MeetingMinutes) -> str:
    return digest_of(_spelled(actor, meeting, kept))


def _keeps_minutes(actor: Actor, meeting: Meeting) -> bool:
    return str(meeting.committee.secretary_id) == actor.id


def _meeting(meeting: Meeting) -> SubjectRef:
    return SubjectRef("meeting", str(meeting.pk))


def _ref(kept: MeetingMinutes) -> SubjectRef:
    return SubjectRef(SUBJECT, str(kept.pk), kept.digest)


def _about(correction: Correction) -> SubjectRef:
    return SubjectRef("correction", str(correction.pk))
