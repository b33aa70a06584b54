"""What follows for a request when its agenda item was not decided. Listed in project/reactions.py."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.requests.api import RequestState, move_request
from chalkline.approve.requests.models import Request
from chalkline.govern.committees.api import waiting_item
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor


def return_from_agenda(told: Told, *, now: datetime) -> None:
    """An item was carried over or taken off: its request is ready for another meeting."""
    subject = told.values["subject"]
    request = Request.objects.filter(pk=id_from(subject["id"])).first() if subject["kind"] == "request" else None
    if request is None or request.state != RequestState.ON_AGENDA or waiting_item("request", str(request.pk)):
        return
    reason = str(Sentence("The meeting did not decide it."))
    move_request(system_actor("reactions"), request, RequestState.READY, reason=reason, now=now)
