"""What makes a function a command: one transaction, a permission check, its declared facts.

Every write in Chalkline is a command::

    @command(records=(RequestFiled,))
    def file_request(actor: Actor, ask: Ask, *, now: datetime) -> Request:
        actor.must("requests.file")
        ...

The decorator does not check the permission: the command's first line does, where its facts are at
hand. The decorator makes sure that it did, and that nothing was recorded but what is declared. A
command that fails either way is rolled back, whoever called it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from chalkline.kernel.reading import forget_what_was_read
from chalkline.ledger.api import watch_recording
from chalkline.people.actor import _checked

P = ParamSpec("P")
T = TypeVar("T")

COMMANDS: dict[str, Callable[..., Any]] = {}


def command(
    *, records: tuple[type, ...], may_change_nothing: bool = False
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare a command and the facts it may record.

    ``may_change_nothing``: the command is idempotent and records nothing when there is nothing to do.
    """

    def declare(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            outer = _checked.get()
            token = _checked.set(set())
            try:
                with transaction.atomic(), watch_recording() as recorded:
                    result = function(*args, **kwargs)
                    _hold_to_its_word(run, recorded)
                return result
            finally:
                forget_what_was_read()
                inner = _checked.get() or set()
                _checked.reset(token)
                if outer is not None:
                    outer.update(inner)

        run.records = records  # type: ignore[attr-defined]
        run.may_change_nothing = may_change_nothing  # type: ignore[attr-defined]
        COMMANDS[f"{function.__module__}.{function.__qualname__}"] = run
        return run

    def _hold_to_its_word(run: Any, recorded: list[type]) -> None:
        name = run.__qualname__
        if not _checked.get():
            raise RuntimeError(f"{name} finished without checking a permission")
        undeclared = {event.__name__ for event in recorded} - {event.__name__ for event in records}
        if undeclared:
            raise RuntimeError(f"{name} recorded {', '.join(sorted(undeclared))} without declaring it")
        if not recorded and not may_change_nothing:
            raise RuntimeError(f"{name} finished without recording what it did")

    return declare
