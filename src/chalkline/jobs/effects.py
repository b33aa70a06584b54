"""Effects that happen once.

A job may run twice: its worker was killed between the effect and the note that it is done. So the
effect writes its key in its own transaction, and a second run finds the key and does nothing::

    with effect(f"review-due:{review.id}:{due_on}", now=now) as first:
        if first:
            remind(actor, review, now=now)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction

from chalkline.jobs.models import Effect


@contextmanager
def effect(key: str, *, now: datetime) -> Iterator[bool]:
    """One transaction, and whether this is the first time for ``key``. Rolled back, it leaves no key."""
    with transaction.atomic():
        yield _claimed(key, now)


def has_happened(key: str) -> bool:
    """Whether the effect of this key is there already."""
    return Effect.objects.filter(pk=key).exists()


def _claimed(key: str, now: datetime) -> bool:
    if has_happened(key):
        return False
    try:
        with transaction.atomic():
            # A rival that writes the same key first makes this wait for its commit, then fail.
            Effect.objects.create(key=key, at=now)
    except IntegrityError:
        return False
    return True
