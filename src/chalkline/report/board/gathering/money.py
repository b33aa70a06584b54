"""What AI costs, from which source, until when that pays, and what an outcome costs."""

from __future__ import annotations

from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.report.board.pilot_words import Tried
from chalkline.report.board.words import Cost, OutcomeSaid, Paid, Span
from chalkline.rollout.budget.api import budget_summary, dollars, fiscal_years, outcome_costs


def cost(actor: Actor, span: Span, tried: tuple[Tried, ...]) -> Cost | None:
    """The fiscal year of the last day; None for those who may not see the budget. Effects only where they are told."""
    if not actor.may("budget.see"):
        return None
    summary = budget_summary(actor, fiscal_years().of(span.last_on))
    told = {each.pilot.id for each in tried if each.effects}
    return Cost(
        year=summary.year,
        total=dollars(summary.total) if summary.total else "",
        before=dollars(summary.year_before) if summary.year_before else "",
        after=dollars(summary.year_after) if summary.year_after else "",
        paid=tuple(
            Paid(each.name, int(each.dollars), each.ends_on)
            for each in sorted(summary.by_source, key=lambda share: -share.dollars)
        ),
        cliffs=summary.cliff_sentences,
        outcomes=tuple(
            OutcomeSaid(
                source=SubjectRef("pilot", each.pilot_id),
                title=each.title,
                tool=each.tool,
                year=each.year,
                a_person=dollars(each.a_person),
                a_unit=dollars(each.a_unit) if each.a_unit is not None else "",
                unit=each.unit,
            )
            for each in outcome_costs(actor)
            if each.pilot_id in told
        ),
    )
