"""Keeping particulars sealed, with a key of the key folder: opened only where the roster extract is made."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.particulars import Particulars, particulars_from

KEY = "particulars"  # in the key folder
NONCE = 12


class ParticularsSealer:
    """Seals, opens and compares particulars. Bound to the person: sealed for one they do not open for another."""

    def __init__(self, key: bytes | None = None) -> None:
        key = key or Keyring(settings.CHALKLINE.key_folder).key(KEY)
        self._cipher = AESGCM(key)
        self._digesting = hmac.digest(key, b"digests", "sha256")

    def sealed(self, particulars: Particulars, person_id: str) -> bytes:
        """The bytes that are kept."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher.encrypt(nonce, _spelled(particulars), person_id.encode())

    def opened(self, sealed: bytes, person_id: str) -> Particulars:
        """Raises Problem("particulars.unreadable") where key or person is another."""
        data = bytes(sealed)
        try:
            plain = self._cipher.decrypt(data[:NONCE], data[NONCE:], person_id.encode())
        except InvalidTag as fault:
            raise _unreadable() from fault
        return particulars_from(json.loads(plain))

    def digest(self, particulars: Particulars, person_id: str) -> str:
        """Tells whether they have changed, and nothing else to whoever lacks the key."""
        said = person_id.encode() + b"\n" + _spelled(particulars)
        return hmac.new(self._digesting, said, hashlib.sha256).hexdigest()


def _spelled(particulars: Particulars) -> bytes:
    said = {name: value for name, value in asdict(particulars).items() if value}
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def _unreadable() -> Problem:
    return Problem(
        "particulars.unreadable",
        what=Sentence("The sealed particulars of people cannot be opened."),
        why=Sentence("Their key is not in the key folder, or another was made in its place."),
        next_step=Sentence("Restore the key folder from its backup, or import the roster again."),
        kind=Kind.UNAVAILABLE,
    )
