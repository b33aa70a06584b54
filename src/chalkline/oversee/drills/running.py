"""Running a drill. Of the stop: a key is made known, stopped, and the gateway asked until it refuses.

The key opens nothing that a call could use: it is only shown to the list of models, and is revoked at the end whatever
happens. Time is measured from before the stop's command, so that everything on the way is in it.

Of the way of an alert: the gateway is asked for one, and what counts is that somebody on call was told.
"""

from __future__ import annotations

import http.client
import json
import secrets
import time

from django.conf import settings

from chalkline.kernel.clock import utc_now
from chalkline.kernel.keyring import Keyring
from chalkline.oversee.drills.commands import end_alert_drill, end_drill
from chalkline.oversee.drills.models import Drill
from chalkline.oversee.drills.stopping import run_stop_drill
from chalkline.oversee.drills.waiting import until
from chalkline.oversee.drills.words import DrillOf
from chalkline.oversee.on_call.api import Alert, StepKind, drill_in
from chalkline.people.api import system_actor
from chalkline.publish.standing_pack.api import (
    Holder,
    HolderKind,
    get_from_gateway,
    issue_key,
    post_to_gateway,
    revoke_key,
)
from chalkline.rulebook.drilling import ADDRESS, Drilled, Raised, read_raised, spell
from chalkline.rulebook.grounding import KEY, STAMP, BadStamp, Kind, check_stamp, stamp

PATIENCE = 30.0  # seconds
REVOKED = "key_revoked"
NOT_READY = frozenset({"key_unknown", "use_not_in_force", None})  # a use that has ended shows nothing of a stop


def run_drill(drill: Drill, *, patience: float = PATIENCE) -> Drill:
    """Run it to its end."""
    if drill.of == DrillOf.ALERT:
        return _run_alert_drill(drill, patience)
    assert drill.use  # a drill of a stop has one
    if drill.of in (DrillOf.TOOL, DrillOf.MODEL):
        return run_stop_drill(drill, drill.use, patience)
    actor = system_actor("drills")
    role = min(drill.use.roles)
    key, secret = issue_key(
        actor, str(drill.use_id), Holder(HolderKind.SERVICE, "Drill of the stop", role, frozenset()), now=utc_now()
    )
    is_known = until(lambda: _said(secret) not in NOT_READY, patience)
    began = time.monotonic()
    revoke_key(actor, key, now=utc_now())
    if is_known is None:
        return end_drill(actor, drill, seconds=None, was_ready=False, now=utc_now())
    obeyed = until(lambda: _said(secret) == REVOKED, patience)
    seconds = time.monotonic() - began if obeyed is not None else None
    return end_drill(actor, drill, seconds=seconds, now=utc_now())


def _run_alert_drill(drill: Drill, patience: float) -> Drill:
    """Ask a gateway for an alert, and wait until somebody was told of it and its seal was opened."""
    actor, began = system_actor("drills"), time.monotonic()
    raised = _raise_alert(drill)
    if raised is None:
        return end_alert_drill(actor, drill, None, seconds=None, was_ready=False, now=utc_now())
    found = until(lambda: _told_of(raised, drill) is not None, patience)
    seconds = time.monotonic() - began if found is not None else None
    alert = _told_of(raised, drill)
    return end_alert_drill(actor, drill, alert, node=raised.node, seconds=seconds, now=utc_now())


def _raise_alert(drill: Drill) -> Raised | None:
    """The alert a gateway wrote down; None where none answers, or cannot prove that it is ours."""
    body = spell(Drilled(drill_id=str(drill.pk), school=str(drill.school_id or "")))
    key = Keyring(settings.CHALKLINE.key_folder).key(KEY)
    nonce, at = secrets.token_hex(16), int(utc_now().timestamp())
    headers = {STAMP: stamp(Kind.DRILLED, body, key, at=at, nonce=nonce)}
    try:
        came = post_to_gateway(ADDRESS.removeprefix("/v1"), body, headers, wait=10.0)
        if came.status != 200:
            return None
        now = int(utc_now().timestamp())
        check_stamp(Kind.RAISED, came.headers.get(STAMP, ""), came.body, key, at=now, nonce=nonce)
        return read_raised(came.body)
    except (OSError, http.client.HTTPException, ValueError, BadStamp):
        return None


def _told_of(raised: Raised, drill: Drill) -> Alert | None:
    """The alert, once somebody was told; only when what was sealed is this very drill."""
    alert = Alert.objects.filter(decision_id=raised.decision_id, is_drill=True, steps__kind=StepKind.TOLD.value).first()
    return alert if alert and drill_in(alert) == str(drill.pk) else None


def _said(secret: str) -> str | None:
    """The code the gateway answers this key with: "" where it lets it in; None where it does not answer."""
    try:
        came = get_from_gateway("/models", {"authorization": f"Bearer {secret}"}, wait=5.0)
        return str(json.loads(came.body).get("error", {}).get("code", ""))
    except (OSError, http.client.HTTPException, ValueError, AttributeError):
        return None
