"""A pilot of the approved lesson planning tool, from its plan to its verdict, with invented time diaries.

Run by demo/load.py after the history. Every step is a command that the named person runs on a simulated day.
"""

from __future__ import annotations

import csv
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from history import BRIANNA, MIA, catch_up, who

FILES = Path(__file__).resolve().parent / "district" / "pilot"
BEGAN, ENDED = 30, 3  # days before today: the use was decided a little earlier


def tell(calendar: Any) -> None:
    """Planned by the AI coordinator, locked by the chief academic officer, drawn, measured, judged."""
    from chalkline.approve.uses.api import uses
    from chalkline.ledger.api import settle
    from chalkline.pilot.evaluation.api import VERDICT_NAMES, Verdict, reach_verdict
    from chalkline.pilot.measures.api import hand_in_outcomes
    from chalkline.pilot.plans.api import begin_plan, keep_plan, list_units, lock_plan, make_draw, pilot_by_id

    use = uses(who(BRIANNA)).filter(tool__slug="magicschool", purpose="uc_lesson").first()
    if use is None:
        return
    planned, locked = calendar.ago(BEGAN + 2), calendar.ago(BEGAN + 1)
    pilot = begin_plan(who(BRIANNA), f"use:{use.pk}", {"title": "Evenings back: lesson drafts"}, now=planned)
    keep_plan(who(BRIANNA), pilot, answers(calendar), now=planned)
    list_units(who(BRIANNA), pilot, FILES / "teachers.csv", now=planned)
    lock_plan(who(MIA), pilot, now=locked)
    settle(now=locked)
    pilot = make_draw(who(BRIANNA), pilot, now=locked + timedelta(minutes=5))
    over = calendar.ago(ENDED - 1)
    hand_in_outcomes(who(BRIANNA), pilot, diaries(pilot), "diaries-of-march.csv", now=over)
    catch_up(over)
    result = reach_verdict(who(BRIANNA), pilot_by_id(who(BRIANNA), str(pilot.pk)), now=calendar.ago(ENDED - 2))
    catch_up(calendar.ago(ENDED - 2))
    print(f"  pilot: {VERDICT_NAMES[Verdict(result.verdict)]}", flush=True)


def answers(calendar: Any) -> dict[str, str]:
    """The plan."""
    return {
        "question": "Do teachers plan less at home when they start from a draft?",
        "who": "Forty teachers of grades 6 to 8 who agreed to keep a time diary for two weeks, twice.",
        "measure": "Planning outside school hours, from a two-week diary",
        "counts": "minutes a week",
        "direction": "less",
        "smallest": "30",
        "spread": "90",
        "level": "90",
        "standard": "strict",
        "assigned": "teacher",
        "design": "random",
        "strata": "school",
        "planned_units": "40",
        "pretest": "The same diary in the fall",
        "explained": "60",
        "alike": "10",
        "subgroups": "new",
        "harm": "30",
        "starts_on": calendar.ago(BEGAN).date().isoformat(),
        "ends_on": calendar.ago(ENDED).date().isoformat(),
        "measured_until": (calendar.now + timedelta(days=20)).date().isoformat(),
        "stop_rule": "We stop at once if drafts with wrong facts reach students.",
    }


def diaries(pilot: Any) -> Path:
    """What each teacher wrote on the side the draw gave."""
    from chalkline.pilot.plans.api import folder, sides_listed

    sides = {unit.code: unit.arm for unit in sides_listed(who(BRIANNA), pilot)}
    with (FILES / "diaries.csv").open(encoding="utf-8", newline="") as file:
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
