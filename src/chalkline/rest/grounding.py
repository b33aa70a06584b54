"""The door the gateway comes through for approved passages: its own address, its own proof, no person behind it.

It is no part of the API for people. Whoever cannot prove to hold the grounding key is told nothing, not even why.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chalkline.assist.drafts.api import ground
from chalkline.kernel.keyring import Keyring
from chalkline.rulebook import grounding as wire


@csrf_exempt  # no browser and no session: the stamp is the proof
@require_POST
def answer_gateway(request: HttpRequest) -> HttpResponse:
    """Approved passages for what a call asks, stamped."""
    key = Keyring(settings.CHALKLINE.key_folder).key(wire.KEY)
    try:
        given = request.headers.get(wire.STAMP, "")
        word = wire.check_stamp(wire.Kind.ASKED, given, request.body, key, at=int(time.time()))
        asked = wire.read(request.body, wire.Asked)
    except (wire.BadStamp, ValueError):
        return HttpResponse(status=404)
    told = wire.spell(ground(asked, today=localdate()))
    stamped = wire.stamp(wire.Kind.TOLD, told, key, at=int(time.time()), nonce=word)
    return HttpResponse(
        told, content_type="application/json", headers={wire.STAMP: stamped, "cache-control": "no-store"}
    )


urlpatterns = [path(wire.ADDRESS.removeprefix("/"), answer_gateway, name="gateway.ground")]
