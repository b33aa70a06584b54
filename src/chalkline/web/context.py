"""What every page's frame needs: the district's name, the navigation this person may see."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from chalkline.people.api import ROLE_NAMES, VISITOR, Actor
from chalkline.web.middleware import LOOK_COOKIE, LOOKS
from chalkline.web.places import here, places_for
from chalkline.web.routes import routes


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    actor: Actor = getattr(request, "actor", VISITOR)
    look = getattr(request, "look", request.COOKIES.get(LOOK_COOKIE, ""))
    return {
        "district": settings.CHALKLINE.district,
        "demo": settings.CHALKLINE.demo,
        "me": actor,
        "my_roles": roles_said(actor),
        "places": [] if actor.is_visitor else places_for(actor, here(request)),
        "look": look if look in LOOKS else "",
        "today": timezone.localdate(),
        "language": get_language() or "en",
        "has_register": "register.home" in routes(),
        "has_search": "search.home" in routes() and not actor.is_visitor,
    }


def roles_said(actor: Actor) -> list[Any]:
    """The roles held, the granted before the one the roster gives, each once."""
    return [ROLE_NAMES[role] for role in dict.fromkeys(holding.role for holding in actor.holdings)]
