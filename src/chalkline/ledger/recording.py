"""Writing facts, inside the transaction of what they tell.

The one way into the ledger: ``record(event, actor_id=..., now=...)``. It refuses to run outside a
transaction, because a fact that survives a rolled-back change would be false evidence. The fact is
durable when that transaction commits; it gets its place in the log a moment later (sequencing.py).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from chalkline.kernel.canonical import canonical_json, instant_text
from chalkline.kernel.ids import new_id
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.events import GOVERNANCE, FactKind, kind_of, parts_of, subjects_of
from chalkline.ledger.models import Fact, Mention, Outbox, Part

SALT_BYTES = 32
LARGEST_LEAF = 65_535  # tlog-tiles entry bundles carry 16-bit lengths
# What a leaf holds for ever: ids, never names or addresses. So no space and no @ gets in.
SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/#-]{0,79}")

_watching: ContextVar[list[list[type]] | None] = ContextVar("ledger_watching", default=None)


@dataclass(frozen=True)
class Prepared:
    """A fact with its leaf and its salted parts, ready to be written."""

    fact: Fact
    payloads: dict[str, bytes]
    salts: dict[str, bytes]
    subjects: tuple[SubjectRef, ...]


def record(event: Any, *, actor_id: str, now: datetime, fact_id: str | None = None) -> str:
    """Append a fact; returns its id. ``actor_id`` is a random id or "system:…", never a name."""
    [fact] = record_all([event], actor_id=actor_id, now=now, fact_ids=[fact_id] if fact_id else None)
    return str(fact.id)


def record_all(
    events: Sequence[Any], *, actor_id: str, now: datetime, fact_ids: Sequence[str] | None = None
) -> list[Fact]:
    """Append several facts in one go, in their order."""
    if not connection.in_atomic_block:
        names = ", ".join(sorted({type(event).__name__ for event in events}))
        raise RuntimeError(f"{names} was recorded outside a transaction")
    identities = list(fact_ids or [new_id() for _ in events])
    prepared = [_prepare(event, actor_id, now, identity) for event, identity in zip(events, identities, strict=True)]
    Fact.objects.bulk_create(each.fact for each in prepared)
    Part.objects.bulk_create(
        Part(fact=each.fact, name=name, payload=payload, salt=each.salts[name])
        for each in prepared
        for name, payload in each.payloads.items()
    )
    Mention.objects.bulk_create(
        Mention(fact=each.fact, kind=kind, subject_id=of)
        for each in prepared
        if each.fact.log == GOVERNANCE  # exchanges come by the million and have a table of their own
        for kind, of in sorted({(subject.kind, subject.id) for subject in each.subjects})
    )
    Outbox.objects.bulk_create(Outbox(fact=each.fact, log=each.fact.log) for each in prepared)
    for seen in _watching.get() or []:
        seen.extend(type(event) for event in events)
    return [each.fact for each in prepared]


def commitment(salt: bytes, payload: bytes) -> str:
    """SHA-256 of salt then payload, in hex: checkable with ``cat salt payload | sha256sum``."""
    return hashlib.sha256(salt + payload).hexdigest()


@contextmanager
def watch_recording() -> Iterator[list[type]]:
    """Collect the types of the facts recorded inside the block, nested blocks included."""
    outer = _watching.get()
    seen: list[type] = []
    token = _watching.set([*(outer or []), seen])
    try:
        yield seen
    finally:
        _watching.reset(token)


def is_watched() -> bool:
    """Whether a command is under way here."""
    return bool(_watching.get())


def _prepare(event: Any, actor_id: str, now: datetime, identity: str) -> Prepared:
    known = kind_of(event)
    subjects = subjects_of(event)
    for subject in subjects:
        _must_be_safe(subject.id, f"the {subject.kind} of {known.kind}")
    _must_be_safe(actor_id, f"the actor of {known.kind}")
    payloads = {name: canonical_json(values) for name, values in sorted(parts_of(event).items())}
    salts = {name: secrets.token_bytes(SALT_BYTES) for name in payloads}
    commits = [
        {"part": name, "alg": "sha256-salt32", "c": commitment(salts[name], payload)}
        for name, payload in payloads.items()
    ]
    leaf = _leaf(known, identity, now, actor_id, subjects[0].id if subjects else "", commits)
    fact = Fact(id=identity, log=known.log, kind=known.kind, at=now, actor=actor_id, leaf=leaf)
    return Prepared(fact, payloads, salts, subjects)


def _leaf(
    known: FactKind, identity: str, now: datetime, actor_id: str, subject_id: str, commits: list[dict[str, str]]
) -> bytes:
    leaf = canonical_json(
        {
            "v": 1,
            "id": identity,
            "at": instant_text(now),
            "kind": known.kind,
            "actor": actor_id,
            "object": subject_id,
            "commit": commits,
            "rule": known.retention,
        }
    )
    if len(leaf) > LARGEST_LEAF:
        raise ValueError(f"the leaf of {known.kind} is {len(leaf)} bytes; {LARGEST_LEAF} fit")
    return leaf


def _must_be_safe(value: str, what: str) -> None:
    if not SAFE_ID.fullmatch(value):
        raise ValueError(f"{what} is {value!r}: an id has no spaces, no @ and at most 80 characters")
