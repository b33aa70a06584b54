"""A drill of the alert path: an alert that is none is written down as a real one is, sealed, before the answer."""

from __future__ import annotations

import logging

import orjson

from chalkline.gateway.channel import Channel
from chalkline.gateway.inbound.call import Call
from chalkline.gateway.refusing import body_unclear
from chalkline.gateway.settings import GatewaySettings
from chalkline.gateway.watching.door import Door, Receive
from chalkline.rulebook.drilling import CATEGORY, DIRECTION, Drilled, Raised, read_drilled, spell
from chalkline.rulebook.grounding import Kind
from chalkline.rulebook.wire import ChannelKind

log = logging.getLogger("chalkline.gateway")
LARGEST = 1024


class Drilling:
    """``await drilling.answer(call, headers, receive)`` raises one."""

    def __init__(self, settings: GatewaySettings, channel: Channel) -> None:
        self.channel = channel
        self._door = Door(settings, Kind.DRILLED, Kind.RAISED, LARGEST)

    async def answer(self, call: Call, headers: dict[str, str], receive: Receive) -> None:
        """Write it down, then say so."""
        await self._door.answer(call, headers, receive, self._raised)

    async def _raised(self, call: Call, body: bytes) -> bytes:
        try:
            asked: Drilled = read_drilled(body)
        except ValueError:
            raise body_unclear("It is no drill.") from None
        about: dict[str, str | int] = {
            "category": CATEGORY,
            "severity": 3,
            "rule": CATEGORY,
            "direction": DIRECTION,
            "school": asked.school,
        }
        sealed = orjson.dumps({"asked": "", "person": "", "drill": asked.drill_id})
        await self.channel.tell(ChannelKind.ALERT, call.decision_id, at=call.at, about=about, data=sealed)
        log.info("a drill of the alert path: %s", call.decision_id)
        return spell(Raised(decision_id=call.decision_id, node=self.channel.folder.name))
