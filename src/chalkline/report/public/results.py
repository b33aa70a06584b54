"""What pilots of listed uses came to, as far as a stranger may read it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import system_actor
from chalkline.pilot.evaluation.api import (
    REASON_SENTENCES,
    VERDICT_ADVICE,
    VERDICT_NAMES,
    Result,
    Verdict,
    best_estimate,
    how_sure,
    least_that_counts,
    may_be_told,
    results,
    told_by,
)
from chalkline.pilot.plans.api import plan_of
from chalkline.report.public.words import Found, Numbers
from chalkline.rulebook.api import Everything, Terms

MOST = 3


def found_of(held: Iterable[Terms]) -> dict[str, tuple[Found, ...]]:
    """Verdicts by use, the latest first: of the use itself, or of the same tool for a purpose it is approved for."""
    kept = list(results(system_actor("register")))
    return {
        terms.use_id: tuple(_found(each) for each in [one for one in kept if _speaks_of(one, terms)][:MOST])
        for terms in (held if kept else ())
    }


def _speaks_of(result: Result, terms: Terms) -> bool:
    pilot = result.pilot
    if str(pilot.use_id) == terms.use_id:
        return True
    purpose = pilot.use.purpose if pilot.use else pilot.request.purpose
    return pilot.tool.slug == terms.tool and (isinstance(terms.purposes, Everything) or purpose in terms.purposes)


def _found(result: Result) -> Found:
    plan, told, verdict = plan_of(result.pilot), told_by(result), Verdict(result.verdict)
    reasons = tuple(REASON_SENTENCES[reason] for reason in told.reasons)
    if may_be_told(told):
        said: tuple[Sentence, ...] = (best_estimate(plan, told), how_sure(plan, told), least_that_counts(plan))
        effect, low, high = (format(number, ".6g") for number in (told.effect, told.lower, told.upper))
        numbers = Numbers(plan.measure, plan.counts, effect, low, high, plan.as_json()["smallest"], plan.level)
    else:
        said, numbers = (Sentence("Fewer than ten people stood on one side, so no numbers are told."),), None
    return Found(
        pilot=result.pilot.title,
        question=plan.question,
        on=local_day(result.judged_at, settings.CHALKLINE.zone),
        verdict=verdict.value,
        name=VERDICT_NAMES[verdict],
        advice=VERDICT_ADVICE[verdict],
        sentences=(*said, *reasons),
        numbers=numbers,
    )
