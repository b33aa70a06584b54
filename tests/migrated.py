"""A database with every table, for tests that run processes of their own.

Making the tables takes longer than most of what such a test does. On SQLite they are made once for each state of
the migrations and copied from then on; on a database server they are made.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from hashlib import sha256
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"


def make_tables() -> None:
    """In a process in which Django is set up: the tables of its database, which is empty or not there yet."""
    import django
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "sqlite":
        call_command("migrate", verbosity=0, skip_checks=True)
        return
    file = Path(connection.settings_dict["NAME"])
    file.parent.mkdir(parents=True, exist_ok=True)
    shelf = Path(tempfile.gettempdir(), f"chalkline-tables-{os.getuid()}")
    shelf.mkdir(mode=0o700, exist_ok=True)
    kept = shelf / f"{_state(django.__version__)}.sqlite3"
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            call_command("migrate", verbosity=0, skip_checks=True)
            connection.close()
            fresh = kept.with_suffix(f".{os.getpid()}")
            with sqlite3.connect(file) as made:
                made.execute("VACUUM INTO ?", [str(fresh)])
            made.close()
            fresh.replace(kept)
            return
    connection.close()
    shutil.copyfile(kept, file)


def _state(version: str) -> str:
    whole = sha256(version.encode())
    for path in sorted(SOURCE.rglob("migrations/*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]
