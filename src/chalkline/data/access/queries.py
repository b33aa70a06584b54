"""Reads of access requests, for those who answer them, and what is held about a child."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chalkline.data.access.models import AccessRequest
from chalkline.data.access.words import OPEN
from chalkline.data.families.api import Choice, Letter
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Person


def access_requests(actor: Actor) -> QuerySet[AccessRequest]:
    """Every request, what is due first on top."""
    actor.must("access.answer")
    return AccessRequest.objects.select_related("child__school")


def open_access_requests(actor: Actor) -> QuerySet[AccessRequest]:
    """Those that wait for an answer."""
    return access_requests(actor).filter(state__in=[each.value for each in OPEN])


def access_by_id(actor: Actor, access_id: str) -> AccessRequest:
    """One request. Raises Problem("not_found")."""
    found = access_requests(actor).filter(pk=id_from(access_id)).first()
    if found is None:
        raise not_found(Sentence("request"))
    return found


def held_about(child: Person) -> dict[str, Any]:
    """Everything that the tables of these steps hold about one child. Only ``export_held`` hands it out."""
    return {
        "from_the_roster": {
            "given_name": child.given_name,
            "family_name": child.family_name,
            "email": child.email,
            "username": child.username,
            "student_number": child.local_number,
            "roster_id": child.sourced_id or "",
            "school": child.school.name if child.school else "",
            "grade": child.grade,
            "classes": list(child.classes),
            "is_on_the_roster_now": child.is_active,
        },
        "what_the_family_said": [
            {
                "tool": each.tool.name,
                "said": each.said,
                "heard_by": each.heard_by,
                "from": each.recorded_at.isoformat(),
                "until": each.withdrawn_at.isoformat() if each.withdrawn_at else None,
            }
            for each in Choice.objects.filter(child=child).select_related("tool").order_by("recorded_at")
        ],
        "letters_to_the_family": [
            {"made": each.made_at.isoformat(), "tools": each.tools, "ended": bool(each.ended_at)}
            for each in Letter.objects.filter(child=child).order_by("made_at")
        ],
        "requests_to_see_this": [
            {"received_on": each.received_on.isoformat(), "state": each.state}
            for each in AccessRequest.objects.filter(child=child).order_by("received_on")
        ],
    }
