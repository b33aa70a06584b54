"""What is made of the records is kept until something happens: every command records a fact, so while no fact has come
the records are the same, and what was worked out of them too.

    @kept_until_something_happens
    def due_on_the_calendar(on: date) -> tuple[Entry, ...]: ...

For what pages show, never inside a command, which writes before it records. One answer serves everybody: the function
takes no actor, and whoever calls it checks what this person may see.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from chalkline.kernel.reading import once_a_reading
from chalkline.ledger.events import GOVERNANCE
from chalkline.ledger.models import Fact

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 4  # answers kept of one function: yesterday's readers and today's, and one being made anew


@once_a_reading
def newest_fact() -> str:
    """The id of the fact that was recorded last; "" before the first. Random, so no two histories share one."""
    found = Fact.objects.filter(log=GOVERNANCE).order_by("-number").values_list("id", flat=True).first()
    return str(found or "")


def kept_until_something_happens(function: Callable[P, T]) -> Callable[P, T]:
    """For functions whose arguments can be compared and whose answer nobody changes."""
    kept: OrderedDict[Any, T] = OrderedDict()

    @functools.wraps(function)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        newest = newest_fact()
        if not newest:
            return function(*args, **kwargs)
        key = (newest, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = function(*args, **kwargs)
            while len(kept) > AT_ONCE:
                kept.popitem(last=False)
        return kept[key]

    return read
