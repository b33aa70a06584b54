"""Reads of the register: services in force, matchers made from them, tools. Finding them by name: searching.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.reading import once_a_reading
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import facts_of_kinds, kept_until_something_happens
from chalkline.people.api import Actor
from chalkline.tools.register.app_names import AppMatcher
from chalkline.tools.register.hosts import HostMatcher
from chalkline.tools.register.merging import Held, claimed, conflicts
from chalkline.tools.register.models import Catalogue, Service, Tool
from chalkline.tools.register.words import PLAIN, AiScope, Conflict, Correction, Known


def tool_ref(tool: Tool | str) -> SubjectRef:
    """How facts and policies name a tool: by its slug."""
    return SubjectRef("tool", tool if isinstance(tool, str) else tool.slug)


def tool_by_slug(slug: str) -> Tool | None:
    """A registered tool, or None."""
    return Tool.objects.filter(slug=slug).select_related("service").first()


def tools_known() -> QuerySet[Tool]:
    """Every registered tool, by name."""
    return Tool.objects.select_related("service")


def tool_names(slugs: Iterable[str]) -> dict[str, str]:
    """How these tools are called, by slug."""
    return dict(Tool.objects.order_by().filter(slug__in=list(slugs)).values_list("slug", "name"))


@once_a_reading
def known_services() -> tuple[Known, ...]:
    """Every service of the catalogue with the district's corrections laid over it."""
    return _services_now()


@kept_until_something_happens
def _services_now() -> tuple[Known, ...]:
    versions = Service.objects.values_list("catalogue_version").annotate(n=Count("slug")).order_by("catalogue_version")
    return _known_services(catalogue_mark(), tuple(versions))


@lru_cache(maxsize=2)
def _known_services(_mark: str, _versions: tuple[tuple[int, int], ...]) -> tuple[Known, ...]:
    services = list(Service.objects.all())
    taken = claimed(map(held_of, services))
    return tuple(as_known(service, taken) for service in services)


def known_service(slug: str) -> Known | None:
    """One service with the district's corrections, or None."""
    if all(each.slug != slug for each in known_services()):
        return None
    service = Service.objects.filter(slug=slug).first()
    return as_known(service) if service else None


def held_of(service: Service, *, base: Mapping[str, object] | None = None) -> Held:
    """What is shipped, what is ours, what was shipped when we corrected it."""
    shipped = {"name": service.name, "vendor": service.vendor, "category": service.category,
               "ai_scope": service.ai_scope, "domains": service.domains}  # fmt: skip
    return Held(service.slug, shipped, service.district_override, service.override_base if base is None else base)


def open_conflicts(actor: Actor) -> list[Conflict]:
    """Where a newer catalogue and the district disagree."""
    actor.must("tools.import_catalogue")
    return conflicts(map(held_of, Service.objects.all()))


def corrections(actor: Actor) -> list[Correction]:
    """What the district says of services: corrections and its own additions."""
    actor.must("tools.see")
    return [
        Correction(each.slug, each.name, _said_of(each), is_added=not each.catalogue_version)
        for each in Service.objects.order_by("slug")
        if each.district_override or not each.catalogue_version
    ]


def _said_of(service: Service) -> dict[str, object]:
    own = {str(field): getattr(service, field) for field in PLAIN if getattr(service, field)}
    return {**({} if service.catalogue_version else own), **service.district_override}


def as_known(service: Service, taken: Mapping[str, str] | None = None) -> Known:
    """The entry as it counts here. ``taken``: domains that the district gave to a service, which it alone has."""
    ours: dict[str, Any] = service.district_override
    wrong = {domain for domain in service.domains if (taken or {}).get(domain, service.slug) != service.slug}
    wrong |= set(ours.get("not_domains", ()))
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
        extension_ids=tuple(ours.get("extension_ids", ())),
        aliases=tuple(ours.get("aliases", ())),
    )


def correction_of(actor: Actor, slug: str) -> tuple[Known, dict[str, Any]]:
    """A service as it counts here, and what of it the district said itself. Raises Problem("not_found")."""
    actor.must("tools.import_catalogue")
    service = Service.objects.filter(slug=slug).first()
    if service is None:
        raise not_found(Sentence("service"))
    return as_known(service), dict(service.district_override)


@once_a_reading
def catalogue_in_force() -> Catalogue | None:
    """The catalogue that was loaded last, or None before the first."""
    return Catalogue.objects.first()


@once_a_reading
def catalogue_mark() -> str:
    """Changes with anything that the catalogue or the district says of a service; cheap where most is as it came."""
    loaded = Catalogue.objects.values_list("digest", "version").first()
    ours = Service.objects.exclude(district_override={}).order_by("slug").values_list("slug", "district_override")
    added = (
        Service.objects.filter(catalogue_version=0)
        .order_by("slug")
        .values_list(
            "slug", "name", "vendor", "category", "ai_scope", "k12", "terms_age_min", "domains", "app_patterns"
        )
    )
    return digest_of([loaded, list(ours), list(added)])


def corrected_since(at: datetime) -> bool:
    """Whether the district has corrected or added a service after an instant: what was read before may know less."""
    told = facts_of_kinds("tools.service.corrected/1", "tools.service.added/1")
    return bool(told) and told[-1].at > at


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
