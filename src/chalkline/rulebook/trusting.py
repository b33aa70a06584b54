"""Whom a gateway believes about the person behind an app: issuers of tokens, and front ends that sign.

Which claims of a token name a person is as its issuer publishes it, read in November 2026: Google (OpenID Connect),
Microsoft Entra (ID token claims; guests and other tenants are kept out by the tenant), Clever (identity token claims),
ClassLink (id_token and my/info), and any other issuer that keeps to OpenID Connect Core 1.0, section 5.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class IssuerKind(StrEnum):
    """Whose published claims a token carries."""

    GOOGLE = "google"
    MICROSOFT = "microsoft"
    CLEVER = "clever"
    CLASSLINK = "classlink"
    OTHER = "other"


class Algorithm(StrEnum):
    """How a front end signs."""

    HMAC = "hmac-sha256"
    ED25519 = "ed25519"


@dataclass(frozen=True)
class Published:
    """What a kind of issuer publishes. ``addresses`` and ``identifiers`` are claims that may name a person, best first.

    ``tenant`` is the claim that names the district among all customers; ``verified``: whether an address counts only
    with ``email_verified``. ``issuer`` and ``keys_url`` are "" where they are the district's own.
    """

    issuer: str
    keys_url: str
    addresses: tuple[str, ...]
    identifiers: tuple[str, ...] = ()
    tenant: str = ""
    verified: bool = True


PUBLISHED: dict[IssuerKind, Published] = {
    IssuerKind.GOOGLE: Published(
        "https://accounts.google.com", "https://www.googleapis.com/oauth2/v3/certs", ("email",), tenant="hd"
    ),
    IssuerKind.MICROSOFT: Published(
        "https://login.microsoftonline.com/{tenant}/v2.0",
        "https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys",
        ("upn", "preferred_username", "email"),
        ("oid",),
        tenant="tid",
        verified=False,  # names of its own tenant are the district's own; those of others are refused by the tenant
    ),
    IssuerKind.CLEVER: Published(
        "https://clever.com",
        "",
        ("email",),
        ("sub", "multi_role_user_id", "user_id"),
        tenant="district",
        verified=False,  # "false by default", says Clever; the addresses are those the district gave it
    ),
    IssuerKind.CLASSLINK: Published(
        "https://launchpad.classlink.com",
        "https://launchpad.classlink.com/oauth2/v2/jwks",
        ("email",),
        ("sourcedid",),
        tenant="tenantid",
        verified=False,
    ),
    IssuerKind.OTHER: Published("", "", ("email",)),
}


class OtherOrganization(Exception):
    """The claims are about somebody of another organization than the district."""


@dataclass(frozen=True)
class Naming:
    """By what claims name a person: an address ("" for none that counts) and identifiers."""

    address: str
    identifiers: tuple[str, ...]


def naming_of(kind: IssuerKind, tenant: str, claims: Mapping[str, Any]) -> Naming:
    """By what the claims of a checked token name a person. Raises OtherOrganization."""
    published = PUBLISHED[kind]
    if kind is IssuerKind.CLASSLINK:  # spelled "SourcedId" by one of its services, "sourcedId" by another
        claims = {name.lower(): value for name, value in claims.items()}
    if tenant and _text(claims, published.tenant).casefold() != tenant.casefold():
        raise OtherOrganization
    address = next((text for each in published.addresses if (text := _text(claims, each))), "")
    if published.verified and claims.get("email_verified") not in (True, "true"):
        address = ""
    return Naming(address, tuple(text for each in published.identifiers if (text := _text(claims, each))))


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name, "")
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


@dataclass(frozen=True)
class Issuer:
    """An issuer whose tokens are believed, for the audiences named (client ids of the district's own front ends).

    ``keys_url`` "" means: as its discovery document says. ``tenant`` is the district's own among its customers.
    """

    issuer_id: str
    kind: IssuerKind
    issuer: str
    audiences: frozenset[str]
    keys_url: str = ""
    tenant: str = ""


@dataclass(frozen=True)
class FrontEnd:
    """A front end that may say who is behind a call, by its signature, for these uses and no others.

    ``secret``: 64 hex digits, the shared secret or the public key. Within the encrypted pack only.
    """

    front_end_id: str
    algorithm: Algorithm
    secret: str
    uses: frozenset[str]
