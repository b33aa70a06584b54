"""Reads of holds, for the standing pack."""

from __future__ import annotations

from chalkline.publish.holds.models import Hold
from chalkline.rulebook.pack import HoldState, PackHold

MOST = 5000  # in one pack; what is oldest by its end is left out first


def holds_shown() -> tuple[PackHold, ...]:
    """What the pack says of held calls."""
    found = Hold.objects.order_by("-shown_until", "id")[:MOST]
    return tuple(
        PackHold(each.id, each.digest, each.key_id, HoldState(each.state), each.good_until, each.words)
        for each in found
    )
