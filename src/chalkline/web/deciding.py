"""The parts of Decide, as tabs: what waits, requests, meetings, decisions, approved uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chalkline.web.routes import Request, routes

PARTS = (
    ("decide.home", _("What waits")),
    ("requests.home", _("Requests")),
    ("reviews.home", _("Reviews")),
    ("meetings.home", _("Meetings")),
    ("decisions.home", _("Decisions")),
    ("uses.home", _("Approved uses")),
    ("human_records.home", _("Decided by people")),
    ("calendar.home", _("Calendar")),
    ("rollout.home", _("Roll-out")),
    ("training.home", _("Training")),
)


@dataclass(frozen=True)
class Part:
    """One tab."""

    label: Any
    url: str
    current: bool
    count: int | None = None


def parts_of_deciding(request: Request, here: str) -> list[Part]:
    """The parts that exist and that this person may open; ``here`` is the name of the page of this one."""
    declared = routes()
    return [
        Part(label, reverse(name), name == here)
        for name, label in PARTS
        if name in declared and (declared[name].public or request.actor.could(declared[name].permission))
    ]
