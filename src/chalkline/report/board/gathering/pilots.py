"""What pilots came to, as the registered rule says it; and those that are still going on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.pilot.evaluation.api import (
    REASON_SENTENCES,
    VERDICT_ADVICE,
    VERDICT_NAMES,
    GroupEffect,
    Reckoned,
    Result,
    Verdict,
    best_estimate,
    effect_said,
    group_name,
    guard_said,
    how_sure,
    least_that_counts,
    limits_of,
    may_be_told,
    results,
    told_by,
)
from chalkline.pilot.plans.api import (
    Pilot,
    PilotState,
    PlanStatement,
    last_day_for_outcomes,
    pilots,
    plan_of,
    registered_rule,
)
from chalkline.report.board.pilot_words import Effect, GaveUp, Tried
from chalkline.report.board.words import Ahead, Span

MOST_LIMITS = 2


def tried(actor: Actor, span: Span) -> Iterator[Tried]:
    """Every verdict up to the last of the days, the latest first; ``is_new`` marks those reached in them."""
    if not actor.may("pilots.see"):
        return
    for result in results(actor):
        on = local_day(result.judged_at, settings.CHALKLINE.zone)
        if on <= span.last_on:
            yield _tried(result, on, is_new=span.holds(on))


def gave_up(actor: Actor, span: Span) -> Iterator[GaveUp]:
    """Pilots that were ended without a verdict in these days."""
    if not actor.may("pilots.see"):
        return
    ended = pilots(actor, state=PilotState.ENDED.value).filter(ended_on__range=(span.first_on, span.last_on))
    for pilot in ended.order_by("ended_on", "title"):
        yield GaveUp(_pilot(pilot), pilot.title, pilot.tool.name, pilot.ended_on or span.last_on, pilot.ended_because)


def pilots_ahead(actor: Actor, today: date) -> Iterator[Ahead]:
    """When pilots that run end, and until when their outcomes are handed in."""
    if not actor.may("pilots.see"):
        return
    for pilot in pilots(actor).filter(state__in=[PilotState.LOCKED.value, PilotState.RUNNING.value]).order_by("title"):
        plan = plan_of(pilot)
        if plan.ends_on >= today:
            words = Sentence("The pilot “{title}” ends on {day}.", title=pilot.title, day=plan.ends_on)
            yield Ahead(words, _pilot(pilot), plan.ends_on)
        else:
            until = last_day_for_outcomes(pilot)
            words = Sentence("The outcomes of the pilot “{title}” are due by {day}.", title=pilot.title, day=until)
            yield Ahead(words, _pilot(pilot), until)


def _tried(result: Result, on: date, *, is_new: bool) -> Tried:
    pilot, verdict = result.pilot, Verdict(result.verdict)
    plan, told = plan_of(pilot), told_by(result)
    is_told = may_be_told(told)
    return Tried(
        source=SubjectRef("result", str(result.pk), result.digest),
        pilot=_pilot(pilot),
        problem=SubjectRef("problem", str(pilot.problem_id)),
        title=pilot.title,
        problem_title=pilot.problem.title,
        tool=pilot.tool.name,
        question=plan.question,
        on=on,
        verdict=verdict.value,
        name=VERDICT_NAMES[verdict],
        advice=VERDICT_ADVICE[verdict],
        reasons=tuple(REASON_SENTENCES[reason] for reason in told.reasons),
        registered_on=local_day(pilot.locked_at, settings.CHALKLINE.zone) if pilot.locked_at else plan.starts_on,
        rule=registered_rule(pilot),
        limits=limits_of(plan, told)[:MOST_LIMITS],
        level=plan.level,
        counts=plan.counts,
        smallest=plan.as_json()["smallest"],
        people=sum(each.n for each in told.arms) if is_told else None,
        found=(best_estimate(plan, told), how_sure(plan, told), least_that_counts(plan)) if is_told else (),
        kept_safe=guard_said(plan, told) if is_told else None,
        effects=tuple(_effects(plan, told)) if is_told else (),
        has_hidden=any(each.is_hidden for each in told.groups),
        is_new=is_new,
    )


def _effects(plan: PlanStatement, told: Reckoned) -> Iterator[Effect]:
    """That of everybody, then those of the groups that passed the disclosure gate with the result."""
    yield _effect(plan, Sentence("Everybody"), told.effect, told.lower, told.upper)
    for each in told.groups:
        if is_shown(each):
            yield _effect(plan, group_name(each), each.effect or 0.0, each.lower or 0.0, each.upper or 0.0)


def is_shown(each: GroupEffect) -> bool:
    """Whether the disclosure gate let this group's effect through."""
    return not each.is_hidden and None not in (each.effect, each.lower, each.upper)


def _effect(plan: PlanStatement, whom: Sentence, effect: float, low: float, high: float) -> Effect:
    at, ends = format(effect, ".6g"), (format(low, ".6g"), format(high, ".6g"))
    return Effect(whom, at, *ends, *(effect_said(plan, each) for each in (effect, low, high)))


def _pilot(pilot: Pilot) -> SubjectRef:
    return SubjectRef("pilot", str(pilot.pk))
