"""How an assessment comes together, and what may be answered and planned. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.report.readiness.judging.api import RULES
from chalkline.report.readiness.records import Records
from chalkline.report.readiness.words import (
    A_YEAR,
    EVIDENCE,
    NOTE,
    STEP,
    Answered,
    DomainStanding,
    Found,
    Item,
    Level,
    Said,
    StepState,
)


def found_in(records: Records) -> dict[str, Found]:
    """What the records answer, by question. Evidence that is older than a year carries nothing above emerging."""
    answers = {item_id: rule(records) for item_id, rule in RULES.items()}
    return {item_id: _not_stale(each, records.on) for item_id, each in answers.items() if each}


def _not_stale(found: Found, on: date) -> Found:
    if found.on is None or found.on > on - A_YEAR or found.level <= Level.EMERGING:
        return found
    why = Sentence("{why} The newest of it is older than a year.", why=found.why)
    return Found(Level.EMERGING, why, found.source, found.on)


def standings(
    items: Iterable[Item],
    found: Mapping[str, Found],
    said: Mapping[str, Said],
    before: Mapping[str, Level],
    people: Mapping[str, str],
) -> tuple[DomainStanding, ...]:
    """Every domain, the lowest first; one of which nothing is answered comes before all."""
    by_domain: dict[str, list[Answered]] = {}
    for each in items:
        answered = Answered(each, found.get(each.id), said.get(each.id), before.get(each.id))
        by_domain.setdefault(each.domain, []).append(answered)
    made = [DomainStanding(domain, tuple(rows), people.get(domain, "")) for domain, rows in by_domain.items()]
    return tuple(sorted(made, key=lambda each: -1.0 if each.mean is None else each.mean))


def must_be_open(is_open: bool) -> None:
    """Raise Problem("readiness.finished") when an assessment is over."""
    if is_open:
        return
    raise Problem(
        "readiness.finished",
        what=Sentence("This assessment is finished."),
        why=Sentence("The next one is compared with it, so it stays as it was."),
        next_step=Sentence("Begin the next assessment."),
        kind=Kind.CONFLICT,
    )


def must_be_the_only(open_one: bool) -> None:
    """Raise Problem("readiness.begun_already") when another assessment is open."""
    if not open_one:
        return
    raise Problem(
        "readiness.begun_already",
        what=Sentence("An assessment is open already."),
        why=Sentence("Two at once would be two answers to the same question."),
        next_step=Sentence("Go on with the open one, or finish it."),
        kind=Kind.CONFLICT,
    )


def must_be_an_answer(said: Said, found: Found | None, today: date) -> None:
    """Raise Problem("readiness.not_shown") unless an answer can be believed: see the docstring of the domain."""
    fields: dict[str, Words] = {}
    if found and said.level != found.level and not said.why.strip():
        fields["why"] = Sentence("The records say otherwise. Say why this is so.")
    if said.level > Level.EMERGING:
        if not said.evidence.strip():
            fields["evidence"] = Sentence("Say what shows it: a page, a file, a date in the minutes.")
        if not said.evidence_on:
            fields["evidence_on"] = Sentence("Say from which day it is.")
        elif not today - A_YEAR < said.evidence_on <= today:
            fields["evidence_on"] = Sentence("Choose a day within the last year.")
    if len(said.why) > NOTE:
        fields["why"] = Sentence("Keep this under {n} characters.", n=NOTE)
    if len(said.evidence) > EVIDENCE:
        fields["evidence"] = Sentence("Keep this under {n} characters.", n=EVIDENCE)
    if not fields:
        return
    raise Problem(
        "readiness.not_shown",
        what=Sentence("This answer needs a little more."),
        why=Sentence("A level above emerging counts only with something from the last year that shows it."),
        next_step=Sentence("Look at the marked fields, or choose a lower level."),
        fields=fields,
    )


def must_be_a_step(text: str, due_on: date, today: date, *, works_here: bool) -> None:
    """Raise Problem("readiness.step_unclear") unless a step says what, who and by when."""
    fields: dict[str, Words] = {}
    if not text.strip():
        fields["text"] = Sentence("Say in a sentence what is to be done.")
    elif len(text) > STEP:
        fields["text"] = Sentence("Keep this under {n} characters.", n=STEP)
    if not works_here:
        fields["owner"] = Sentence("Choose somebody who works here.")
    if not today <= due_on <= today + A_YEAR:
        fields["due_on"] = Sentence("Choose a day within a year from today.")
    if not fields:
        return
    raise Problem(
        "readiness.step_unclear",
        what=Sentence("The step cannot be planned like this yet."),
        why=Sentence("A step without a person and a day is a wish."),
        next_step=Sentence("Look at the marked fields."),
        fields=fields,
    )


def must_be_to_do(state: StepState) -> None:
    """Raise Problem("readiness.step_settled") when a step is done or dropped."""
    if state is StepState.OPEN:
        return
    raise Problem(
        "readiness.step_settled",
        what=Sentence("This step is settled already."),
        why=Sentence("What came of it stays as it was noted."),
        next_step=Sentence("Plan another step."),
        kind=Kind.CONFLICT,
    )


def must_say_what_came(note: str) -> None:
    """Raise Problem("readiness.no_note") when a step is settled without a word."""
    if note.strip() and len(note) <= NOTE:
        return
    raise Problem(
        "readiness.no_note",
        what=Sentence("Please say in a sentence what came of it."),
        why=Sentence("Whoever looks next year wants to know."),
        next_step=Sentence("For example: “Adopted on March 3, minutes are on the board's page.”"),
        fields={"note": Sentence("Say in a sentence what came of it.")},
    )
