"""Scores, and whether a requirement is met. Pure."""

from __future__ import annotations

import math
from datetime import date

from chalkline.data.integrity.words import Standing, Unmet
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

LONGEST_DAYS, BEST = 400, 100.0


def score(rows: int, faulty: int) -> float:
    """Percent of rows without a fault, rounded down to a tenth: 100 only when there is none at all."""
    if rows <= 0:
        return BEST
    return math.floor(1000 * (rows - min(faulty, rows)) / rows) / 10


def unmet(latest: Standing | None, least_score: float, within_days: int, on: date) -> Unmet | None:
    """Why a requirement is not met on a day; None when it is. An audit of ``within_days`` ago still counts."""
    if latest is None:
        return Unmet.NEVER
    if (on - latest.audited_on).days > within_days:
        return Unmet.OLD
    if latest.has_stops:
        return Unmet.STOPS
    return Unmet.LOW if latest.score < least_score else None


def check_requirement(least_score: float, within_days: int) -> None:
    """Raises Problem("integrity.requirement_unclear") for a score or a time that cannot be meant."""
    wrong: dict[str, Sentence | str] = {}
    if not 1 <= least_score <= BEST:
        wrong["least_score"] = Sentence("Between 1 and 100.")
    if not 1 <= within_days <= LONGEST_DAYS:
        wrong["within_days"] = Sentence("Between 1 and {n} days.", n=LONGEST_DAYS)
    if wrong:
        raise Problem(
            "integrity.requirement_unclear",
            what=Sentence("This cannot be required."),
            why=Sentence("The score is a percentage of rows, and the audit must be possible to repeat in time."),
            next_step=Sentence("Correct the marked numbers."),
            fields=wrong,
        )


def already_required() -> Problem:
    return Problem(
        "integrity.already_required",
        what=Sentence("This use already asks for an audit."),
        why=Sentence("Two requirements on one use would leave open which one counts."),
        next_step=Sentence("Drop the one there is, then require anew."),
        kind=Kind.CONFLICT,
    )


def must_be_met(why: Unmet | None) -> None:
    """Raises Problem("integrity.requirement_unmet"): what stops a use cannot simply be dropped."""
    if why is None:
        return
    raise Problem(
        "integrity.requirement_unmet",
        what=Sentence("The requirement is not met, so it cannot be dropped."),
        why=Sentence("Dropping it would let the use go on with data that nobody found sound."),
        next_step=Sentence("Fix the rows and audit the roster again."),
        kind=Kind.CONFLICT,
    )
