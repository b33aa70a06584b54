"""Which keys a gateway believes: the public half of two signing keys, the key that opens the pack, and the public half
of the key it seals to.

On the district's own machine they come from its key folder. A gateway elsewhere is given ``bundle.pub``,
``pack-signing.pub`` and ``channel.pub`` (64 hex digits each) and ``pack.key``: it can check and seal, and cannot
sign, or open what it sealed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.bundle import KEY as BUNDLE_KEY
from chalkline.rulebook.pack import ENCRYPTION_KEY, SIGNING_KEY
from chalkline.rulebook.sealing import KEY as CHANNEL_KEY
from chalkline.rulebook.sealing import sealing_half
from chalkline.rulebook.signing import public_half

PUBLIC_BYTES = 32
OTHERS = 0o077  # rights of the group and of everybody else
FEWEST_BYTES = 12  # different ones in 32 random bytes; fewer come up once in 10^15 keys


@dataclass(frozen=True)
class Trust:
    """The keys themselves, so never shown: repr is left out on purpose."""

    bundle_public: bytes
    pack_public: bytes
    pack_key: bytes
    channel_public: bytes

    def __repr__(self) -> str:
        return "Trust(…)"


def load_trust(folder: Path) -> Trust:
    """The keys of a folder. Raises Problem: keys.missing, keys.weak. A gateway without good keys does not start."""
    _must_be_strong(folder)
    keyring = Keyring(folder, make=False)
    return Trust(
        bundle_public=_public(keyring, BUNDLE_KEY, public_half),
        pack_public=_public(keyring, SIGNING_KEY, public_half),
        pack_key=keyring.key(ENCRYPTION_KEY),
        channel_public=_public(keyring, CHANNEL_KEY, sealing_half),
    )


def _must_be_strong(folder: Path) -> None:
    """Refuse secrets that others on this machine can read, or that were not drawn at random."""
    for path in sorted((*folder.glob("*.key"), *folder.glob("*.token"))):
        open_to_others = bool(path.stat().st_mode & OTHERS)
        if open_to_others or (path.suffix == ".key" and len(set(path.read_bytes())) < FEWEST_BYTES):
            raise Problem(
                "keys.weak",
                what=Sentence("The key “{name}” is no secret.", name=path.name),
                why=Sentence("Others on this machine can read its file, or it was not made at random."),
                next_step=Sentence("Take the rights of others away (chmod 600); if it may have been read, replace it."),
                kind=Kind.UNAVAILABLE,
            )


def _public(keyring: Keyring, name: str, half: Callable[[bytes], bytes]) -> bytes:
    path = keyring.folder / f"{name}.pub"
    if not path.exists():
        return half(keyring.key(name))
    try:
        value = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        value = b""
    if len(value) != PUBLIC_BYTES:
        raise Problem(
            "keys.missing",
            what=Sentence("The public key “{name}” is damaged.", name=path.name),
            why=Sentence("Without it nothing that is published can be believed."),
            next_step=Sentence("Copy it again from the district's key folder."),
            kind=Kind.UNAVAILABLE,
        )
    return value
