"""What is being done about the finding of a tool, and what can be."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from chalkline.approve.requests.api import OPEN, purpose_name
from chalkline.approve.requests.api import Request as ToolRequest
from chalkline.approve.uses.api import ApprovedUse, uses_in_force
from chalkline.discover.findings.api import STATE_NAMES, FindingState, finding_of
from chalkline.people.api import Actor
from chalkline.tools.register.api import Tool
from chalkline.web.pages.discover.triage import STATE_TONES
from chalkline.web.routes import address_of


def finding_told(actor: Actor, slug: str, asked: list[ToolRequest], tool: Tool | None) -> dict[str, Any] | None:
    """What is being done about the finding and what can be, for those who do triage."""
    one = finding_of("service", slug)
    if one is None or not actor.may("discover.triage"):
        return None
    state = FindingState(one.state)
    waits = state in (FindingState.NEW, FindingState.IN_TRIAGE)
    return {
        "id": str(one.pk),
        "state": STATE_NAMES[state],
        "tone": STATE_TONES[state],
        "reason": one.reason,
        "request": address_of("requests.show", one.request_id) if one.request_id else "",
        "settled_at": one.settled_at,
        "may_triage": state is not FindingState.IN_TRIAGE,
        "may_request": waits,
        "may_cover": [(str(each.pk), purpose_name(each.purpose)) for each in _holding(actor, tool) if waits],
        "may_join": [(str(each.pk), purpose_name(each.purpose)) for each in asked if waits and each.state in OPEN],
    }


def _holding(actor: Actor, tool: Tool | None) -> list[ApprovedUse]:
    """Its approved uses that hold today."""
    return list(uses_in_force(actor, timezone.localdate()).filter(tool=tool)) if tool and actor.may("uses.see") else []
