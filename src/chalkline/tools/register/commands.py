"""Writes of the register: load a catalogue, correct or add a service, register a tool, name its models."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.register.catalogue import read_catalogue
from chalkline.tools.register.events import (
    CatalogueLoaded,
    ModelsNamed,
    ServiceAdded,
    ServiceCorrected,
    ToolRegistered,
)
from chalkline.tools.register.models import Catalogue, Service, Tool
from chalkline.tools.register.queries import (
    catalogue_in_force,
    host_matcher,
    known_services,
    no_such_service,
    tool_ref,
)
from chalkline.tools.register.rules import check_name, checked_override, folded, slug_of
from chalkline.tools.register.words import AiScope, CatalogueFile, Entry, Override

COLUMNS = (
    "name", "vendor", "domains", "app_patterns", "category", "ai_scope", "k12", "terms_age_min", "terms_age_note",
    "sources",
)  # fmt: skip


@command(records=(CatalogueLoaded,), may_change_nothing=True)
def import_catalogue(actor: Actor, file: Path | bytes, *, now: datetime) -> Catalogue:
    """Load a catalogue file. Loading the same one again changes nothing; an older one is refused.

    What the district corrected itself stays as it is. Services that the file no longer lists stay too,
    marked as such, because logs and decisions name them.
    """
    actor.must("tools.import_catalogue")
    content = file if isinstance(file, bytes) else file.read_bytes()
    given = read_catalogue(content)
    latest = catalogue_in_force()
    if latest and latest.digest == given.digest:
        return latest
    if latest and given.version < latest.version:
        raise Problem(
            "tools.catalogue_older",
            what=Sentence("This catalogue is version {given}; version {ours} is loaded.", given=given.version,
                          ours=latest.version),
            why=Sentence("An older catalogue would forget services that are in the logs."),
            next_step=Sentence("Load the newest file."),
            kind=Kind.CONFLICT,
        )  # fmt: skip
    fact = _write(given)
    catalogue = Catalogue.objects.create(
        digest=given.digest,
        version=given.version,
        generated_on=given.generated_on,
        categories=dict(given.categories),
        loaded_by=actor.id,
        loaded_at=now,
    )
    record(fact, actor_id=actor.id, now=now)
    return catalogue


def _write(given: CatalogueFile) -> CatalogueLoaded:
    held = {service.slug: service for service in Service.objects.select_for_update()}
    new, changed = [], []
    for entry in given.entries:
        service = held.pop(entry.slug, None)
        if service is None:
            new.append(_lay(entry, Service(slug=entry.slug), given.version))
            continue
        before = [getattr(service, column) for column in COLUMNS]
        _lay(entry, service, given.version)
        if before != [getattr(service, column) for column in COLUMNS]:
            changed.append(service)
    dropped = [service for service in held.values() if service.catalogue_version and service.is_listed]
    Service.objects.bulk_create(new)
    seen = [entry.slug for entry in given.entries]
    Service.objects.bulk_update(changed, COLUMNS, batch_size=100)
    Service.objects.filter(slug__in=seen).update(catalogue_version=given.version, is_listed=True)
    Service.objects.filter(slug__in=[service.slug for service in dropped]).update(is_listed=False)
    return CatalogueLoaded(given.version, given.digest, len(seen), len(new), len(changed), len(dropped))


def _lay(entry: Entry, service: Service, version: int) -> Service:
    for column in COLUMNS:
        value = getattr(entry, column)
        setattr(service, column, list(value) if isinstance(value, tuple) else value)
    service.catalogue_version = version
    return service


@command(records=(ServiceCorrected,), may_change_nothing=True)
def correct_service(actor: Actor, slug: str, changes: Mapping[str, object], *, now: datetime) -> Service:
    """Lay the district's own knowledge over an entry: see words.Override. Kept through every update."""
    actor.must("tools.import_catalogue")
    service = Service.objects.select_for_update().filter(slug=slug).first()
    if service is None:
        raise no_such_service(slug)
    ours = {**service.district_override, **checked_override(changes)}
    if ours == service.district_override:
        return service
    _refuse_taken_domains(slug, ours.get(Override.DOMAINS, ()))
    service.district_override = ours
    service.save(update_fields=["district_override"])
    record(ServiceCorrected(tool_ref(slug), service.name, tuple(sorted(changes))), actor_id=actor.id, now=now)
    return service


