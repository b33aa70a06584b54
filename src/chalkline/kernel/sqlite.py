"""Which SQLite we run on.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write and checkpoint at once
(fixed in 3.51.3, and by the maintainers in 3.44.6 and 3.50.7). Debian's own is older. The
pysqlite3 wheel carries a fixed one, so it stands in for the standard module where it is installed.
"""

from __future__ import annotations

import sys
from importlib import import_module

FIXED = (3, 51, 3)
FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}


def use_fixed_sqlite() -> None:
    """Let ``import sqlite3`` give the wheel's library. Call before anything imports sqlite3."""
    try:
        wheel = import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = wheel
    sys.modules["sqlite3.dbapi2"] = import_module("pysqlite3.dbapi2")


def is_fixed(version: tuple[int, ...]) -> bool:
    """Whether this SQLite version is free of the WAL-reset fault."""
    if tuple(version) >= FIXED:
        return True
    patch = FIXED_BRANCHES.get((version[0], version[1]))
    return patch is not None and version[2] >= patch
