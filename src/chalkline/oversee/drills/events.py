"""The facts of drills."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("oversee.drill.begun/1", says="{actor} began a drill of the stop.")
@dataclass(frozen=True)
class DrillBegun:
    """With a key of this use that nobody else holds."""

    drill: SubjectRef
    use: SubjectRef


@fact("oversee.drill.ended/1", says="A drill of the stop ended.")
@dataclass(frozen=True)
class DrillEnded:
    """``result``: obeyed, late, not_obeyed, not_ready. ``tenths``: 0 where nothing was measured."""

    drill: SubjectRef
    use: SubjectRef
    result: str
    tenths: int


@fact("oversee.alert_drill.begun/1", says="{actor} began a drill of the way of an alert.")
@dataclass(frozen=True)
class AlertDrillBegun:
    """``school`` is "" for the whole district."""

    drill: SubjectRef
    school: str


@fact("oversee.alert_drill.ended/1", says="A drill of the way of an alert ended.")
@dataclass(frozen=True)
class AlertDrillEnded:
    """``result`` and ``tenths`` as above. ``alert``: "" where none came. ``node``: the gateway that raised it."""

    drill: SubjectRef
    alert: str
    node: str
    result: str
    tenths: int
