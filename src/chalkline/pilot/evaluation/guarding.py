"""Did what had to be kept safe get worse? One difference between the sides, measured after, as registered. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from chalkline.pilot.evaluation.reckoned import GuardTold
from chalkline.pilot.evaluation.words import Guarded
from chalkline.pilot.measures.api import OutcomeRow
from chalkline.pilot.plans.api import Arm, PlanStatement, UnitListed, strata_in_model, stratum_of
from chalkline.pilot.statistics.numbers import NotComputable
from chalkline.pilot.statistics.regression import ancova


def guard_told(plan: PlanStatement, units: Mapping[str, UnitListed], rows: Sequence[OutcomeRow]) -> GuardTold | None:
    """The difference with its interval, good as positive; None where the plan keeps nothing safe."""
    if not plan.has_guardrail:
        return None
    sign = 1 if plan.guardrail_direction == "more" else -1
    measured = [(row.guard, row.unit) for row in rows if row.guard is not None and row.unit in units]
    treat = [int(units[unit].arm == Arm.TREATMENT) for _, unit in measured]
    sides = (sum(treat), len(treat) - sum(treat))
    blocks = [stratum_of(units[unit], plan.strata) for _, unit in measured]
    try:
        found = ancova(
            [sign * value for value, _ in measured],
            treat,
            pre=None,
            clusters=[unit for _, unit in measured],
            blocks=blocks if strata_in_model(list(units.values()), plan.strata) else None,
        )
    except NotComputable:
        return GuardTold(*sides, None, None, None)
    return GuardTold(*sides, found.effect.value, *found.effect.interval(plan.level / 100))


def guarded(plan: PlanStatement, told: GuardTold | None) -> tuple[Guarded, ...]:
    """What the rule looks at. What could not be reckoned is not cleared: it may have been harmed."""
    if told is None:
        return ()
    if told.lower is None or told.upper is None:
        return (Guarded(plan.guardrail, (-math.inf, math.inf), float(plan.guardrail_harm)),)
    return (Guarded(plan.guardrail, (told.lower, told.upper), float(plan.guardrail_harm)),)
