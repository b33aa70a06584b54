"""What a teacher may set. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.expectations.words import Asked, WorkAsked
from chalkline.rulebook.class_level import LEVEL_NAMES, Level, highest_for
from chalkline.rulebook.policy import Terms
from chalkline.rulebook.words import Everything

STUDENT = "student"
LONGEST_LABEL, LONGEST_NOTE, LONGEST_TITLE = 80, 500, 120
LONGEST_WORK = timedelta(days=366)


def uses_for(terms: Iterable[Terms], bands: Collection[str], school_id: str, on: date) -> tuple[Terms, ...]:
    """The approved uses by which students of these grades at this school may use AI on a day."""
    return tuple(
        each
        for each in terms
        if STUDENT in each.roles
        and each.starts_on <= on <= each.expires_on
        and (isinstance(each.schools, Everything) or school_id in each.schools)
        and (isinstance(each.grade_bands, Everything) or each.grade_bands & set(bands))
    )


def highest_of(uses: Collection[Terms]) -> Level:
    """How far these uses let a class go: where there is none, not at all."""
    if any(isinstance(each.purposes, Everything) for each in uses):
        return Level.EXPLORE
    purposes = (each.purposes for each in uses if not isinstance(each.purposes, Everything))
    return highest_for(frozenset().union(*purposes))


def tidy(asked: Asked, highest: Level) -> Asked:
    """As it is kept. Raises Problem: expectations.unclear, expectations.beyond_use."""
    label, note = " ".join(asked.label.split()), asked.note.strip()
    wrong = {}
    if not label or len(label) > LONGEST_LABEL:
        wrong["label"] = Sentence("Say what students call this class, for example “Period 3, Biology”.")
    if len(note) > LONGEST_NOTE:
        wrong["note"] = Sentence("Write at most {n} characters.", n=LONGEST_NOTE)
    if wrong:
        raise _unclear(wrong)
    _within(asked.level, highest)
    return replace(asked, label=label, note=note)


def tidy_work(asked: WorkAsked, highest: Level, today: date) -> WorkAsked:
    """As it is kept. Raises Problem, as above."""
    title, note = " ".join(asked.title.split()), asked.note.strip()
    wrong = {}
    if not title or len(title) > LONGEST_TITLE:
        wrong["title"] = Sentence("Say what the work is called.")
    if len(note) > LONGEST_NOTE:
        wrong["note"] = Sentence("Write at most {n} characters.", n=LONGEST_NOTE)
    if not max(today, asked.opens_on) <= asked.due_on <= asked.opens_on + LONGEST_WORK:
        wrong["due_on"] = Sentence("Choose a day from today on, and not before it begins.")
    if wrong:
        raise _unclear(wrong)
    _within(asked.level, highest)
    return replace(asked, title=title, note=note)


def _within(level: int, highest: Level) -> None:
    if level not in Level._value2member_map_:
        raise _unclear({"level": Sentence("Choose one of the five levels.")})
    if level <= highest:
        return
    if highest is Level.NONE:
        what = Sentence("No approved use lets students of this class use AI.")
    else:
        what = Sentence("Approved uses let this class go up to “{level}”.", level=LEVEL_NAMES[highest])
    raise Problem(
        "expectations.beyond_use",
        what=what,
        why=Sentence("A level makes what is approved narrower. It opens nothing that nobody decided on."),
        next_step=Sentence("Choose a lower level, or ask for the use that your class needs."),
        kind=Kind.CONFLICT,
        fields={"level": what},
    )


def _unclear(fields: Mapping[str, Sentence]) -> Problem:
    return Problem(
        "expectations.unclear",
        what=Sentence("Something is missing, or too long."),
        why=Sentence("Students and families read it, and the gateway follows it."),
        next_step=Sentence("Look at what is marked, then save it again."),
        fields=dict(fields),
    )
