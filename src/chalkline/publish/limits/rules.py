"""Whether a limit may be set. Pure."""

from __future__ import annotations

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.limits.words import LONGEST_REASON, Wanted
from chalkline.rulebook.limits import LimitScope

MOST = 10**15
CLEAR = Sentence("Gateways obey a limit within seconds, so it must be clear.")
CORRECT = Sentence("Correct it and set it again.")


def refuse_unfit(wanted: Wanted) -> None:
    """Raise a Problem unless the limit makes sense: limits.most_unclear, limits.warning_unclear, limits.reason_missing,
    limits.subject_unclear."""
    if not 0 <= wanted.most <= MOST:
        what = Sentence("A limit is a number from 0.")
        raise Problem("limits.most_unclear", what=what, why=CLEAR, next_step=CORRECT, fields={"most": what})
    if not 1 <= wanted.warn_percent <= 100:
        what = Sentence("The warning comes at 1 to 100 percent.")
        raise Problem("limits.warning_unclear", what=what, why=CLEAR, next_step=CORRECT, fields={"warn_percent": what})
    if wanted.scope is LimitScope.DISTRICT and wanted.subject:
        raise _subject_unclear(Sentence("A limit for everybody together names nobody."))
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
    return _subject_unclear(Sentence("There is no such use, school, role or person."))


def already_set() -> Problem:
    """One of the kind for the same is in force."""
    return Problem(
        "limits.already_set",
        what=Sentence("There is already such a limit."),
        why=Sentence("Two limits on the same thing would leave people guessing which one counts."),
        next_step=Sentence("Lift it first, then set the new one."),
        kind=Kind.CONFLICT,
    )


def _subject_unclear(what: Sentence) -> Problem:
    return Problem("limits.subject_unclear", what=what, why=CLEAR, next_step=CORRECT, fields={"subject": what})
