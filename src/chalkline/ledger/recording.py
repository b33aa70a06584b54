"""Writing a fact, inside the transaction of what it tells.

The one way into the ledger: ``record(event, actor_id=..., now=...)``. It refuses to run outside a
transaction, because a fact that survives a rolled-back change would be false evidence.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection

from chalkline.kernel.canonical import canonical_json, instant_text
from chalkline.kernel.ids import new_id
from chalkline.ledger.events import kind_of, parts_of, subjects_of
from chalkline.ledger.models import Fact, Mention, Part

SALT_BYTES = 32
LARGEST_LEAF = 65_535  # tlog-tiles entry bundles carry 16-bit lengths

_watching: ContextVar[list[list[type]] | None] = ContextVar("ledger_watching", default=None)


def record(event: Any, *, actor_id: str, now: datetime, fact_id: str | None = None) -> str:
    """Append a fact; returns its id. ``actor_id`` is a random id or "system:…", never a name."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was recorded outside a transaction")
    known = kind_of(event)
    subjects = subjects_of(event)
    identity = fact_id or new_id()
    payloads = {name: canonical_json(values) for name, values in parts_of(event).items()}
    salts = {name: secrets.token_bytes(SALT_BYTES) for name in payloads}
    leaf = canonical_json(
        {
            "v": 1,
            "id": identity,
            "at": instant_text(now),
            "kind": known.kind,
            "actor": actor_id,
            "object": subjects[0].id if subjects else "",
            "commit": [
                {"part": name, "alg": "sha256-salt32", "c": commitment(salts[name], payload)}
                for name, payload in sorted(payloads.items())
            ],
            "rule": known.retention,
        }
    )
    if len(leaf) > LARGEST_LEAF:
        raise ValueError(f"the leaf of {known.kind} is {len(leaf)} bytes; {LARGEST_LEAF} fit")
    fact = Fact.objects.create(id=identity, log=known.log, kind=known.kind, at=now, actor=actor_id, leaf=leaf)
    Part.objects.bulk_create(
        Part(fact=fact, name=name, payload=payload, salt=salts[name]) for name, payload in payloads.items()
    )
    mentioned = {(subject.kind, subject.id) for subject in subjects}
    Mention.objects.bulk_create(Mention(fact=fact, kind=kind, subject_id=of) for kind, of in sorted(mentioned))
    for seen in _watching.get() or []:
        seen.append(type(event))
    return identity


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
