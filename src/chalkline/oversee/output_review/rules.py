"""Who reviews what, what has to be said, which rates may be shown. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.output_review.words import (
    LONGEST_NOTE,
    Finding,
    Judged,
    Month,
    Rate,
    SampleState,
)
from chalkline.pilot.statistics.proportions import wilson


def check_monitor(person_id: str, second_id: str, percent: int) -> None:
    """Raise Problem("output_review.monitor_unfit")."""
    if person_id == second_id or not 0 < percent <= 100:
        raise Problem(
            "output_review.monitor_unfit",
            what=Sentence("A use needs two different people and a share from 1 to 100."),
            why=Sentence("The second one looks where the first may not look alone."),
            next_step=Sentence("Choose another person, or another share."),
            fields={"second" if person_id == second_id else "percent": Sentence("Choose another.")},
        )


def check_judged(judged: Judged) -> Judged:
    """Raise Problem("output_review.note_missing") where something bad is said without a word about it."""
    note = judged.note.strip()[:LONGEST_NOTE]
    if judged.finding is not Finding.FINE and not note:
        raise Problem(
            "output_review.note_missing",
            what=Sentence("Say what was not right, in a few words."),
            why=Sentence("Whoever looks at the use again needs to know."),
            next_step=Sentence("Write one sentence, without names."),
            fields={"note": Sentence("Say what was not right.")},
        )
    return Judged(judged.finding, judged.severity, note)


def refuse_own(is_own_call: bool) -> None:
    """Raise Problem("output_review.own") where the reviewer made the call."""
    if is_own_call:
        raise Problem(
            "output_review.own",
            what=Sentence("This answer was given to you, so another person reviews it."),
            why=Sentence("A review counts only from somebody who did not ask."),
            next_step=Sentence("Go on with the next one; this one goes to the other reviewer."),
            kind=Kind.NOT_ALLOWED,
        )


def refuse_settled(state: SampleState, has_reviewed: bool) -> None:
    """Raise Problem("output_review.done") where there is nothing left to say for this person."""
    if state in (SampleState.REVIEWED, SampleState.LAPSED) or has_reviewed:
        raise Problem(
            "output_review.done",
            what=Sentence("This answer is reviewed already."),
            why=Sentence("Each person reviews an answer once, and one review that counts is enough."),
            next_step=Sentence("Go on with the next one."),
            kind=Kind.CONFLICT,
        )


def rates(findings: Iterable[Finding]) -> tuple[Rate, ...]:
    """How often each finding came, with 95 % intervals (Wilson 1927). Empty where nothing was reviewed."""
    counted = Counter(findings)
    total = counted.total()
    if not total:
        return ()
    return tuple(Rate(each, counted[each], total, *wilson(counted[each], total)) for each in Finding)


def by_month(reviewed: Iterable[tuple[date, Finding]]) -> tuple[Month, ...]:
    """Answers by the month they were given in, the first month first."""
    months: dict[date, list[Finding]] = {}
    for day, finding in reviewed:
        months.setdefault(day.replace(day=1), []).append(finding)
    return tuple(
        Month(first, len(found), bad, *wilson(bad, len(found)))
        for first, found in sorted(months.items())
        for bad in (sum(each is not Finding.FINE for each in found),)
    )
