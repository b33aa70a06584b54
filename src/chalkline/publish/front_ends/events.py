"""The facts of front ends and issuers."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("publish.front_end.registered/1", says="{actor} registered the front end “{name}”: it may say who calls.")
@dataclass(frozen=True)
class FrontEndRegistered:
    """A front end may say who is behind its calls, for these uses; its secret was shown once."""

    front_end: SubjectRef
    owner: SubjectRef
    program: str
    algorithm: str
    uses: tuple[str, ...]
    name: str = part("words")


@fact("publish.front_end.secret_replaced/1", says="{actor} replaced the secret of the front end “{name}”.")
@dataclass(frozen=True)
class FrontEndSecretReplaced:
    """What the front end signed with before counts no more."""

    front_end: SubjectRef
    version: int
    name: str = part("words")


@fact("publish.front_end.withdrawn/1", says="{actor} withdrew the front end “{name}”: it is believed no more.")
@dataclass(frozen=True)
class FrontEndWithdrawn:
    """Nothing that this front end says of a person counts."""

    front_end: SubjectRef
    name: str = part("words")


@fact("publish.issuer.named/1", says="{actor} named {issuer} as an issuer of sign-ins that gateways believe.")
@dataclass(frozen=True)
class IssuerNamed:
    """Sign-in tokens of this issuer say who is behind a call, for these audiences."""

    issuer_ref: SubjectRef
    kind: str
    issuer: str
    audiences: tuple[str, ...]
    tenant: str


@fact("publish.issuer.withdrawn/1", says="{actor} withdrew {issuer}: gateways believe its sign-ins no more.")
@dataclass(frozen=True)
class IssuerWithdrawn:
    """Sign-in tokens of this issuer count no more."""

    issuer_ref: SubjectRef
    issuer: str
