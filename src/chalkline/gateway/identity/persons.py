"""From what a token or a front end says to one person of the roster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalkline.gateway.directory import Directory, Known, SeveralPeople
from chalkline.gateway.identity.refusals import person_unclear, person_unknown, token_unfit
from chalkline.gateway.refusing import person_former
from chalkline.rulebook.trusting import Issuer, OtherOrganization, naming_of


def person_of_claims(issuer: Issuer, claims: Mapping[str, Any], directory: Directory) -> Known:
    """Who a token is about. Raises Refused.

    Every claim that may name a person and is somebody's of the roster has to name the same one: an address that now
    belongs to somebody else is noticed by the identifier beside it.
    """
    try:
        naming = naming_of(issuer.kind, issuer.tenant, claims)
        known = [directory.by_identifier(each) for each in naming.identifiers]
        known.append(directory.by_email(naming.address) if naming.address else None)
    except OtherOrganization:
        raise token_unfit("it is of another organization.") from None
    except SeveralPeople:
        raise person_unclear() from None
    found = [each for each in known if each]
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


def _here(known: Known) -> Known:
    if known.former:
        raise person_former()
    return known
