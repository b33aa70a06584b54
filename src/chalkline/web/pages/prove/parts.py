"""The tabs of Prove: what pilots found, and what people say."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chalkline.web.deciding import Part
from chalkline.web.routes import Request, routes

PARTS = (
    ("prove.home", _("Pilots")),
    ("feedback.home", _("Feedback")),
)


def parts_of_proving(request: Request, here: str) -> list[Part]:
    """The tabs this person may open."""
    declared = routes()
    return [
        Part(label, reverse(name), name == here)
        for name, label in PARTS
        if name in declared and request.actor.could(declared[name].permission)
    ]
