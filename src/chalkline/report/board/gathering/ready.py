"""How ready the district is: the assessment that was finished last, and the plan."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.report.board.words import DomainReady, Ready, Span
from chalkline.report.readiness.api import (
    DOMAIN_NAMES,
    Standing,
    assessments,
    may_see,
    plan_of,
    standing,
    tenths,
)


def ready(actor: Actor, span: Span) -> Ready | None:
    """None where nothing was finished by the last day, or this reader may not see it."""
    if not may_see(actor):
        return None
    found = assessments(actor).filter(finished_on__lte=span.last_on).order_by("-finished_on").first()
    if found is None or found.finished_on is None:
        return None
    stands, plan = standing(actor, found, span.today), plan_of(actor, span.today)
    return Ready(
        found.finished_on,
        stands.before_on,
        tuple(_domains(stands)),
        sum(each.not_answered for each in stands.domains),
        len(plan),
        sum(each.is_late for each in plan),
    )


def _domains(stands: Standing) -> list[DomainReady]:
    return [
        DomainReady(
            DOMAIN_NAMES[each.id],
            tenths(each.mean),
            tenths(each.mean_before) if each.mean_before is not None else "",
            Sentence(each.lowest.item.text) if each.lowest else Sentence("Not answered"),
        )
        for each in stands.domains
    ]
