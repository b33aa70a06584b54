"""Files that speak of people, on their way to a gateway: a readable header, encrypted blocks, the signature line.

    {"format":"…","nonce":"…",…}
    BASE64            one line for each block
    chalkline-signature/1 …

Each block is AES-256-GCM with the header (without its line feed) as additional data. The nonce of the first is
that of the header; the last four bytes, read as a number, grow by one with each block, so that no block can take
the place of another. How many there are is kept whole by the signature.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chalkline.kernel.canonical import canonical_json
from chalkline.rulebook.signing import signed, unsigned

NONCE_BYTES = 12
COUNTER_BYTES = 4


def enclose(
    about: Mapping[str, Any], blocks: Iterable[bytes], *, form: str, encryption: bytes, signing: bytes
) -> bytes:
    """The file of ``blocks``; ``about`` is what its header tells anybody, ``form`` the name of the format."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    header = canonical_json({"format": form, "nonce": nonce.hex(), **about})
    cipher = AESGCM(encryption)
    lines = [header]
    lines += [base64.b64encode(cipher.encrypt(_nonce(nonce, at), each, header)) for at, each in enumerate(blocks)]
    return signed(b"\n".join(lines) + b"\n", signing, form)


class Enclosed:
    """A file whose signature fits: ``about`` is its header, ``blocks()`` what it holds, opened one at a time."""

    def __init__(self, data: bytes, *, form: str, encryption: bytes, public: bytes) -> None:
        """Raises BadSignature, ValueError or KeyError for what is not such a file."""
        self._body = unsigned(data, public, form)
        self._header = self._body[: self._body.index(b"\n")]
        self.about: dict[str, Any] = json.loads(self._header)
        if self.about["format"] != form:
            raise ValueError("another format")
        self._nonce = bytes.fromhex(self.about["nonce"])
        self._cipher = AESGCM(encryption)

    def blocks(self) -> Iterator[bytes]:
        """Raises InvalidTag where the key is another, ValueError where a line is no block."""
        start, at = len(self._header) + 1, 0
        while start < len(self._body):
            end = self._body.index(b"\n", start)
            sealed = base64.b64decode(self._body[start:end], validate=True)
            yield self._cipher.decrypt(_nonce(self._nonce, at), sealed, self._header)
            start, at = end + 1, at + 1


def _nonce(first: bytes, at: int) -> bytes:
    counter = (int.from_bytes(first[-COUNTER_BYTES:]) + at) % (1 << 8 * COUNTER_BYTES)
    return first[:-COUNTER_BYTES] + counter.to_bytes(COUNTER_BYTES)
