"""Pilots for tests: a plan that can be locked, lists, outcomes with a known truth. All people are invented."""

from __future__ import annotations

import csv
import io
import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cast import NOW, Cast
from chalkline.ledger.api import settle
from chalkline.pilot.evaluation.api import Result, reach_verdict
from chalkline.pilot.measures.api import TakenIn, read_outcomes, take_in_outcomes
from chalkline.pilot.plans.api import Arm, Pilot, Unit, begin_plan, list_units, lock_plan, make_draw
from deciding import use_granted

OVER = datetime(2027, 3, 15, 15, 0, tzinfo=UTC)
ANSWERS: dict[str, str] = {
    "title": "Levelled passages in grade 4",
    "question": "Do students read better when their teacher adapts passages with the tool?",
    "who": "Grade 4 classes of all schools; teachers who agreed.",
    "measure": "Spring reading screener",
    "counts": "points",
    "direction": "more",
    "smallest": "4",
    "spread": "15",
    "level": "90",
    "standard": "strict",
    "assigned": "class",
    "design": "random",
    "strata": "school",
    "planned_units": "16",
    "planned_each": "20",
    "pretest": "Fall reading screener",
    "explained": "60",
    "alike": "10",
    "subgroups": "EL, SWD",
    "harm": "4",
    "starts_on": "2026-12-01",
    "ends_on": "2027-03-12",
    "measured_until": "2027-04-02",
    "stop_rule": "We stop at once if a student is hurt by what the tool wrote.",
}


def plan_begun(cast: Cast, **changes: str) -> Pilot:
    """A draft by Carl on the granted use, with all answers."""
    use = use_granted(cast)
    return begin_plan(cast.carl.actor, f"use:{use.pk}", {**ANSWERS, **changes}, now=NOW)


def classes(schools: int = 4, each: int = 4, size: int = 20) -> list[dict[str, Any]]:
    """Classes in schools."""
    return [
        {"class": f"C{school}-{number}", "school": f"School {school}", "grade": "4", "students": size}
        for school in range(schools)
        for number in range(each)
    ]


def written(folder: Path, rows: list[dict[str, Any]], name: str = "file.csv") -> Path:
    """Rows as a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def locked(cast: Cast, folder: Path, rows: list[dict[str, Any]] | None = None, **changes: str) -> Pilot:
    """Planned by Carl, its list handed in, locked by Ada."""
    pilot = plan_begun(cast, **changes)
    list_units(cast.carl.actor, pilot, written(folder, rows or classes()), now=NOW)
    return lock_plan(cast.ada.actor, pilot, now=NOW)


def running(cast: Cast, folder: Path, rows: list[dict[str, Any]] | None = None, **changes: str) -> Pilot:
    """Locked and, where that is the design, drawn."""
    pilot = locked(cast, folder, rows, **changes)
    settle(now=NOW)
    return make_draw(cast.carl.actor, pilot, now=NOW) if pilot.state == "locked" else pilot


def outcomes(
    pilot: Pilot, *, effect: float, seed: int = 1, size: int = 20, lost: int = 0, guard: float | None = None
) -> list[dict[str, Any]]:
    """Students of every class: the truth is ``effect`` points more with the tool, ``guard`` more of what is kept."""
    chance = random.Random(seed)
    rows = []
    for unit in Unit.objects.filter(pilot=pilot).order_by("key"):
        place = chance.gauss(0, 3)
        for number in range(size):
            pre = chance.gauss(200 + place, 14)
            gain = 5 + (effect if unit.arm == Arm.TREATMENT else 0)
            rows.append(
                {
                    "student": f"{10_000 + len(rows)}",
                    "class": unit.code,
                    "before": round(pre, 1),
                    "after": "" if number < lost else round(200 + 0.8 * (pre - 200) + gain + chance.gauss(0, 8), 1),
                    "EL": "yes" if number % 4 == 0 else "no",
                    "SWD": "yes" if len(rows) % 97 == 0 else "no",
                }
            )
            if guard is not None:
                with_tool = guard if unit.arm == Arm.TREATMENT else 0
                rows[-1]["guardrail"] = round(50 + with_tool + chance.gauss(0, 5), 1)
    return rows


def measured(cast: Cast, pilot: Pilot, folder: Path, rows: list[dict[str, Any]], now: datetime = OVER) -> TakenIn:
    """An outcome file read apart and taken in."""
    read = read_outcomes(pilot, written(folder, rows, "outcomes.csv"))
    return take_in_outcomes(cast.carl.actor, pilot, read, "outcomes.csv", now=now)


def judged(cast: Cast, folder: Path, *, effect: float, seed: int = 1, **changes: str) -> Result:
    """From the plan to the verdict."""
    pilot = running(cast, folder, **changes)
    measured(cast, pilot, folder, outcomes(pilot, effect=effect, seed=seed))
    return reach_verdict(cast.carl.actor, pilot, now=OVER)


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)
