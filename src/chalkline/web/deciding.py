"""The parts of Decide, as tabs: a few one by one, many in groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chalkline.web.routes import Request, routes

FEW = 6  # parts that stand in one row; more are grouped
GROUPS = (
    (_("What waits"), (("decide.home", _("What waits")),)),
    (
        _("Requests"),
        (
            ("requests.home", _("Requests")),
            ("reviews.home", _("Reviews")),
            ("ways.rules", _("How much care")),
            ("ways.delegations", _("Fast lane")),
        ),
    ),
    (
        _("Committees"),
        (
            ("meetings.home", _("Meetings")),
            ("decisions.home", _("Decisions")),
            ("responsibilities.home", _("Who answers")),
        ),
    ),
    (_("Policies"), (("policies.home", _("Policies")),)),
    (
        _("What is approved"),
        (
            ("uses.home", _("Approved uses")),
            ("human_records.home", _("Decided by people")),
            ("calendar.home", _("Calendar")),
        ),
    ),
    (_("Roll-out"), (("rollout.home", _("Plans")), ("training.home", _("Training")))),
)


@dataclass(frozen=True)
class Part:
    """One tab; with ``parts``, a group that opens a second row."""

    label: Any
    url: str
    current: bool
    count: int | None = None
    parts: list[Part] = field(default_factory=list)


def parts_of_deciding(request: Request, here: str) -> list[Part]:
    """The parts that exist and that this person may open; ``here`` is the name of the page of this one."""
    declared = routes()
    groups = [
        (
            title,
            [
                Part(label, reverse(name), name == here)
                for name, label in parts
                if name in declared and (declared[name].public or request.actor.could(declared[name].permission))
            ],
        )
        for title, parts in GROUPS
    ]
    single = [part for _title, parts in groups for part in parts]
    return [grouped(title, parts) for title, parts in groups if parts] if len(single) > FEW else single


def grouped(title: Any, parts: list[Part]) -> Part:
    """A tab that opens a second row; one part alone stands for itself."""
    if len(parts) == 1:
        return parts[0]
    return Part(title, parts[0].url, any(part.current for part in parts), None, parts)
