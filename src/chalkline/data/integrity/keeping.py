"""Where exports to audit wait, and rows to fix are kept: under HOME/integrity, for the server alone, for a month."""

from __future__ import annotations

import shutil
import time
import uuid
from pathlib import Path

from django.conf import settings

WAITS, KEPT = 24 * 60 * 60, 31 * 24 * 60 * 60


def _home(part: str) -> Path:
    path = Path(settings.CHALKLINE.home).resolve() / "integrity" / part
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def new_export_folder() -> Path:
    """A folder for one export. What waited for a day, and rows kept for a month, are swept."""
    for left in _home("exports").iterdir():
        if time.time() - left.stat().st_mtime > WAITS:
            shutil.rmtree(left, ignore_errors=True)
    for left in _home("rows").iterdir():
        if time.time() - left.stat().st_mtime > KEPT:
            left.unlink(missing_ok=True)
    made = _home("exports") / uuid.uuid4().hex
    made.mkdir(mode=0o700)
    return made


def is_waiting(folder: Path) -> bool:
    """Whether a folder is one of those above."""
    return folder.resolve().parent == _home("exports") and folder.is_dir()


def rows_target(audit_id: object) -> Path:
    """Where the rows to fix of an audit lie, or will."""
    return _home("rows") / f"{uuid.UUID(str(audit_id)).hex}.csv"


def rows_kept(audit_id: object) -> Path | None:
    """The rows to fix; None when they are no longer kept."""
    path = rows_target(audit_id)
    return path if path.exists() else None
