"""Whether an evaluation may take the next step. Pure: facts in, a Problem out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.words import (
    LINK_DAYS,
    LONGEST_ANSWER,
    MOST_SUBPROCESSORS,
    AnswerGiven,
    Respondent,
    Subprocessor,
    SubprocessorsChanged,
    WithWhom,
)
from chalkline.tools.questionnaires.api import Question

ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,}")


def with_whom(
    *, finished: bool, set_aside: bool, link_open: bool, had_link: bool, submitted: bool, answered: int, open: int
) -> WithWhom:
    """Who has it now. ``open``: questions that nobody has assessed; ``answered``: those with an answer."""
    if finished:
        return WithWhom.DONE
    if set_aside:
        return WithWhom.SET_ASIDE
    if link_open:
        return WithWhom.VENDOR
    if open == 0:
        return WithWhom.OWNER
    if submitted:
        return WithWhom.ASSESSORS
    if had_link:
        return WithWhom.LINK_OVER
    return WithWhom.ASSESSORS if answered else WithWhom.NOBODY_ASKED


def must_be_under_way(*, finished: bool, set_aside: bool) -> None:
    """Raise Problem("evaluations.closed")."""
    if not (finished or set_aside):
        return
    raise Problem(
        "evaluations.closed",
        what=Sentence("This evaluation is closed."),
        why=Sentence("What was answered and found stays as it is, because decisions rest on it."),
        next_step=Sentence("Begin a new evaluation of the tool; it takes over nothing by itself."),
        kind=Kind.CONFLICT,
    )


def must_not_be_with_vendor(*, link_open: bool) -> None:
    """Raise Problem("evaluations.vendor_answers")."""
    if not link_open:
        return
    raise Problem(
        "evaluations.vendor_answers",
        what=Sentence("The vendor is still answering."),
        why=Sentence("Two would write over each other, and nobody would know which answer counts."),
        next_step=Sentence("Wait until the answers are handed in, or end the link first."),
        kind=Kind.CONFLICT,
    )


def must_be_good_for(days: int) -> None:
    """Raise Problem("evaluations.link_days")."""
    if days in LINK_DAYS:
        return
    raise Problem(
        "evaluations.link_days",
        what=Sentence("A link is good for {days} days.", days=tuple(str(each) for each in LINK_DAYS)),
        why=Sentence("A link that works for ever is one that somebody else finds."),
        next_step=Sentence("Choose one of them. You can make another link later; what was saved stays."),
        fields={"days": Sentence("Choose one of them.")},
    )


def link_over() -> Problem:
    """The one answer to a link that is unknown, used, ended or too old."""
    return Problem(
        "evaluations.link_over",
        what=Sentence("This link does not work any more."),
        why=Sentence("It ends when the answers are handed in, on its last day, or when the district ends it."),
        next_step=Sentence("What you saved is kept. Ask the district for a new link if there is more to say."),
        kind=Kind.NOT_FOUND,
    )


def checked_respondent(given: Respondent) -> Respondent:
    """Tidied. Raises Problem("evaluations.who_answers")."""
    tidy = Respondent(*(" ".join(each.split()) for each in (given.name, given.email, given.position)))
    missing: dict[str, Sentence | str] = {}
    if not 2 <= len(tidy.name) <= 120:
        missing["name"] = Sentence("Write your name.")
    if not ADDRESS.fullmatch(tidy.email):
        missing["email"] = Sentence("Write an e-mail address at which the district reaches you.")
    if not 2 <= len(tidy.position) <= 120:
        missing["position"] = Sentence("Write what you do there.")
    if missing:
        raise Problem(
            "evaluations.who_answers",
            what=Sentence("The district has to know who answers."),
            why=Sentence("Answers are given in the name of the company, by a person who may."),
            next_step=Sentence("Fill in all three."),
            fields=dict(missing),
        )
    return tidy


def checked_answer(given: AnswerGiven) -> AnswerGiven:
    """Tidied. Raises Problem("evaluations.answer_too_long")."""
    words = given.words.replace("\r\n", "\n").strip()
    if len(words) <= LONGEST_ANSWER:
        return AnswerGiven(given.says, words)
    raise Problem(
        "evaluations.answer_too_long",
        what=Sentence("One answer is longer than {n} letters.", n=LONGEST_ANSWER),
        why=Sentence("Somebody reads all of it."),
        next_step=Sentence("Say it shorter, and attach the rest as a file."),
        fields={"words": Sentence("At most {n} letters.", n=LONGEST_ANSWER)},
    )


def must_be_asked(asked: Collection[str], given: Collection[str], *, follow_ups: bool) -> None:
    """Raise Problem("evaluations.not_asked") where an answer is to a question that is not put now."""
    if not set(given) - set(asked):
        return
    raise Problem(
        "evaluations.not_asked",
        what=Sentence("One of these questions is not asked now."),
        why=Sentence("What was handed in stays as it is; only what the district asks back about can be answered again.")
        if follow_ups
        else Sentence("It is not among the questions for this product."),
        next_step=Sentence("Go back to the list of questions and answer those that stand open."),
        kind=Kind.CONFLICT,
    )


def frozen_answer() -> Problem:
    """The answer to staff who would write over what a vendor handed in."""
    return Problem(
        "evaluations.answer_frozen",
        what=Sentence("The vendor has answered this question."),
        why=Sentence("What a vendor handed in is never changed by anybody else."),
        next_step=Sentence("Say what you know in the assessment, or ask the vendor back."),
        kind=Kind.CONFLICT,
    )


def too_many_changes() -> Problem:
    """The answer to a link through which one answer is changed without end."""
    return Problem(
        "evaluations.too_many_changes",
        what=Sentence("This answer was changed very often."),
        why=Sentence("Each change is kept, and that has a limit."),
        next_step=Sentence("Hand in what you have; the district can ask back."),
        kind=Kind.CONFLICT,
    )


def must_be_ready(gates_open: Collection[str], *, named: bool) -> None:
    """Raise Problem before a submission: evaluations.who_answers, evaluations.gates_unanswered."""
    if not named:
        checked_respondent(Respondent("", "", ""))
    if not gates_open:
        return
    raise Problem(
        "evaluations.gates_unanswered",
        what=Sentence("{n} questions that decide are not answered yet: {which}.", n=len(gates_open),
                      which=tuple(sorted(gates_open))),
        why=Sentence("Without an answer to them the district cannot approve the product."),
        next_step=Sentence("Answer them. “No, or not yet” is an answer, too."),
        kind=Kind.CONFLICT,
    )  # fmt: skip


def checked_subprocessors(given: Collection[Subprocessor]) -> tuple[Subprocessor, ...]:
    """Raises Problem("evaluations.subprocessors_unclear")."""
    why: Sentence | None = None
    names = [each.name.casefold() for each in given]
    if len(given) > MOST_SUBPROCESSORS:
        why = Sentence("At most {n} can be listed.", n=MOST_SUBPROCESSORS)
    elif len(set(names)) != len(names):
        why = Sentence("One company is listed twice.")
    elif any(not (each.name and each.country and each.purpose) for each in given):
        why = Sentence("Each needs a name, a country and a purpose.")
    elif any(len(each.name) > 120 or len(each.country) > 80 or len(each.purpose) > 300 for each in given):
        why = Sentence("One of the entries is too long.")
    if why:
        raise Problem(
            "evaluations.subprocessors_unclear",
            what=Sentence("The list of companies that get data is not clear."),
            why=why,
            next_step=Sentence("Correct the list and save it again."),
            fields={"subprocessors": why},
        )
    return tuple(sorted(given, key=lambda each: each.name.casefold()))


def subprocessors_changed(before: Collection[Subprocessor], now: Collection[Subprocessor]) -> SubprocessorsChanged:
    """What is different from the list before."""
    old, new = ({each.name.casefold(): each for each in rows} for rows in (before, now))
    return SubprocessorsChanged(
        tuple(sorted(new[name].name for name in new.keys() - old.keys())),
        tuple(sorted(old[name].name for name in old.keys() - new.keys())),
        tuple(sorted(new[name].name for name in new.keys() & old.keys() if _facts(new[name]) != _facts(old[name]))),
    )


def must_be_due(due_on: date, today: date) -> None:
    """Raise Problem("evaluations.due_unclear")."""
    if today <= due_on <= today + timedelta(days=365):
        return
    raise Problem(
        "evaluations.due_unclear",
        what=Sentence("The day by which it should be done cannot be right."),
        why=Sentence("It lies within the next year."),
        next_step=Sentence("Choose another day."),
        fields={"due_on": Sentence("Choose a day within the next year.")},
    )


def words_needed(field: str, longest: int = 500) -> Problem:
    """The answer to a reason or a question that was left out."""
    return Problem(
        "evaluations.words_needed",
        what=Sentence("Please write a sentence, of at most {n} letters.", n=longest),
        why=Sentence("Others read it and have to understand it."),
        next_step=Sentence("Add the sentence."),
        fields={field: Sentence("Write a sentence.")},
    )


def gates_open(questions: Collection[Question], answered: Mapping[str, object] | Collection[str]) -> tuple[str, ...]:
    """Gates without an answer."""
    return tuple(each.id for each in questions if each.is_gate and each.id not in answered)


def is_open(ended_at: datetime | None, expires_at: datetime, now: datetime) -> bool:
    """Whether a link works."""
    return ended_at is None and now < expires_at


def _facts(each: Subprocessor) -> tuple[object, ...]:
    return (each.country.casefold(), each.purpose.casefold(), frozenset(each.elements))


def too_often() -> Problem:
    """The answer to whoever asks for a vendor's pages without end."""
    return Problem(
        "evaluations.too_often",
        what=Sentence("That was very often within a few minutes."),
        why=Sentence("Pages that anybody can open have a limit, so that nobody floods them."),
        next_step=Sentence("Wait ten minutes and go on. What you saved is kept."),
        kind=Kind.UNAVAILABLE,
    )
