"""Run in a process of its own, on a running home: a seated committee, and four use cases on their way to be ranked."""

from __future__ import annotations

import sys
from dataclasses import replace

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from datetime import timedelta  # noqa: E402

from chalkline.govern.committees.api import (  # noqa: E402  (after setup)
    Constituency,
    MeetingCall,
    call_meeting,
    charter_committee,
    seat_member,
)
from chalkline.kernel.clock import utc_now  # noqa: E402
from chalkline.purpose.portfolio.api import Gate, GateAnswer, answer_gate  # noqa: E402
from deciding import CHARTER, problem_named  # noqa: E402
from journeys.seating import cast_found  # noqa: E402
from portfolios import gates_opened, proposed, ready, scored, sheet  # noqa: E402


def main() -> None:
    cast, now = cast_found(), utc_now()
    committee = charter_committee(cast.ada.actor, replace(CHARTER, name="Portfolio committee"), now=now)
    seat_member(cast.sue.actor, committee, cast.fay.person, Constituency.FAMILY, now=now)
    seat_member(cast.sue.actor, committee, cast.carl.person, Constituency.CURRICULUM, is_chair=True, now=now)
    call_meeting(cast.ada.actor, committee, MeetingCall(now + timedelta(days=9), "Board room"), now=now)
    on = problem_named(cast)
    ready(cast, "Adapt passages to three levels", on=on)
    ready(cast, "Draft the weekly newsletter", on=on, points=50, harmless=75, common=25)
    waits = proposed(cast, "Sort questions from families", on=on)
    scored(waits, {cast.ada: sheet(75, painful=50)})
    gates_opened(cast, waits)
    never = proposed(cast, "Flag essays written with AI", on=on)
    scored(never, {cast.ada: sheet(75), cast.carl: sheet(50)})
    shut = GateAnswer(Gate.LAWFUL, False, "Board policy: no detector score counts as proof.")
    answer_gate(cast.priya.actor, never, shut, now=now)


if __name__ == "__main__":
    sys.exit(main())
