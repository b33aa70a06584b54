"""Reading one file in this very process, without a database: for what is about the reading alone."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from chalkline.discover.findings.counting import count
from chalkline.discover.findings.counting_others import Others
from chalkline.discover.findings.exact import Exact
from chalkline.discover.sources.apart.loading import load
from chalkline.discover.sources.reading.orders import Order, Sought, Told, Who
from chalkline.discover.sources.shapes import SHAPES, Kind
from chalkline.tools.register.catalogue import read_catalogue, shipped_catalogue

SCHOOLS = {"alder": ("Alder Creek Elementary", "S1"), "larkspur": ("Larkspur K-8", "S3"),
           "high": ("Cedar Hollow High School", "S5"),
           "office": ("Cedar Hollow Unified School District", "D1")}  # fmt: skip
PEOPLE = tuple(
    Who(f"p{n}", f"Ana.Nunez{n}@Pine.example", f"anunez{n}", "teacher" if n % 3 else "student",
        ("alder", "high")[n % 2], "" if n % 3 else "g912", f"{10_000 + n}")
    for n in range(40)
)  # fmt: skip
NOW = 1_793_016_000  # October 26, 2026, noon UTC


@lru_cache(maxsize=1)
def services() -> tuple[Sought, ...]:
    """The services of the catalogue that ships."""
    return tuple(
        Sought(each.slug, str(each.ai_scope), each.name, each.domains, each.app_patterns, (), each.vendor)
        for each in read_catalogue(shipped_catalogue().read_bytes()).entries
    )


@dataclass(frozen=True)
class ReadHere:
    """What came of one file."""

    told: Told
    kept: Path
    rejects: Path

    @property
    def kind(self) -> Kind:
        return SHAPES[self.told.shape].kind

    def rejected(self) -> list[tuple[int, str]]:
        """Line and reason of the rows handed back."""
        if not self.rejects.exists():
            return []
        with self.rejects.open(encoding="utf-8-sig", newline="") as file:
            return [(int(row["line"]), row["reason"]) for row in csv.DictReader(file)]

    def rows(self) -> list[dict[str, Any]]:
        """The kept rows."""
        found = duckdb.connect().execute("SELECT * FROM read_parquet($1)", [str(self.kept)])
        names = [each[0] for each in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def read_here(folder: Path, content: str | bytes, name: str = "file", **more: Any) -> ReadHere:
    """Read one file. Raises CannotRead."""
    place = folder / name
    work = place / "work"
    work.mkdir(parents=True)
    path = place / "given"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    order = Order(
        path=str(path), work=str(work), rows_to=str(place / "rows"), unknown_to=str(place / "unknown"),
        rejects_to=str(place / "rejects"), key="00" * 32, zone="America/Chicago", now_epoch=NOW, people=PEOPLE,
        services=more.pop("services", services()), schools=SCHOOLS, **more,
    )  # fmt: skip
    return ReadHere(load(order, lambda done, of: None), place / "rows", place / "rejects")


def counted(*read: ReadHere) -> Exact:
    """Exact counts of these files together."""

    def of(kind: Kind) -> Sequence[Path]:
        return [each.kept for each in read if each.kind == kind]

    others = Others(of(Kind.INVENTORY), of(Kind.PURCHASE), of(Kind.SURVEY))
    return count(of(Kind.NETWORK), of(Kind.SIGN_IN), {}, [], others)


def as_csv(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    """Rows as a table."""
    import io

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()
