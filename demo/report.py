"""The superintendent presents the year so far to the board. Run by demo/load.py after the history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

SUPERINTENDENT = "joao.patel@cedarhollow.example"


def tell(calendar: Any) -> None:
    """One packet, of the time since Chalkline began here, as it stood two days ago."""
    from chalkline.people.api import actor_by_email
    from chalkline.report.board.api import present_packet

    at = calendar.ago(2, 16)
    present_packet(actor_by_email(SUPERINTENDENT), at.date() - timedelta(days=58), at.date(), now=at)
