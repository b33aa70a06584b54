"""The parts of the roll-out, as tabs, and what its pages share: who can be named, which uses there are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from chalkline.approve.uses.api import ApprovedUse, UseState, use_by_id, uses
from chalkline.people.api import Actor, Person, person_by_id
from chalkline.web.deciding import Part
from chalkline.web.routes import Request, routes
from chalkline.web.sending import LONGEST

PARTS = (
    ("rollout.home", _("Phases")),
    ("rollout.messages", _("Messages")),
    ("training.home", _("Training")),
    ("rollout.budget", _("Budget")),
)


def parts_of_rollout(request: Request, here: str) -> list[Part]:
    """The parts that this person may open."""
    declared = routes()
    return [
        Part(label, reverse(name), name == here)
        for name, label in PARTS
        if name in declared and request.actor.could(declared[name].permission)
    ]


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """A question for a day."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
        required=required,
    )


def text_field(label: Any, help_text: Any = "", *, rows: int = 3, required: bool = True) -> forms.CharField:
    """A question for a text of some lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=LONGEST, required=required)


def uses_to_choose(actor: Actor) -> list[tuple[str, Any]]:
    """The approved uses in force, with "none of them" first."""
    held = uses_to_roll_out(actor).order_by("tool__name", "title")
    return [("", _("None in particular")), *((str(each.pk), f"{each.tool.name}: {each.title}") for each in held)]


def uses_to_roll_out(actor: Actor) -> QuerySet[ApprovedUse]:
    """Approved uses that hold now or will: not ended, and not past their last day."""
    live = [UseState.ACTIVE.value, UseState.SUSPENDED.value]
    return uses(actor).filter(state__in=live, expires_on__gte=localdate())


def use_chosen(actor: Actor, chosen: str) -> ApprovedUse | None:
    """The use that was chosen, or None."""
    return use_by_id(actor, chosen) if chosen else None


def person_chosen(chosen: str) -> Person | None:
    """The person that was chosen, or None."""
    return person_by_id(chosen) if chosen else None
