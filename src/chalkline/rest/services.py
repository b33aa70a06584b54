"""/api/v1/services: what the district knows better than the catalogue of AI services."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema, Status

from chalkline.kernel.clock import utc_now
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    created,
    like,
    paged,
    who,
)
from chalkline.tools.register.api import (
    AiScope,
    Conflict,
    Correction,
    Known,
    add_service,
    correct_service,
    correction_of,
    corrections,
    open_conflicts,
    read_corrections,
    settle_conflict,
    take_corrections,
)

router = Place(tags=["tools"])


class CatalogueCorrectionSent(Sent):
    """Lists take the place of those the district gave before; what is left out stays as it is."""

    model_config = like(aliases=["Acme EdTech"], extension_ids=["balacdifikbjpmebghecpchhlaidknag"])

    domains: list[Short] | None = Field(None, max_length=500, description="Further web addresses.")
    not_domains: list[Short] | None = Field(None, max_length=500, description="Addresses that are wrong there.")
    client_ids: list[Short] | None = Field(None, max_length=500, description="Ids of its apps at sign-in.")
    extension_ids: list[Short] | None = Field(None, max_length=500, description="Ids of extensions and installed apps.")
    aliases: list[Short] | None = Field(None, max_length=500, description="What ledgers and people call it here.")
    ai_scope: AiScope | None = None


class ServiceSent(Sent):
    """A service that no catalogue knows."""

    model_config = like(name="Owl Tutor", domains=["owltutor.example"], vendor="Owl", ai_scope="core")

    name: Short
    domains: list[Short] = Field(default_factory=list, max_length=500)
    vendor: Short = ""
    ai_scope: AiScope = AiScope.CORE


class ServiceKnown(Schema):
    """A service of the catalogue as it counts here, with the district's corrections laid over it."""

    model_config = like(
        id="poe", name="Poe", vendor="Quora", domains=["poe.com"], client_ids=[], extension_ids=[],
        aliases=["Acme Chat"], ai_scope="core",
    )  # fmt: skip

    id: str
    name: str
    vendor: str
    domains: list[str]
    client_ids: list[str]
    extension_ids: list[str]
    aliases: list[str]
    ai_scope: AiScope


class ConflictTold(Schema):
    """Where a newer catalogue and the district disagree. ``field`` is "name", "vendor", ... or "domain:NAME"."""

    service: str
    name: str
    field: str
    ours: str
    theirs: str
    theirs_name: str


class ConflictPage(Page[ConflictTold]):
    """Disagreements that nobody has settled."""


class ConflictAnswered(Sent):
    """Which of the two counts."""

    model_config = like(service="chatgpt", field="vendor", keep_ours=True)

    service: Id
    field: Short
    keep_ours: bool


class CorrectionsSent(Sent):
    """Corrections of many services, as CSV or YAML; all of it or nothing."""

    model_config = like(file="service,aliases\npoe,Acme Chat\n")

    file: str = Field(max_length=1_500_000)


class ServicesChanged(Schema):
    """How many services changed."""

    model_config = like(changed=1)

    changed: int


class CorrectionTold(Schema):
    """What the district says of one service."""

    service: str
    name: str
    says: dict[str, Any]
    is_added: bool


class CorrectionPage(Page[CorrectionTold]):
    """Services of which the district says something."""


@router.get("/services/conflicts", response={200: ConflictPage, REFUSALS: ProblemDocument})
def list_conflicts(request: HttpRequest, span: Query[Span]) -> object:
    """Where a newer catalogue and the district disagree; what the district said counts until somebody decides."""
    return paged(open_conflicts(who(request)), span, _conflict)


@router.post("/services/conflicts", response={204: None, REFUSALS: ProblemDocument})
def settle_a_conflict(request: HttpRequest, given: ConflictAnswered) -> Status[None]:
    """Say which of the two counts."""
    settle_conflict(who(request), given.service, given.field, keep_ours=given.keep_ours, now=utc_now())
    return NOTHING


@router.get("/services/corrections", response={200: CorrectionPage, REFUSALS: ProblemDocument})
def list_corrections(request: HttpRequest, span: Query[Span]) -> object:
    """What the district says of services: corrections and its own additions."""
    return paged(corrections(who(request)), span, _correction)


@router.post("/services/corrections", response={200: ServicesChanged, REFUSALS: ProblemDocument})
def take_corrections_in(request: HttpRequest, given: CorrectionsSent) -> object:
    """Take corrections of many services, all of them or none."""
    return ServicesChanged(changed=take_corrections(who(request), read_corrections(given.file.encode()), now=utc_now()))


@router.get("/services/{service_id}", response={200: ServiceKnown, REFUSALS: ProblemDocument})
def read_service(request: HttpRequest, service_id: Id) -> object:
    """One service, for those who keep the catalogue."""
    return _known(correction_of(who(request), service_id)[0])


@router.post("/services/{service_id}/correct", response={200: ServiceKnown, REFUSALS: ProblemDocument})
def correct_catalogue(request: HttpRequest, service_id: Id, given: CatalogueCorrectionSent) -> object:
    """Say what the district knows better. It is kept through every update of the catalogue."""
    actor = who(request)
    changes = {name: value for name, value in given.dict().items() if value is not None}
    correct_service(actor, service_id, changes, now=utc_now())
    return _known(correction_of(actor, service_id)[0])


@router.post("/services", response={201: ServiceKnown, REFUSALS: ProblemDocument})
def add_to_catalogue(request: HttpRequest, given: ServiceSent) -> object:
    """Add a service, so that what is loaded from now on recognises it."""
    actor = who(request)
    made = add_service(
        actor, given.name, list(given.domains), vendor=given.vendor, ai_scope=given.ai_scope, now=utc_now()
    )
    return created(_known(correction_of(actor, made.slug)[0]))


def _conflict(each: Conflict) -> ConflictTold:
    return ConflictTold(
        service=each.slug, name=each.name, field=each.field, ours=each.ours, theirs=each.theirs,
        theirs_name=each.theirs_name,
    )  # fmt: skip


def _correction(each: Correction) -> CorrectionTold:
    return CorrectionTold(service=each.slug, name=each.name, says=dict(each.fields), is_added=each.is_added)


def _known(service: Known) -> ServiceKnown:
    return ServiceKnown(
        id=service.slug,
        name=service.name,
        vendor=service.vendor,
        domains=list(service.domains),
        client_ids=list(service.client_ids),
        extension_ids=list(service.extension_ids),
        aliases=list(service.aliases),
        ai_scope=service.ai_scope,
    )
