"""Where a roster that was handed in waits: under HOME/roster, readable by the server alone, for a day."""

from __future__ import annotations

import csv
import json
import shutil
import time
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from chalkline.people.roster_apart.spelling import roster_from, spelled_roster
from chalkline.people.roster_comparing import RosterChange, roles_ending
from chalkline.people.roster_rows import PersonRow, Rejected, Roster

STALE = 24 * 60 * 60
SHOWN = 200  # of each kind of change, by name


def _home() -> Path:
    path = Path(settings.CHALKLINE.home).resolve() / "roster"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def new_folder() -> Path:
    """A folder for one export. What waited for more than a day is swept."""
    for left in _home().iterdir():
        if time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)
    made = _home() / uuid.uuid4().hex
    made.mkdir(mode=0o700)
    return made


def is_ours(folder: Path) -> bool:
    """Whether a folder is one of those above."""
    return folder.resolve().parent == _home() and folder.is_dir()


def keep_reading(work_id: str, roster: Roster, change: RosterChange) -> None:
    """What was read, what it would change by name, and the rows set aside."""
    folder = _folder_of(work_id)
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "roster.json").write_text(json.dumps(spelled_roster(roster)), encoding="utf-8")
    (folder / "change.json").write_text(json.dumps(_named(change)), encoding="utf-8")
    if change.rejected or change.unread:
        write_rejected((*change.rejected, *change.unread), folder / "rejected.csv")


def kept_roster(work_id: str) -> Roster | None:
    """The roster that was read; None when it was taken over, or waited for more than a day."""
    file = _folder_of(work_id) / "roster.json"
    return roster_from(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else None


def kept_change(work_id: str) -> dict[str, Any] | None:
    """Names behind the counts: ``added``, ``changed``, ``leaving``, up to 200 each; None when no longer kept."""
    file = _folder_of(work_id) / "change.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else None


def rejected_file(work_id: str) -> Path | None:
    """The rows set aside, or None."""
    file = _folder_of(work_id) / "rejected.csv"
    return file if file.exists() else None


def forget_reading(work_id: str) -> None:
    """Drop the names; the rows set aside stay for their day."""
    for name in ("roster.json", "change.json"):
        (_folder_of(work_id) / name).unlink(missing_ok=True)


def write_rejected(rows: tuple[Rejected, ...], target: Path) -> None:
    """The rows set aside as a CSV file: where each stands and why. Formulas are made harmless."""
    with target.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "sourcedId", "reason"])
        writer.writerows([row.file, row.line, _safe(row.sourced_id), _safe(str(row.reason))] for row in rows)


def _folder_of(work_id: str) -> Path:
    return _home() / uuid.UUID(str(work_id)).hex


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _named(change: RosterChange) -> dict[str, Any]:
    return {
        "added": [_said(row) for row in change.added[:SHOWN]],
        "changed": [[str(each.person), list(each.fields)] for each in change.changed[:SHOWN]],
        "leaving": [[str(person), person.roster_role] for person in change.leaving[:SHOWN]],
        "losing_roles": list(roles_ending(change)),
        "new_schools": list(change.new_schools),
        "closing_schools": list(change.closing_schools),
        "held": [list(each) for each in change.held],
    }


def _said(row: PersonRow) -> list[str]:
    return [f"{row.given_name} {row.family_name}", row.role]
