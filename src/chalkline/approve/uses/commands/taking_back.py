"""A delegated decision that the committee took back: what followed from it ends, and the committee decides itself."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.requests.api import Request, RequestState, move_request
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.reviews.api import open_reviews
from chalkline.approve.reviews.events import ReviewOpened, ReviewSuperseded
from chalkline.approve.uses.commands.stopping import end_use
from chalkline.approve.uses.events import UseEnded
from chalkline.approve.uses.models import ApprovedUse
from chalkline.approve.uses.words import UseState
from chalkline.govern.decisions.api import Decision
from chalkline.kernel.ids import id_from
from chalkline.people.api import Actor, command, system_actor
from chalkline.purpose.portfolio.events import UseCaseCameToRest

GOES_BACK = frozenset({RequestState.APPROVED, RequestState.DECLINED})


@command(records=(UseEnded, UseCaseCameToRest, RequestMoved, ReviewOpened, ReviewSuperseded), may_change_nothing=True)
def take_back(actor: Actor, decision: Decision, *, reason: str, now: datetime) -> Request | None:
    """End the use that a decision granted, and let its request go before the committee. Only Chalkline itself does."""
    actor.must("uses.grant")
    request = Request.objects.filter(pk=id_from(decision.subject_id)).first()
    live = [UseState.ACTIVE.value, UseState.SUSPENDED.value]
    for use in ApprovedUse.objects.filter(decision=decision, state__in=live):
        end_use(system_actor("uses"), use, reason=reason, now=now)
    if request and request.state in GOES_BACK:
        move_request(system_actor("uses"), request, RequestState.READY, reason=reason, now=now)
        open_reviews(system_actor("uses"), request, now=now)  # those that the fast lane left out
    return request
