"""/api/v1: the consent agenda of a meeting, and votes in writing on an item."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema

from chalkline.govern.committees.api import (
    Choice,
    consent_digest,
    item_by_id,
    meeting_by_id,
    open_written_vote,
    pull_off_consent,
    put_on_consent,
    silent,
    stop_written_vote,
    vote_on_consent,
    written_vote_on,
)
from chalkline.govern.decisions.api import close_consent, settle_written_vote
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.rest.agenda_items import ItemTold, told_item, told_items
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Id,
    Place,
    ProblemDocument,
    Sent,
    Text,
    Why,
    created,
    like,
    who,
)

router = Place(tags=["meetings"])


class ConsentVote(Sent):
    """One vote on the consent agenda of this digest."""

    model_config = like(
        choice="for", on_agenda="9f2a6c0e5d1b4a3f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817", reason=""
    )

    choice: Choice
    on_agenda: Id
    reason: Text = ""


class ConsentTold(Schema):
    """The consent agenda: its items, and the digest that a vote names."""

    digest: str
    items: list[ItemTold]


class Counted(Schema):
    """The items that a vote counts for."""

    items: list[str]


class NumbersGiven(Schema):
    """The decisions that were made, by number."""

    decisions: list[str]


class WritingSent(Sent):
    """Until when members may vote in writing, and why it does not wait."""

    model_config = like(closes_at="2026-12-01T22:00:00Z", reason="School begins on Monday.")

    closes_at: datetime
    reason: Text = ""


class WritingTold(Schema):
    """A vote in writing that runs. ``missing`` are the ids of those who have not voted."""

    id: str
    item_id: str
    opened_at: datetime
    closes_at: datetime
    asked: list[str]
    missing: list[str]


class WritingSettled(Schema):
    """What came of it: a decision's number, or null where the meeting decides."""

    decision: str | None


@router.get("/meetings/{meeting_id}/consent", response={200: ConsentTold, REFUSALS: ProblemDocument})
def read_consent_agenda(request: HttpRequest, meeting_id: UUID) -> object:
    """What is decided together by one vote."""
    actor = who(request)
    meeting = meeting_by_id(actor, str(meeting_id))
    items = told_items(actor, meeting, meeting.items.filter(is_consent=True, state="waiting").order_by("number"))
    return ConsentTold(digest=consent_digest(meeting), items=items)


@router.post("/agenda-items/{item_id}/consent", response={200: ItemTold, REFUSALS: ProblemDocument})
def put_an_item_on_consent(request: HttpRequest, item_id: UUID) -> object:
    """Let it be decided together with others."""
    actor = who(request)
    return told_item(put_on_consent(actor, item_by_id(actor, str(item_id)), now=utc_now()))


@router.post("/agenda-items/{item_id}/pull", response={200: ItemTold, REFUSALS: ProblemDocument})
def pull_an_item_off_consent(request: HttpRequest, item_id: UUID) -> object:
    """Any member can."""
    actor = who(request)
    return told_item(pull_off_consent(actor, item_by_id(actor, str(item_id)), now=utc_now()))


@router.post("/meetings/{meeting_id}/consent/votes", response={200: Counted, REFUSALS: ProblemDocument})
def vote_on_the_consent_agenda(request: HttpRequest, meeting_id: UUID, vote: ConsentVote) -> object:
    """One vote for each of its items; those one takes no part in are left out."""
    actor = who(request)
    meeting = meeting_by_id(actor, str(meeting_id))
    counted = vote_on_consent(actor, meeting, vote.choice, on_agenda=vote.on_agenda, reason=vote.reason, now=utc_now())
    return Counted(items=[str(each.pk) for each in counted])


@router.post("/meetings/{meeting_id}/consent/close", response={201: NumbersGiven, REFUSALS: ProblemDocument})
def close_the_consent_agenda(request: HttpRequest, meeting_id: UUID) -> object:
    """A decision for each item, all of them or none; by whoever presides."""
    actor = who(request)
    made = close_consent(actor, meeting_by_id(actor, str(meeting_id)), now=utc_now())
    return created(NumbersGiven(decisions=[str(each) for each in made]))


@router.post("/agenda-items/{item_id}/written-vote", response={201: WritingTold, REFUSALS: ProblemDocument})
def open_a_written_vote(request: HttpRequest, item_id: UUID, sent: WritingSent) -> object:
    """Let members vote in writing before the meeting; by the chair."""
    actor = who(request)
    closes = sent.closes_at if timezone.is_aware(sent.closes_at) else timezone.make_aware(sent.closes_at)
    open_written_vote(actor, item_by_id(actor, str(item_id)), closes, reason=sent.reason, now=utc_now())
    return created(_running(request, item_id))


@router.get("/agenda-items/{item_id}/written-vote", response={200: WritingTold, REFUSALS: ProblemDocument})
def read_written_vote(request: HttpRequest, item_id: UUID) -> object:
    """The vote in writing that runs on an item."""
    return _running(request, item_id)


@router.post("/agenda-items/{item_id}/written-vote/stop", response={204: None, REFUSALS: ProblemDocument})
def stop_a_written_vote(request: HttpRequest, item_id: UUID, why: Why) -> object:
    """Ask to talk about it first; any member who was asked can."""
    actor = who(request)
    stop_written_vote(actor, item_by_id(actor, str(item_id)), reason=why.reason, now=utc_now())
    return NOTHING


@router.post("/agenda-items/{item_id}/written-vote/settle", response={200: WritingSettled, REFUSALS: ProblemDocument})
def settle_a_written_vote(request: HttpRequest, item_id: UUID) -> object:
    """Count it, once its time is over or everybody has answered."""
    actor = who(request)
    written = written_vote_on(item_by_id(actor, str(item_id)))
    if written is None:
        raise not_found(Sentence("vote in writing"))
    decision = settle_written_vote(actor, written, now=utc_now())
    return WritingSettled(decision=str(decision) if decision else None)


def _running(request: HttpRequest, item_id: UUID) -> WritingTold:
    written = written_vote_on(item_by_id(who(request), str(item_id)))
    if written is None:
        raise not_found(Sentence("vote in writing"))
    return WritingTold(
        id=str(written.pk),
        item_id=str(written.item_id),
        opened_at=written.opened_at,
        closes_at=written.closes_at,
        asked=list(written.asked),
        missing=silent(written),
    )
