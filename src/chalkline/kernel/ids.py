"""Identifiers: random, so that nothing can be read from them or guessed from them."""

from __future__ import annotations

import os
import secrets
import uuid

VARIANT = "89ab"  # the two bits that say which kind of UUID it is
NO_ID = uuid.UUID(int=0)
READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L: these are read aloud and typed


def new_id() -> str:
    """A random UUID (RFC 9562, version 4) as text. Spelled here: the library's object costs more than its bytes."""
    hexed = os.urandom(16).hex()
    variant = VARIANT[int(hexed[16], 16) & 3]
    return f"{hexed[:8]}-{hexed[8:12]}-4{hexed[13:16]}-{variant}{hexed[17:20]}-{hexed[20:]}"


def new_secret(prefix: str) -> str:
    """A secret of 256 bits with a prefix that says what it opens: ``ck-…`` for a gateway key."""
    return f"{prefix}-{secrets.token_urlsafe(32)}"


def new_code(length: int = 8) -> str:
    """A short code that a person can read out over the telephone."""
    return "".join(secrets.choice(READABLE) for _ in range(length))


def id_from(text: object) -> uuid.UUID:
    """The id that an address or a form names; NO_ID, which nothing has, when it is not the shape of one."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return NO_ID
