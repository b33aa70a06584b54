"""Emptying a test database although the ledger's triggers refuse it.

Django empties the tables after each test that commits for real. The ledger refuses that, as it
should; so for that moment, and in tests only, its triggers are put aside and brought back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations

KEPT = ["ledger_fact", "ledger_mention", "ledger_leaf", "ledger_node", "ledger_checkpoint", "ledger_part"]


def let_tests_empty_the_ledger() -> None:
    """Teach Django's flush to put the refusing triggers aside."""
    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self: Any, sql_list: Sequence[str]) -> None:
        before, after = _aside(self.connection)
        plain(self, [*before, *sql_list, *after])

    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


def _aside(connection: Any) -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        have = set(connection.introspection.table_names())
        tables = [table for table in KEPT if table in have]
        return (
            [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
            [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'")
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]
