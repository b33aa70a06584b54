"""Putting a file in its place so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from chalkline.rulebook.wire import PUBLISH_FOLDER


def publish_folder() -> Path:
    """The folder that gateways watch."""
    return Path(settings.CHALKLINE.home) / PUBLISH_FOLDER


def put_in_place(path: Path, data: bytes) -> None:
    """Write, sync, rename, sync the folder: durable and whole when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_if_there(path: Path) -> bytes | None:
    """The bytes of a file, or None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
