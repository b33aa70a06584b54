"""What stands on Today, gathered from every domain that has something to say to this person.

A domain's page module (or web/waiting.py, web/loop.py) registers functions here::

    @waits_for_me
    def reviews(actor: Actor, today: date) -> Iterable[Waiting]: ...

    @number(order=30)
    def requests_open(actor: Actor, today: date) -> Number | None: ...

    @at_risk
    def uses_ending(actor: Actor, today: date) -> Iterable[Waiting]: ...

    @comes_next
    def meetings_to_come(actor: Actor, today: date) -> Iterable[Waiting]: ...

Each asks its domain's api, which checks what this person may see. Give nothing for what does not
concern them: Today shows no empty rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.templatetags.saying import say_date, weekday

Words = Sentence | str
HALF_A_YEAR = 183
MOST_OF_A_SORT = 25  # more of one sort than anybody works off in a day: its own list has them all
AND_ONE_MORE = MOST_OF_A_SORT + 1  # what a source looks up at most: the last only shows that there are more
SMALL = {
    2: Sentence("Two"),
    3: Sentence("Three"),
    4: Sentence("Four"),
    5: Sentence("Five"),
    6: Sentence("Six"),
    7: Sentence("Seven"),
    8: Sentence("Eight"),
    9: Sentence("Nine"),
}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for this person: what, why now, until when, and the way there."""

    title: Words
    url: str
    action: Words
    detail: Words = ""
    due_on: date | None = None
    happens: bool = False  # ``due_on`` is when it takes place, not until when it should be done
    note: Words = ""  # said in place of a due date: "new", "open now"


@dataclass(frozen=True)
class Number:
    """One number of the loop, a link to what it counts."""

    figure: str
    what: Words
    url: str
    note: Words = ""
    note_tone: str = ""


@dataclass(frozen=True)
class Row:
    """A thing that waits, as it is drawn."""

    title: Words
    detail: Words
    due: Words
    late: bool
    action: Words
    url: str


WaitsSource = Callable[[Actor, date], Iterable[Waiting]]
NumberSource = Callable[[Actor, date], Number | None]

_waits: list[WaitsSource] = []
_risks: list[WaitsSource] = []
_next: list[WaitsSource] = []
_numbers: list[tuple[int, NumberSource]] = []


def waits_for_me(source: WaitsSource) -> WaitsSource:
    """Register what can wait for a person."""
    _waits.append(source)
    return source


def at_risk(source: WaitsSource) -> WaitsSource:
    """Register what is going wrong, or soon will."""
    _risks.append(source)
    return source


def comes_next(source: WaitsSource) -> WaitsSource:
    """Register what is to come on a day, for everybody who may know of it."""
    _next.append(source)
    return source


def number(*, order: int) -> Callable[[NumberSource], NumberSource]:
    """Register a number of the loop. ``order``: its place (10 discover, 20 problems, 30 requests, ...)."""

    def register(source: NumberSource) -> NumberSource:
        _numbers.append((order, source))
        return source

    return register


@dataclass(frozen=True)
class Waits:
    """What waits for somebody: late first, then by due date, then the rest; and whether there is more of a sort."""

    rows: list[Row]
    has_more: bool


def waiting_for(actor: Actor, today: date) -> Waits:
    """What waits for this person, at most ``MOST_OF_A_SORT`` of each sort."""
    found, has_more = _found(_waits, actor, today)
    return Waits([_row(each, today, _when(each, today)) for each in found], has_more)


def risks_for(actor: Actor, today: date) -> list[Row]:
    """What is at risk and this person can see."""
    found, _ = _found(_risks, actor, today)
    return [_row(each, today, day_said(each.due_on, today) if each.due_on else each.note) for each in found]


def next_for(actor: Actor, today: date) -> list[Row]:
    """What is to come, the nearest first."""
    return [_row(each, today, _when(each, today)) for each in _found(_next, actor, today)[0]]


def numbers_for(actor: Actor, today: date) -> list[Number]:
    """The loop at a glance, in the order of the work."""
    made = (source(actor, today) for _, source in sorted(_numbers, key=lambda each: each[0]))
    return [each for each in made if each is not None]


def said_small(number: int) -> Sentence | int:
    """Numbers up to nine as a word at the beginning of a sentence: "Three"; others as they are."""
    return SMALL.get(number, number)


def due_said(due_on: date, today: date) -> Sentence:
    """ "due Fri, Dec 4", "due today", "due yesterday", "9 days late"."""
    days = (due_on - today).days
    if days == 0:
        return Sentence("due today")
    if days == 1:
        return Sentence("due tomorrow")
    if days == -1:
        return Sentence("due yesterday")
    return Sentence("{days} days late", days=-days) if days < 0 else Sentence("due {day}", day=near(due_on, today))


def day_said(on: date, today: date) -> Sentence:
    """ "today", "tomorrow", "Fri, Dec 4"."""
    if on == today:
        return Sentence("today")
    return Sentence("tomorrow") if (on - today).days == 1 else Sentence("{day}", day=near(on, today))


def near(on: date, today: date) -> str:
    """A day within half a year by its weekday, in the reader's language; one further off with its year."""
    return weekday(on) if abs((on - today).days) < HALF_A_YEAR else say_date(on)


def _when(each: Waiting, today: date) -> Words:
    if each.due_on is None:
        return each.note
    return day_said(each.due_on, today) if each.happens else due_said(each.due_on, today)


def _found(sources: list[WaitsSource], actor: Actor, today: date) -> tuple[list[Waiting], bool]:
    found, has_more = [], False
    for source in sources:
        of_a_sort = list(islice(source(actor, today), AND_ONE_MORE))
        has_more = has_more or len(of_a_sort) > MOST_OF_A_SORT
        found += of_a_sort[:MOST_OF_A_SORT]
    return sorted(found, key=lambda each: (each.due_on is None, each.due_on or today)), has_more


def _row(each: Waiting, today: date, due: Words) -> Row:
    late = each.due_on is not None and each.due_on < today and not each.happens
    return Row(each.title, each.detail, due, late, each.action, each.url)
