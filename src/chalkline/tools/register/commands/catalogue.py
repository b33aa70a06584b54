"""Writes of the catalogue: load one, correct or add a service, take in a file of corrections, settle a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.register.catalogue import read_catalogue
from chalkline.tools.register.events import (
    CatalogueLoaded,
    ConflictSettled,
    ServiceAdded,
    ServiceCorrected,
)
from chalkline.tools.register.merging import adopted, conflicts, merged
from chalkline.tools.register.models import Catalogue, Service
from chalkline.tools.register.queries import (
    catalogue_in_force,
    held_of,
    known_services,
    no_such_service,
    tool_ref,
)
from chalkline.tools.register.rules import check_name, checked_override, folded, slug_of
from chalkline.tools.register.words import PLAIN, AiScope, CatalogueFile, Correction, Entry, Override

COLUMNS = (
    "name", "vendor", "domains", "app_patterns", "category", "ai_scope", "k12", "terms_age_min", "terms_age_note",
    "sources",
)  # fmt: skip
MERGED = (*COLUMNS, "district_override", "override_base")


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
        before = [getattr(service, column) for column in MERGED]
        own = {str(field): getattr(service, field) for field in PLAIN} if not service.catalogue_version else {}
        _lay(entry, service, given.version)
        _merge(service, own)
        if before != [getattr(service, column) for column in MERGED]:
            changed.append(service)
    dropped = [service for service in held.values() if service.catalogue_version and service.is_listed]
    Service.objects.bulk_create(new)
    seen = [entry.slug for entry in given.entries]
    Service.objects.bulk_update(changed, MERGED, batch_size=100)
    Service.objects.filter(slug__in=seen).update(catalogue_version=given.version, is_listed=True)
    Service.objects.filter(slug__in=[service.slug for service in dropped]).update(is_listed=False)
    return CatalogueLoaded(given.version, given.digest, len(seen), len(new), len(changed), len(dropped))


def _lay(entry: Entry, service: Service, version: int) -> Service:
    for column in COLUMNS:
        value = getattr(entry, column)
        setattr(service, column, list(value) if isinstance(value, tuple) else value)
    service.catalogue_version = version
    return service


def _merge(service: Service, own: Mapping[str, object]) -> None:
    """Keep what the district said through an update. ``own``: what it said of a service that it had added itself."""
    if own:
        adopting = held_of(service, base=own)
        service.district_override, service.override_base = adopted(adopting)
    service.override_base = merged(held_of(service))


@command(records=(ServiceCorrected,), may_change_nothing=True)
def correct_service(actor: Actor, slug: str, changes: Mapping[str, object], *, now: datetime) -> Service:
    """Lay the district's own knowledge over an entry: see words.Override. Kept through every update."""
    actor.must("tools.import_catalogue")
    service = Service.objects.select_for_update().filter(slug=slug).first()
    if service is None:
        raise no_such_service(slug)
    ours = {**service.district_override, **checked_override(changes)}
    ours = {name: value for name, value in ours.items() if value or name in PLAIN}
    if ours == service.district_override:
        return service
    _refuse_taken_domains(slug, ours.get(Override.DOMAINS, ()))
    _refuse_taken_ids(slug, ours)
    for field in PLAIN & set(changes):  # what the catalogue said when it was corrected: an update is compared with it
        service.override_base = {**service.override_base, str(field): getattr(service, field)}
    service.district_override = ours
    service.save(update_fields=["district_override", "override_base"])
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


@command(records=(ServiceCorrected, ServiceAdded), may_change_nothing=True)
def take_corrections(actor: Actor, given: Sequence[Correction], *, now: datetime) -> int:
    """Take in what a file says of services: corrections of those we know, new ones for the rest. All of it or nothing.

    Returns how many services changed. A list takes the place of the one there was; what a file leaves out stays.
    """
    actor.must("tools.import_catalogue")
    before = dict(Service.objects.values_list("slug", "district_override"))
    for each in given:
        if each.slug not in before:
            fields = dict(each.fields)
            domains = fields.pop("domains", [])
            added = add_service(
                actor, str(fields.pop("name", each.name)), list(domains) if isinstance(domains, (list, tuple)) else [],
                vendor=str(fields.pop("vendor", "")), ai_scope=AiScope(str(fields.pop("ai_scope", AiScope.CORE))),
                category=str(fields.pop("category", "")), now=now,
            )  # fmt: skip
            slug = added.slug
        else:
            slug, fields = each.slug, _new_in(each)
        if fields:
            correct_service(actor, slug, fields, now=now)
    after = dict(Service.objects.values_list("slug", "district_override"))
    return sum(before.get(slug) != ours for slug, ours in after.items())


