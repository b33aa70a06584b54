"""Reads of what was said of flows, by use."""

from __future__ import annotations

from django.db.models import QuerySet

from chalkline.data.flows.models import Route
from chalkline.people.api import Actor


def routes(actor: Actor) -> QuerySet[Route]:
    """Everything that was said of why and how data goes to tools."""
    actor.must("data.see")
    return Route.objects.select_related("system")


def routes_of_use(actor: Actor, use_id: str) -> dict[str, Route]:
    """{element: what was said of it} for one approved use."""
    return {route.element: route for route in routes(actor).filter(use_id=use_id)}
