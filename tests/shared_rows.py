"""Rows that the tests of one file share: written once, in a transaction around those of the tests, and taken back.

What a test writes itself is taken back after it, as ever. A file that uses this gives its ``cast`` from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

T = TypeVar("T")


@contextmanager
def shared_rows(blocker: Any, make: Callable[[], T]) -> Iterator[T]:
    """What ``make`` gives, with the rows it wrote, until the block ends. ``blocker``: pytest-django's."""
    with blocker.unblock(), transaction.atomic():
        yield make()
        transaction.set_rollback(True)
