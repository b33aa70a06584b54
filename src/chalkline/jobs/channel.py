"""What gateways put into the channel, handed to whoever has to see it: each record once, and none behind a broken one.

A line of ``HOME/channel/NODE`` (rulebook/wire.py) becomes a Delivery in the transaction that notes how far the file
is read. Each is then handed over in a transaction of its own together with its effect key, and goes. One that fails
is tried again with growing delays, and ends on the dead list after ``ATTEMPTS``; the others go on meanwhile. What is
sealed stays sealed here: it is opened where a person who may reads it.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from chalkline.jobs.effects import effect, has_happened
from chalkline.jobs.models import Delivery
from chalkline.jobs.reacting import is_busy
from chalkline.jobs.rules import delay_after
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import LineKeeper, tell_damaged
from chalkline.rulebook.api import CannotOpen, ChannelKind, ChannelRecord, read_channel, sealed_context, unseal
from chalkline.rulebook.sealing import KEY

ATTEMPTS = 10
AT_ONCE = 200

Handler = Callable[..., None]  # (record: ChannelRecord, *, now)

logger = logging.getLogger("chalkline.jobs")


class ChannelKeeper:
    """``ChannelKeeper(folder, {ChannelKind.ALERT: handler})``: a chore that takes over the channel and hands it on."""

    def __init__(self, folder: Path, handlers: Mapping[ChannelKind, Handler]) -> None:
        self.handlers = handlers
        self.lines = LineKeeper(folder, "channel", read_channel, _append)

    def __call__(self, now: datetime) -> int:
        """Take over what is new and hand over what is due; returns how many were handed over."""
        self.lines(now)
        return hand_over(self.handlers, now=now)


def hand_over(handlers: Mapping[ChannelKind, Handler], *, now: datetime) -> int:
    """Hand each delivery that is due to the handler of its kind; returns how many were."""
    done = 0
    due = Delivery.objects.filter(next_at__lte=now, dead_at=None, kind__in=[kind.value for kind in handlers])
    for each in due.order_by("next_at", "id")[:AT_ONCE]:
        try:
            with effect(f"channel:{each.key}", now=now) as first:
                if first:
                    handlers[ChannelKind(each.kind)](_record(each), now=now)
                Delivery.objects.filter(pk=each.pk).delete()
            done += 1
        except Exception as error:
            if is_busy(error):
                raise
            _set_aside(each, error, now)
    return done


def open_sealed(kind: ChannelKind, decision_id: str, sealed: bytes) -> bytes:
    """What a gateway sealed, for a caller who has checked and noted who reads it.

    Raises Problem("channel.cannot_open").
    """
    key = Keyring(settings.CHALKLINE.key_folder, make=False).key(KEY)
    try:
        return unseal(key, bytes(sealed), sealed_context(kind, decision_id))
    except CannotOpen:
        raise Problem(
            "channel.cannot_open",
            what=Sentence("This text cannot be opened."),
            why=Sentence("It was sealed to another key, or it is no longer as it was sealed."),
            next_step=Sentence("Ask the operator of this server whether the key folder was replaced."),
            kind=Kind.UNAVAILABLE,
        ) from None


def _append(records: Sequence[ChannelRecord], name: str, *, damaged: int, now: datetime) -> int:
    keyed = {_key(each): each for each in records}
    known = set(Delivery.objects.filter(key__in=list(keyed)).values_list("key", flat=True))
    fresh = [
        Delivery(
            key=key,
            kind=each.kind.value,
            decision_id=each.decision_id[:80],
            node=each.node[:80],
            sequence=each.sequence,
            at=each.at,
            about=each.about,
            sealed=each.sealed,
            next_at=now,
        )
        for key, each in keyed.items()
        if key not in known and not has_happened(f"channel:{key}")
    ]
    Delivery.objects.bulk_create(fresh)
    tell_damaged(name, damaged, now=now)
    return len(fresh)


def _key(each: ChannelRecord) -> str:
    """What makes a record one: a call may raise two alerts, and a line may be read twice."""
    return f"{each.kind.value}:{each.decision_id[:80]}:{each.node[:80]}:{each.sequence}"


def _record(each: Delivery) -> ChannelRecord:
    return ChannelRecord(
        kind=ChannelKind(each.kind),
        decision_id=each.decision_id,
        node=each.node,
        sequence=each.sequence,
        at=each.at,
        about=each.about,
        sealed=bytes(each.sealed),
    )


def _set_aside(each: Delivery, error: Exception, now: datetime) -> None:
    logger.error("What the channel brought (%s) could not be handed over: %s", each.key, type(error).__name__)
    attempts = each.attempts + 1
    is_dead = attempts >= ATTEMPTS
    after = now + delay_after(attempts, random.random())  # noqa: S311  (spreads retries; guards nothing)
    Delivery.objects.filter(pk=each.pk).update(
        attempts=attempts, next_at=after, dead_at=now if is_dead else None, problem=type(error).__name__
    )
