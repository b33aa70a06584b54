"""Running a drill: a key is made known, stopped, and the gateway asked until it refuses.

The key opens nothing that a call could use: it is only shown to the list of models, and is revoked at the end whatever
happens. Time is measured from before the stop's command, so that everything on the way is in it.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable

from chalkline.kernel.clock import utc_now
from chalkline.oversee.drills.commands import end_drill
from chalkline.oversee.drills.models import Drill
from chalkline.people.api import system_actor
from chalkline.publish.standing_pack.api import Holder, HolderKind, get_from_gateway, issue_key, revoke_key

PATIENCE = 30.0  # seconds
LOOK_EVERY = 0.1
REVOKED = "key_revoked"


def run_drill(drill: Drill, *, patience: float = PATIENCE) -> Drill:
    """Run it to its end."""
    actor = system_actor("drills")
    role = min(drill.use.roles)
    key, secret = issue_key(
        actor, str(drill.use_id), Holder(HolderKind.SERVICE, "Drill of the stop", role, frozenset()), now=utc_now()
    )
    is_known = _until(lambda: _said(secret) not in {"key_unknown", None}, patience)
    began = time.monotonic()
    revoke_key(actor, key, now=utc_now())
    if is_known is None:
        return end_drill(actor, drill, seconds=None, was_ready=False, now=utc_now())
    obeyed = _until(lambda: _said(secret) == REVOKED, patience)
    seconds = time.monotonic() - began if obeyed is not None else None
    return end_drill(actor, drill, seconds=seconds, now=utc_now())


def _until(true: Callable[[], bool], patience: float) -> float | None:
    began = time.monotonic()
    while time.monotonic() - began < patience:
        if true():
            return time.monotonic() - began
        time.sleep(LOOK_EVERY)
    return None


def _said(secret: str) -> str | None:
    """The code the gateway answers this key with: "" where it lets it in; None where it does not answer."""
    try:
        came = get_from_gateway("/models", {"authorization": f"Bearer {secret}"}, wait=5.0)
        return str(json.loads(came.body).get("error", {}).get("code", ""))
    except (OSError, http.client.HTTPException, ValueError, AttributeError):
        return None
