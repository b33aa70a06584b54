"""What an outcome costs, where a pilot says how large it is: dollars a person, and dollars for each unit gained."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chalkline.people.api import Actor
from chalkline.pilot.evaluation.api import Result, Verdict, may_be_told, results, told_by
from chalkline.pilot.plans.api import plan_of
from chalkline.rollout.budget.models import Line
from chalkline.rollout.budget.queries import fiscal_years

WORTH_IT = frozenset({Verdict.SCALE, Verdict.ITERATE})


@dataclass(frozen=True)
class OutcomeCost:
    """What one pilot's outcome costs in the fiscal year it ended.

    ``a_person``: dollars planned for each person the lines are for; ``a_unit``: of these, dollars for each unit of the
    measure gained, None where the pilot found nothing to divide by.
    """

    pilot_id: str
    title: str
    tool: str
    measure: str
    unit: str
    verdict: str
    effect: float
    year: str
    dollars: Decimal
    people: int
    a_person: Decimal
    a_unit: Decimal | None


def outcome_costs(actor: Actor) -> list[OutcomeCost]:
    """For each verdict whose tool has budget lines that say for how many people they are."""
    actor.must("budget.see")
    return [cost for result in results(actor) if (cost := _cost(result))]


def unit_cost(a_person: Decimal, effect: float) -> Decimal | None:
    """Dollars for each unit gained, to whole dollars; None without a gain."""
    if not effect > 0:
        return None
    return (a_person / Decimal(str(effect))).quantize(Decimal(1), ROUND_HALF_UP)


def _cost(result: Result) -> OutcomeCost | None:
    pilot, told, plan = result.pilot, told_by(result), plan_of(result.pilot)
    years = fiscal_years()
    year = years.of(plan.ends_on)
    dollars, people = Decimal(0), 0
    for line in Line.objects.filter(dropped_at=None, tool=pilot.tool).prefetch_related("amounts"):
        amount = sum((each.dollars for each in line.amounts.all() if each.fiscal_year == year), Decimal(0))
        dollars += amount
        people = max(people, line.people or 0) if amount else people
    if not dollars or not people or not may_be_told(told):
        return None
    a_person = (dollars / people).quantize(Decimal(1), ROUND_HALF_UP)
    gained = Verdict(result.verdict) in WORTH_IT
    return OutcomeCost(
        pilot_id=str(pilot.pk),
        title=pilot.title,
        tool=pilot.tool.name,
        measure=plan.measure,
        unit=plan.counts,
        verdict=result.verdict,
        effect=told.effect,
        year=years.said(year),
        dollars=dollars,
        people=people,
        a_person=a_person,
        a_unit=unit_cost(dollars / people, told.effect) if gained else None,
    )
