"""How things are run: requests, checks, pilots, costs, messages. Pure."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence
from chalkline.report.readiness.judging.declaring import MOST, NONE, ROUTINE, SOME, answers, by_share, found, place
from chalkline.report.readiness.records import Records
from chalkline.report.readiness.words import Found


@answers("RO01")
def requests_start_from_problems(has: Records) -> Found | None:
    """The share of the year's requests that hang on a use case, and so on a problem with a baseline."""
    each = has.running
    if not each.requests:
        return None
    why = Sentence("Requests of a year that start from a problem: {part} of {all}.",
                   part=each.requests_tied, all=each.requests)  # fmt: skip
    return found(by_share(each.requests_tied, each.requests), why, place("requests"))


@answers("RO02")
def nothing_is_used_unchecked(has: Records) -> Found | None:
    """Of the approved uses in force, how many were reviewed before, for privacy among others."""
    each = has.running
    if not each.uses:
        return None
    why = Sentence("Approved uses with a review before the decision: {part} of {all}; for privacy: {n}.",
                   part=each.uses_reviewed, all=each.uses, n=each.uses_checked_privacy)  # fmt: skip
    return found(min(MOST, by_share(each.uses_reviewed, each.uses)), why, place("uses"))


@answers("RO03")
def pilots_have_rules(has: Records) -> Found | None:
    """Pilots whose plan was locked before they began, and those with a verdict."""
    each = has.running
    if not each.pilots_locked:
        return found(NONE, Sentence("No pilot has a plan that was locked before it began."), place("pilots"))
    why = Sentence("Pilots locked before they began: {n}; with a verdict: {m}.",
                   n=each.pilots_locked, m=each.pilots_judged)  # fmt: skip
    level = ROUTINE if each.pilots_judged >= 2 else MOST if each.pilots_judged else SOME
    return found(level, why, place("pilots"), each.last_verdict_on)


@answers("RO04")
def approvals_expire(has: Records) -> Found | None:
    """Every approved use has a last day; reviews are held, and none is late."""
    each = has.running
    if not each.uses:
        return None
    why = Sentence("Every approved use has a last day ({n}). Reviews held in a year: {m}; late now: {k}.",
                   n=each.uses, m=each.reviews_held, k=each.reviews_late)  # fmt: skip
    level = ROUTINE if each.reviews_held and not each.reviews_late else MOST if not each.reviews_late else SOME
    return found(level, why, place("calendar"))


@answers("RO05")
def costs_are_known(has: Records) -> Found | None:
    """The share of the tools in approved use that stand in the budget."""
    each = has.running
    if not each.tools_in_use:
        return None
    why = Sentence("Tools in approved use that stand in the budget: {part} of {all}.",
                   part=each.tools_costed, all=each.tools_in_use)  # fmt: skip
    return found(min(MOST, by_share(each.tools_costed, each.tools_in_use)), why, place("budget"))


@answers("RO06")
def people_can_report(has: Records) -> Found | None:
    """Concerns are raised and looked at, and families know whom to reach."""
    each = has.running
    if not each.contact and not each.concerns:
        return found(
            NONE, Sentence("No contact for families is set, and nobody has raised a concern."), place("concerns")
        )
    why = Sentence("Concerns raised in a year: {n}; not looked at yet: {m}.", n=each.concerns, m=each.concerns_waiting)
    level = MOST if each.contact and each.concerns and not each.concerns_waiting else SOME
    return found(level, why, place("concerns"))


@answers("RO08")
def families_are_told(has: Records) -> Found | None:
    """Messages that were sent to families within a year, and in Spanish too."""
    each = has.running
    if not each.told_families:
        return found(NONE, Sentence("No message to families was noted in a year."), place("messages"))
    why = Sentence("Messages to families in a year: {n}; also in Spanish: {m}.",
                   n=each.told_families, m=each.told_in_spanish)  # fmt: skip
    level = by_share(each.told_in_spanish, each.told_families)
    return found(max(SOME, level), why, place("messages"), each.last_told_on)
