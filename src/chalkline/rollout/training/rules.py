"""Whether a course and a completion make sense, and how long a completion holds."""

from __future__ import annotations

from datetime import date

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.words import training_id

TITLE, WHERE = 120, 500
EARLIEST = date(2015, 1, 1)  # long before AI came to school
LONGEST_MONTHS = 60
MOST_AT_ONCE = 500


def until(completed_on: date, months: int) -> date | None:
    """The last day of a completion: so many months later, the same day or the month's last; None: no end."""
    if months == 0:
        return None
    year, month = divmod(completed_on.year * 12 + completed_on.month - 1 + months, 12)
    for day in range(completed_on.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, completed_on.day)


def must_be_a_course(title: str, where: str, months: int) -> None:
    """Raise Problem("training.incomplete") unless people can find the course and know how long it holds."""
    fields: dict[str, Words] = {}
    if not training_id(title) or len(title) > TITLE:
        fields["title"] = Sentence("Give the training a short name, with letters in it.")
    if not where.strip() or len(where) > WHERE:
        fields["where"] = Sentence("Say where and when people can do it.")
    if not 0 <= months <= LONGEST_MONTHS:
        fields["months"] = Sentence("Choose up to {n} months, or 0 for no end.", n=LONGEST_MONTHS)
    if fields:
        raise Problem(
            "training.incomplete",
            what=Sentence("The training is not described fully yet."),
            why=Sentence("Whoever is refused for want of it must find it at once."),
            next_step=Sentence("Look at the marked fields."),
            fields=fields,
        )


def known_already() -> Problem:
    """A course of this name exists."""
    return Problem(
        "training.known",
        what=Sentence("There is a training of this name already."),
        why=Sentence("Conditions of uses name trainings, so each name stands for one."),
        next_step=Sentence("Use the one that is there, or choose another name."),
        kind=Kind.CONFLICT,
        fields={"title": Sentence("Choose another name.")},
    )


def must_have_been(completed_on: date, today: date) -> None:
    """Raise Problem("training.not_yet") for a day that is still to come, or was long before AI came to school."""
    if EARLIEST <= completed_on <= today:
        return
    raise Problem(
        "training.not_yet",
        what=Sentence("This day cannot be when they did it."),
        why=Sentence("A training counts from the day it was done."),
        next_step=Sentence("Choose today or an earlier day."),
        fields={"completed_on": Sentence("Choose today or an earlier day.")},
    )


def must_name_some(addresses: int) -> None:
    """Raise Problem("training.nobody") without people, or with more than one list should hold."""
    if 1 <= addresses <= MOST_AT_ONCE:
        return
    raise Problem(
        "training.nobody",
        what=Sentence("Name one to {n} people.", n=MOST_AT_ONCE),
        why=Sentence("Each gets the training to their name."),
        next_step=Sentence("Write one e-mail address a line."),
        fields={"addresses": Sentence("Write one e-mail address a line.")},
    )
