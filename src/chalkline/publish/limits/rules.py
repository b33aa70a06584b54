"""Whether a limit may be set. Pure."""

from __future__ import annotations

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.limits.words import LONGEST_REASON, Wanted
from chalkline.rulebook.limits import LimitScope

MOST = 10**15


def refuse_unfit(wanted: Wanted) -> None:
    """Raise a Problem unless the limit makes sense: limits.most_unclear, limits.warning_unclear, limits.reason_missing,
    limits.subject_unclear."""
    if not 0 <= wanted.most <= MOST:
        raise _unclear("limits.most_unclear", "most", Sentence("A limit is a number from 0."))
    if not 1 <= wanted.warn_percent <= 100:
        raise _unclear("limits.warning_unclear", "warn_percent", Sentence("The warning comes at 1 to 100 percent."))
    if wanted.scope is LimitScope.DISTRICT and wanted.subject:
        raise _unclear("limits.subject_unclear", "subject", Sentence("A limit for everybody together names nobody."))
    if not wanted.reason.strip() or len(wanted.reason) > LONGEST_REASON:
        raise Problem(
            "limits.reason_missing",
            what=Sentence("The limit needs a reason of at most {n} letters.", n=LONGEST_REASON),
            why=Sentence("People whose calls are refused will ask, and so will whoever comes after you."),
            next_step=Sentence("Say in a sentence what it is to prevent."),
            fields={"reason": Sentence("Say what it is to prevent.")},
        )


def refuse_unknown() -> Problem:
    """The one whose calls shall count is not there."""
    return _unclear("limits.subject_unclear", "subject", Sentence("There is no such use, school, role or person."))


def already_set() -> Problem:
    """One of the kind for the same is in force."""
    return Problem(
        "limits.already_set",
        what=Sentence("There is already such a limit."),
        why=Sentence("Two limits on the same thing would leave people guessing which one counts."),
        next_step=Sentence("Lift it first, then set the new one."),
        kind=Kind.CONFLICT,
    )


def _unclear(code: str, field: str, what: Sentence) -> Problem:
    return Problem(
        code,
        what=what,
        why=Sentence("Gateways obey a limit within seconds, so it must be clear."),
        next_step=Sentence("Correct it and set it again."),
        fields={field: what},
    )
