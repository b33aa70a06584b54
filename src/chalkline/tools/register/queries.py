"""Reads of the register: services in force, matchers made from them, tools, search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.tools.register.app_names import AppMatcher
from chalkline.tools.register.hosts import HostMatcher, normal_host
from chalkline.tools.register.models import Catalogue, Service, Tool
from chalkline.tools.register.rules import FAR, LONGEST_SEARCH, closeness
from chalkline.tools.register.words import AiScope, Found, Known


def tool_ref(tool: Tool | str) -> SubjectRef:
    """How facts and policies name a tool: by its slug."""
    return SubjectRef("tool", tool if isinstance(tool, str) else tool.slug)


def tool_by_slug(slug: str) -> Tool | None:
    """A registered tool, or None."""
    return Tool.objects.filter(slug=slug).select_related("service").first()


def tools_known() -> QuerySet[Tool]:
    """Every registered tool, by name."""
    return Tool.objects.select_related("service")


def known_services() -> tuple[Known, ...]:
    """Every service of the catalogue with the district's corrections laid over it."""
    return tuple(as_known(service) for service in Service.objects.all())


def known_service(slug: str) -> Known | None:
    """One service with the district's corrections, or None."""
    service = Service.objects.filter(slug=slug).first()
    return as_known(service) if service else None


def as_known(service: Service) -> Known:
    """The entry as it counts here."""
    ours: dict[str, Any] = service.district_override
    wrong = set(ours.get("not_domains", ()))
    domains = (*service.domains, *ours.get("domains", ()))
    return Known(
        slug=service.slug,
        name=ours.get("name", service.name),
        vendor=ours.get("vendor", service.vendor),
        domains=tuple(dict.fromkeys(domain for domain in domains if domain not in wrong)),
        app_patterns=tuple(service.app_patterns),
        client_ids=tuple(ours.get("client_ids", ())),
        category=ours.get("category", service.category),
        ai_scope=AiScope(ours.get("ai_scope", service.ai_scope)),
        k12=service.k12,
        terms_age_min=service.terms_age_min,
    )


def catalogue_in_force() -> Catalogue | None:
    """The catalogue that was loaded last, or None before the first."""
    return Catalogue.objects.first()


def category_name(category: str) -> str:
    """What the catalogue calls a category."""
    latest = catalogue_in_force()
    return str(latest.categories.get(category, category)) if latest else category


def host_matcher(services: Iterable[Known]) -> HostMatcher:
    """The matcher of hosts for these services."""
    return HostMatcher({domain: service.slug for service in services for domain in service.domains})


def app_matcher(services: Iterable[Known]) -> AppMatcher:
    """The matcher of app ids and names for these services."""
    known = tuple(services)
    return _app_matcher(
        tuple((each.slug, each.name, each.app_patterns) for each in known),
        tuple((client_id, each.slug) for each in known for client_id in each.client_ids),
    )


@lru_cache(maxsize=4)
def _app_matcher(
    named: tuple[tuple[str, str, tuple[str, ...]], ...], client_ids: tuple[tuple[str, str], ...]
) -> AppMatcher:
    return AppMatcher(
        {slug: name for slug, name, _ in named}, {slug: patterns for slug, _, patterns in named}, dict(client_ids)
    )


def search_tools(actor: Actor, text: str, *, limit: int = 8) -> list[Found]:
    """Tools and catalogue services by name, maker, pasted address or near-miss, nearest first.

    Registered tools come before services that are as near. An empty text finds nothing.
    """
    actor.must("tools.see")
    wanted = text.strip()[:LONGEST_SEARCH]
    if not wanted:
        return []
    services = known_services()
    found = {
        each.slug: Found(each.slug, each.name, each.vendor, False, each.ai_scope, each.category, near)
        for each in services
        if (near := _nearness(wanted, each.name, each.slug, each.vendor)) < FAR
    }
    for slug in _by_address_or_app(wanted, services):
        each = next(service for service in services if service.slug == slug)
        found[slug] = Found(slug, each.name, each.vendor, False, each.ai_scope, each.category, 0)
    for tool in Tool.objects.select_related("service"):
        near = min(_nearness(wanted, tool.name, tool.slug, tool.vendor), _closeness_in(found, tool.slug))
        if near < FAR:
            scope = AiScope(tool.service.ai_scope) if tool.service else None
            category = tool.service.category if tool.service else ""
            found[tool.slug] = Found(tool.slug, tool.name, tool.vendor, True, scope, category, near)
    ranked = sorted(found.values(), key=lambda each: (each.closeness, not each.registered, each.name.casefold()))
    return ranked[:limit]


def _nearness(wanted: str, name: str, slug: str, vendor: str) -> int:
    by_maker = closeness(wanted, [vendor]) if vendor else FAR
    return min(closeness(wanted, [name, slug]), by_maker + 3 if by_maker <= 2 else FAR)


def _closeness_in(found: dict[str, Found], slug: str) -> int:
    return found[slug].closeness if slug in found else FAR


def _by_address_or_app(wanted: str, services: tuple[Known, ...]) -> set[str]:
    slugs = {app_matcher(services).service_of(wanted)}
    host = normal_host(wanted) if "." in wanted else ""
    if host:
        slugs.add(host_matcher(services).service_of(host))
    return {slug for slug in slugs if slug}


def registered(slug: str) -> Tool:
    """A registered tool. Raises Problem("not_found")."""
    tool = tool_by_slug(slug)
    if tool is None:
        raise not_found(Sentence("tool"))
    return tool


def no_such_service(slug: str) -> Problem:
    """The answer to a slug that the catalogue does not hold."""
    return Problem(
        "tools.no_such_service",
        what=Sentence("The catalogue has no service called “{slug}”.", slug=slug),
        why=Sentence("Only services in the catalogue can be corrected."),
        next_step=Sentence("Search for it by name, or add it as a new service."),
    )
