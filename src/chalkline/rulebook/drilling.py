"""The wire contract of a drill of the way of an alert: a gateway is asked to raise one that is none.

The district's own pages come through this door, with the stamp of ``grounding.py`` (kinds "drilled" and "raised").
What the gateway writes goes the way of a real alert, sealed and on disk first, and says of itself that it is a drill.
"""

from __future__ import annotations

import msgspec

ADDRESS = "/v1/chalkline/drill"
CATEGORY = DIRECTION = "drill"  # of an alert that is none


class Drilled(msgspec.Struct, frozen=True, kw_only=True):
    """Which drill, and at which school ("": the whole district)."""

    drill_id: str
    school: str = ""


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """The alert that was written down, and by which node."""

    decision_id: str
    node: str


def spell(message: Drilled | Raised) -> bytes:
    """A message as it goes over the wire."""
    return msgspec.json.encode(message)


def read_drilled(body: bytes) -> Drilled:
    """Raises ValueError for anything else."""
    return msgspec.json.decode(body, type=Drilled)


def read_raised(body: bytes) -> Raised:
    """Raises ValueError for anything else."""
    return msgspec.json.decode(body, type=Raised)
