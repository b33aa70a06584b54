"""What is made of the records is kept until something happens: every command records a fact, so while no fact has come
the records are the same, and what was worked out of them too.

    @kept_until_something_happens
    def due_on_the_calendar(on: date) -> tuple[Entry, ...]: ...

Inside a command, which writes before it records, nothing is kept and everything is worked out anew. One answer serves
everybody: the function takes no actor, and whoever calls it checks what this person may see.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from chalkline.kernel.reading import once_a_reading
from chalkline.ledger.events import GOVERNANCE
from chalkline.ledger.models import Fact, Head, Outbox
from chalkline.ledger.recording import is_watched

P = ParamSpec("P")
T = TypeVar("T")
State = tuple[str, int, int]

NOTHING_YET: State = ("", 0, 0)

A_DAY = 24 * 60 * 60
AT_ONCE = 4  # answers kept of one function: yesterday's readers and today's, and one being made anew
MOST_LOOKED_THROUGH = 500
# Of these every day is full, and no approved use, agreement, policy or day of the calendar hangs on them.
DAILY = (
    "approve.request.filed/", "approve.request.joined/", "approve.request.moved/", "approve.request.revised/",
    "approve.request.use_case_attached/", "approve.request.withdrawn/", "approve.review.", "assist.correction.",
    "assist.question.", "assist.reply.", "assist.sent.", "discover.finding.", "oversee.alert.", "oversee.concern.",
    "oversee.held_call.", "people.account.", "people.invitation.", "people.token.", "publish.key.", "publish.pack.",
    "purpose.problem.", "purpose.use_case.scored", "rollout.message.", "rollout.remark.",
)  # fmt: skip


@once_a_reading
def state_of_records() -> State:
    """The id of the fact that was begun last, how many are durable, and its number; ``NOTHING_YET`` before the first.

    Both in one statement: of two commands at once the one that began first may be durable last, and shows in the count
    alone. Ids are random, so no two histories share a state.
    """
    waiting = Outbox.objects.filter(log=GOVERNANCE).order_by().values("log").annotate(n=Count("pk")).values("n")
    placed = Head.objects.filter(log=GOVERNANCE).values("size")
    found = (
        Fact.objects.filter(log=GOVERNANCE)
        .order_by("-number")
        .values_list("id", Coalesce(Subquery(waiting), 0) + Coalesce(Subquery(placed), 0), "number")
        .first()
    )
    return (str(found[0]), found[1], found[2]) if found else NOTHING_YET


def kept_until_something_happens(function: Callable[P, T]) -> Callable[P, T]:
    """For functions whose arguments can be compared and whose answer nobody changes."""
    return kept(at_once=AT_ONCE, seconds=A_DAY)(function)


def kept_through_daily_business(function: Callable[P, T]) -> Callable[P, T]:
    """The same for what is worked out of approved uses, agreements and policies alone, which takes long where there
    are many: it is kept through the facts that every day is full of (``DAILY``).
    """
    return kept(at_once=AT_ONCE, seconds=A_DAY, through=DAILY)(function)


def kept(*, at_once: int, seconds: int, through: tuple[str, ...] = ()) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Kept for so many sets of arguments (one may be the reader), and no longer than so many seconds: for what also
    hangs on the hour, or on the little that is written without a fact. ``through``: beginnings of kinds of facts that
    change nothing of it.
    """

    def keep(function: Callable[P, T]) -> Callable[P, T]:
        answers: OrderedDict[Any, _Kept] = OrderedDict()

        @functools.wraps(function)
        def read(*args: P.args, **kwargs: P.kwargs) -> T:
            state = NOTHING_YET if is_watched() else state_of_records()
            if state == NOTHING_YET:
                return function(*args, **kwargs)
            key = (args, tuple(sorted(kwargs.items()))) if through else (state, args, tuple(sorted(kwargs.items())))
            found = answers.get(key)
            if found is None or monotonic() - found.since >= seconds or not _holds_still(found.state, state, through):
                found = _Kept(state, monotonic(), function(*args, **kwargs))
            answers[key] = replace(found, state=state)
            answers.move_to_end(key)
            while len(answers) > at_once:
                answers.popitem(last=False)
            answer: T = found.answer
            return answer

        return read

    return keep


@dataclass(frozen=True)
class _Kept:
    state: State
    since: float
    answer: Any


def _holds_still(then: State, now: State, through: tuple[str, ...]) -> bool:
    """Whether nothing happened between two states but what changes nothing."""
    if then == now:
        return True
    if not through:
        return False
    since = Fact.objects.filter(log=GOVERNANCE, number__gte=then[2]).order_by("number").values_list("id", "kind")
    told = [(str(fact), kind) for fact, kind in since[: MOST_LOOKED_THROUGH + 1]]
    # The same history; and as many as were counted: none came to be durable late, below the one that was begun last.
    if not told or told[0][0] != then[0] or len(told) - 1 != now[1] - then[1]:
        return False
    return all(kind.startswith(through) for _, kind in told[1:])
