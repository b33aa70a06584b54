"""Keeping what was said in closed session sealed, with a key of the key folder; bound to the item it is about."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

KEY = "closed-sessions"  # in the key folder
NONCE = 12


def seal(text: str, item_id: str) -> bytes:
    """The bytes that are kept."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, text.encode(), item_id.encode())


def opened(sealed: bytes, item_id: str) -> str:
    """Raises Problem("minutes.unreadable") where key or item is another."""
    data = bytes(sealed)
    try:
        return AESGCM(_key()).decrypt(data[:NONCE], data[NONCE:], item_id.encode()).decode()
    except InvalidTag as fault:
        raise Problem(
            "minutes.unreadable",
            what=Sentence("The sealed note cannot be opened."),
            why=Sentence("Its key is not in the key folder, or another was made in its place."),
            next_step=Sentence("Restore the key folder from its backup."),
            kind=Kind.UNAVAILABLE,
        ) from fault


def digest_of_note(text: str) -> str:
    """Tells two notes apart, and nothing else to whoever lacks the key."""
    return hmac.new(_key(), text.encode(), hashlib.sha256).hexdigest()


def _key() -> bytes:
    return Keyring(settings.CHALKLINE.key_folder).key(KEY)
