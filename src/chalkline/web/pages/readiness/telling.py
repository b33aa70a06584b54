"""How pages speak of readiness: levels with their tones, where evidence opens to, what stands of a question."""

from __future__ import annotations

from datetime import date
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.report.readiness.api import (
    DOMAIN_NAMES,
    LEVEL_NAMES,
    STEP_STATE_NAMES,
    Answered,
    Assessment,
    DomainStanding,
    Level,
    Standing,
    Step,
    StepState,
    is_late,
    tenths,
)
from chalkline.web.documents import address_of_source
from chalkline.web.routes import address_of

TONES = {
    Level.NOT_STARTED: "stop",
    Level.EMERGING: "attend",
    Level.DEVELOPING: "info",
    Level.MATURE: "ok",
}
NOT_ANSWERED = Sentence("Not answered")


def headline(stands: Standing) -> Sentence:
    """The lowest domain, in one sentence; never one number for all."""
    first = stands.domains[0]
    if first.mean is None:
        return Sentence("Nobody has answered for {domain} yet", domain=DOMAIN_NAMES[first.id])
    return Sentence("Lowest: {domain}, {mean} of 3", domain=DOMAIN_NAMES[first.id], mean=tenths(first.mean))


def moved(now: float | None, before: float | None) -> Sentence | None:
    """Up, down or as before, in words."""
    if now is None or before is None:
        return None
    change = round(now - before, 1)
    if not change:
        return Sentence("as before")
    if change > 0:
        return Sentence("up {n}", n=tenths(change))
    return Sentence("down {n}", n=tenths(-change))


def question_told(each: Answered, assessment: Assessment) -> dict[str, Any]:
    """One question for a template."""
    level = each.level
    return {
        "id": each.item.id,
        "text": Sentence(each.item.text),
        "level": LEVEL_NAMES[level] if level is not None else NOT_ANSWERED,
        "tone": TONES[level] if level is not None else "quiet",
        "found": each.found,
        "found_level": LEVEL_NAMES[each.found.level] if each.found else None,
        "found_url": address_of_source(each.found.source) if each.found else "",
        "said": each.said,
        "is_overruled": each.is_overruled,
        "is_met": each.is_met,
        "before": LEVEL_NAMES[each.before] if each.before is not None and each.before != level else None,
        "url": address_of("readiness.item", assessment.pk, each.item.id),
        "step_url": address_of("readiness.plan_step", assessment.pk, each.item.id),
    }


def step_told(step: Step, today: date, *, may_settle: bool) -> dict[str, Any]:
    """One step for a template; an overdue one is called so."""
    late, state = is_late(step, today), StepState(step.state)
    tone = "stop" if late else {"open": "info", "done": "ok", "dropped": "quiet"}[state.value]
    return {
        "step": step,
        "chip": Sentence("Overdue") if late else STEP_STATE_NAMES[state],
        "tone": tone,
        "settle_url": address_of("readiness.settle", step.pk) if may_settle and state is StepState.OPEN else "",
    }


def next_open(domain: DomainStanding, after: str = "") -> str:
    """The next question of a domain that nobody has answered: after ``after``, then from the first; "" for none."""
    ids = [each.item.id for each in domain.items]
    start = ids.index(after) + 1 if after in ids else 0
    waiting = [each.item.id for each in (*domain.items[start:], *domain.items[:start]) if each.level is None]
    return next((each for each in waiting if each != after), "")
