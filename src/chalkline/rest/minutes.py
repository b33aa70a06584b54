"""/api/v1: minutes, corrections and approval; closed sessions and their sealed notes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.govern.committees.api import (
    CLOSED_FOR_NAMES,
    ClosedFor,
    close_session,
    closed_items,
    item_by_id,
    meeting_by_id,
    open_session,
)
from chalkline.govern.minutes.api import (
    Correction,
    ask_for_correction,
    correction_by_id,
    corrections_of,
    propose_minutes,
    read_sealed_note,
    seal_note,
    sealed_notes_for,
    settle_correction,
    write_passage,
    written_minutes,
)
from chalkline.kernel.clock import utc_now
from chalkline.rest.agenda_items import ItemTold, told_item
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Id,
    Place,
    ProblemDocument,
    Sent,
    Short,
    Text,
    all_said,
    created,
    like,
    said,
    who,
)

router = Place(tags=["minutes"])


class MinutesTold(Schema):
    """Minutes as they stand: draft, proposed or approved. ``facts`` are read from what was recorded."""

    meeting_id: str
    state: str
    digest: str
    decision: str
    committee: str
    held_on: date
    present: list[str]
    absent: list[str]
    items: list[dict[str, Any]]
    passages: dict[str, str]
    corrections: list[dict[str, Any]]


class PassageSent(Sent):
    """How a passage should read."""

    model_config = like(text="Members asked how long texts are kept.")

    text: Text = ""


class MinutesCorrectionSent(Sent):
    """Which passage should read otherwise, and how."""

    model_config = like(passage="comment", text="Two parents spoke against it.")

    passage: Short
    text: Text


class SettledSent(Sent):
    """Taken in, or set aside with a reason."""

    model_config = like(take_in=True, reason="")

    take_in: bool
    reason: Text = ""


class ProposedSent(Sent):
    """Before which meeting."""

    model_config = like(to_meeting_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    to_meeting_id: UUID


class ClosedSent(Sent):
    """For which reason of law."""

    model_config = like(law="student_records")

    law: ClosedFor


class SealedNoteSent(Sent):
    """What was said."""

    model_config = like(text="...")

    text: Text


class NoteTold(Schema):
    """A sealed note; ``text`` is empty where it was not read."""

    id: str
    item_id: str
    written_by: str
    written_at: datetime
    text: str = ""


@router.get("/meetings/{meeting_id}/minutes", response={200: MinutesTold, REFUSALS: ProblemDocument})
def read_minutes(request: HttpRequest, meeting_id: UUID) -> object:
    """The minutes of a meeting."""
    return _told(request, meeting_id)


@router.put("/meetings/{meeting_id}/minutes/passages/{passage}", response={200: MinutesTold, REFUSALS: ProblemDocument})
def write_a_passage(request: HttpRequest, meeting_id: UUID, passage: Id, sent: PassageSent) -> object:
    """Write a free passage, by who keeps the minutes. Facts are refused, and everything after approval."""
    actor = who(request)
    write_passage(actor, meeting_by_id(actor, str(meeting_id)), passage, sent.text, now=utc_now())
    return _told(request, meeting_id)


@router.post("/meetings/{meeting_id}/minutes/corrections", response={201: MinutesTold, REFUSALS: ProblemDocument})
def ask_for_a_correction(request: HttpRequest, meeting_id: UUID, sent: MinutesCorrectionSent) -> object:
    """Say how a passage should read, as a member."""
    actor = who(request)
    ask_for_correction(actor, meeting_by_id(actor, str(meeting_id)), sent.passage, sent.text, now=utc_now())
    return created(_told(request, meeting_id))


@router.post("/corrections/{correction_id}/settle", response={204: None, REFUSALS: ProblemDocument})
def settle_a_correction(request: HttpRequest, correction_id: UUID, sent: SettledSent) -> object:
    """Take it in, or set it aside."""
    actor = who(request)
    found = correction_by_id(actor, str(correction_id))
    settle_correction(actor, found, take_in=sent.take_in, reason=sent.reason, now=utc_now())
    return NOTHING


@router.post("/meetings/{meeting_id}/minutes/propose", response={201: ItemTold, REFUSALS: ProblemDocument})
def propose_the_minutes(request: HttpRequest, meeting_id: UUID, sent: ProposedSent) -> object:
    """Put exactly this version before a later meeting of the committee."""
    actor = who(request)
    to = meeting_by_id(actor, str(sent.to_meeting_id))
    return created(told_item(propose_minutes(actor, meeting_by_id(actor, str(meeting_id)), to, now=utc_now())))


@router.post("/agenda-items/{item_id}/closed-session", response={200: ItemTold, REFUSALS: ProblemDocument})
def close_the_session(request: HttpRequest, item_id: UUID, sent: ClosedSent) -> object:
    """Take an item into closed session, for a reason of law."""
    actor = who(request)
    return told_item(close_session(actor, item_by_id(actor, str(item_id)), sent.law, now=utc_now()))


@router.post("/agenda-items/{item_id}/open-session", response={200: ItemTold, REFUSALS: ProblemDocument})
def open_the_session(request: HttpRequest, item_id: UUID) -> object:
    """Deal openly with an item that came closed from an earlier meeting; what was said there stays sealed."""
    actor = who(request)
    return told_item(open_session(actor, item_by_id(actor, str(item_id)), now=utc_now()))


@router.get("/agenda-items/{item_id}/sealed-notes", response={200: list[NoteTold], REFUSALS: ProblemDocument})
def list_sealed_notes(request: HttpRequest, item_id: UUID) -> object:
    """The notes that the caller may open; for anybody who was not in the room there are none."""
    actor = who(request)
    notes = sealed_notes_for(actor, item_by_id(actor, str(item_id)))
    return [
        NoteTold(
            id=str(each.pk), item_id=str(each.item_id), written_by=str(each.written_by), written_at=each.written_at
        )
        for each in notes
    ]


@router.post("/agenda-items/{item_id}/sealed-notes", response={201: NoteTold, REFUSALS: ProblemDocument})
def seal_a_note(request: HttpRequest, item_id: UUID, sent: SealedNoteSent) -> object:
    """Keep what was said, sealed, for the members who are in the room now."""
    actor = who(request)
    note = seal_note(actor, item_by_id(actor, str(item_id)), sent.text, now=utc_now())
    told = NoteTold(id=str(note.pk), item_id=str(note.item_id), written_by=actor.name, written_at=note.written_at)
    return created(told)


@router.post("/sealed-notes/{note_id}/read", response={200: NoteTold, REFUSALS: ProblemDocument})
def read_a_sealed_note(request: HttpRequest, note_id: UUID) -> object:
    """Read one, for who was in the room. Each reading is recorded."""
    note, text = read_sealed_note(who(request), str(note_id), now=utc_now())
    by = str(note.written_by)
    return NoteTold(id=str(note.pk), item_id=str(note.item_id), written_by=by, written_at=note.written_at, text=text)


def _told(request: HttpRequest, meeting_id: UUID) -> MinutesTold:
    actor = who(request)
    meeting = meeting_by_id(actor, str(meeting_id))
    written = written_minutes(actor, meeting)
    closed = {str(pk): law for pk, law in closed_items(actor, meeting, meeting.items.all()).items()}
    return MinutesTold(
        meeting_id=str(meeting.pk),
        state=written.state.value,
        digest=written.digest,
        decision=written.decision_number,
        committee=written.facts.committee_name,
        held_on=written.facts.held_on,
        present=list(written.facts.present),
        absent=list(written.facts.absent),
        items=[
            {
                "id": each.item_id,
                "number": each.number,
                "title": each.title,
                "said": all_said(each.sentences),
                "conditions": list(each.conditions),
                "votes": [
                    {"name": vote.name, "choice": vote.choice.value, "reason": vote.reason} for vote in each.votes
                ],
                "decision": each.decision_number,
            }
            if each.item_id not in closed
            else {"id": each.item_id, "number": each.number, "closed": said(CLOSED_FOR_NAMES[closed[each.item_id]])}
            for each in written.facts.items
        ],
        passages=dict(written.passages),
        corrections=[_correction(each) for each in corrections_of(actor, meeting)],
    )


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "id": str(correction.pk),
        "passage": correction.passage,
        "text": correction.text,
        "asked_by": str(correction.asked_by),
        "is_taken_in": correction.is_taken_in,
        "reason": correction.reason,
    }
