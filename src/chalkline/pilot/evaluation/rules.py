"""The decision rule: gates first, then the interval against the smallest effect that matters. Pure.

docs/decisions has its reasons. The first gate that fires decides; none of them can be bought off by a large effect.
"""

from __future__ import annotations

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.evaluation.words import Findings, Judged, Reason, Verdict

ALIKE = frozenset({"satisfied", "satisfied_with_adjustment"})


def judge(found: Findings) -> Judged:
    """The verdict. Takes what was found, in the unit of the measure with good as positive."""
    return _gates(found) or _interval(found)


def _gates(found: Findings) -> Judged | None:
    if not found.locked_before_outcomes:
        return _iterate(Reason.NOT_LOCKED)
    if found.amended_after_lock:
        return _iterate(Reason.CHANGED_AFTER_LOCK)
    if min(found.clusters_t, found.clusters_c) < 2:
        return _iterate(Reason.NOT_ATTRIBUTABLE)
    needs_alike = not found.random or found.attrition != "low"
    if needs_alike and found.baseline not in ALIKE:
        return _iterate(Reason.NOT_EQUIVALENT, Reason.HIGH_ATTRITION if found.random else Reason.NOT_RANDOM)
    if any(each.interval[1] < each.edge for each in found.guardrails):
        return Judged(Verdict.STOP, (Reason.GUARDRAIL_HARM,))
    if any(each.interval[1] < each.edge for each in found.subgroups):
        return Judged(Verdict.STOP, (Reason.SUBGROUP_HARM,))
    return None


def _interval(found: Findings) -> Judged:
    low, high = found.interval
    if high < 0:
        return Judged(Verdict.STOP, (Reason.HARM,))
    if high < found.smallest:
        return Judged(Verdict.STOP, (Reason.TOO_SMALL,))
    enough = _enough(found, low)
    if enough is None:
        return _iterate(Reason.CANNOT_TELL)
    if any(each.interval[0] < each.edge for each in found.guardrails):
        return _iterate(Reason.GUARDRAIL_NOT_CLEARED, enough)
    return Judged(Verdict.SCALE, (enough,))


def _enough(found: Findings, low: float) -> Reason | None:
    if low >= found.smallest:
        return Reason.CLEARLY_ENOUGH
    if found.standard == "likely" and low > 0 and found.estimate >= found.smallest:
        return Reason.LIKELY_ENOUGH
    return None


def _iterate(*reasons: Reason) -> Judged:
    return Judged(Verdict.ITERATE, reasons)


def no_outcomes() -> Problem:
    """There is nothing to judge."""
    return Problem(
        "pilots.no_outcomes",
        what=Sentence("There are no outcomes to reckon with."),
        why=Sentence("A verdict is reached from the outcomes of both sides."),
        next_step=Sentence("Hand in the outcome file first."),
        kind=Kind.CONFLICT,
    )


def already_judged() -> Problem:
    """There is a verdict."""
    return Problem(
        "pilots.already_judged",
        what=Sentence("This pilot has its verdict."),
        why=Sentence("The outcomes are looked at once, as the plan says."),
        next_step=Sentence("Read the result. A new question is a new pilot."),
        kind=Kind.CONFLICT,
    )


def cannot_reckon(why: Sentence) -> Problem:
    """The outcomes do not hold an effect."""
    return Problem(
        "pilots.cannot_reckon",
        what=Sentence("No effect can be reckoned from these outcomes."),
        why=why,
        next_step=Sentence("Check the outcome file, and hand in a mended one while its days last."),
        kind=Kind.CONFLICT,
    )
