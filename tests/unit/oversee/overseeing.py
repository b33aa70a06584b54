"""Concerns and incidents of the cast, said briefly."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cast import NOW, Cast
from chalkline.oversee.incidents.api import (
    Account,
    Anchor,
    Concern,
    ConcernWords,
    Incident,
    IncidentKind,
    Severity,
    VendorPart,
    open_incident,
    raise_concern,
)

FOUND: datetime = NOW - timedelta(hours=2)


def account(**changes: Any) -> Account:
    """Student work reached the wrong class through a vendor; ``changes`` replace parts of it."""
    whole = Account(
        title="Essays shown to another class",
        what_happened="Essays of one class could be read by another class for a day.",
        kind=IncidentKind.DATA_EXPOSED,
        severity=Severity.SERIOUS,
        data_kinds=("work",),
        people=24,
        vendor=VendorPart.HELD,
        anchors={Anchor.DISCOVERED: FOUND},
    )
    return replace(whole, **changes)


def concern_raised(cast: Cast, **changes: Any) -> Concern:
    """Tess saw something."""
    words = replace(ConcernWords("My class saw essays of another class."), **changes)
    return raise_concern(cast.tess.actor, words, now=NOW)


def incident_opened(cast: Cast, **changes: Any) -> Incident:
    """Priya opens it."""
    return open_incident(cast.priya.actor, account(**changes), now=NOW)
