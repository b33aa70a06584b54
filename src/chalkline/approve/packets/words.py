"""The words of packets: what is in one, and its digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalkline.govern.committees.api import condition_from_json
from chalkline.kernel.canonical import digest_of
from chalkline.rulebook.api import Condition


@dataclass(frozen=True)
class PacketBody:
    """Everything a committee approves, as plain JSON values."""

    content: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """What the agenda item, the decision and the approved use name this version by."""
        return digest_of(self.content)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions the reviews ask for, each once."""
        return tuple(condition_from_json(row) for row in self.content["conditions"])

    @property
    def objections(self) -> tuple[str, ...]:
        """What objecting reviews say, in one line each."""
        return tuple(self.content["objections"])
