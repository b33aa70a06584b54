"""From what a token or a front end says to one person of the roster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalkline.gateway.directory import Directory, Known, SeveralPeople
from chalkline.gateway.identity.refusals import person_unclear, person_unknown, token_unfit
from chalkline.gateway.refusing import person_former
from chalkline.rulebook.trusting import PUBLISHED, Issuer, IssuerKind, Published


def person_of_claims(issuer: Issuer, claims: Mapping[str, Any], directory: Directory) -> Known:
    """Who a token is about. Raises Refused.

    Every claim that may name a person and is somebody's of the roster has to name the same one: an address that now
    belongs to somebody else is noticed by the identifier beside it.
    """
    published = PUBLISHED[issuer.kind]
    if issuer.kind is IssuerKind.CLASSLINK:  # spelled "SourcedId" by one of its services, "sourcedId" by another
        claims = {name.lower(): value for name, value in claims.items()}
    if issuer.tenant and str(claims.get(published.tenant, "")).casefold() != issuer.tenant.casefold():
        raise token_unfit("it is of another organization.")
    found = [each for each in _named(published, claims, directory) if each]
    if not found:
        raise person_unknown()
    if len({each.mark for each in found}) > 1:
        raise person_unclear()
    return _here(found[0])


def person_named(text: str, directory: Directory) -> Known:
    """Who a front end means by an address, a roster id or a student number. Raises Refused."""
    try:
        found = directory.by_email(text) if "@" in text else directory.by_identifier(text)
    except SeveralPeople:
        raise person_unclear() from None
    if found is None:
        raise person_unknown()
    return _here(found)


def _named(published: Published, claims: Mapping[str, Any], directory: Directory) -> list[Known | None]:
    found: list[Known | None] = []
    try:
        address = next((text for each in published.addresses if (text := _text(claims, each))), "")
        if address and (not published.verified or claims.get("email_verified") in (True, "true")):
            found.append(directory.by_email(address))
        found += [directory.by_identifier(text) for each in published.identifiers if (text := _text(claims, each))]
    except SeveralPeople:
        raise person_unclear() from None
    return found


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name, "")
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _here(known: Known) -> Known:
    if known.former:
        raise person_former()
    return known
