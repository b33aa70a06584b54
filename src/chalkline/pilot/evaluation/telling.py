"""A result in sentences: for the pilot's own page, for the board, for families. Pure."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence
from chalkline.pilot.evaluation.reckoned import GroupEffect, Reckoned
from chalkline.pilot.plans.api import PlanStatement
from chalkline.protect.disclosure import THRESHOLD


def amount(value: float) -> str:
    """A number as people read it: three digits, with a real minus."""
    text = format(value, ".3g")
    plain = format(float(text), "f").rstrip("0").rstrip(".") if "e" in text else text
    return plain.replace("-", "−")


def effect_said(plan: PlanStatement, effect: float) -> Sentence:
    """An effect in the direction people think in: "4.2 points more"."""
    values = {"n": amount(abs(effect)), "counts": plan.counts}
    up = (effect >= 0) == (plan.direction == "more")
    return Sentence("{n} {counts} more", **values) if up else Sentence("{n} {counts} less", **values)


def finding_of(plan: PlanStatement, found: Reckoned) -> Sentence:
    """The result in one sentence, with the interval against the threshold; without numbers where a side is small."""
    if not may_be_told(found):
        return Sentence("Fewer than ten people stood on one side, so the numbers are not shown.")
    return Sentence(
        "With the tool: {effect}. The interval goes from {low} to {high}; from {m} on, it matters.",
        effect=effect_said(plan, found.effect),
        low=effect_said(plan, found.lower),
        high=effect_said(plan, found.upper),
        m=amount(float(plan.smallest)),
    )


def best_estimate(plan: PlanStatement, found: Reckoned) -> Sentence:
    """The effect for someone who hears it read out: "With the tool: 31 minutes a week less."."""
    return Sentence("With the tool: {effect}.", effect=effect_said(plan, found.effect))


def how_sure(plan: PlanStatement, found: Reckoned) -> Sentence:
    """How far the estimate may be off, without the word interval."""
    return Sentence(
        "The true difference most likely lies between {low} and {high}.",
        low=effect_said(plan, found.lower),
        high=effect_said(plan, found.upper),
    )


def least_that_counts(plan: PlanStatement) -> Sentence:
    """What had been asked for before anybody knew."""
    return Sentence(
        "At least {n} {counts} had been asked for before it began.",
        n=amount(float(plan.smallest)),
        counts=plan.counts,
    )


def may_be_told(found: Reckoned) -> bool:
    """Whether numbers may leave the pilot: ten people or more on each side."""
    return all(each.n >= THRESHOLD for each in found.arms)


def group_name(each: GroupEffect) -> Sentence:
    """A group as the file called it."""
    return Sentence("{column}: {value}", column=each.column, value=each.value or Sentence("not stated"))


def guard_said(plan: PlanStatement, found: Reckoned) -> Sentence | None:
    """What became of what had to be kept safe; None where the plan keeps nothing safe."""
    guard = found.guard
    if guard is None:
        return None
    what = plan.guardrail
    if guard.effect is None or guard.lower is None or guard.upper is None:
        return Sentence("{what}: this could not be reckoned from the outcomes.", what=what)
    if min(guard.treated, guard.compared) < THRESHOLD:
        return Sentence("{what}: too few people to tell the numbers.", what=what)
    ends = {"effect": guard.effect, "low": guard.lower, "high": guard.upper}
    return Sentence(
        "{what}, with the tool: {effect}. The interval goes from {low} to {high}.",
        what=what,
        **{name: _guard_effect(plan, each) for name, each in ends.items()},
    )


def _guard_effect(plan: PlanStatement, effect: float) -> Sentence:
    values = {"n": amount(abs(effect)), "counts": plan.guardrail_counts}
    up = (effect >= 0) == (plan.guardrail_direction == "more")
    return Sentence("{n} {counts} more", **values) if up else Sentence("{n} {counts} less", **values)
