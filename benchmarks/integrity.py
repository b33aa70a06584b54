"""Auditing a roster, against Pandera and Great Expectations on ten of the same checks.

    python benchmarks/integrity.py [ENROLLMENTS]

One export, three auditors. Chalkline does all of its work: a child process with limits, every rule of every file, the
score, coverage by group, the rows to fix. The others look at the enrollments alone, with ten checks, as somebody who
knows them would write them. A peer that is not installed is quoted from a run of 2026-11-21 (1,000,498 rows, two cores,
the same ten checks in each; DuckDB SQL took 2.9 s of processor time there, Pandera on Polars 0.6 and Great
Expectations 13 times that). Cost is processor time, children included.
"""

from __future__ import annotations

import csv
import importlib.util
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
SAMPLE = ROOT / "demo" / "district" / "roster"
QUOTED = {"pandera": 0.6, "great_expectations": 13.0}


def main() -> None:
    """Make the export, let everybody at it, print ratios."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    with tempfile.TemporaryDirectory(prefix="chalkline-bench-") as scratch:
        export = Path(scratch, "export")
        rows = enlarge(export, wanted)
        import duckdb

        print(f"{rows:,} enrollments; duckdb {duckdb.__version__}, Python {platform.python_version()}")
        ours, asked = cost(lambda: audited(export, Path(scratch, "rows.csv")))
        pace = f"{rows / ours:,.0f} enrollments a processor second"
        print(f"chalkline, all of an audit ({asked} rules, 8 files): 1.0  ({pace})")
        for name, check in (("pandera", with_pandera), ("great_expectations", with_great_expectations)):
            if importlib.util.find_spec(name) is None:
                print(f"{name}: {QUOTED[name]} times DuckDB SQL on the same ten checks (quoted, not run here)")
                continue
            module = importlib.import_module(name)
            theirs, count = cost(lambda check=check: check(export / "enrollments.csv"))  # type: ignore[misc]
            print(f"{name} {module.__version__}, {count} checks of one file: {theirs / ours:.2f} times all of ours")


def cost(work: Callable[[], int]) -> tuple[float, int]:
    """Processor seconds of a piece of work, children included, and what it gives."""
    before = _spent()
    told = work()
    return _spent() - before, told


def _spent() -> float:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


def audited(export: Path, rows: Path) -> int:
    """Our audit; how many rules were looked at."""
    from chalkline.data.integrity.apart.asking import audit_apart

    return len(audit_apart(export, rows=rows, today=date(2026, 11, 20)).asked)


def enlarge(target: Path, wanted: int) -> int:
    """The sample district, its people and classes copied until there are so many enrollments."""
    target.mkdir()
    with (SAMPLE / "enrollments.csv").open(encoding="utf-8", newline="") as file:
        copies = max(1, wanted // (sum(1 for _ in file) - 1))
    copied = {"users.csv": (0, 6, 12), "classes.csv": (0,), "enrollments.csv": (0, 3, 5), "demographics.csv": (0,)}
    enrollments = 0
    for source in SAMPLE.glob("*.csv"):
        with source.open(encoding="utf-8", newline="") as file:
            head, *rows = list(csv.reader(file))
        with (target / source.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            for copy in range(copies if source.name in copied else 1):
                mark = f"x{copy}" if copy else ""
                places = copied.get(source.name, ())
                writer.writerows(
                    [f"{mark}{cell}" if at in places and cell else cell for at, cell in enumerate(row)] for row in rows
                )
        if source.name == "enrollments.csv":
            enrollments = len(rows) * copies
    return enrollments


def with_pandera(path: Path) -> int:
    """Ten checks of the enrollments, with Pandera on Polars."""
    import pandera.polars as pa
    import polars as pl

    day = r"^\d{4}-\d{2}-\d{2}$"
    roles = ["administrator", "proctor", "student", "teacher"]
    columns = {
        "sourcedId": pa.Column(str, unique=True, nullable=False),
        "classSourcedId": pa.Column(str, nullable=False),
        "userSourcedId": pa.Column(str, nullable=False),
        "schoolSourcedId": pa.Column(str, nullable=False),
        "role": pa.Column(str, pa.Check.isin(roles), nullable=False),
        "primary": pa.Column(str, pa.Check.isin(["true", "false"])),
        "beginDate": pa.Column(str, pa.Check.str_matches(day)),
        "endDate": pa.Column(str, pa.Check.str_matches(day)),
    }
    frame = pl.read_csv(path, infer_schema_length=0)
    pa.DataFrameSchema(columns, strict=False).validate(frame, lazy=True)
    return 10


def with_great_expectations(path: Path) -> int:
    """The same with Great Expectations on pandas."""
    import great_expectations as gx
    import pandas as pd

    context = gx.get_context(mode="ephemeral")
    source = context.data_sources.add_pandas("roster")
    batch = source.add_dataframe_asset("enrollments").add_batch_definition_whole_dataframe("all")
    suite = context.suites.add(gx.ExpectationSuite(name="ten"))
    e = gx.expectations
    for column in ("sourcedId", "classSourcedId", "userSourcedId", "schoolSourcedId", "role"):
        suite.add_expectation(e.ExpectColumnValuesToNotBeNull(column=column))
    suite.add_expectation(e.ExpectColumnValuesToBeUnique(column="sourcedId"))
    suite.add_expectation(e.ExpectColumnValuesToBeInSet(column="primary", value_set=["true", "false"]))
    suite.add_expectation(
        e.ExpectColumnValuesToBeInSet(column="role", value_set=["administrator", "proctor", "student", "teacher"])
    )
    for column in ("beginDate", "endDate"):
        suite.add_expectation(e.ExpectColumnValuesToMatchRegex(column=column, regex=r"^\d{4}-\d{2}-\d{2}$"))
    frame = pd.read_csv(path, dtype=str)
    batch.get_batch(batch_parameters={"dataframe": frame}).validate(suite)
    return 10


if __name__ == "__main__":
    main()
