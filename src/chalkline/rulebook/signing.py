"""Ed25519 signatures under what the gateway is given: one line at the end of a file.

    chalkline-signature/1 KEY SIGNATURE\\n

KEY is the first 16 hex digits of SHA-256 of the public key, SIGNATURE 128 hex digits. What is signed is the
name of the format, a line feed, and everything before the line: a signature for one format is none for another.
Only this one spelling of the line is accepted, so that no byte of a file can be changed unnoticed.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MARK = b"chalkline-signature/1"


class BadSignature(Exception):
    """The signature line is missing, misspelled, by another key, or does not fit."""


def public_half(secret: bytes) -> bytes:
    """The 32 public bytes of a key of 32 secret bytes."""
    key = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_name(public: bytes) -> str:
    """How a key is named in a signature line."""
    return hashlib.sha256(public).hexdigest()[:16]


def signed(body: bytes, secret: bytes, purpose: str) -> bytes:
    """``body`` with its signature line. ``body`` must end with a line feed."""
    signature = Ed25519PrivateKey.from_private_bytes(secret).sign(_message(purpose, body))
    return body + _line(public_half(secret), signature)


def unsigned(data: bytes, public: bytes, purpose: str) -> bytes:
    """The body of a signed file. Raises BadSignature unless every byte of ``data`` is as it was signed."""
    at = data.rfind(b"\n" + MARK + b" ") + 1
    if at == 0:
        raise BadSignature("no signature line")
    body, line = data[:at], data[at:]
    try:
        signature = bytes.fromhex(line.split(b" ")[2].decode("ascii").strip())
        if line != _line(public, signature):
            raise BadSignature("by another key, or misspelled")
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _message(purpose, body))
    except (IndexError, ValueError, InvalidSignature) as fault:
        raise BadSignature("does not fit") from fault
    return body


def _line(public: bytes, signature: bytes) -> bytes:
    return MARK + b" " + key_name(public).encode() + b" " + signature.hex().encode() + b"\n"


def _message(purpose: str, body: bytes) -> bytes:
    return purpose.encode() + b"\n" + body
