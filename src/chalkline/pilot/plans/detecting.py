"""What a design can detect, in the unit of the measure: shown while one chooses. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from chalkline.pilot.plans.words import Design, PlanStatement
from chalkline.pilot.statistics.power import Detectable, mdes_clusters, mdes_individual, without_randomness

STEPS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)


@dataclass(frozen=True)
class CanDetect:
    """The smallest true effect found four times in five; None where the design can find none."""

    units: int
    each: int
    effect: float | None
    in_sd: float | None


def can_detect(plan: PlanStatement, *, units: int = 0, each: int = 0) -> CanDetect | None:
    """By the numbers of the plan, or of the list once there is one. None while the spread is not known."""
    units, each = units or plan.planned_units, each or plan.planned_each
    if not plan.spread.is_finite() or plan.spread <= 0 or units < 1:
        return None
    found = _found(plan, units, max(each, 1))
    effect = None if found.mdes is None else found.mdes * float(plan.spread)
    return CanDetect(units, each, effect, found.mdes)


def by_size(plan: PlanStatement, *, units: int = 0, each: int = 0) -> list[CanDetect]:
    """The same for fewer and for more units."""
    here = units or plan.planned_units
    sizes = sorted({max(2, 2 * round(here * step / 2)) for step in STEPS} | {here}) if here > 0 else []
    return [found for size in sizes if (found := can_detect(plan, units=size, each=each))]


def is_enough(found: CanDetect | None, smallest: Decimal) -> bool:
    """Whether the smallest effect that matters would be found."""
    return bool(found and found.effect is not None and smallest.is_finite() and found.effect <= float(smallest))


def _found(plan: PlanStatement, units: int, each: int) -> Detectable:
    r2 = plan.explained / 100 if plan.has_pretest else 0.0
    covariates, alpha = int(plan.has_pretest), 1 - plan.level / 100
    if plan.assigned.is_group:
        found = mdes_clusters(
            units, each, icc=plan.alike / 100, r2_level1=r2, r2_level2=r2, cluster_covariates=covariates, alpha=alpha
        )
    else:
        found = mdes_individual(units, r2=r2, covariates=covariates, alpha=alpha)
    return found if plan.design is Design.RANDOM else without_randomness(found)