def _new_in(given: Correction) -> dict[str, object]:
    """What is not so already."""
    service = Service.objects.get(pk=given.slug)
    said = {**{str(field): getattr(service, field) for field in PLAIN}, **service.district_override}
    return {name: value for name, value in given.fields.items() if said.get(name) != value}


@command(records=(ConflictSettled,))
def settle_conflict(actor: Actor, slug: str, field: str, *, keep_ours: bool, now: datetime) -> None:
    """Say who is right where a newer catalogue and the district disagree. Raises Problem("tools.no_such_conflict")."""
    actor.must("tools.import_catalogue")
    services = {each.slug: each for each in Service.objects.select_for_update()}
    found = next(
        (each for each in conflicts(map(held_of, services.values())) if (each.slug, each.field) == (slug, field)), None
    )
    if found is None:
        raise Problem(
            "tools.no_such_conflict",
            what=Sentence("There is nothing to settle here any more."),
            why=Sentence("Somebody has settled it, or the catalogue has changed since."),
            next_step=Sentence("Reload the page."),
            kind=Kind.CONFLICT,
        )
    mine, theirs = services[found.slug], services[found.theirs if field.startswith("domain:") else found.slug]
    domain = field.removeprefix("domain:")
    if domain != field:
        if keep_ours:
            _change_list(theirs, Override.NOT_DOMAINS, lambda held: {*held, domain})
        else:
            _change_list(mine, Override.DOMAINS, lambda held: held - {domain})
    elif keep_ours:
        mine.override_base = {**mine.override_base, field: found.theirs}
    else:
        mine.district_override = {name: value for name, value in mine.district_override.items() if name != field}
        mine.override_base = {name: value for name, value in mine.override_base.items() if name != field}
    for each in {mine.slug: mine, theirs.slug: theirs}.values():
        each.save(update_fields=["district_override", "override_base"])
    fact = ConflictSettled(tool_ref(found.slug), found.name, field, keep_ours)
    record(fact, actor_id=actor.id, now=now)


def _change_list(service: Service, name: Override, change: Callable[[set[str]], set[str]]) -> None:
    left = sorted(change(set(service.district_override.get(name, ()))))
    ours = {key: value for key, value in service.district_override.items() if key != name}
    service.district_override = {**ours, str(name): left} if left else ours


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


def _refuse_taken_ids(slug: str, ours: Mapping[str, object]) -> None:
    """An id of an app, or a name it goes by, leads to one service."""
    others = [each for each in known_services() if each.slug != slug]
    for name in (Override.CLIENT_IDS, Override.EXTENSION_IDS, Override.ALIASES):
        given = ours.get(name, ())
        taken = {folded(text) if name is Override.ALIASES else text: each.slug
                 for each in others for text in getattr(each, name)}  # fmt: skip
        for text in given if isinstance(given, (list, tuple)) else ():
            owner = taken.get(folded(text) if name is Override.ALIASES else text)
            if owner:
                raise Problem(
                    "tools.id_taken",
                    what=Sentence("{text} already belongs to “{owner}”.", text=text, owner=owner),
                    why=Sentence("An id, or a name that it goes by, leads to one service only."),
                    next_step=Sentence("Take it from that service first, if it is wrong there."),
                    kind=Kind.CONFLICT,
                    fields={str(name): Sentence("It already belongs to “{owner}”.", owner=owner)},
                )


def _already_there(name: str) -> Problem:
    return Problem(
        "tools.service_exists",
        what=Sentence("The catalogue already has a service called “{name}”.", name=name),
        why=Sentence("One service has one entry."),
        next_step=Sentence("Correct that entry, or give the new one a name that tells them apart."),
        kind=Kind.CONFLICT,
    )
