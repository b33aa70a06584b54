"""What nothing approved answered, sealed on its way through the gateway's record: only Assist can read it again.

The record of calls holds nothing of what was asked. A few plain words that name nobody are needed to say what is
missing; they travel sealed to the district's channel key, whose private half no gateway needs.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass

from django.conf import settings

from chalkline.kernel.keyring import Keyring
from chalkline.rulebook import sealing

CONTEXT = "gap"
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
    public = sealing.sealing_half(_key())
    spelled = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(sealing.seal(public, spelled, CONTEXT)).decode()


def unseal(sealed: str) -> Missed | None:
    """What was sealed here; None for anything else."""
    try:
        data = base64.b64decode(sealed, altchars=b"-_", validate=True)
        said = json.loads(sealing.unseal(_key(), data, CONTEXT))
        return Missed(said["theme"], said["language"], said["audience"], tuple(said["words"]))
    except (ValueError, KeyError, TypeError, sealing.CannotOpen):
        return None


def _shortened(words: tuple[str, ...]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if sum(map(len, kept)) + len(word) <= LONGEST_WORDS:
            kept.append(word)
    return kept


def _key() -> bytes:
    return Keyring(settings.CHALKLINE.key_folder).key(sealing.KEY)
