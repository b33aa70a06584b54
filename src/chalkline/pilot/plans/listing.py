"""Reading the list of units: what is in it, by the plan."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from chalkline.pilot.plans.models import Pilot
from chalkline.pilot.plans.queries import key_of, plan_of
from chalkline.pilot.plans.words import Assigned, Design, Strata, UnitListed
from chalkline.pilot.reading.asking import read_apart
from chalkline.pilot.reading.orders import CODE, COUNT, PERSON, SIDE, WORD, Order, Sought


@dataclass(frozen=True)
class ListRead:
    """The units of a file, how the file named them, and how many rows were set aside (``rejects``: CSV)."""

    units: tuple[UnitListed, ...]
    codes: dict[str, str]
    rejected: int
    rejects: str


def columns_of_list(pilot: Pilot) -> tuple[Sought, ...]:
    """What the list must have, by the plan."""
    plan = plan_of(pilot)
    in_school = plan.strata in {Strata.SCHOOL, Strata.SCHOOL_AND_GRADE}
    in_grade = plan.strata in {Strata.GRADE, Strata.SCHOOL_AND_GRADE}
    name = plan.assigned.value
    columns = [
        Sought(
            "key",
            (name, f"{name} id", "unit", "id", "code"),
            CODE if plan.assigned.is_group else PERSON,
            as_named=True,
        ),
        Sought("school", ("school", "site"), WORD, optional=not in_school, may_be_empty=not in_school),
        Sought("grade", ("grade", "year"), WORD, optional=not in_grade, may_be_empty=not in_grade),
    ]
    if plan.assigned is Assigned.SCHOOL:
        columns[1] = Sought("school", ("district",), WORD, optional=True, may_be_empty=True)
    if plan.assigned.is_group:
        columns.append(Sought("students", ("students", "size", "number of students"), COUNT, least=1))
    if plan.design is Design.COMPARISON:
        columns.append(Sought("arm", ("side", "arm", "group"), SIDE))
    return tuple(columns)


def read_list(pilot: Pilot, path: Path) -> ListRead:
    """Read a list apart. Raises Problem for a file that cannot be read."""
    work = Path(tempfile.mkdtemp(dir=folder("work")))
    try:
        rows_to, rejects_to = work / "rows", work / "rejects"
        columns = columns_of_list(pilot)
        told = read_apart(Order(str(path), str(rows_to), str(rejects_to), key_of(pilot), columns, "key"))
        rows = [json.loads(line) for line in rows_to.read_text(encoding="utf-8").splitlines()]
        units = tuple(_unit(row) for row in rows)
        codes = {row["key"]: row["key_as_named"] for row in rows}
        return ListRead(units, codes, told.rejected, rejects_to.read_text(encoding="utf-8"))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def folder(name: str) -> Path:
    """HOME/pilot/NAME, made if need be."""
    path = Path(settings.CHALKLINE.home).resolve() / "pilot" / name
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _unit(row: dict[str, str]) -> UnitListed:
    return UnitListed(
        row["key"], row.get("school", ""), row.get("grade", ""), int(row.get("students") or 1), row.get("arm", "")
    )
