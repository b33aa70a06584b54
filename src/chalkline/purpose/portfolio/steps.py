"""When the steps of a piece of work are described: as it is done today, and as it would be. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from chalkline.kernel.problem import Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.portfolio.words import Step, WorkSteps

SHORT_LIMIT = 200
MOST_STEPS, MOST_MINUTES = 12, 6000


def must_be_steps(steps: WorkSteps) -> None:
    """Raise Problem("portfolio.steps_incomplete") unless both ways are described, step by step."""
    fields: dict[str, Words] = {}
    for name, row in (("today", steps.today), ("then", steps.then)):
        wrong = _wrong_with_steps(row)
        if wrong:
            fields[name] = wrong
    if not fields:
        return
    raise Problem(
        "portfolio.steps_incomplete",
        what=Sentence("The steps are not described yet."),
        why=Sentence("The new way has to fit how the day really goes."),
        next_step=Sentence("Write what is done, by whom, and about how many minutes it takes."),
        fields=fields,
    )


def _wrong_with_steps(steps: Sequence[Step]) -> Sentence | None:
    if not steps:
        return Sentence("Write at least one step.")
    if len(steps) > MOST_STEPS:
        return Sentence("Keep to {n} steps.", n=MOST_STEPS)
    for step in steps:
        if not step.what.strip() or not step.who.strip():
            return Sentence("Each step says what is done, and by whom.")
        if len(step.what) > SHORT_LIMIT or len(step.who) > SHORT_LIMIT:
            return Sentence("Keep this under {n} characters.", n=SHORT_LIMIT)
        if not 0 <= step.minutes <= MOST_MINUTES:
            return Sentence("Write the minutes as a number, such as 15.")
    return None
