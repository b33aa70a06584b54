"""How pages speak of data: the tabs of the place."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chalkline.web.deciding import Part
from chalkline.web.routes import Request, routes

PARTS = (
    ("data.home", _("Flows")),
    ("data.systems", _("Systems")),
    ("data.agreements", _("Agreements")),
    ("data.duties", _("Duties")),
    ("data.rosters", _("Roster audit")),
    ("data.families", _("Families")),
    ("data.access", _("Requests to see")),
    ("data.in_my_classes", _("In my classes")),
)


def parts_of_data(request: Request, here: str) -> list[Part]:
    """The tabs this person may open."""
    declared = routes()
    return [
        Part(label, reverse(name), name == here)
        for name, label in PARTS
        if name in declared and request.actor.could(declared[name].permission)
    ]
