"""What nothing approved answered, sealed on its way through the gateway's record: only Assist can read it again.

The record of calls holds nothing of what was asked. A few plain words that name nobody are needed to say what is
missing; they travel encrypted (AES-256-GCM, key "gaps" of the key folder), and no gateway holds that key.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from chalkline.kernel.keyring import Keyring

KEY = "gaps"
FORMAT = b"chalkline-gap/1"
NONCE = 12
LONGEST_WORDS = 160  # characters, all words together


@dataclass(frozen=True)
class Missed:
    """What a question was about that met nothing approved, and who was to read the answer."""

    theme: str
    language: str
    audience: str
    words: tuple[str, ...]


def seal(missed: Missed) -> str:
    """As it may stand in the record of a call."""
    said = {**asdict(missed), "words": _shortened(missed.words)}
    nonce = secrets.token_bytes(NONCE)
    hidden = AESGCM(_key()).encrypt(nonce, json.dumps(said, ensure_ascii=False).encode(), FORMAT)
    return base64.urlsafe_b64encode(nonce + hidden).decode()


def unseal(sealed: str) -> Missed | None:
    """What was sealed here; None for anything else."""
    try:
        data = base64.b64decode(sealed, altchars=b"-_", validate=True)
        said = json.loads(AESGCM(_key()).decrypt(data[:NONCE], data[NONCE:], FORMAT))
        return Missed(said["theme"], said["language"], said["audience"], tuple(said["words"]))
    except (ValueError, KeyError, TypeError, InvalidTag):
        return None


def _shortened(words: tuple[str, ...]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if sum(map(len, kept)) + len(word) <= LONGEST_WORDS:
            kept.append(word)
    return kept


def _key() -> bytes:
    return Keyring(settings.CHALKLINE.key_folder).key(KEY)
