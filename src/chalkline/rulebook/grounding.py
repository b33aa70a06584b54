"""The wire contract of grounding: how the gateway asks Assist for approved passages, and how each proves itself.

Both hold the key "grounding" of the key folder. A message carries a stamp: the second it was made, a random word,
and an HMAC-SHA256 over these, its kind and its body. A stamp is good for a minute; an answer repeats the random word
of its question, so that an answer to another question is none. Pure: no clock, no network.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec

FORMAT = "chalkline-grounding/1"
KEY = "grounding"  # its name in the key folder
ADDRESS = "/internal/ground"
STAMP = "x-chalkline-stamp"
GROUNDED = "x-chalkline-grounded"  # a call of Assist's own carries its passages already; the stamp proves that it is
GOOD_FOR = 60  # seconds
LARGEST = 256 * 1024
LONGEST_TEXT = 8000
MOST_PASSAGES = 5
LONGEST_GAP = 480  # characters


class Kind(StrEnum):
    """What a stamp is of: one kind is never taken for another."""

    ASKED = "asked"
    TOLD = "told"
    GROUNDED = "grounded"
    TRIED = "tried"  # a person tries something out (trying.py), and what a gateway told them
    SEEN = "seen"
    DRILLED = "drilled"  # a drill of the alert path (drilling.py), and the alert that a gateway raised
    RAISED = "raised"


class Reader(StrEnum):
    """Whom the passages may be quoted to."""

    PUBLIC = "public"
    STAFF = "staff"


class Approved(StrEnum):
    """What came of looking for approved passages."""

    FOUND = "found"
    NOTHING = "nothing"
    PERSON = "person"  # a matter that nobody should get a drafted answer to


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, personal data replaced already, and who will read the answer."""

    text: str
    reader: Reader


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The passages that may be quoted at this moment, best first.

    ``gap``: where there are none, what was missing, sealed by Assist for itself. The gateway writes it down unread.
    """

    approved: Approved
    passages: tuple[Passage, ...] = ()
    gap: str = ""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One approved passage with all one needs to cite it. ``page`` is 0 where there are none."""

    document_id: str
    version_digest: str
    title: str
    text: str
    ends_on: date
    headings: tuple[str, ...] = ()
    page: int = 0


class BadStamp(Exception):
    """The message was not made by one who holds the key, is too old, or was changed."""


T = TypeVar("T", Asked, Told)


def stamp(kind: Kind, body: bytes, key: bytes, *, at: int, nonce: str) -> str:
    """The stamp of a body. ``at``: seconds since 1970; ``nonce``: letters and digits."""
    return f"{at}.{nonce}.{_proof(kind, body, key, at, nonce)}"


def check_stamp(kind: Kind, given: str, body: bytes, key: bytes, *, at: int, nonce: str = "") -> str:
    """The random word of a good stamp. ``nonce``: the one it must repeat. Raises BadStamp."""
    try:
        made, word, proof = given.split(".")
        made_at = int(made)
    except ValueError:
        raise BadStamp("not a stamp") from None
    if not hmac.compare_digest(proof.encode(), _proof(kind, body, key, made_at, word).encode()):
        raise BadStamp("another key, or a changed body")
    if abs(at - made_at) > GOOD_FOR or (nonce and word != nonce):
        raise BadStamp("too old, or an answer to another question")
    return word


def spell(message: Asked | Told) -> bytes:
    """A message as it goes over the wire."""
    return msgspec.json.encode(message)


def read(body: bytes, kind: type[T]) -> T:
    """The message in a body. Raises ValueError for anything else."""
    if len(body) > LARGEST:
        raise ValueError("too large")
    return msgspec.json.decode(body, type=kind)


def _proof(kind: Kind, body: bytes, key: bytes, at: int, nonce: str) -> str:
    said = f"{FORMAT}\n{kind.value}\n{at}\n{nonce}\n".encode() + hashlib.sha256(body).digest()
    return hmac.new(key, said, hashlib.sha256).hexdigest()
