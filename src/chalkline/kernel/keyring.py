"""The operator's key folder: one file a key, 32 random bytes, readable by its owner alone.

Secrets live here (or in a key service that mounts such a folder), never in the database, the
settings, a bundle or a pack. A key is made once and never overwritten.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

SIZE = 32


class Keyring:
    """``Keyring(folder).key("ledger-governance")`` gives 32 bytes, made on first use if ``make``."""

    def __init__(self, folder: Path, *, make: bool = True) -> None:
        self.folder = folder
        self.make = make

    def key(self, name: str) -> bytes:
        """The named key. Raises Problem("keys.missing") where it may not be made."""
        path = self.folder / f"{name}.key"
        try:
            value = path.read_bytes()
        except FileNotFoundError:
            if not self.make:
                raise _missing(name) from None
            value = self._new(path)
        if len(value) != SIZE:
            raise _missing(name)
        return value

    def show_half(self, name: str, half: bytes) -> Path:
        """Put the public half of a key beside it as ``NAME.pub``, 64 hex digits, for those who may not have the key."""
        path = self.folder / f"{name}.pub"
        if not path.exists():
            self._put(path, half.hex().encode() + b"\n")
        return path

    def _new(self, path: Path) -> bytes:
        self._put(path, secrets.token_bytes(SIZE))
        return path.read_bytes()

    def _put(self, path: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)  # fails if another process made it first: theirs is the key
        except FileExistsError:
            pass
        finally:
            part.unlink()


def _missing(name: str) -> Problem:
    return Problem(
        "keys.missing",
        what=Sentence("The key “{name}” is not in the key folder, or is damaged.", name=name),
        why=Sentence("Signing and checking need it, and it cannot be made again from anything else."),
        next_step=Sentence("Restore the key folder from its backup, or ask the operator of this server."),
        kind=Kind.UNAVAILABLE,
    )
