"""What is asked several times while one page is made is looked up once.

    @once_a_reading
    def policy_digest() -> str: ...

Outside of a reading (commands by the other doors, jobs, tests of a query) nothing is kept. A reading is one page that
is only looked at: the door opens it, and every command that runs inside it empties it, because it has written.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_kept: ContextVar[dict[Any, Any] | None] = ContextVar("chalkline_reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """While this lasts, what is marked ``once_a_reading`` is looked up once for the same arguments."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def forget_what_was_read() -> None:
    """Something was written: look everything up anew."""
    kept = _kept.get()
    if kept is not None:
        kept.clear()


def once_a_reading(function: Callable[P, T]) -> Callable[P, T]:
    """For functions whose arguments can be compared and whose answer nobody changes."""

    @functools.wraps(function)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _kept.get()
        if kept is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = function(*args, **kwargs)
        answer: T = kept[key]
        return answer

    return read
