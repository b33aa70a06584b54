"""What is presented to the board."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, deed


@deed("presents the packet to the board")
def presents_the_packet(moment: Moment, *, since: Day, until: Day) -> Any:
    """As it stands on that day."""
    from chalkline.report.board.api import present_packet

    return present_packet(moment.actor, since, until, now=moment.now)
