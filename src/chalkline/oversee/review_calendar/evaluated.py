"""Evaluations of tools on the calendar: each is made anew after a year, sooner where proof runs out before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.registering import reviewable
from chalkline.oversee.review_calendar.words import Offered
from chalkline.tools.evaluations.api import finished_in_force, proof_that_ends

A_YEAR = timedelta(days=365)  # vendor_questions.yaml, evidence_age_limit_days


def evaluations_offered(on: date) -> Iterator[Offered]:
    """The last finished evaluation of each tool: looked at a year after it, or when the first of its proof ends."""
    first_end: dict[str, date] = {}
    for each in proof_that_ends(on):
        first_end.setdefault(str(each.evaluation_id), each.good_until)
    for evaluation in finished_in_force():
        if evaluation.finished_on is None:
            continue
        key, year = str(evaluation.pk), evaluation.finished_on + A_YEAR
        title = str(Sentence("Evaluation: {tool}", tool=evaluation.tool.name))
        due = max(min(year, first_end.get(key, year)), evaluation.finished_on + timedelta(days=1))
        yield Offered("evaluation", key, title, due, owner_id=str(evaluation.owner_id))


reviewable(
    "evaluation",
    Sentence("Evaluation of a vendor"),
    offer=evaluations_offered,
    page="evaluations.show",
    if_missed=Sentence(
        "If nobody looks at it by {day}, it stays as it is; what rested on proof that ran out counts as a statement."
    ),
)
