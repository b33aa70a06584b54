"""What follows from a fact: each reaction once a fact, in the order of the log.

The wiring (project/reactions.py) holds the list of "when X then Y" as pairs: the kind of fact, and a
module-level function ``(told, *, now)``. Facts are read by their place, so none is skipped whatever
the order of commits. Each reaction runs in a transaction of its own together with its effect key.

One that fails is set aside and tried again with growing delays, up to ``ATTEMPTS`` times; the others
go on meanwhile. A database that is merely busy is not a failure: the fact is read again.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from chalkline.jobs.effects import effect
from chalkline.jobs.models import Cursor, StuckReaction
from chalkline.jobs.rules import delay_after
from chalkline.ledger.api import Told, fact_at, facts_after, log_size

ATTEMPTS = 8
READER = "reactions"

Reaction = tuple[str, Callable[..., None]]

logger = logging.getLogger("chalkline.jobs")


def react(reactions: Sequence[Reaction], *, now: datetime, limit: int = 200) -> int:
    """Let reactions follow from the facts not yet seen; returns how many facts were read."""
    _retry(reactions, now)
    started = place = Cursor.objects.filter(pk=READER).values_list("place", flat=True).first() or 0
    if log_size() <= started:
        return 0
    try:
        for told in facts_after(started, limit=limit):
            for kind, function in reactions:
                if kind == told.kind:
                    _follow(function, told, now)
            place = told.place
    finally:
        if place > started:
            _move(place)
    return place - started


def revive_reaction(stuck_id: int, *, now: datetime) -> bool:
    """Try a reaction from the dead list again, with all its attempts anew."""
    dead = StuckReaction.objects.filter(pk=stuck_id, dead_at__isnull=False)
    return bool(dead.update(dead_at=None, attempts=0, next_at=now))


def name_of(function: Callable[..., None]) -> str:
    """How a reaction is known in its effect keys: renaming the function forgets what it did."""
    return f"{function.__module__}.{function.__qualname__}"


def is_busy(error: Exception) -> bool:
    """Whether this error only says that the database is taken or away: nothing was wrong with the work."""
    text = str(error).lower()
    return isinstance(error, InterfaceError) or (
        isinstance(error, OperationalError)
        and any(word in text for word in ("locked", "deadlock", "serialize", "connection", "timeout"))
    )


def _follow(function: Callable[..., None], told: Told, now: datetime) -> None:
    """Run one reaction on one fact; set it aside when it fails."""
    try:
        _run(function, told, now)
    except Exception as error:
        if is_busy(error):
            raise
        logger.exception("The reaction %s failed on fact %s", name_of(function), told.id)
        StuckReaction.objects.get_or_create(
            reaction=name_of(function),
            place=told.place,
            defaults={"next_at": _next(1, now), "problem": type(error).__name__},
        )


def _retry(reactions: Sequence[Reaction], now: datetime) -> None:
    functions = {(kind, name_of(function)): function for kind, function in reactions}
    for stuck in StuckReaction.objects.filter(next_at__lte=now).order_by("place", "id")[:50]:
        told = fact_at(stuck.place)
        function = functions.get((told.kind, stuck.reaction)) if told else None
        if told is None or function is None:
            StuckReaction.objects.filter(pk=stuck.pk).update(next_at=None, dead_at=now, problem="no such reaction now")
            continue
        try:
            _run(function, told, now)
        except Exception as error:
            if is_busy(error):
                raise
            _fail_again(stuck, error, now)
        else:
            StuckReaction.objects.filter(pk=stuck.pk).delete()


def _fail_again(stuck: StuckReaction, error: Exception, now: datetime) -> None:
    logger.exception("The reaction %s failed again on fact number %s", stuck.reaction, stuck.place)
    attempts = stuck.attempts + 1
    dead = attempts >= ATTEMPTS
    StuckReaction.objects.filter(pk=stuck.pk).update(
        attempts=attempts,
        next_at=None if dead else _next(attempts, now),
        dead_at=now if dead else None,
        problem=type(error).__name__,
    )


def _run(function: Callable[..., None], told: Told, now: datetime) -> None:
    with effect(f"reaction:{name_of(function)}:{told.id}", now=now) as first:
        if first:
            function(told, now=now)


def _next(attempts: int, now: datetime) -> datetime:
    return now + delay_after(attempts, random.random())  # noqa: S311  (spreads retries; guards nothing)


def _move(place: int) -> None:
    with transaction.atomic():
        Cursor.objects.get_or_create(pk=READER)
        # Another worker may have come further: a cursor never goes back.
        Cursor.objects.filter(pk=READER, place__lt=place).update(place=place)
