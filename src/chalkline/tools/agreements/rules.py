"""Whether an agreement can be recorded, and whether it holds on a day. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.tools.agreements.words import CLAUSES, COVERS_STUDENTS, AgreementKind, Terms

LONGEST_TERM_YEARS = 20
STATE = re.compile(r"[A-Z]{2}")


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
    """Raises a Problem for elements nobody has defined, or that this kind of agreement cannot cover.

    ``kind``: of the agreement itself, or of the one that an addendum stands under.
    """
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


def check_terms(terms: Terms, signed_on: date, ends_on: date) -> Terms:
    """The terms, tidied. Raises Problem("agreements.terms_unclear")."""
    wrong: dict[str, Sentence | str] = {}
    for name, most in (("notice_days", 730), ("breach_hours", 8_760), ("deletion_days", 3_650)):
        value = getattr(terms, name)
        if value is not None and not 0 < value <= most:
            wrong[name] = Sentence("Write a number from 1 to {n}.", n=most)
    if terms.notice_days and signed_on > ends_on - timedelta(days=terms.notice_days):
        wrong.setdefault("notice_days", Sentence("Notice would be due before it was signed."))
    if terms.state and not STATE.fullmatch(terms.state):
        wrong["state"] = Sentence("Write the state in two letters.")
    if terms.offer_ends_on and terms.offer_ends_on < signed_on:
        wrong["offer_ends_on"] = Sentence("The offer would end before it was signed.")
    for name, longest in (("version", 40), ("data_in", 120), ("joined_from", 120)):
        if len(getattr(terms, name)) > longest:
            wrong[name] = Sentence("At most {n} letters.", n=longest)
    if any(name not in CLAUSES or len(where) > 60 for name, where in terms.clauses):
        wrong["clauses"] = Sentence("Say where it stands in at most {n} letters.", n=60)
    if wrong:
        raise Problem(
            "agreements.terms_unclear",
            what=Sentence("Some of the terms cannot be right."),
            why=Sentence("Clocks run by them, so they have to stand as they were signed."),
            next_step=Sentence("Look into the agreement again. Leave open what it does not say."),
            fields=wrong,
        )
    return terms


def check_kind(kind: AgreementKind, terms: Terms, *, under: AgreementKind | None, same_tool: bool, holds: bool) -> None:
    """Raise Problem("agreements.kind_unclear"): an addendum stands under an agreement of the same tool that holds."""
    wrong: dict[str, Sentence | str] = {}
    if kind is AgreementKind.ADDENDUM:
        if under is None or under is AgreementKind.ADDENDUM or not same_tool or not holds:
            wrong["amends"] = Sentence("Choose the agreement in force that it belongs to.")
        if not terms.state:
            wrong["state"] = Sentence("Say whose addendum it is: the state in two letters.")
    elif under is not None:
        wrong["kind"] = Sentence("Only an addendum belongs to another agreement.")
    if kind is AgreementKind.JOINED and not terms.joined_from:
        wrong["joined_from"] = Sentence("Say whose agreement was joined.")
    if wrong:
        raise Problem(
            "agreements.kind_unclear",
            what=Sentence("What was signed is not clear yet."),
            why=Sentence("What an agreement covers follows from its kind and from what it stands under."),
            next_step=Sentence("Complete it as it was signed."),
            fields=wrong,
        )


def _term(why: Sentence, field: str) -> Problem:
    return Problem(
        "agreements.term_unclear",
        what=Sentence("The dates of this agreement cannot be right."),
        why=why,
        next_step=Sentence("Check the day it was signed and its last day."),
        fields={field: why},
    )
