"""What every page's frame needs: the district's name, the navigation this person may see."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from chalkline.ledger.api import latest_checkpoint
from chalkline.people.api import ROLE_NAMES, VISITOR, Actor, roles_to_show
from chalkline.web.middleware import LOOK_COOKIE, LOOKS
from chalkline.web.personas import may_choose
from chalkline.web.places import here, places_for
from chalkline.web.routes import address_of, routes


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    actor: Actor = getattr(request, "actor", VISITOR)
    look = getattr(request, "look", request.COOKIES.get(LOOK_COOKIE, ""))
    return {
        "district": settings.CHALKLINE.district,
        "demo": settings.CHALKLINE.demo,
        "me": actor,
        "my_roles": [ROLE_NAMES[role] for role in roles_to_show(actor.holdings)],
        "places": [] if actor.is_visitor else places_for(actor, here(request)),
        "look": look if look in LOOKS else "",
        "today": timezone.localdate(),
        "language": get_language() or "en",
        "has_register": "register.home" in routes(),
        "checkpoint": SimpleLazyObject(latest_checkpoint),
        "ask_url": address_of("ask.home") if actor.could("requests.file") else "",
        "concern_url": address_of("concerns.raise") if actor.could("concerns.raise") else "",
        "people_url": address_of("people.home") if actor.could("people.see_staff") else "",
        "has_personas": may_choose(request),
        "sign_in_ways": SimpleLazyObject(_sign_in_ways),
        "register_url": address_of("register.home"),
        "has_search": "search.home" in routes() and not actor.is_visitor,
    }


def _sign_in_ways() -> list[dict[str, str]]:
    """The OpenID providers one can sign in with: what their addresses and their buttons call them."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [{"provider_id": app["provider_id"], "name": app["name"]} for app in apps]
