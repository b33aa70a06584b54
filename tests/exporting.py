"""Roster exports as tests hand them in: the sample district's, and ones written on the spot."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

DISTRICT = Path(__file__).resolve().parents[1] / "demo" / "district"
SOUND, FAULTY = DISTRICT / "roster", DISTRICT / "roster_faults"


def planted() -> dict[str, dict[str, Any]]:
    """The faults that were put into the sample, by kind: file, count, rows with line and id."""
    return dict(json.loads((FAULTY / "key.json").read_text(encoding="utf-8"))["planted"])


def rewritten(
    source: Path, target: Path, *, reverse: bool = False, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """The same export as another system would write it: columns in another order, other separators."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.glob("*.csv"):
        rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
        with (target / path.name).open("w", encoding=encoding, newline="", errors="replace") as file:
            csv.writer(file, delimiter=delimiter).writerows(row[::-1] if reverse else row for row in rows)
    return target


def as_one_two(source: Path, target: Path) -> Path:
    """An export in version 1.2: roles in a file of their own, one main school a person."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.glob("*.csv"):
        if path.name != "users.csv":
            (target / path.name).write_bytes(path.read_bytes())
    with (source / "users.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    with (target / "roles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["sourcedId", "status", "userSourcedId", "roleType", "role", "orgSourcedId"])
        for at, row in enumerate(people):
            writer.writerow(
                [f"R{at}", "", row["sourcedId"], "primary", row["role"], row["orgSourcedIds"].split(",")[0]]
            )
    with (target / "users.csv").open("w", encoding="utf-8", newline="") as file:
        columns = [name for name in people[0] if name not in {"role", "orgSourcedIds"}] + ["primaryOrgSourcedId"]
        sheet = csv.DictWriter(file, columns, extrasaction="ignore")
        sheet.writeheader()
        sheet.writerows({**row, "primaryOrgSourcedId": row["orgSourcedIds"].split(",")[0]} for row in people)
    return target
