"""From rows to findings: one analysis, as the plan registered it. Pure; the same rows give the same numbers.

Effects come out in the unit of the measure with good as positive, whichever direction is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chalkline.pilot.evaluation.guarding import guard_told, guarded
from chalkline.pilot.evaluation.reckoned import ArmTold, ExactTest, Reckoned
from chalkline.pilot.evaluation.rules import judge
from chalkline.pilot.evaluation.subgroups import Analysed, effects_by_group
from chalkline.pilot.evaluation.words import Findings, Guarded
from chalkline.pilot.measures.api import OutcomeRow
from chalkline.pilot.plans.api import Arm, Design, PlanStatement, UnitListed, strata_in_model, stratum_of
from chalkline.pilot.statistics.clusters import draw_again
from chalkline.pilot.statistics.effects import Arm as Sample
from chalkline.pilot.statistics.effects import hedges_g, improvement_index
from chalkline.pilot.statistics.numbers import NotComputable
from chalkline.pilot.statistics.regression import Ancova, ancova
from chalkline.pilot.statistics.standards import Attrition, Equivalence, attrition, baseline_equivalence

FEW_UNITS = 40  # up to here the exact test stands beside the interval
NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True)
class Given:
    """All that goes in. ``as_locked``: plan, rule and list still have the digest of the lock."""

    plan: PlanStatement
    units: tuple[UnitListed, ...]
    rows: tuple[OutcomeRow, ...]
    as_locked: bool


def reckon(given: Given) -> Reckoned:
    """Everything the result tells. Raises NotComputable where there is no effect to be had."""
    plan = given.plan
    analysed = _analysed(given)
    treat = [each.treat for each in analysed]
    if len(set(treat)) < 2:
        raise NotComputable("one_side_empty")
    found = ancova(
        [each.post for each in analysed],
        treat,
        pre=[each.pre for each in analysed] if plan.has_pretest else None,
        clusters=[each.unit for each in analysed],
        blocks=[each.block for each in analysed] if _has_blocks(given) else None,
    )
    lost, lost_units = _lost(given, analysed)
    size, equivalence = _before(plan, analysed)
    groups = effects_by_group(plan, analysed, has_blocks=_has_blocks(given))
    low, high = found.effect.interval(plan.level / 100)
    guard = guard_told(plan, {unit.key: unit for unit in given.units}, given.rows)
    units_t, units_c = (len({each.unit for each in analysed if each.treat == side}) for side in (1, 0))
    judged = judge(
        Findings(
            locked_before_outcomes=given.as_locked,
            amended_after_lock=not given.as_locked,
            clusters_t=units_t,
            clusters_c=units_c,
            random=plan.design is Design.RANDOM,
            attrition="high" if "high" in {lost.cautious, lost_units.cautious} else "low",
            baseline=equivalence,
            estimate=found.effect.value,
            interval=(low, high),
            smallest=float(plan.smallest),
            standard=plan.standard.value,
            guardrails=guarded(plan, guard),
            subgroups=tuple(
                Guarded(f"{each.column}: {each.value}", (each.lower, each.upper), float(plan.harm))
                for each in groups
                if each.lower is not None and each.upper is not None and float(plan.harm) > 0
            ),
        )
    )
    return Reckoned(
        verdict=judged.verdict,
        reasons=judged.reasons,
        effect=found.effect.value,
        se=found.effect.se,
        df=found.effect.df,
        lower=low,
        upper=high,
        p_value=found.effect.p_value,
        chance_above=found.effect.chance_above(float(plan.smallest)),
        g=found.g_adjusted,
        improvement=improvement_index(found.g_adjusted),
        spread=found.post_sd_pooled,
        explained=found.r_squared_pre,
        arms=tuple(_arm(plan, side, analysed) for side in Arm),
        units=(units_t, units_c),
        attrition=(lost.overall_pct, lost.differential_pct, lost.cautious, lost.optimistic),
        units_lost=(lost_units.overall_pct, lost_units.differential_pct, lost_units.cautious, lost_units.optimistic),
        baseline_g=size,
        baseline=equivalence,
        exact=_exact(given, analysed, found),
        groups=groups,
        guard=guard,
    )


def _analysed(given: Given) -> list[Analysed]:
    """People with all that the model needs, on the side their unit was assigned to."""
    plan, units = given.plan, {unit.key: unit for unit in given.units}
    return [
        Analysed(
            unit=row.unit,
            treat=int(units[row.unit].arm == Arm.TREATMENT),
            block=stratum_of(units[row.unit], plan.strata),
            pre=row.pre if row.pre is not None else 0.0,
            post=plan.sign * row.post,
            groups=row.groups,
        )
        for row in given.rows
        if row.unit in units and row.post is not None and (row.pre is not None or not plan.has_pretest)
    ]


def _has_blocks(given: Given) -> bool:
    return strata_in_model(given.units, given.plan.strata)


def _lost(given: Given, analysed: Sequence[Analysed]) -> tuple[Attrition, Attrition]:
    """Of people and of whole units. Who joined later than the list cannot make up for who left."""
    people: list[int] = []
    whole: list[int] = []
    for side in Arm:
        units = [unit for unit in given.units if unit.arm == side]
        here: dict[str, int] = {}
        for each in analysed:
            if each.treat == int(side is Arm.TREATMENT):
                here[each.unit] = here.get(each.unit, 0) + 1
        people += [sum(unit.students for unit in units), sum(min(here.get(u.key, 0), u.students) for u in units)]
        whole += [len(units), sum(unit.key in here for unit in units)]
    return attrition(*people), attrition(*whole)


def _before(plan: PlanStatement, analysed: Sequence[Analysed]) -> tuple[float | None, str]:
    if not plan.has_pretest:
        return None, NOT_ASSESSED
    samples = [_sample([each.pre for each in analysed if each.treat == side]) for side in (1, 0)]
    try:
        g = plan.sign * hedges_g(*samples).g
    except NotComputable:
        alike = samples[0].mean == samples[1].mean
        return None, (Equivalence.SATISFIED if alike else Equivalence.NOT_SATISFIED).value
    return g, baseline_equivalence(g, adjusted_in_model=True).value


def _sample(values: Sequence[float]) -> Sample:
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
    return Sample(float(np.mean(values)), sd, len(values))


def _arm(plan: PlanStatement, side: Arm, analysed: Sequence[Analysed]) -> ArmTold:
    inside = [each for each in analysed if each.treat == int(side is Arm.TREATMENT)]
    after = _sample([plan.sign * each.post for each in inside])
    before = _sample([each.pre for each in inside]) if plan.has_pretest else None
    return ArmTold(side, after.n, before.mean if before else None, after.mean, after.sd)


def _exact(given: Given, analysed: Sequence[Analysed], found: Ancova) -> ExactTest | None:
    """The draw made again, on the means of the units with what the pretest explains taken out."""
    by_unit: dict[str, list[Analysed]] = {}
    for each in analysed:
        by_unit.setdefault(each.unit, []).append(each)
    if given.plan.design is not Design.RANDOM or not 4 <= len(by_unit) <= FEW_UNITS:
        return None
    slope = _slope(analysed) if given.plan.has_pretest else 0.0
    means = [float(np.mean([each.post - slope * each.pre for each in people])) for people in by_unit.values()]
    first = [people[0] for people in by_unit.values()]
    try:
        drawn = draw_again(means, [each.treat for each in first], strata=[each.block for each in first])
    except NotComputable:
        return None
    return ExactTest(drawn.p_two_sided, drawn.smallest_possible_p, drawn.assignments, drawn.enumerated)


def _slope(analysed: Sequence[Analysed]) -> float:
    """The slope of the outcome on the pretest within the sides."""
    x, y = np.asarray([each.pre for each in analysed]), np.asarray([each.post for each in analysed])
    sides = np.asarray([each.treat for each in analysed])
    for side in (0, 1):
        x[sides == side] -= x[sides == side].mean()
        y[sides == side] -= y[sides == side].mean()
    spread = float(x @ x)
    return float(x @ y) / spread if spread > 0 else 0.0
