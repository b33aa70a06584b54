"""Small pieces of SQL that every kind of keeping needs: tables from Python, keyed hashes."""

from __future__ import annotations

from collections.abc import Sequence

from chalkline.discover.sources.apart.work import Work
from chalkline.discover.sources.reading.tables import run


def table(work: Work, name: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
    """A temporary table of texts, filled with these rows."""
    run(work.connection, f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
    if rows:
        lists = ", ".join(["unnest(?::VARCHAR[])"] * (columns.count(",") + 1))
        run(work.connection, f"INSERT INTO {name} SELECT {lists}", [list(column) for column in zip(*rows, strict=True)])


def hashed_sql(text: str) -> str:
    """A keyed hash in SQL, made as HMAC is: an outer and an inner key, each hashed before the text."""
    return f"left(sha256($1 || sha256($2 || {text})), 32)"


def hash_keys(work: Work) -> list[str]:
    """What stands for $1 and $2 in ``hashed_sql``."""
    return [work.persons.hashed("event key", "outer"), work.persons.hashed("event key", "inner")]
