"""The database inside the child process: what it may touch, how much it may hold, how it reads a file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from chalkline.discover.sources.reading.opening import LONGEST_LINE, Opened
from chalkline.discover.sources.reading.orders import Limits

NEVER = "\x1f"  # a sign that stands in no log: what "is cut by" it is a whole line
MOST_REJECTS = 10_000


def connect(work: Path, limits: Limits) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into the work folder, loads nothing and reaches nowhere."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{limits.database_bytes}B",
            "threads": limits.threads,
            "temp_directory": str(work / "spill"),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
        },
    )
    connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    return connection


def confine(connection: duckdb.DuckDBPyConnection, folders: Iterable[Path]) -> None:
    """From here on only these folders can be read or written, and no setting can be changed back."""
    listed = ", ".join(quoted(f"{folder}/") for folder in folders)
    connection.execute(f"SET allowed_directories = [{listed}]")
    connection.execute("SET enable_external_access = false; SET lock_configuration = true")


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def csv_rows(opened: Opened, width: int, *, skip: int, keep_rejects: bool = False) -> str:
    """SQL: the file as a table of ``width`` text columns c0, c1, ..."""
    return _read(
        opened, [f"c{place}" for place in range(width)], delim=opened.head.delimiter or ",", quote='"', skip=skip,
        keep_rejects=keep_rejects,
    )  # fmt: skip


def tab_rows(opened: Opened, names: Sequence[str], *, keep_rejects: bool = False) -> str:
    """SQL: the file as a table of named text columns, cut at tabs, where # begins a remark."""
    return _read(opened, names, delim="\t", quote="", skip=0, keep_rejects=keep_rejects, comment="#")


def line_rows(opened: Opened, *, keep_rejects: bool = False) -> str:
    """SQL: the file as a table of one text column, ``line``."""
    lines = _read(opened, ["line"], delim=NEVER, quote="", skip=0, keep_rejects=keep_rejects)
    return f"(SELECT line FROM {lines} WHERE trim(line) <> '')"


def _read(
    opened: Opened, names: Sequence[str], *, delim: str, quote: str, skip: int, keep_rejects: bool, comment: str = ""
) -> str:
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    rejects = f", store_rejects = true, rejects_limit = {MOST_REJECTS}" if keep_rejects else ""
    remark = f", comment = {quoted(comment)}" if comment else ""
    return (
        f"read_csv({quoted(str(opened.path))}, columns = {{{columns}}}, auto_detect = false, header = false, "
        f"skip = {skip}, delim = {quoted(delim)}, quote = {quoted(quote)}, escape = {quoted(quote)}, "
        f"ignore_errors = true, null_padding = true, parallel = false, max_line_size = {LONGEST_LINE * 4}"
        f"{rejects}{remark})"
    )


def run(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: Sequence[Any] = (),
    watch: Callable[[float], None] | None = None,
) -> list[tuple[Any, ...]]:
    """Run a statement and fetch what it gives; ``watch`` hears the share done, twice a second."""
    done = threading.Event()

    def look() -> None:
        while watch and not done.wait(0.5):
            share = connection.query_progress()
            if share > 0:
                watch(min(share, 100.0) / 100)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        return connection.execute(sql, list(parameters)).fetchall()
    finally:
        done.set()
        watcher.join()
