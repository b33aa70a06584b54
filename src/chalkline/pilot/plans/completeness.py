"""What a plan and its list must say before they can be locked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.plans.rules import LEAST_UNITS, LONGEST, LONGEST_TITLE, MOST_DAYS_TO_MEASURE
from chalkline.pilot.plans.words import Arm, Assigned, Design, PlanStatement, Strata, UnitListed

LEVELS = (90, 95)
MOST_SUBGROUPS = 6
MOST_DAYS = 550


def must_be_complete(plan: PlanStatement) -> None:
    """Refuse a plan that could not be judged later. All that is missing is said at once."""
    faults = faults_of(plan)
    if faults:
        raise Problem(
            "pilots.plan_incomplete",
            what=Sentence("The plan is not complete."),
            why=Sentence("What is not written down before it starts cannot be judged fairly afterwards."),
            next_step=Sentence("Answer the questions that are marked."),
            fields=faults,
        )


def faults_of(plan: PlanStatement) -> dict[str, Words]:
    """What is missing or wrong, by question."""
    return {**_words(plan), **_numbers(plan), **_days(plan), **(_guardrail(plan) if plan.has_guardrail else {})}


def _words(plan: PlanStatement) -> dict[str, Words]:
    said = Sentence("Write one sentence or more.")
    faults: dict[str, Words] = {
        name: said
        for name in ("question", "who", "measure", "counts", "stop_rule")
        if not 2 <= len(getattr(plan, name).strip()) <= LONGEST
    }
    if not 3 <= len(plan.title.strip()) <= LONGEST_TITLE:
        faults["title"] = Sentence("Give it a name of at most {n} letters.", n=LONGEST_TITLE)
    if plan.direction not in {"more", "less"}:
        faults["direction"] = Sentence("Say whether more or less of it is better.")
    if len(plan.subgroups) > MOST_SUBGROUPS or len(set(plan.subgroups)) < len(plan.subgroups):
        faults["subgroups"] = Sentence("Name at most {n} groups, each once.", n=MOST_SUBGROUPS)
    if plan.assigned is Assigned.SCHOOL and plan.strata in {Strata.SCHOOL, Strata.SCHOOL_AND_GRADE}:
        faults["strata"] = Sentence("Schools cannot be drawn inside a school: choose another way.")
    if plan.design is Design.COMPARISON and not plan.pretest.strip():
        faults["pretest"] = Sentence("Without a draw, both sides must be measured before: name the measure.")
    return faults


def _numbers(plan: PlanStatement) -> dict[str, Words]:
    faults: dict[str, Words] = {}
    for name in ("smallest", "spread"):
        value: Decimal = getattr(plan, name)
        if not value.is_finite() or value <= 0:
            faults[name] = Sentence("Write a number above zero.")
    if not plan.harm.is_finite() or plan.harm < 0:
        faults["harm"] = Sentence("Write a number, or zero.")
    if plan.level not in LEVELS:
        faults["level"] = Sentence("Choose one.")
    for name in ("explained", "alike"):
        if not 0 <= getattr(plan, name) <= 95:
            faults[name] = Sentence("Write a percentage from 0 to 95.")
    if plan.planned_units < LEAST_UNITS:
        faults["planned_units"] = Sentence("At least {n}: two on each side.", n=LEAST_UNITS)
    if plan.planned_each < 1:
        faults["planned_each"] = Sentence("Write how many people there are in each.")
    return faults


def _days(plan: PlanStatement) -> dict[str, Words]:
    faults: dict[str, Words] = {}
    if date.min in {plan.starts_on, plan.ends_on, plan.measured_until}:
        return {
            name: Sentence("Choose a day.")
            for name in ("starts_on", "ends_on", "measured_until")
            if getattr(plan, name) == date.min
        }
    if not plan.starts_on < plan.ends_on or (plan.ends_on - plan.starts_on).days > MOST_DAYS:
        faults["ends_on"] = Sentence("The last day comes after the first, within a year and a half.")
    if not plan.ends_on <= plan.measured_until or (plan.measured_until - plan.ends_on).days > MOST_DAYS_TO_MEASURE:
        faults["measured_until"] = Sentence("Outcomes are handed in from the last day on, within half a year.")
    return faults


def must_have_units(units: Sequence[UnitListed], plan: PlanStatement) -> None:
    """Refuse a list that cannot be divided into two sides of at least two."""
    sides = [each.arm for each in units]
    enough = len(units) >= LEAST_UNITS
    if plan.design is Design.COMPARISON:
        enough = min(sides.count(Arm.TREATMENT), sides.count(Arm.COMPARISON)) >= 2
    if not enough:
        raise Problem(
            "pilots.too_few_units",
            what=Sentence("The list does not hold two units for each side."),
            why=Sentence("With one school, class or person on a side, the tool cannot be told apart from them."),
            next_step=Sentence("Hand in a list with at least two on each side; more is much better."),
            kind=Kind.CONFLICT,
            fields={"file": Sentence("At least two on each side.")},
        )


def _guardrail(plan: PlanStatement) -> dict[str, Words]:
    faults: dict[str, Words] = {}
    for name in ("guardrail", "guardrail_counts"):
        if not 2 <= len(getattr(plan, name).strip()) <= LONGEST:
            faults[name] = Sentence("Write one sentence or more.")
    if plan.guardrail_direction not in {"more", "less"}:
        faults["guardrail_direction"] = Sentence("Say whether more or less of it is better.")
    if not plan.guardrail_harm.is_finite() or plan.guardrail_harm <= 0:
        faults["guardrail_harm"] = Sentence("Write a number above zero.")
    return faults
