"""Rules of measures: when outcomes may be handed in, and the digest of their rows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.measures.words import OutcomeRow
from chalkline.pilot.reading.orders import Told


def must_be_measuring(*, is_running: bool, is_judged: bool, today: date, ends_on: date, until: date) -> None:
    """Refuse outcomes before the lock and the draw, outside the registered days, and after the verdict."""
    if is_judged:
        raise Problem(
            "pilots.outcomes_closed",
            what=Sentence("This pilot has its verdict."),
            why=Sentence("Outcomes that come afterwards could be chosen to fit."),
            next_step=Sentence("A new question is a new pilot."),
            kind=Kind.CONFLICT,
        )
    if not is_running:
        raise Problem(
            "pilots.not_locked",
            what=Sentence("The plan of this pilot is not locked and drawn."),
            why=Sentence("A plan that is written after the outcomes are known proves nothing."),
            next_step=Sentence("Have a second person lock the plan, and make the draw."),
            kind=Kind.CONFLICT,
        )
    if not ends_on <= today <= until:
        raise Problem(
            "pilots.not_measuring",
            what=Sentence("Outcomes are taken in from {first} to {last}.", first=ends_on, last=until),
            why=Sentence("These days were registered, so that nobody looks early and stops when it looks good."),
            next_step=Sentence("Come back in these days. If there is harm, stop the approved use at once."),
            kind=Kind.CONFLICT,
        )


def no_good_rows(told: Told) -> Problem:
    """Not one row could be read."""
    most = told.reasons[0]
    return Problem(
        "pilots.no_good_rows",
        what=Sentence("None of the {n} rows could be used.", n=told.rejected),
        why=Sentence(
            "Most often, as in row {row}: {reason}", row=str(most["rows"][0]), reason=Sentence.read(most["says"])
        ),
        next_step=Sentence("Mend the rows and hand the file in again. Nothing of it counts."),
    )


def rows_digest(rows: Iterable[OutcomeRow]) -> str:
    """The digest of all rows, in the order of their codes."""
    listed = sorted(rows, key=lambda row: row.person)
    return digest_of([_spelled(each) for each in listed])


def _spelled(row: OutcomeRow) -> list[object]:
    kept_safe = [_text(row.guard)] if row.guard is not None else []
    return [row.person, row.unit, _text(row.pre), _text(row.post), row.groups, *kept_safe]


def _text(number: float | None) -> str:
    return "" if number is None else format(number, ".6f")
