"""The signed header of a registered front end: who is behind this one call, and nothing else.

    X-Chalkline-Person: front=ID; person=tess%40cedarhollow.example; at=1763800000; nonce=HEX; body=HEX; signature=HEX

Signed are eight lines: ``chalkline-person/1``, the front end's id, the method, the path, and as they stand in the
header: person (percent-encoded), at (seconds of Unix time), nonce (16 to 64 hex digits) and body (SHA-256 of the body,
hex). HMAC-SHA256 with the 32 bytes of the shared secret, or Ed25519. A header counts for a minute, and once.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chalkline.gateway.identity.refusals import signature_unfit
from chalkline.gateway.refusing import Refused
from chalkline.rulebook.trusting import Algorithm, FrontEnd

FORMAT = "chalkline-person/1"
WINDOW = 60  # seconds before and after now in which a header counts
MOST_NONCES = 400_000  # remembered within the window; beyond it nobody is believed rather than somebody twice
PARTS = ("front", "person", "at", "nonce", "body", "signature")
NONCE, DIGEST, AT = re.compile(r"[0-9a-f]{16,64}"), re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9]{9,11}")


@dataclass(frozen=True)
class Said:
    """What a front end said of a call, signature checked. ``person`` is an address or identifier."""

    front_end: FrontEnd
    person: str
    body_digest: str


def signed_text(front: str, method: str, path: str, person: str, at: str, nonce: str, body: str) -> bytes:
    """What is signed."""
    return "\n".join((FORMAT, front, method, path, person, at, nonce, body)).encode()


class Signatures:
    """``signatures.said(header, method, path, front_ends, now)``; remembers which headers it has seen."""

    def __init__(self) -> None:
        self._seen: tuple[set[str], set[str]] = (set(), set())  # of this window and of the one before
        self._turned = time.monotonic()

    def said(self, header: str, method: str, path: str, front_ends: Mapping[str, FrontEnd], now: float) -> Said:
        """Raises Refused: person_signature_unfit."""
        parts = _parts(header)
        front_end = front_ends.get(parts["front"])
        if front_end is None:
            raise signature_unfit("it is of no front end that is registered here.")
        front, *rest = (parts[each] for each in PARTS[:-1])
        _must_hold(front_end, signed_text(front, method, path, *rest), parts["signature"])
        if abs(now - int(parts["at"])) > WINDOW:
            raise signature_unfit("it is more than a minute old, or the clocks differ.")
        self._must_be_new(f"{front}\n{parts['nonce']}")
        return Said(front_end, unquote(parts["person"], errors="replace"), parts["body"])

    def _must_be_new(self, name: str) -> None:
        moment = time.monotonic()
        if moment - self._turned > 2 * WINDOW + 1:  # whatever was seen in the older set is out of time by now
            self._seen, self._turned = (set(), self._seen[0]), moment
        new, old = self._seen
        if name in new or name in old:
            raise signature_unfit("it was used before.")
        if len(new) >= MOST_NONCES:
            raise signature_unfit("too many calls came in the last minutes to tell whether it is new.")
        new.add(name)


def must_fit(body_digest: str, data: bytes) -> None:
    """Refuse a body that is not the one that was signed."""
    if body_digest and not hmac.compare_digest(hashlib.sha256(data).hexdigest(), body_digest):
        raise signature_unfit("it was made for another text.")


def _parts(header: str) -> dict[str, str]:
    parts = dict(each.strip().partition("=")[::2] for each in header.split(";"))
    if set(parts) != set(PARTS) or header.count(";") != len(PARTS) - 1 or not parts["person"]:
        raise _unreadable()
    fits = NONCE.fullmatch(parts["nonce"]) and DIGEST.fullmatch(parts["body"]) and AT.fullmatch(parts["at"])
    if not fits or not header.isascii():
        raise _unreadable()
    return parts


def _must_hold(front_end: FrontEnd, text: bytes, signature: str) -> None:
    try:
        given, secret = bytes.fromhex(signature), bytes.fromhex(front_end.secret)
        if front_end.algorithm is Algorithm.ED25519:
            Ed25519PublicKey.from_public_bytes(secret).verify(given, text)
        elif not hmac.compare_digest(hmac.digest(secret, text, "sha256"), given):
            raise InvalidSignature
    except (ValueError, InvalidSignature):
        raise signature_unfit("it does not hold.") from None


def _unreadable() -> Refused:
    return signature_unfit(f"it needs {', '.join(PARTS)}, each once.")
