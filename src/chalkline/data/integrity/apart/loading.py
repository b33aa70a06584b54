"""The files of an export as tables of text, each row with the line it stands on.

The quick way lets the database read the file. It counts lines rightly only where a row is a line and nothing is
amiss, so its count is compared with the file's; where they differ, the rows are read one by one instead.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from chalkline.data.integrity.apart.rulesets import Ruleset, literal, named
from chalkline.people.roster_tables import GONE, as_text, delimiter_of, without_empty_end  # it needs no database

LONGEST_CELL, STATUS = 100_000, "status"
csv.field_size_limit(LONGEST_CELL)


@dataclass
class Loaded:
    """What there is: rows a file, columns a file, and what kept a file out."""

    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    uneven: dict[str, list[int]] = field(default_factory=dict)
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)


def load(
    connection: duckdb.DuckDBPyConnection,
    files: Mapping[str, bytes],
    scratch: Path,
    ruleset: Ruleset,
) -> Loaded:
    """Make a table of each file that the rules know; a file that is not there becomes an empty one."""
    loaded = Loaded()
    known = {name.lower(): name for name in ruleset.columns}
    for file_name, content in files.items():
        name = known.get(file_name.removesuffix(".csv").removesuffix(".CSV").lower())
        if name is not None and name not in loaded.rows and name not in loaded.lacking:
            _load_one(connection, name, content, scratch, ruleset, loaded)
    for name in ruleset.columns:
        if name not in loaded.rows:
            empty = ", ".join(f"'' AS {named(column)}" for column in ruleset.reads(name))
            connection.execute(f"CREATE TABLE {name} AS SELECT 0 AS line, {empty} WHERE false")
    return loaded


def _load_one(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    content: bytes,
    scratch: Path,
    ruleset: Ruleset,
    loaded: Loaded,
) -> None:
    text = as_text(content, f"{name}.csv").lstrip("\ufeff")
    first = text.split("\n", 1)[0].rstrip("\r")
    delimiter = delimiter_of(text)
    reads = ruleset.reads(name)
    asked = {column.lower(): column for column in reads}
    header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    header = [asked.get(cell.lower(), cell) for cell in header]
    missing = tuple(column for column in ruleset.needed_columns[name] if column not in header)
    if missing:
        loaded.lacking[name] = missing
        return
    path = scratch / f"{name}.csv"
    lines = text.count("\n") + (0 if text.endswith("\n") or not text else 1) - 1
    path.write_text(text, encoding="utf-8", newline="")
    if not _quickly(connection, name, path, header, delimiter, reads, lines):
        loaded.uneven[name] = _row_by_row(connection, name, text, path, header, delimiter, reads)
    if STATUS in reads:
        connection.execute(f"DELETE FROM {name} WHERE lower({named(STATUS)}) = {literal(GONE)}")
    (count,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,)
    loaded.rows[name], loaded.columns[name] = int(count), tuple(header)


def _quickly(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    path: Path,
    header: list[str],
    delimiter: str,
    reads: tuple[str, ...],
    lines: int,
) -> bool:
    if len({cell.lower() for cell in header}) != len(header) or "" in header:
        return False
    columns = ", ".join(f"{literal(cell)}: 'VARCHAR'" for cell in header)
    source = (
        f"read_csv({literal(str(path))}, columns = {{{columns}}}, auto_detect = false, header = false, skip = 1, "
        f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', parallel = false, null_padding = false, "
        f"strict_mode = true, max_line_size = {LONGEST_CELL * 4})"
    )
    try:
        connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS {_cells('row_number() OVER () + 1', reads, header, source)}"
        )
    except duckdb.Error:
        return False
    (count,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,)
    return int(count) == lines


def _row_by_row(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    text: str,
    path: Path,
    header: list[str],
    delimiter: str,
    reads: tuple[str, ...],
) -> list[int]:
    """Read what the quick way would not: uneven rows, line breaks inside cells. Gives the lines of uneven rows."""
    uneven: list[int] = []
    places = {column: header.index(column) for column in reads if column in header}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
        next(reader, None)
        try:
            for row in reader:
                if not any(row):
                    continue
                row = without_empty_end(row, len(header))
                if len(row) != len(header):
                    uneven.append(reader.line_num)
                writer.writerow(
                    [reader.line_num, *(row[at].replace("\n", " ") if at < len(row) else "" for at in places.values())]
                )
        except csv.Error:
            uneven.append(reader.line_num)
    columns = ", ".join(f"{literal(cell)}: 'VARCHAR'" for cell in ("line", *places))
    source = (
        f"read_csv({literal(str(path))}, columns = {{{columns}}}, auto_detect = false, header = false, delim = ',', "
        f"quote = '\"', escape = '\"', parallel = false, max_line_size = {LONGEST_CELL * 4})"
    )
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS {_cells('line::BIGINT', reads, list(places), source)}")
    return uneven


def _cells(line: str, reads: tuple[str, ...], has: list[str], source: str) -> str:
    kept = [
        f"coalesce(trim({named(column)}), '') AS {named(column)}" if column in has else f"'' AS {named(column)}"
        for column in reads
    ]
    return f"SELECT {line} AS line, {', '.join(kept)} FROM {source}"
