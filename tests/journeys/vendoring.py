"""Run in a process of its own, on a prepared home: Diffit and a meeting; with "request", a reviewed request for it."""

from __future__ import annotations

import sys
from datetime import timedelta

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from chalkline.govern.committees.api import MeetingCall, call_meeting  # noqa: E402  (after setup)
from chalkline.kernel.clock import utc_now  # noqa: E402
from chalkline.tools.register.api import register_tool  # noqa: E402
from deciding import committee_seated, ready_request  # noqa: E402
from journeys.seating import cast_found  # noqa: E402


def main() -> None:
    cast = cast_found()
    if "request" in sys.argv:
        ready_request(cast)
        return
    register_tool(cast.dana.actor, "Diffit", now=utc_now())
    soon = MeetingCall(utc_now() + timedelta(days=9), "Board room")
    call_meeting(cast.ada.actor, committee_seated(cast), soon, now=utc_now())


if __name__ == "__main__":
    sys.exit(main())
