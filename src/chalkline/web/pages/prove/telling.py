"""A pilot in words and pictures, for its pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.pilot.evaluation.api import (
    VERDICT_NAMES,
    Reckoned,
    Result,
    Verdict,
    amount,
    effect_said,
    finding_of,
    group_name,
    result_of,
    told_by,
)
from chalkline.pilot.plans.api import (
    ASSIGNED_NAMES,
    DESIGN_NAMES,
    PILOT_STATE_NAMES,
    STRATA_NAMES,
    CanDetect,
    Design,
    Pilot,
    PilotState,
    PlanStatement,
    by_size,
    can_detect,
    is_enough,
    last_day_for_outcomes,
    plan_of,
)
from chalkline.web.charts import Chart, bars, intervals
from chalkline.web.routes import address_of

STATE_TONES = {
    PilotState.DRAFT: "info",
    PilotState.LOCKED: "attend",
    PilotState.RUNNING: "info",
    PilotState.JUDGED: "ok",
    PilotState.ENDED: "quiet",
}
VERDICT_TONES = {Verdict.SCALE: "ok", Verdict.ITERATE: "attend", Verdict.STOP: "stop"}


def status_of(pilot: Pilot, result: Result | None) -> tuple[Sentence, str]:
    """The word for how it stands, and its tone."""
    if result:
        verdict = Verdict(result.verdict)
        return VERDICT_NAMES[verdict], VERDICT_TONES[verdict]
    state = PilotState(pilot.state)
    return PILOT_STATE_NAMES[state], STATE_TONES[state]


def sentence_of(pilot: Pilot, plan: PlanStatement) -> Sentence:
    """What is so, and what comes next."""
    today = timezone.localdate()
    if pilot.state == PilotState.DRAFT:
        return Sentence("Being planned. It counts once a second person has locked it, before {day}.", day=_first(plan))
    if pilot.state == PilotState.LOCKED:
        return Sentence("Locked. The draw says who starts with the tool.")
    if pilot.state == PilotState.ENDED:
        return Sentence("Ended on {day} without a verdict: {why}", day=pilot.ended_on, why=pilot.ended_because)
    if pilot.state == PilotState.JUDGED:
        return Sentence("It ran from {first} to {last}.", first=plan.starts_on, last=plan.ends_on)
    if today < plan.ends_on:
        return Sentence(
            "It runs until {day}. Nobody looks at outcomes before.",
            day=plan.ends_on,
        )
    return Sentence("It is over. Outcomes are handed in until {day}.", day=last_day_for_outcomes(pilot))


def _first(plan: PlanStatement) -> Any:
    return plan.starts_on if plan.starts_on.year > 1 else Sentence("it begins")


def plan_rows(plan: PlanStatement) -> list[tuple[Sentence, Any]]:
    """The plan as facts."""
    better = Sentence("more is better") if plan.direction == "more" else Sentence("less is better")
    rows: list[tuple[Sentence, Any]] = [
        (Sentence("The question"), plan.question),
        (Sentence("Who takes part"), plan.who),
        (
            Sentence("What is measured"),
            Sentence("{measure}, in {counts}; {better}", measure=plan.measure, counts=plan.counts, better=better),
        ),
        (
            Sentence("The smallest effect that matters"),
            Sentence("{n} {counts}", n=plan.as_json()["smallest"], counts=plan.counts),
        ),
        (Sentence("Measured before"), plan.pretest or Sentence("Nothing")),
        (Sentence("Who comes to which side"), _how(plan)),
        (
            Sentence("Groups looked at"),
            Sentence("{names}", names=plan.subgroups) if plan.subgroups else Sentence("None"),
        ),
        (Sentence("Must not get worse"), _kept_safe(plan) if plan.has_guardrail else ""),
        (Sentence("Stop rule"), plan.stop_rule),
    ]
    if plan.starts_on.year > 1 and plan.ends_on.year > 1:
        rows.append((Sentence("Days"), Sentence("{a} to {b}", a=plan.starts_on, b=plan.ends_on)))
    return [(term, text) for term, text in rows if text]


def _kept_safe(plan: PlanStatement) -> Sentence:
    better = Sentence("more is better") if plan.guardrail_direction == "more" else Sentence("less is better")
    return Sentence(
        "{what}, in {counts}; {better}; at most {n} worse",
        what=plan.guardrail,
        counts=plan.guardrail_counts,
        better=better,
        n=plan.as_json()["guardrail_harm"],
    )


def _how(plan: PlanStatement) -> Sentence:
    what = ASSIGNED_NAMES[plan.assigned]
    if plan.design is Design.RANDOM:
        return Sentence("{what}, drawn by Chalkline. {where}", what=what, where=STRATA_NAMES[plan.strata])
    return Sentence("{what}. {how}", what=what, how=DESIGN_NAMES[plan.design])


def detecting_of(plan: PlanStatement, units: int = 0, each: int = 0) -> dict[str, Any]:
    """What the design can detect, in a sentence and a picture; nothing while the numbers are not there."""
    found = can_detect(plan, units=units, each=each)
    if found is None:
        return {"said": None, "chart": None, "enough": False}
    enough = is_enough(found, plan.smallest)
    return {"said": _detects(plan, found, enough), "chart": _by_size(plan, found, units, each), "enough": enough}


def _detects(plan: PlanStatement, found: CanDetect, enough: bool) -> Sentence:
    if found.effect is None:
        return Sentence("With {n} of them, this design can find no effect at all. It needs more.", n=found.units)
    values: dict[str, Any] = {"n": amount(found.effect), "counts": plan.counts or Sentence("units")}
    if not plan.smallest.is_finite():
        return Sentence("This design finds effects of {n} {counts} or more, four times in five.", **values)
    values["m"] = amount(float(plan.smallest))
    if enough:
        return Sentence("This design finds effects from {n} {counts} on. You want to see {m}: good.", **values)
    return Sentence(
        "This design finds effects from {n} {counts} on, four times in five. You want to see {m}: most likely it will "
        "end in “cannot tell”. Take more classes or people, a measure nearer to the work, or a measure before.",
        **values,
    )


def _by_size(plan: PlanStatement, found: CanDetect, units: int, each: int) -> Chart | None:
    sizes = [size for size in by_size(plan, units=units, each=each) if size.effect is not None]
    if not sizes:
        return None
    items: list[tuple[Any, ...]] = [
        (Sentence("{n} (this plan)", n=size.units) if size.units == found.units else str(size.units),
         float(amount(size.effect or 0).replace("−", "-")))
        for size in sizes
    ]  # fmt: skip
    if plan.smallest.is_finite() and plan.smallest > 0:
        items.append((Sentence("What you want to see"), float(plan.smallest)))
    return bars(
        "detects",
        Sentence("The more units, the smaller the effect that can be found"),
        items,
        text=Sentence("The smallest effect found four times in five, by the number of units on both sides together."),
        head=(Sentence("Units"), Sentence("Smallest effect found")),
    )


def effect_chart(plan: PlanStatement, found: Reckoned) -> Chart:
    """The effect, and that of each group that may be shown, against nothing and what matters."""
    items: list[tuple[Any, float, float, float, Any]] = [
        (Sentence("Everybody"), found.effect, found.lower, found.upper, amount(found.effect))
    ]
    items += [
        (group_name(each), each.effect, each.lower, each.upper, amount(each.effect))
        for each in found.groups
        if each.effect is not None and each.lower is not None and each.upper is not None
    ]
    level = Sentence("The effect, with its interval of {n} percent", n=plan.level)
    smallest = Sentence("The smallest that matters: {n} {counts}", n=amount(float(plan.smallest)), counts=plan.counts)
    return intervals(
        "effect",
        Sentence("{verdict}: {effect}", verdict=VERDICT_NAMES[found.verdict], effect=effect_said(plan, found.effect)),
        items,
        threshold=float(plan.smallest),
        keys=(level, Sentence("No effect"), smallest),
        text=finding_of(plan, found),
        head=(Sentence("Whom"), Sentence("Effect"), Sentence("From"), Sentence("To")),
        note=Sentence("To the right is better."),
    )


def card_of(actor: Actor, pilot: Pilot) -> dict[str, Any]:
    """A pilot as other pages name it."""
    result = result_of(actor, pilot)
    word, tone = status_of(pilot, result)
    detail = finding_of(plan_of(pilot), told_by(result)) if result else sentence_of(pilot, plan_of(pilot))
    return {
        "title": pilot.title,
        "url": address_of("prove.pilot", pilot.pk),
        "detail": detail,
        "chip": word,
        "tone": tone,
    }
