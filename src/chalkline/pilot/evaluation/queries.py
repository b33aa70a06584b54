"""Reads of results, and the reckoning made again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.canonical import digest_of
from chalkline.people.api import Actor
from chalkline.pilot.evaluation.models import Result
from chalkline.pilot.evaluation.reckoned import Reckoned, reckoned_from_json
from chalkline.pilot.evaluation.reckoning import Given, reckon
from chalkline.pilot.measures.api import Upload, rows_of
from chalkline.pilot.plans.api import Pilot, is_as_locked, plan_of, units_of
from chalkline.tools.register.api import Tool

HERE = Path(__file__).resolve().parent


def results(actor: Actor) -> QuerySet[Result]:
    """Every verdict, newest first. Everything in it has passed the disclosure gate."""
    actor.must("pilots.see")
    return Result.objects.select_related("pilot__tool", "pilot__problem", "pilot__use", "upload", "judged_by")


def result_of(actor: Actor, pilot: Pilot) -> Result | None:
    """The verdict of a pilot, or None."""
    return results(actor).filter(pilot=pilot).first()


def results_of_tool(actor: Actor, tool: Tool) -> QuerySet[Result]:
    """What pilots of a tool came to."""
    return results(actor).filter(pilot__tool=tool)


def results_of_use(actor: Actor, use: ApprovedUse) -> QuerySet[Result]:
    """What pilots of an approved use came to: what its renewal should look at."""
    return results(actor).filter(pilot__use=use)


def told_by(result: Result) -> Reckoned:
    """The numbers of a result."""
    return reckoned_from_json(result.reckoned)


def given_of(pilot: Pilot, upload: Upload) -> Given:
    """All that a verdict rests on."""
    return Given(plan_of(pilot), tuple(units_of(pilot)), tuple(rows_of(upload)), is_as_locked(pilot))


def sides_digest(pilot: Pilot) -> str:
    """The digest of who was on which side."""
    return digest_of({unit.key: unit.arm for unit in units_of(pilot)})


def digest_of_result(plan: str, sides: str, rows: str, code: str, told: dict[str, Any]) -> str:
    """What makes a verdict this verdict."""
    return digest_of({"plan": plan, "sides": sides, "rows": rows, "code": code, "told": told})


def comes_out_again(actor: Actor, result: Result) -> bool:
    """Whether the same rows give the same numbers again, by the code of today."""
    actor.must("pilots.judge", owner_id=str(result.pilot.planned_by_id))
    told = reckon(given_of(result.pilot, result.upload)).as_json()
    return bool(told == result.reckoned)


@cache
def code_version() -> str:
    """The version of Chalkline and the digest of the files that reckon and judge."""
    files = [*sorted((HERE.parent / "statistics").glob("*.py")), *(HERE / f"{name}.py" for name in RECKONING)]
    inside = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    try:
        return f"chalkline {version('chalkline')} {inside}"
    except PackageNotFoundError:
        return f"chalkline {inside}"


RECKONING = ("guarding", "reckoning", "rules", "subgroups", "words")
