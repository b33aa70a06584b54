"""What stands in the seal of a signal: what was typed, and whose mark the call carried."""

from __future__ import annotations

import logging
from typing import Any

import orjson
from django.conf import settings

from chalkline.jobs.api import open_sealed
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Problem
from chalkline.oversee.on_call.models import Alert
from chalkline.oversee.on_call.words import Opened, Typed
from chalkline.rulebook.api import ChannelKind, ChannelRecord
from chalkline.rulebook.pack import mark_in_records
from chalkline.rulebook.sealing import KEY

logger = logging.getLogger("chalkline.oversee")


def open_signals(alert: Alert) -> Opened:
    """Every text of an alert that is still there, for a caller who has checked and noted who reads it."""
    texts, person = [], ""
    for each in alert.signals.exclude(sealed=b"") if not alert.is_drill else ():
        told: dict[str, Any] = orjson.loads(open_sealed(ChannelKind.ALERT, each.decision_id, bytes(each.sealed)))
        texts.append(Typed(each.at, str(told.get("asked", ""))))
        person = person or str(told.get("person", ""))
    return Opened(tuple(texts), person)


def drill_in(alert: Alert) -> str:
    """Which drill a gateway sealed into an alert that is none; "" where that is not so, or cannot be opened."""
    signal = alert.signals.exclude(sealed=b"").first() if alert.is_drill else None
    if signal is None:
        return ""
    try:
        told: dict[str, Any] = orjson.loads(open_sealed(ChannelKind.ALERT, signal.decision_id, bytes(signal.sealed)))
    except (Problem, ValueError):
        return ""
    return str(told.get("drill", ""))


def who_called(told: ChannelRecord) -> str:
    """What tells this caller from another and names nobody; "" where the call did not say, or it cannot be read.

    An alert is raised in any case: what cannot be put together stays apart.
    """
    if not told.sealed:
        return ""
    try:
        inside: dict[str, Any] = orjson.loads(open_sealed(ChannelKind.ALERT, told.decision_id, told.sealed))
        secret = Keyring(settings.CHALKLINE.key_folder, make=False).key(KEY).hex()
        return mark_in_records(str(inside.get("person", "")), secret)
    except (Problem, ValueError, AttributeError):
        logger.warning("the seal of an alert could not be opened; it stands alone")
        return ""
