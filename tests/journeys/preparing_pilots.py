"""Run by serving.prepare: the cast; a pilot with its verdict, one that is over, one that waits for its lock."""

from __future__ import annotations

from journeys.preparing import main  # starts Django

# isort: split
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.timezone import localdate

from cast import Cast
from chalkline.approve.uses.api import ApprovedUse
from chalkline.ledger.api import settle
from chalkline.pilot.evaluation.api import reach_verdict
from chalkline.pilot.measures.api import read_outcomes, take_in_outcomes
from chalkline.pilot.plans.api import Pilot, begin_plan, list_units, lock_plan, make_draw
from chalkline.report.board.api import present_packet
from deciding import use_granted
from piloting import ANSWERS, classes, outcomes, written

DAY = timedelta(days=1)


def prepared(cast: Cast, folder: Path, now: datetime) -> None:
    """Three pilots of one use, a packet of last month, and a committee that meets next week."""
    use = use_granted(cast)
    judged = running(cast, use, folder, "Levelled passages in grade 4", now - 90 * DAY, now - 20 * DAY)
    read = read_outcomes(judged, written(folder, outcomes(judged, effect=9), "outcomes.csv"))
    take_in_outcomes(cast.carl.actor, judged, read, "spring.csv", now=now - 10 * DAY)
    present_packet(cast.sue.actor, localdate(now - 90 * DAY), localdate(now - 30 * DAY), now=now - 30 * DAY)
    reach_verdict(cast.carl.actor, judged, now=now - 9 * DAY)
    over = running(cast, use, folder, "Passages in grade 5", now - 60 * DAY, now - DAY)
    written(folder, outcomes(over, effect=9, seed=2), "to-hand-in.csv")
    draft(cast, use, folder, "Passages in grade 3", now + 10 * DAY, now + 90 * DAY, at=now)


def draft(
    cast: Cast, use: ApprovedUse, folder: Path, title: str, first: datetime, last: datetime, *, at: datetime
) -> Pilot:
    """Planned by Carl with its list."""
    days = {"starts_on": first, "ends_on": last, "measured_until": last + 30 * DAY}
    answers = {**ANSWERS, "title": title, **{name: day.date().isoformat() for name, day in days.items()}}
    pilot = begin_plan(cast.carl.actor, f"use:{use.pk}", answers, now=at)
    list_units(cast.carl.actor, pilot, written(folder, classes()), now=at)
    return pilot


def running(cast: Cast, use: ApprovedUse, folder: Path, title: str, first: datetime, last: datetime) -> Pilot:
    """Locked by Ada and drawn, before its first day."""
    before = first - DAY
    pilot = lock_plan(cast.ada.actor, draft(cast, use, folder, title, first, last, at=before), now=before)
    settle(now=before)
    return make_draw(cast.carl.actor, pilot, now=before)


if __name__ == "__main__":
    from django.conf import settings

    people = main()
    with tempfile.TemporaryDirectory() as scratch:
        prepared(people, Path(scratch), timezone.now())
        (settings.CHALKLINE.home / "to-hand-in.csv").write_bytes((Path(scratch) / "to-hand-in.csv").read_bytes())
    settle(now=timezone.now())
