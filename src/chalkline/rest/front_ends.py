"""/api/v1/front-ends and /api/v1/issuers: whom gateways believe about the person behind an app."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.publish.front_ends.api import (
    FrontEnd,
    FrontEndWanted,
    IssuerWanted,
    Program,
    TrustedIssuer,
    front_end_by_id,
    front_ends,
    issuer_by_id,
    issuers,
    name_issuer,
    register_front_end,
    replace_secret,
    withdraw_front_end,
    withdraw_issuer,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Named,
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
from chalkline.rulebook.api import Algorithm, IssuerKind

router = Place(tags=["front ends"])

FRONT_END = {
    "id": "3c0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10",
    "name": "Chat for students",
    "program": "open_webui",
    "owner": {"id": "7a0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11", "name": "Theo Banks"},
    "uses": ["2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11"],
    "algorithm": "hmac-sha256",
    "registered_at": "2026-11-20T15:00:00Z",
    "withdrawn_at": None,
}
ISSUER = {
    "id": "4d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10",
    "kind": "google",
    "issuer": "https://accounts.google.com",
    "tenant": "cedarhollow.example",
    "audiences": ["1234-abcd.apps.googleusercontent.com"],
    "named_at": "2026-11-20T15:00:00Z",
    "withdrawn_at": None,
}


class FrontEndSent(Sent):
    """A front end to register. ``public_key`` (64 hex digits) only with Ed25519."""

    model_config = like(
        name="Chat for students", program="open_webui", owner_id="7a0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11",
        uses=["2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11"],
    )  # fmt: skip

    name: Short
    program: Program
    owner_id: UUID
    uses: list[Id] = Field(max_length=100)
    algorithm: Algorithm = Algorithm.HMAC
    public_key: Short = ""


class FrontEndTold(Schema):
    """A front end, without its secret."""

    model_config = like(**FRONT_END)

    id: str
    name: str
    program: str
    owner: Named
    uses: list[str]
    algorithm: str
    registered_at: datetime
    withdrawn_at: datetime | None


class FrontEndPage(Page[FrontEndTold]):
    """Front ends, by name."""


class FrontEndSecret(FrontEndTold):
    """A front end with its shared secret, shown now and never again ("" where it signs with a key of its own)."""

    model_config = like(**(FRONT_END | {"secret": "5f3a…"}))

    secret: str


class IssuerSent(Sent):
    """An issuer to believe. ``issuer`` only for kind "other"; ``tenant`` for all others."""

    model_config = like(kind="google", tenant="cedarhollow.example", audiences=["1234-abcd.apps.googleusercontent.com"])

    kind: IssuerKind
    audiences: list[Short] = Field(max_length=20)
    tenant: Short = ""
    issuer: Short = ""
    keys_url: Short = ""


class IssuerTold(Schema):
    """An issuer whose sign-ins are believed."""

    model_config = like(**ISSUER)

    id: str
    kind: str
    issuer: str
    tenant: str
    audiences: list[str]
    named_at: datetime
    withdrawn_at: datetime | None


class IssuerPage(Page[IssuerTold]):
    """Issuers, by address."""


@router.get("/front-ends", response={200: FrontEndPage, REFUSALS: ProblemDocument})
def list_front_ends(request: HttpRequest, span: Query[Span]) -> object:
    """Front ends one may see: all of them, or those one answers for."""
    return paged(front_ends(who(request)), span, _told)


@router.post("/front-ends", response={201: FrontEndSecret, REFUSALS: ProblemDocument})
def register_a_front_end(request: HttpRequest, front_end: FrontEndSent) -> object:
    """Register a front end that may say who calls."""
    wanted = FrontEndWanted(
        name=front_end.name,
        program=front_end.program,
        owner_id=str(front_end.owner_id),
        uses=frozenset(front_end.uses),
        algorithm=front_end.algorithm,
        public_key=front_end.public_key,
    )
    made, secret = register_front_end(who(request), wanted, now=utc_now())
    return created(FrontEndSecret(**_told(made).dict(), secret=secret))


@router.get("/front-ends/{front_end_id}", response={200: FrontEndTold, REFUSALS: ProblemDocument})
def read_front_end(request: HttpRequest, front_end_id: UUID) -> object:
    """One front end."""
    return _told(front_end_by_id(who(request), str(front_end_id)))


@router.post("/front-ends/{front_end_id}/secret", response={200: FrontEndSecret, REFUSALS: ProblemDocument})
def replace_the_secret(request: HttpRequest, front_end_id: UUID) -> object:
    """A new shared secret; the one before stops counting within seconds."""
    actor = who(request)
    made, secret = replace_secret(actor, front_end_by_id(actor, str(front_end_id)), now=utc_now())
    return FrontEndSecret(**_told(made).dict(), secret=secret)


@router.post("/front-ends/{front_end_id}/withdraw", response={200: FrontEndTold, REFUSALS: ProblemDocument})
def withdraw_a_front_end(request: HttpRequest, front_end_id: UUID) -> object:
    """Believe it no more."""
    actor = who(request)
    return _told(withdraw_front_end(actor, front_end_by_id(actor, str(front_end_id)), now=utc_now()))


@router.get("/issuers", response={200: IssuerPage, REFUSALS: ProblemDocument})
def list_issuers(request: HttpRequest, span: Query[Span]) -> object:
    """Issuers whose sign-ins are or were believed."""
    return paged(issuers(who(request)), span, _issuer_told)


@router.post("/issuers", response={201: IssuerTold, REFUSALS: ProblemDocument})
def name_an_issuer(request: HttpRequest, issuer: IssuerSent) -> object:
    """Name an issuer whose sign-ins gateways believe."""
    wanted = IssuerWanted(issuer.kind, frozenset(issuer.audiences), issuer.tenant, issuer.issuer, issuer.keys_url)
    return created(_issuer_told(name_issuer(who(request), wanted, now=utc_now())))


@router.post("/issuers/{issuer_id}/withdraw", response={200: IssuerTold, REFUSALS: ProblemDocument})
def withdraw_an_issuer(request: HttpRequest, issuer_id: UUID) -> object:
    """Believe its sign-ins no more."""
    actor = who(request)
    return _issuer_told(withdraw_issuer(actor, issuer_by_id(actor, str(issuer_id)), now=utc_now()))


def _told(front_end: FrontEnd) -> FrontEndTold:
    return FrontEndTold(
        id=str(front_end.pk),
        name=front_end.name,
        program=front_end.program,
        owner=Named(id=str(front_end.owner_id), name=str(front_end.owner)),
        uses=front_end.uses,
        algorithm=front_end.algorithm,
        registered_at=front_end.registered_at,
        withdrawn_at=front_end.withdrawn_at,
    )


def _issuer_told(issuer: TrustedIssuer) -> IssuerTold:
    return IssuerTold(
        id=str(issuer.pk),
        kind=issuer.kind,
        issuer=issuer.issuer,
        tenant=issuer.tenant,
        audiences=issuer.audiences,
        named_at=issuer.named_at,
        withdrawn_at=issuer.withdrawn_at,
    )
