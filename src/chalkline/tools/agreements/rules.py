"""Whether an agreement can be recorded, and whether it holds on a day. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.tools.agreements.words import COVERS_STUDENTS, AgreementKind

LONGEST_TERM_YEARS = 20


def check_term(signed_on: date, ends_on: date, today: date) -> None:
    """Raises Problem("agreements.term_unclear") unless it was signed by today and ends after that."""
    if signed_on > today:
        raise _term(Sentence("An agreement that is not signed yet covers nothing."), "signed_on")
    if ends_on < signed_on:
        raise _term(Sentence("It would end before it was signed."), "ends_on")
    if ends_on.year - signed_on.year > LONGEST_TERM_YEARS:
        raise _term(Sentence("No agreement runs for more than {n} years.", n=LONGEST_TERM_YEARS), "ends_on")


def check_schedule(
    kind: AgreementKind, elements: Collection[str], known: Collection[str], about_students: Collection[str]
) -> None:
    """Raises a Problem for elements nobody has defined, or that this kind of agreement cannot cover."""
    unknown = sorted(set(elements) - set(known))
    if unknown:
        raise Problem(
            "agreements.elements_unknown",
            what=Sentence("The schedule lists data that is not defined here: {names}.", names=tuple(unknown[:5])),
            why=Sentence("The gateway could not recognise it, so the schedule would promise what nobody keeps."),
            next_step=Sentence("Choose the elements from the list."),
            fields={"elements": Sentence("Choose from the list.")},
        )
    if kind not in COVERS_STUDENTS and set(elements) & set(about_students):
        raise Problem(
            "agreements.not_for_students",
            what=Sentence("Accepted terms cannot cover student records."),
            why=Sentence("Student records need a signed data privacy agreement whose schedule lists them."),
            next_step=Sentence("Leave those elements out, or record the signed agreement instead."),
            fields={"elements": Sentence("Leave student records out.")},
        )


def _term(why: Sentence, field: str) -> Problem:
    return Problem(
        "agreements.term_unclear",
        what=Sentence("The dates of this agreement cannot be right."),
        why=why,
        next_step=Sentence("Check the day it was signed and its last day."),
        fields={field: why},
    )
