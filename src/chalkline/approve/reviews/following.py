"""What follows for reviews when a request was filed or changed. Listed in project/reactions.py."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.requests.api import CHANGEABLE
from chalkline.approve.requests.models import Request
from chalkline.approve.reviews.commands import note_changed, open_reviews
from chalkline.kernel.ids import id_from
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor


def send_to_reviewers(told: Told, *, now: datetime) -> None:
    """A request was filed, changed, or got a use case: open the reviews it needs now."""
    request = Request.objects.filter(pk=id_from(told.values["request"]["id"])).first()
    if request is None:
        return
    open_reviews(system_actor("reactions"), request, now=now)
    if told.kind == "approve.request.revised/1":
        note_changed(system_actor("reactions"), request, now=now)


def send_by_what_is_known(told: Told, *, now: datetime) -> None:
    """What records say of a tool changed: the reviews that requests for it need now are opened at once."""
    waiting = [state.value for state in CHANGEABLE]
    for request in Request.objects.filter(tool__slug=told.values["tool"]["id"], state__in=waiting):
        open_reviews(system_actor("reactions"), request, now=now)
