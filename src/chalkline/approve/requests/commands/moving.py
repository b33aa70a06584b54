"""The steps of a request that follow from what others did: reviews, the agenda, the decision."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.requests import rules
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.requests.models import Move, Request
from chalkline.approve.requests.queries import purpose_name, request_ref
from chalkline.approve.requests.words import STATE_NAMES, RequestState
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(RequestMoved,), may_change_nothing=True)
def move_request(actor: Actor, request: Request, to: RequestState, *, reason: str = "", now: datetime) -> Request:
    """Move a request a step along its way. Only Chalkline itself does, as a consequence of an act.

    Moving it where it already is changes nothing; a step the table does not know is refused.
    """
    actor.must("requests.follow")
    current = locked(request)
    state = RequestState(current.state)
    if state is to:
        return current
    rules.must_be_able_to(state, to)
    set_state(current, to, now=now)
    told = RequestMoved(
        request=request_ref(current),
        tool_name=current.tool.name,
        purpose_name=purpose_name(current.purpose),
        former_state=state.value,
        state=to.value,
        state_said=str(STATE_NAMES[to]).lower(),
        reason=reason,
    )
    record(told, actor_id=actor.id, now=now)
    return current


def locked(request: Request) -> Request:
    """The request as it is now, held until this transaction ends."""
    found = Request.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("tool", "asked_by", "use_case__problem").get(pk=request.pk)


def set_state(request: Request, to: RequestState, *, now: datetime) -> None:
    """Write the state by comparing: only whoever moves it first, moves it."""
    moved = Request.objects.filter(pk=request.pk, state=request.state).update(state=to.value, state_at=now)
    if not moved:
        raise rules.not_now(RequestState(Request.objects.get(pk=request.pk).state))
    request.state, request.state_at = to.value, now
    Move.objects.create(request=request, state=to.value, at=now)
