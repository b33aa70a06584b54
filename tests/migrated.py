"""A database with every table, made by the migrations once for each state of them and copied from then on.

Making the tables takes longer than most of what a test does. They are copied for the database of the tests
themselves, and for tests that run processes of their own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlparse, urlunparse

SOURCE = Path(__file__).resolve().parent.parent / "src"


def make_tables() -> None:
    """In a process in which Django is set up: the tables of its database, which is empty or not there yet."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "sqlite":
        call_command("migrate", verbosity=0, skip_checks=True)  # a copy has them all: nothing is left to make
        return
    file = Path(connection.settings_dict["NAME"])
    file.parent.mkdir(parents=True, exist_ok=True)
    connection.close()
    shutil.copyfile(template(), file)


def template() -> Path:
    """The SQLite file to copy: every table, nothing in them but what the migrations write."""
    with _alone() as shelf:
        kept = shelf / f"{_state()}.sqlite3"
        if not kept.exists():
            fresh = kept.with_suffix(f".{os.getpid()}")
            fresh.unlink(missing_ok=True)
            _migrate(fresh)
            fresh.replace(kept)
    return kept


def template_on_server(address: str) -> str:
    """The name of the database to copy on the PostgreSQL server at ``address`` (postgres://...)."""
    import psycopg

    name = f"chalkline_tables_{_state()}"
    with _alone(), psycopg.connect(address, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            fresh = f"{name}_{os.getpid()}"
            server.execute(f"CREATE DATABASE {fresh}")
            _migrate(urlunparse(urlparse(address)._replace(path=f"/{fresh}")))
            server.execute(f"ALTER DATABASE {fresh} RENAME TO {name}")
    return name


@contextmanager
def _alone() -> Iterator[Path]:
    """A folder of this user's, one process at a time."""
    shelf = Path(tempfile.gettempdir(), f"chalkline-tables-{os.getuid()}")
    shelf.mkdir(mode=0o700, exist_ok=True)
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shelf


def _migrate(fresh: Path | str) -> None:
    """In a process of its own: a SQLite file that is not there yet, or an empty database at an address."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHALKLINE_")}
    with tempfile.TemporaryDirectory() as home:
        known = {**clean, "CHALKLINE_HOME": home, "PYTHONPATH": str(SOURCE)}
        known["DJANGO_SETTINGS_MODULE"] = "chalkline.project.settings"
        if isinstance(fresh, str):
            known["CHALKLINE_DATABASE"] = fresh
        subprocess.run([sys.executable, __file__, str(fresh)], env=known, check=True)


def _state() -> str:
    import django

    whole = sha256(django.__version__.encode())
    settings = SOURCE / "chalkline" / "project" / "settings.py"  # which libraries bring tables of their own
    for path in (settings, *sorted(SOURCE.rglob("migrations/*.py"))):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def _make(fresh: str) -> None:
    from chalkline.kernel.sqlite import use_fixed_sqlite

    use_fixed_sqlite()

    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [fresh])


if __name__ == "__main__":
    _make(sys.argv[1])
