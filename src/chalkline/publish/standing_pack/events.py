"""The facts of keys and packs."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("publish.key.issued/1", says="{actor} issued the key “{label}” (…{hint}).")
@dataclass(frozen=True)
class KeyIssued:
    """A key was issued for one approved use and shown once."""

    key: SubjectRef
    use: SubjectRef
    tool: SubjectRef
    holder_kind: str
    role: str
    grade_bands: tuple[str, ...]
    hint: str
    label: str = part("words")


@fact("publish.key.revoked/1", says="{actor} revoked the key “{label}” (…{hint}).")
@dataclass(frozen=True)
class KeyRevoked:
    """A key was revoked; gateways refuse it within seconds."""

    key: SubjectRef
    use: SubjectRef
    tool: SubjectRef
    hint: str
    label: str = part("words")


@fact(
    "publish.pack.built/1",
    says="{actor} told the gateways what counts now: {keys} keys, {stops} stops, policy {revision}.",
)
@dataclass(frozen=True)
class PackBuilt:
    """What gateways know of keys and stops changed. Renewals of the same content are not recorded."""

    pack: SubjectRef
    keys: int
    stops: int
    revision: int
