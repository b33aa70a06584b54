"""Whether what was replaced may go into the arguments of a tool."""

from __future__ import annotations

import orjson

from chalkline.gateway.inbound.call import Call
from chalkline.protect.destinations import Destinations
from chalkline.protect.redacting import MayGo


def carrying(call: Call, allowed: frozenset[str]) -> MayGo | None:
    """Says for each stand-in whether it is put back where it stands; None where no tool is offered.

    Nothing is read before a model writes a stand-in into what it calls a tool with.
    """
    tools = call.body.get("tools") or call.body.get("functions")
    if not tools or not call.stand_ins.by_name:
        return None
    makers = (orjson.dumps(each).decode() for each in (tools,))
    instructions = (each.text for each in call.shape.said(call.body) if each.role == "system")
    callers = (each.text for each in call.shape.said(call.body) if each.role == "user")
    return Destinations(allowed, (text for texts in (makers, instructions) for text in texts), callers).may_go
