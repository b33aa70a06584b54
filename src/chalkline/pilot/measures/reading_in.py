"""From an outcome file to rows, by the plan: which columns, which units, read apart."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chalkline.pilot.measures.words import OutcomeRow
from chalkline.pilot.plans.api import Assigned, Pilot, folder, key_of, plan_of, units_of
from chalkline.pilot.reading.asking import read_apart
from chalkline.pilot.reading.orders import CODE, NUMBER, PERSON, WORD, Order, Sought, Told

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class FileRead:
    """Good rows, what was and was not used of the file and why, and the rows set aside (CSV text)."""

    rows: tuple[OutcomeRow, ...]
    told: Told
    rejects: str
    digest: str


def columns_of_outcomes(pilot: Pilot) -> tuple[Sought, ...]:
    """What an outcome file must have, by the plan."""
    plan, listed = plan_of(pilot), units_of(pilot)
    keys = tuple(unit.key for unit in listed)
    unit, grouped = plan.assigned.value, plan.assigned.is_group
    person = ("student", "student id", "student number", "id") if grouped else (unit, f"{unit} id", "id", "code")
    columns = [Sought("person", person, PERSON, one_of=() if grouped else keys)]
    if grouped:
        columns.append(Sought("unit", (unit, f"{unit} id", "unit"), CODE, one_of=keys))
    schools = {each.key: each.school.casefold() for each in listed if each.school}
    if grouped and plan.assigned is not Assigned.SCHOOL:
        columns.append(
            Sought("school", ("school", "site"), WORD, may_be_empty=True, optional=True, agrees_with="unit",
                   agreed=schools)
        )  # fmt: skip
    columns.append(
        Sought("pre", ("pre", "before", "pretest"), NUMBER, may_be_empty=True, optional=not plan.has_pretest)
    )
    columns.append(Sought("post", ("post", "after", "outcome", "posttest"), NUMBER, may_be_empty=True))
    if plan.has_guardrail:
        columns.append(Sought("guard", ("guardrail", "kept safe"), NUMBER, may_be_empty=True))
    columns += [Sought(f"group:{name}", (name,), WORD, may_be_empty=True) for name in plan.subgroups]
    return tuple(columns)


def read_outcomes(pilot: Pilot, path: Path, progress: Progress = lambda done, of: None) -> FileRead:
    """Read a file apart. Raises Problem for one that cannot be read."""
    work = Path(tempfile.mkdtemp(dir=folder("work")))
    try:
        rows_to, rejects_to = work / "rows", work / "rejects"
        order = Order(str(path), str(rows_to), str(rejects_to), key_of(pilot), columns_of_outcomes(pilot), "person")
        told = read_apart(order, progress)
        rows = tuple(_row(json.loads(line)) for line in rows_to.read_text(encoding="utf-8").splitlines())
        rejects = rejects_to.read_text(encoding="utf-8")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return FileRead(rows, told, rejects, digest)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _row(given: dict[str, str]) -> OutcomeRow:
    groups = {name.removeprefix("group:"): value for name, value in given.items() if name.startswith("group:")}
    return OutcomeRow(
        given["person"],
        given.get("unit", given["person"]),
        _number(given.get("pre", "")),
        _number(given["post"]),
        {name: value for name, value in groups.items() if value},
        _number(given.get("guard", "")),
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
