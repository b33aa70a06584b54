"""What people said of a tool before anybody decides on it: families that said no, and what later steps have heard.

A later step declares what it heard in a module called ``heard_of_tools`` (loaded when Django starts)::

    people_said_of_tools(themes_of_tool)

``themes_of_tool(slug, on)`` gives ``Voice``s: sentences of named people and counts that may be shown, never what one
person wrote. So a packet holds no name of a child, and no count of fewer than ten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from chalkline.data.families.api import students_kept_from
from chalkline.protect.disclosure import THRESHOLD

LATELY = timedelta(days=730)  # what was said longer ago, others have said


class HeardIn(StrEnum):
    """Where it was said."""

    ROUND = "round"
    SURVEY = "survey"


@dataclass(frozen=True)
class Voice:
    """One thing that many said. ``audience`` as in people; ``of_tool``: about this tool, not about AI in general.

    ``people`` of ``all_people`` said it, where that is counted and may be shown.
    """

    heard_in: HeardIn
    id: str
    audience: str
    of_tool: bool
    on: date
    en: str
    es: str
    people: int | None = None
    all_people: int | None = None


Hears = Callable[[str, date], Iterable[Voice]]

_known: list[Hears] = []


def people_said_of_tools(hears: Hears) -> None:
    """Declare where to ask."""
    if hears not in _known:
        _known.append(hears)


def heard_of(slug: str, on: date) -> dict[str, Any]:
    """What a packet keeps of it: families that keep their child from the tool, in whole tens, and every voice."""
    against = students_kept_from(slug)
    voices = [voice for hears in _known for voice in hears(slug, on)]
    voices.sort(key=lambda each: (not each.of_tool, -each.on.toordinal(), each.id, -(each.people or 0), each.en))
    found: dict[str, Any] = {}
    if against:
        # in tens, so that the packets of two meetings do not tell of one family between them; 0 stands for a few
        found["families_against"] = against - against % 10 if against >= THRESHOLD else 0
    if voices:
        found["voices"] = [asdict(each) for each in voices]
    return found
