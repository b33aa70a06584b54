"""Signed notes and checkpoints, as C2SP signed-note and tlog-checkpoint write them. Pure.

A note is a text, a blank line, and signature lines. Ours carry exactly one, by Ed25519. The key's
name is the log's origin, so a checkpoint of one log can never be taken for one of another.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # the signature type's number in signed-note
NAME = re.compile(r"^[^\s+]+$")
SIZE = re.compile(r"^(0|[1-9][0-9]*)$")
SIMULATED = "simulated"  # the one extension line we write: facts of the sample district


@dataclass(frozen=True)
class Signer:
    """A named key that signs notes. ``seed``: 32 secret bytes."""

    name: str
    seed: bytes

    def __post_init__(self) -> None:
        if not NAME.match(self.name):
            raise ValueError(f"{self.name!r} cannot name a key: it is empty or has a space or a plus sign")

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def vkey(self) -> str:
        """The verifier key as text: name, key hash, and key type with the public key."""
        encoded = base64.b64encode(ED25519 + self.public).decode()
        return f"{self.name}+{key_hash(self.name, self.public).hex()}+{encoded}"

    def signed(self, text: str) -> str:
        """The note: text, blank line, one signature line."""
        if not text.endswith("\n") or any(ord(each) < 32 and each != "\n" for each in text):
            raise ValueError("a note's text ends in a newline and has no other control characters")
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        encoded = base64.b64encode(key_hash(self.name, self.public) + signature).decode()
        return f"{text}\n— {self.name} {encoded}\n"


@dataclass(frozen=True)
class TreeHead:
    """How long a log is and the root over all of it."""

    origin: str
    size: int
    root: bytes
    simulated: bool = False

    def text(self) -> str:
        """The text to sign: three lines, and a fourth where the facts are of a simulation."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode()]
        return "\n".join([*lines, SIMULATED] if self.simulated else lines) + "\n"


def key_hash(name: str, public: bytes) -> bytes:
    """The four bytes that tell keys apart: of SHA-256 over name, newline, type and public key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def opened(note: str, vkey: str) -> str:
    """The text of a note signed by this key and by nobody else. Raises ValueError otherwise.

    Stricter than the format asks: evidence must have one form, so a second signature is refused.
    """
    name, public = parsed_vkey(vkey)
    text, blank, line = note.rpartition("\n\n")
    found = re.match(r"^— (\S+) (\S+)\n$", line)
    if not blank or not found or found.group(1) != name:
        raise ValueError("the note does not carry exactly one signature by the expected key")
    signature = _unbase64(found.group(2))
    if signature[:4] != key_hash(name, public):
        raise ValueError("the note is signed by another key of that name")
    text += "\n"
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature[4:], text.encode())
    except InvalidSignature:
        raise ValueError("the signature does not fit the text") from None
    return text


def parsed_vkey(vkey: str) -> tuple[str, bytes]:
    """Name and public key of a verifier key. Raises ValueError for what is none, or not Ed25519."""
    name, plus, rest = vkey.partition("+")
    short, more, encoded = rest.partition("+")
    if not (plus and more and NAME.match(name)):
        raise ValueError("a verifier key has the form name+hash+key")
    key = _unbase64(encoded)
    if len(key) != 33 or key[:1] != ED25519 or short != key_hash(name, key[1:]).hex():
        raise ValueError("the verifier key's hash does not fit, or it is not an Ed25519 key")
    return name, key[1:]


def parsed_head(text: str) -> TreeHead:
    """A checkpoint's text read back. Raises ValueError for any other text."""
    lines = text.split("\n")
    if len(lines) not in {4, 5} or lines[-1] or (len(lines) == 5 and lines[3] != SIMULATED):
        raise ValueError("a checkpoint has three lines, and a fourth only when simulated")
    if not SIZE.match(lines[1]):
        raise ValueError("the second line of a checkpoint is a size")
    root = _unbase64(lines[2])
    if len(root) != 32 or not lines[0]:
        raise ValueError("a checkpoint names its log and has a root of 32 bytes")
    return TreeHead(lines[0], int(lines[1]), root, simulated=len(lines) == 5)


def _unbase64(text: str) -> bytes:
    value = base64.b64decode(text, validate=True)
    if base64.b64encode(value).decode() != text:
        raise ValueError("base64 with stray bits has two spellings and is refused")
    return value