@command(records=(ServiceAdded,))
def add_service(
    actor: Actor, name: str, domains: list[str], *, vendor: str = "", ai_scope: AiScope = AiScope.CORE,
    category: str = "", now: datetime,
) -> Service:  # fmt: skip
    """Add a service that no catalogue knows, so that the next logs recognise it."""
    actor.must("tools.import_catalogue")
    tidy = check_name(name)
    ours = checked_override({Override.DOMAINS: domains})
    slug = slug_of(tidy)
    if Service.objects.filter(slug=slug).exists():
        raise _already_there(tidy)
    _refuse_taken_domains(slug, ours[Override.DOMAINS])
    service = Service.objects.create(
        slug=slug,
        name=tidy,
        vendor=vendor.strip()[:120],
        ai_scope=ai_scope,
        category=category[:40],
        district_override=ours,
    )
    record(ServiceAdded(tool_ref(slug), tidy), actor_id=actor.id, now=now)
    return service


def _refuse_taken_domains(slug: str, domains: object) -> None:
    owners = {domain: each.slug for each in known_services() for domain in each.domains if each.slug != slug}
    for domain in domains if isinstance(domains, (list, tuple)) else ():
        if domain in owners:
            raise Problem(
                "tools.domain_taken",
                what=Sentence("{domain} already belongs to “{owner}”.", domain=domain, owner=owners[domain]),
                why=Sentence("A domain leads to one service only."),
                next_step=Sentence("Take the domain from that service first, if it is wrong there."),
                kind=Kind.CONFLICT,
            )


def _already_there(name: str) -> Problem:
    return Problem(
        "tools.service_exists",
        what=Sentence("The catalogue already has a service called “{name}”.", name=name),
        why=Sentence("One service has one entry."),
        next_step=Sentence("Correct that entry, or give the new one a name that tells them apart."),
        kind=Kind.CONFLICT,
    )


@command(records=(ToolRegistered,), may_change_nothing=True)
def register_tool(actor: Actor, slug_or_name: str, *, vendor: str = "", now: datetime) -> Tool:
    """Put a tool on the register: by its slug, its name, or an address of it. Twice changes nothing.

    A name that the catalogue knows, however it is written, becomes that service. Registering says
    nothing about whether the tool may be used.
    """
    actor.must("tools.register")
    service = _service_meant(slug_or_name)
    slug = service.slug if service else slug_of(check_name(slug_or_name))
    known = Tool.objects.filter(slug=slug).first() or (None if service else _same_name(slug_or_name))
    if known:
        return known
    name = str(service.district_override.get("name", service.name)) if service else check_name(slug_or_name)
    maker = str(service.district_override.get("vendor", service.vendor)) if service else vendor.strip()[:120]
    try:
        with transaction.atomic():
            tool = Tool.objects.create(
                slug=slug, name=name, vendor=maker, service=service, registered_by=actor.id, registered_at=now
            )
    except IntegrityError:  # somebody else registered it between the look and the write
        return Tool.objects.get(slug=slug)
    record(ToolRegistered(tool_ref(tool), name, maker, service is not None), actor_id=actor.id, now=now)
    return tool


def _service_meant(slug_or_name: str) -> Service | None:
    wanted = slug_or_name.strip()
    exact = Service.objects.filter(slug=wanted.lower()).first()
    if exact:
        return exact
    services = known_services()
    named = [each.slug for each in services if folded(each.name) == folded(wanted)]
    if "." in wanted and not named:
        by_host = host_matcher(services).service_of(wanted.split("//")[-1].split("/")[0].lower())
        named = [by_host] if by_host else []
    return Service.objects.filter(slug=named[0]).first() if named else None


def _same_name(name: str) -> Tool | None:
    return next((tool for tool in Tool.objects.all() if folded(tool.name) == folded(name)), None)


@command(records=(ModelsNamed,), may_change_nothing=True)
def name_models(actor: Actor, tool: Tool, models: list[str], *, now: datetime) -> Tool:
    """Say which models the gateway may route this tool's calls to."""
    actor.must("tools.name_models")
    names = sorted({model.strip() for model in models if model.strip()})
    if any(len(name) > 120 for name in names) or len(names) > 100:
        raise Problem(
            "tools.models_unclear",
            what=Sentence("These are not names of models."),
            why=Sentence("A model's name has at most 120 letters, and a tool at most 100 models."),
            next_step=Sentence("Write one name a line, as the model service spells it."),
        )
    current = Tool.objects.select_for_update().get(pk=tool.pk)
    if current.model_names == names:
        return current
    current.model_names = names
    current.save(update_fields=["model_names"])
    record(ModelsNamed(tool_ref(current), current.name, tuple(names)), actor_id=actor.id, now=now)
    return current
