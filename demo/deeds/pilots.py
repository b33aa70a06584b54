"""Pilots: planned, locked, drawn, measured, judged."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

from telling.deed import Day, File, Moment, Named, deed


@deed("plans a pilot")
def plans_a_pilot(moment: Moment, *, of: str, tool: str, title: str, units: File, answers: dict[str, str],
                  starts_on: Day, ends_on: Day, measured_until: Day) -> Any:  # fmt: skip
    """For an approved use: ``of`` is its purpose. ``answers`` by the questions of a plan."""
    from chalkline.approve.uses.api import uses_in_force
    from chalkline.pilot.plans.api import begin_plan, keep_plan, list_units

    use = uses_in_force(moment.actor, moment.now.date()).get(tool__slug=tool, purpose=of)
    pilot = begin_plan(moment.actor, f"use:{use.pk}", {"title": title}, now=moment.now)
    days = {"starts_on": starts_on, "ends_on": ends_on, "measured_until": measured_until}
    said = {**answers, **{name: day.isoformat() for name, day in days.items()}}
    keep_plan(moment.actor, pilot, said, now=moment.now)
    list_units(moment.actor, pilot, units, now=moment.now)
    return pilot


@deed("locks the plan of a pilot")
def locks_the_plan(moment: Moment, *, pilot: Named) -> Any:
    """Somebody else than its planner."""
    from chalkline.pilot.plans.api import lock_plan

    return lock_plan(moment.actor, _now(moment, pilot), now=moment.now)


@deed("draws who begins")
def draws_who_begins(moment: Moment, *, pilot: Named) -> Any:
    """The product's own draw, from the registered seed."""
    from chalkline.pilot.plans.api import make_draw

    return make_draw(moment.actor, _now(moment, pilot), now=moment.now)


@deed("hands in the outcomes")
def hands_in_the_outcomes(moment: Moment, *, pilot: Named, diaries: File, called: str) -> Any:
    """What each unit wrote down on the side the draw gave it."""
    from chalkline.pilot.measures.api import hand_in_outcomes

    return hand_in_outcomes(moment.actor, _now(moment, pilot), _written(moment, pilot, diaries), called, now=moment.now)


@deed("reaches the verdict")
def reaches_the_verdict(moment: Moment, *, pilot: Named) -> Any:
    """By the registered rule."""
    from chalkline.pilot.evaluation.api import reach_verdict

    return reach_verdict(moment.actor, _now(moment, pilot), now=moment.now)


def _now(moment: Moment, pilot: Any) -> Any:
    from chalkline.pilot.plans.api import pilot_by_id

    return pilot_by_id(moment.actor, str(pilot.pk))


def _written(moment: Moment, pilot: Any, diaries: Path) -> Path:
    from chalkline.pilot.plans.api import folder, sides_listed

    sides = {unit.code: unit.arm for unit in sides_listed(moment.actor, _now(moment, pilot))}
    with diaries.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with tempfile.NamedTemporaryFile(
        "w", dir=folder("inbox"), delete=False, encoding="utf-8", newline="", suffix=".csv"
    ) as target:
        writer = csv.writer(target)
        writer.writerow(["teacher", "before", "after", "new"])
        for row in rows:
            after = row["with"] if sides[row["teacher"]] == "treatment" else row["without"]
            writer.writerow([row["teacher"], row["before"], after, row["new"]])
    return Path(target.name)
