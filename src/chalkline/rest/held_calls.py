"""/api/v1/held-calls: calls that wait for a person; read with a reason, released or refused; who releases."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.reading_calls import Part
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.held_calls.api import (
    HeldCall,
    HoldState,
    held_call_by_id,
    held_calls,
    made_by,
    name_releaser,
    own_held_calls,
    read_held_call,
    refuse_held_call,
    release_held_call,
)
from chalkline.people.api import Person, person_by_id
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    like,
    paged,
    who,
)

router = Place(tags=["held calls"])


class HeldCallTold(Schema):
    """A call that waits, or waited. No word of it; ``words`` are those of who settled it."""

    id: str
    use: str
    purpose: str
    model: str
    is_high_stakes: bool
    is_own: bool
    state: HoldState
    responsible: str
    held_at: datetime
    due_at: datetime
    good_until: datetime
    words: str


class HeldCallPage(Page[HeldCallTold]):
    """The earliest due first; one's own the latest first."""


class PartTold(Schema):
    """One message of a call."""

    role: str
    text: str


class ReadFor(Sent):
    """Why it is read. Written down with the caller's name."""

    model_config = like(reason="It waits for my release.")

    reason: Short


class HeldCallSettled(Sent):
    """What was decided, and why. Needed where it is refused, and near a high-stakes decision."""

    model_config = like(words="The text names nobody and says what the rule says.")

    words: Text = ""


class Releasers(Sent):
    """Who settles the calls of a use, and who settles those of the former."""

    model_config = like(person="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", deputy="7c2c9a52-4f0b-4d4b-9f43-9d6a3b1f6a2e")

    person: Id
    deputy: Id


class ReleasersTold(Schema):
    """Who was named for a use."""

    use: str
    person: str
    deputy: str


@router.get("/held-calls", response={200: HeldCallPage, REFUSALS: ProblemDocument})
def list_held_calls(request: HttpRequest, span: Query[Span]) -> object:
    """Calls the caller may settle."""
    actor = who(request)
    return paged(held_calls(actor), span, lambda each: _held(each, actor.id))


@router.get("/held-calls/own", response={200: HeldCallPage, REFUSALS: ProblemDocument})
def list_own_held_calls(request: HttpRequest, span: Query[Span]) -> object:
    """Calls the caller has made."""
    actor = who(request)
    return paged(own_held_calls(actor), span, lambda each: _held(each, actor.id))


@router.get("/held-calls/{held_id}", response={200: HeldCallTold, REFUSALS: ProblemDocument})
def read_one_held_call(request: HttpRequest, held_id: UUID) -> object:
    """How one stands."""
    actor = who(request)
    return _held(held_call_by_id(actor, str(held_id)), actor.id)


@router.post("/held-calls/{held_id}/read", response={200: list[PartTold], REFUSALS: ProblemDocument})
def read_what_waits(request: HttpRequest, held_id: UUID, why: ReadFor) -> object:
    """What would go out, for a reason that is written down."""
    actor = who(request)
    found = read_held_call(actor, held_call_by_id(actor, str(held_id)), reason=why.reason, now=utc_now())
    return [part_told(each) for each in found]


@router.post("/held-calls/{held_id}/release", response={200: HeldCallTold, REFUSALS: ProblemDocument})
def release_a_held_call(request: HttpRequest, held_id: UUID, settled: HeldCallSettled) -> object:
    """Let it out: the same call, sent again within a day, goes out once. It was read before."""
    actor = who(request)
    held = held_call_by_id(actor, str(held_id))
    return _held(release_held_call(actor, held, words=settled.words, now=utc_now()), actor.id)


@router.post("/held-calls/{held_id}/refusal", response={200: HeldCallTold, REFUSALS: ProblemDocument})
def refuse_a_held_call(request: HttpRequest, held_id: UUID, settled: HeldCallSettled) -> object:
    """Keep it in. Its caller reads the words."""
    actor = who(request)
    held = held_call_by_id(actor, str(held_id))
    return _held(refuse_held_call(actor, held, words=settled.words, now=utc_now()), actor.id)


@router.put("/uses/{use_id}/releasers", response={200: ReleasersTold, REFUSALS: ProblemDocument})
def name_releasers(request: HttpRequest, use_id: UUID, named: Releasers) -> object:
    """Say who settles the calls of a use."""
    actor = who(request)
    use = use_by_id(actor, str(use_id))
    kept = name_releaser(actor, use, somebody(named.person), somebody(named.deputy), now=utc_now())
    return ReleasersTold(use=str(use.pk), person=str(kept.person), deputy=str(kept.deputy))


def somebody(person_id: str) -> Person:
    """The person of an id. Raises Problem("not_found")."""
    found = person_by_id(person_id)
    if found is None:
        raise not_found(Sentence("person"))
    return found


def part_told(part: Part) -> PartTold:
    """A message as the API tells it."""
    return PartTold(role=part.role, text=part.text)


def _held(held: HeldCall, person_id: str) -> HeldCallTold:
    return HeldCallTold(
        id=str(held.pk),
        use=str(held.use_id),
        purpose=held.purpose,
        model=held.model,
        is_high_stakes=held.is_high_stakes,
        is_own=made_by(held, person_id),
        state=HoldState(held.state),
        responsible=str(held.responsible),
        held_at=held.held_at,
        due_at=held.due_at,
        good_until=held.good_until,
        words=held.words,
    )
