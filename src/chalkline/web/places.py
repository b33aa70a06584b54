"""The navigation: the district's own work, in order, as data.

A place is shown when its page exists and this person may enter it. Nothing here decides a right: it
asks the permission table, as the page itself will.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as noop

from chalkline.people.api import Actor
from chalkline.web.routes import routes


@dataclass(frozen=True)
class Place:
    """One entry of the navigation. It leads to the first of its pages that this person may open."""

    key: str
    label: str
    pages: tuple[str, ...]


PLACES = (
    Place("today", noop("Today"), ("today.home",)),
    Place("ask", noop("Ask"), ("ask.home",)),
    Place("discover", noop("Discover"), ("discover.home", "tools.home")),
    Place("purpose", noop("Purpose"), ("purpose.home",)),
    Place("decide", noop("Decide"), ("decide.home", "requests.home", "uses.home", "meetings.home")),
    Place("data", noop("Data"), ("data.home",)),
    Place("protect", noop("Protect"), ("protect.home",)),
    Place("assist", noop("Assist"), ("assist.home", "assist.find", "assist.library")),
    Place("prove", noop("Prove"), ("prove.home",)),
    Place("report", noop("Report"), ("report.home",)),
)


@dataclass(frozen=True)
class Shown:
    """A place as it is drawn for one person on one page."""

    key: str
    label: str
    url: str
    is_here: bool


def places_for(actor: Actor, here: str) -> list[Shown]:
    """The places that exist and that this person may enter, in order."""
    shown = []
    for place in PLACES:
        name = _first_open(place, actor)
        if name:
            shown.append(Shown(place.key, place.label, reverse(name), place.key == here))
    return shown


def here(request: HttpRequest) -> str:
    """The place of the page being drawn; "" for pages outside the navigation."""
    return getattr(request, "place", "")


def _first_open(place: Place, actor: Actor) -> str:
    declared = routes()
    for name in place.pages:
        route = declared.get(name)
        if route and (route.public or actor.could(route.permission)):
            return name
    return ""
