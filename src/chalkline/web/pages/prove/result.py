"""The result of a pilot: the verdict in words, the effect against the threshold, groups, limits, proof."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.evaluation.api import (
    REASON_SENTENCES,
    VERDICT_ADVICE,
    VERDICT_NAMES,
    GroupEffect,
    Reckoned,
    Verdict,
    amount,
    best_estimate,
    effect_said,
    finding_of,
    group_name,
    guard_said,
    how_sure,
    least_that_counts,
    limits_of,
    may_be_told,
    result_of,
    results,
    told_by,
)
from chalkline.pilot.plans.api import ARM_NAMES, Design, PlanStatement, pilot_by_id, plan_of
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.prove.telling import (
    VERDICT_TONES,
    effect_chart,
)
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Table

BASELINE_SAID = {
    "satisfied": Sentence("The two sides were alike before."),
    "satisfied_with_adjustment": Sentence("The two sides were nearly alike before; the reckoning allows for it."),
    "not_satisfied": Sentence("The two sides were not alike before."),
    "not_satisfied_without_adjustment": Sentence("The two sides were not alike enough before."),
    "not_assessed": Sentence("Nobody was measured before."),
}


@page("prove/<uuid:pilot_id>/result/", name="prove.result", permission="pilots.see")
def result(request: Request, pilot_id: UUID) -> HttpResponseBase:
    """What came of it."""
    pilot = pilot_by_id(request.actor, str(pilot_id))
    kept = result_of(request.actor, pilot)
    if kept is None:
        raise not_found(Sentence("result"))
    plan, told = plan_of(pilot), told_by(kept)
    chart = effect_chart(plan, told) if may_be_told(told) else None
    table = _groups(request, plan, told)
    if file := file_asked_for(request, *([chart] if chart else [])):
        return file
    if table.wants_file:
        return table.file()
    verdict = Verdict(kept.verdict)
    context = {
        "pilot": pilot,
        "plan": plan,
        "result": kept,
        "word": VERDICT_NAMES[verdict],
        "tone": VERDICT_TONES[verdict],
        "advice": VERDICT_ADVICE[verdict],
        "reasons": [REASON_SENTENCES[reason] for reason in told.reasons],
        "finding": best_estimate(plan, told) if chart else finding_of(plan, told),
        "sure": (how_sure(plan, told), least_that_counts(plan)) if chart else (),
        "chart": chart,
        "table": table if told.groups else None,
        "sides": _sides(plan, told),
        "facts": _facts(plan, told),
        "limits": limits_of(plan, told),
        "tool_url": address_of("tools.show", pilot.tool.slug),
        "use_url": address_of("uses.show", pilot.use_id) if pilot.use_id else "",
    }
    return render(request, "prove/result.html", context)


@page("prove/found/<uuid:result_id>/", name="prove.found", permission="pilots.see")
def found(request: Request, result_id: UUID) -> HttpResponseBase:
    """The way from a number in a report to the result it comes from."""
    kept = results(request.actor).filter(pk=result_id).first()
    if kept is None:
        raise not_found(Sentence("result"))
    return redirect("prove.result", kept.pilot_id)


def _sides(plan: PlanStatement, told: Reckoned) -> list[tuple[Any, ...]]:
    """The two sides as they were measured; nothing of them where one is small."""
    if not may_be_told(told):
        return []
    return [
        (ARM_NAMES[each.side], each.n, amount(each.before) if each.before is not None else "", amount(each.after))
        for each in told.arms
    ]


def _facts(plan: PlanStatement, told: Reckoned) -> list[tuple[Any, Any]]:
    """The numbers behind it, for who wants them."""
    rows: list[tuple[Any, Any]] = [
        (Sentence("Alike before?"), _alike(plan, told)),
        (
            Sentence("Lost on the way"),
            Sentence(
                "{n} percent, {m} points more on one side: {word} by the cautious standard",
                n=amount(told.attrition[0]),
                m=amount(told.attrition[1]),
                word=Sentence("low") if told.attrition[2] == "low" else Sentence("high"),
            ),
        ),
    ]
    if may_be_told(told):
        rows += _numbers(plan, told)
    if kept_safe := guard_said(plan, told):
        rows.insert(0, (Sentence("What had to be kept safe"), kept_safe))
    return rows


def _alike(plan: PlanStatement, told: Reckoned) -> Sentence:
    """Whether the sides began alike; where a draw put people on them, a difference is chance and is allowed for."""
    if plan.design is Design.RANDOM and told.baseline.startswith("not_satisfied"):
        return Sentence("Not quite: the draw put them apart by chance, and the reckoning allows for it.")
    return BASELINE_SAID[told.baseline]


def _numbers(plan: PlanStatement, told: Reckoned) -> list[tuple[Any, Any]]:
    """What can be told once there are enough people on each side."""
    rows: list[tuple[Any, Any]] = [
        (
            Sentence("In standard deviations"),
            Sentence("{g}; about {n} percentile points for the middle person", g=amount(told.g),
                     n=amount(told.improvement)),
        ),
        (
            Sentence("Standard error"),
            Sentence("{se} {counts}, {df} degrees of freedom (CR2, Satterthwaite)", se=amount(told.se),
                     counts=plan.counts, df=amount(told.df)),
        ),
        (
            Sentence("Chance that it reaches what matters"),
            Sentence("{n} percent, for somebody who knew nothing before", n=round(100 * told.chance_above)),
        ),
    ]  # fmt: skip
    if told.exact:
        rows.append(
            (
                Sentence("The draw made again"),
                Sentence("{n} percent of {draws} draws give as large a difference or a larger one by chance",
                         n=amount(100 * told.exact.p_value), draws=f"{told.exact.draws:,}"),
            )
        )  # fmt: skip
    return rows


def _groups(request: Request, plan: PlanStatement, told: Reckoned) -> Table:
    return Table(
        request,
        "groups",
        caption=_("Effects by group"),
        columns=[
            Column("group", _("Group")),
            Column("treated", _("With the tool"), number=True),
            Column("compared", _("Without it"), number=True),
            Column("effect", _("Effect")),
            Column("from", _("From")),
            Column("to", _("To")),
            Column("apart", _("Differs from the largest group?")),
        ],
        rows=list(told.groups),
        row=lambda each: _group(plan, each),
    )


def _group(plan: PlanStatement, each: GroupEffect) -> list[Any]:
    if each.is_hidden:
        return [group_name(each), None, None, None, None, None, None]
    cannot = Sentence("cannot be told")
    effects = [cannot if each.effect is None else effect_said(plan, each.effect)]
    effects += [cannot if end is None else effect_said(plan, end) for end in (each.lower, each.upper)]
    apart: Any = Sentence("–")
    if each.apart_p is not None:
        apart = Sentence("yes, clearly") if each.apart_p <= 0.05 else Sentence("not that one could tell")
    return [group_name(each), each.treated, each.compared, *effects, apart]
