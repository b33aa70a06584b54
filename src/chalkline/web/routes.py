"""How a page comes to be: one decorator that gives it an address, a name and the permission it needs.

    @page("discover/", name="discover.home", permission="discover.see_audit")
    def home(request: Request) -> HttpResponse: ...

    @page("register/", name="register.home", public=True)
    def register(request: Request) -> HttpResponse: ...

A page without a permission must say ``public=True``; one with neither does not load. The permission
here only keeps people out of places that hold nothing for them: every command and query behind the
page checks again, with the facts at hand. The golden matrix (tests/golden/routes.txt) shows who gets in.
"""

from __future__ import annotations

import functools
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, URLPattern, path, reverse

from chalkline.people.api import PERMISSIONS, Actor

View = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """A request as pages get it: with who is asking, and whether HTMX asked for a fragment."""

    actor: Actor
    htmx: Any
    place: str


@dataclass(frozen=True)
class Route:
    """A page's address, name, permission ("" when public), place in the navigation, and methods."""

    address: str
    name: str
    permission: str
    place: str
    methods: tuple[str, ...]
    view: View

    @property
    def public(self) -> bool:
        """Whether a stranger may read it."""
        return not self.permission


_routes: dict[str, Route] = {}

# Names begin with their domain; these domains live in a place of another name.
PLACE_OF_DOMAIN = {
    "requests": "decide",
    "reviews": "decide",
    "meetings": "decide",
    "responsibilities": "decide",
    "decisions": "decide",
    "policies": "decide",
    "expectations": "protect",
    "uses": "decide",
    "human_records": "decide",
    "ledger": "report",
    "readiness": "report",
    "register": "report",
    "tools": "discover",
    "evaluations": "discover",
    "questionnaires": "discover",
    "surveys": "discover",
    "fields": "discover",
    "concerns": "protect",
    "held_calls": "protect",
    "drills": "protect",
    "stops": "protect",
    "rules": "protect",
    "laws": "protect",
    "dry_run": "protect",
    "alerts": "protect",
    "outputs": "protect",
    "kept_texts": "protect",
    "class_views": "protect",
    "filter_lists": "protect",
    "feeds": "protect",
    "paired_prompts": "protect",
    "incidents": "protect",
    "security_audits": "protect",
    "calendar": "decide",
    "rollout": "decide",
    "choices": "report",
    "access": "report",
    "feedback": "prove",
}


def page(
    address: str,
    *,
    name: str,
    permission: str = "",
    public: bool = False,
    place: str = "",
    methods: tuple[str, ...] = ("GET",),
) -> Callable[[View], View]:
    """Declare a page. ``name`` is "domain.page"; ``place`` is the navigation's, else the domain's own."""
    if bool(permission) == public:
        raise ValueError(f"page {name} needs a permission, or public=True, and not both")
    if permission and permission not in PERMISSIONS:
        raise ValueError(f"page {name} names an unknown permission: {permission}")
    if name in _routes:
        raise ValueError(f"two pages are called {name}")
    domain = name.split(".")[0]
    allowed = tuple(dict.fromkeys([*methods, *(["HEAD"] if "GET" in methods else [])]))

    def declare(view: View) -> View:
        @functools.wraps(view)
        def gate(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            if permission and not request.actor.could(permission):
                request.actor.must(permission)
            request.place = route.place
            return view(request, *args, **kwargs)

        route = Route(address, name, permission, place or PLACE_OF_DOMAIN.get(domain, domain), allowed, gate)
        gate.route = route  # type: ignore[attr-defined]
        _routes[name] = route
        return gate

    return declare


def routes() -> dict[str, Route]:
    """Every declared page by its name, in the order of declaration."""
    return dict(_routes)


def address_of(name: str, *arguments: Any) -> str:
    """The address of a page by its name; "" where no page of that name takes these arguments."""
    try:
        return reverse(name, args=arguments) if name in _routes else ""
    except NoReverseMatch:
        return ""


def route_of(view: Any) -> Route | None:
    """The declaration of a view, or None for one that is not a page of ours."""
    return getattr(view, "route", None)


def patterns() -> list[URLPattern]:
    """Load every module of web/pages and give the addresses they declared."""
    package = import_module("chalkline.web.pages")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(found.name)
    return [path(route.address, route.view, name=route.name) for route in _routes.values()]


def is_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asked, and wants a piece of a page rather than a whole one."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted)


__all__ = ["HttpResponse", "Request", "Route", "address_of", "is_fragment", "page", "patterns", "route_of", "routes"]
