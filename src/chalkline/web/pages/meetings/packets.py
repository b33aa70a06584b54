"""What is before the committee: the packet of an agenda item, in words."""

from __future__ import annotations

from typing import Any

from chalkline.govern.committees.api import AgendaItem
from chalkline.people.api import Actor


def packet_told(actor: Actor, item: AgendaItem) -> dict[str, Any] | None:
    """Everything the committee approves or declines; None where the item carries nothing but its title."""
    return None
