"""Whether a front end or an issuer may be believed as it was written down. Pure."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.front_ends.words import FrontEndWanted, IssuerWanted
from chalkline.rulebook.policy import Terms
from chalkline.rulebook.trusting import PUBLISHED, Algorithm
from chalkline.rulebook.words import KeptBy

LONGEST_NAME = 120
LONGEST_ADDRESS = 300
MOST_AUDIENCES = 20
# Points of small order on the curve (RFC 8032, 5.1): with one as a public key, forged signatures would pass.
SMALL_ORDER = frozenset(
    bytes.fromhex(each)
    for each in (
        "00" * 32,
        "01" + "00" * 31,
        "ec" + "ff" * 30 + "7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    )
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def refuse_unfit(wanted: FrontEndWanted, terms: Mapping[str, Terms]) -> None:
    """Raise a Problem unless this front end may be registered.

    front_ends.name_missing, front_ends.no_use, front_ends.public_key_unfit.
    """
    if not wanted.name.strip() or len(wanted.name) > LONGEST_NAME:
        raise Problem(
            "front_ends.name_missing",
            what=Sentence("The front end needs a name of at most {n} letters.", n=LONGEST_NAME),
            why=Sentence("It stands in records, and whoever withdraws it one day must know which one it is."),
            next_step=Sentence("Name it as people here call it, for example “Chat for students”."),
            fields={"name": Sentence("Name it as people here call it.")},
        )
    kept = {use_id for use_id, each in terms.items() if KeptBy.GATEWAY in each.kept_by}
    if not wanted.uses or not wanted.uses <= kept:
        raise Problem(
            "front_ends.no_use",
            what=Sentence("A front end is registered for approved uses that the gateway keeps."),
            why=Sentence("It is believed for these uses and for no others."),
            next_step=Sentence("Choose at least one use that is in force."),
            fields={"uses": Sentence("Choose at least one use that is in force.")},
        )
    if wanted.algorithm is Algorithm.ED25519 and not _is_public_key(wanted.public_key):
        raise Problem(
            "front_ends.public_key_unfit",
            what=Sentence("This is not the public half of an Ed25519 key."),
            why=Sentence("The gateway checks the front end's signatures with it."),
            next_step=Sentence("Give its 32 bytes as 64 hex digits."),
            fields={"public_key": Sentence("Give its 32 bytes as 64 hex digits.")},
        )


def shared_secret(key: bytes, front_end_id: str, version: int) -> bytes:
    """The 32 bytes that gateway and front end share. They follow from the district's key, so none is stored."""
    return hmac.digest(key, f"chalkline-front-end\n{front_end_id}\n{version}".encode(), "sha256")


def filled_in(wanted: IssuerWanted) -> IssuerWanted:
    """The issuer with what its kind publishes filled in.

    Raises Problem: issuers.tenant_missing, issuers.address_unfit, issuers.audience_missing.
    """
    published = PUBLISHED[wanted.kind]
    tenant = wanted.tenant.strip()
    if published.tenant and not re.fullmatch(r"[A-Za-z0-9._-]{1,120}", tenant):
        raise Problem(
            "issuers.tenant_missing",
            what=Sentence("The district's own number or domain at this provider is missing."),
            why=Sentence("Others have it too: without it, people of other organizations could pass for ours."),
            next_step=Sentence("Google: your domain. Microsoft: tenant ID. Clever: district ID. ClassLink: tenant ID."),
            fields={"tenant": Sentence("Google: your domain. Microsoft, ClassLink: tenant ID. Clever: district ID.")},
        )
    issuer = published.issuer.format(tenant=tenant) if published.issuer else wanted.issuer.strip()
    keys_url = published.keys_url.format(tenant=tenant) or wanted.keys_url.strip()
    if not _is_address(issuer) or (keys_url and not _is_address(keys_url)):
        raise Problem(
            "issuers.address_unfit",
            what=Sentence("An issuer has an address that begins with https://."),
            why=Sentence("Its keys are fetched from there; over anything less, somebody could put in their own."),
            next_step=Sentence("Copy the “issuer” from its discovery document (/.well-known/openid-configuration)."),
            fields={"issuer": Sentence("Copy the “issuer” from its discovery document.")},
        )
    audiences = frozenset(each.strip() for each in wanted.audiences if each.strip())
    if not audiences or len(audiences) > MOST_AUDIENCES or max(map(len, audiences)) > LONGEST_ADDRESS:
        raise Problem(
            "issuers.audience_missing",
            what=Sentence("The client ID of at least one app of the district is missing."),
            why=Sentence("A sign-in counts only if it was made for an app of yours."),
            next_step=Sentence("Copy the client ID of each front end from the provider's console, one a line."),
            fields={"audiences": Sentence("Copy the client ID of each front end, one a line.")},
        )
    return replace(wanted, issuer=issuer, keys_url=keys_url, tenant=tenant, audiences=audiences)


def name_taken(name: str) -> Problem:
    """Another front end has this name."""
    return Problem(
        "front_ends.named_already",
        what=Sentence("“{name}” is here already.", name=name),
        why=Sentence("Two of one name could not be told apart in a record."),
        next_step=Sentence("Choose another name, or withdraw the one that is here."),
        kind=Kind.CONFLICT,
    )


def issuer_taken(name: str) -> Problem:
    """This issuer is believed already."""
    return Problem(
        "issuers.named_already",
        what=Sentence("“{name}” is here already.", name=name),
        why=Sentence("Two of one name could not be told apart in a record."),
        next_step=Sentence("Choose another name, or withdraw the one that is here."),
        kind=Kind.CONFLICT,
    )


def _is_address(text: str) -> bool:
    if len(text) > LONGEST_ADDRESS or not text.isascii() or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = not parts.query and not parts.fragment and not parts.username
    return plain and bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _is_public_key(text: str) -> bool:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        return False
    raw = bytes.fromhex(text)
    if raw[:-1] + bytes([raw[-1] & 0x7F]) in SMALL_ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        return False
    return True
