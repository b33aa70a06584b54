"""Where what was kept of logs lies: under HOME/discover, readable by the server alone."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def folder(name: str) -> Path:
    """HOME/discover/NAME, made if need be."""
    path = Path(settings.CHALKLINE.home).resolve() / "discover" / name
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def rows_file(source_id: str) -> Path:
    """The AI rows (or the addresses) of a source."""
    return folder("rows") / f"{source_id}.parquet"


def unknown_file(source_id: str) -> Path:
    """Rows of hosts that look like AI and are in no catalogue."""
    return folder("unknown") / f"{source_id}.parquet"


def rejects_file(source_id: str) -> Path:
    """The rejected rows of a source, to be mended."""
    return folder("rejects") / f"{source_id}.csv"
