"""The noes about who is behind a call (docs/reference/gateway.md)."""

from __future__ import annotations

from chalkline.gateway.refusing import Refused

SENT = "This call was not sent. "


def token_unfit(what: str) -> Refused:
    """A token that is none, or not for us, or not by whom it says."""
    return Refused(401, "person_token_unfit", f"{SENT}The sign-in token is not accepted: {what} Sign in again.")


def token_expired() -> Refused:
    """A token whose time is over."""
    return Refused(401, "person_token_expired", SENT + "The sign-in has run out. Sign in again.")


def keys_unavailable() -> Refused:
    """The keys of an issuer have not been fetched yet, or not for a day."""
    return Refused(
        503,
        "person_keys_unavailable",
        SENT + "The gateway cannot check sign-ins right now. Try again in a minute; if it lasts, tell the technology "
        "director.",
    )


def signature_unfit(what: str) -> Refused:
    """A front end's signature that does not hold."""
    return Refused(
        401, "person_signature_unfit", f"{SENT}The front end's signature is not accepted: {what} Tell whoever runs it."
    )


def person_unknown() -> Refused:
    """Signed in, and not on the roster."""
    return Refused(
        403,
        "person_unknown",
        SENT + "The person who signed in is not on the district's roster. If that is wrong, tell the school office.",
    )


def person_unclear() -> Refused:
    """More than one person is known by this, or two proofs name two people."""
    return Refused(
        403,
        "person_unclear",
        SENT + "It is not clear who is meant: what was sent fits more than one person of the roster. Tell the school "
        "office.",
    )
