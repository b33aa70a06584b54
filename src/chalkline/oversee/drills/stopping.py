"""Running a drill that stops a tool or a model: for one key that nobody holds, asked at the gateway's door of trials.

The stop travels in the standing pack like a real one and is weighed by the same rule. A trial is decided and not
sent, so no model is asked, and no call of anybody else is touched. The key ends with the measurement; the stop stays
until two people have let it go on, as they would with a real one.
"""

from __future__ import annotations

import http.client
import secrets
import time

from django.conf import settings
from django.db import transaction

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.clock import utc_now
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Problem
from chalkline.oversee.drills.commands import end_drill, note_stopped, subject_of
from chalkline.oversee.drills.models import Drill
from chalkline.oversee.drills.waiting import until
from chalkline.oversee.drills.words import DrillOf
from chalkline.people.api import system_actor
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.standing_pack.api import Holder, HolderKind, issue_key, post_to_gateway, revoke_key
from chalkline.publish.stops.api import StopOf, stop_in_a_drill
from chalkline.rulebook.api import EVERY, NO_CLASS, Terms
from chalkline.rulebook.grounding import KEY, STAMP, BadStamp, Kind, check_stamp, stamp
from chalkline.rulebook.trying import ADDRESS, LARGEST, Tried, read_seen, spell

STOPPED = {DrillOf.TOOL: "use_paused", DrillOf.MODEL: "model_stopped"}
SAYS_NOTHING = frozenset({"key_unknown", "key_revoked", "use_not_in_force", None})
TEXT = "A drill of the stop."


def run_stop_drill(drill: Drill, use: ApprovedUse, patience: float) -> Drill:
    """Run it to its end."""
    actor, of = system_actor("drills"), DrillOf(drill.of)
    terms = next((each for each in policy_in_force().terms if each.use_id == str(use.pk)), None)
    subject = subject_of(of, use)
    if terms is None or not subject:
        return end_drill(actor, drill, seconds=None, was_ready=False, now=utc_now())
    role = min(terms.roles)
    holder = Holder(HolderKind.SERVICE, "Drill of the stop", role, frozenset())
    key, _secret = issue_key(actor, str(use.pk), holder, now=utc_now())
    try:
        trial = _trial(terms, role, str(key.pk))
        nothing_yet = SAYS_NOTHING | {STOPPED[of]}  # what is stopped already shows nothing of a stop
        if until(lambda: _said(trial) not in nothing_yet, patience) is None:
            return end_drill(actor, drill, seconds=None, was_ready=False, now=utc_now())
        began, called = time.monotonic(), use.tool.name if of is DrillOf.TOOL else subject
        by = str(drill.begun_by_id)
        of_what, known_by = StopOf(of.value), str(key.pk)
        with transaction.atomic():
            stop = stop_in_a_drill(actor, of_what, subject, called, key_id=known_by, begun_by=by, now=utc_now())
            note_stopped(actor, drill, stop, now=utc_now())
        obeyed = until(lambda: _said(trial) == STOPPED[of], patience)
        seconds = time.monotonic() - began if obeyed is not None else None
        return end_drill(actor, drill, seconds=seconds, now=utc_now())
    except Problem as problem:
        if problem.code != "stops.drill_waits":
            raise
        # another drill of the same thing was faster
        return end_drill(actor, drill, seconds=None, was_ready=False, now=utc_now())
    finally:
        revoke_key(actor, key, now=utc_now())


def _trial(terms: Terms, role: str, key_id: str) -> Tried:
    """A text as somebody whom the use is for would send it."""
    bands = [] if terms.grade_bands is EVERY else sorted(terms.grade_bands, key=lambda band: (band == NO_CLASS, band))
    return Tried(
        text=TEXT,
        use_id=terms.use_id,
        role=role,
        key_id=key_id,
        grade_band=bands[0] if bands else "",
        school="" if terms.schools is EVERY else min(terms.schools, default=""),
        purpose="" if terms.purposes is EVERY else min(terms.purposes, default=""),
        model=min(terms.models, default=""),
    )


def _said(trial: Tried) -> str | None:
    """The code the gateway answers with: "" where it would go out; None where it does not answer, or not provably."""
    body, key = spell(trial), Keyring(settings.CHALKLINE.key_folder).key(KEY)
    nonce, at = secrets.token_hex(16), int(utc_now().timestamp())
    headers = {STAMP: stamp(Kind.TRIED, body, key, at=at, nonce=nonce)}
    try:
        came = post_to_gateway(ADDRESS.removeprefix("/v1"), body, headers, wait=5.0, most=LARGEST * 4)
        if came.status != 200:
            return None
        now = int(utc_now().timestamp())
        check_stamp(Kind.SEEN, came.headers.get(STAMP, ""), came.body, key, at=now, nonce=nonce)
        return read_seen(came.body).code
    except (OSError, http.client.HTTPException, ValueError, BadStamp):
        return None
