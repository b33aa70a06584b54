"""Runs every race of the suite on SQLite files, on real threads (see contract/test_races_on_sqlite.py).

Under pytest the SQLite database is in memory, where threads would share one connection. Here each thread has a
connection of its own to a file, as in a district.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import shutil
import sys
import traceback
from pathlib import Path

MODULES = ("unit.govern.test_races", "unit.approve.test_races", "unit.rest.test_races")


def main(folder: Path) -> dict[str, str]:
    """Each race on a fresh copy of an empty database; "" where it went as it should."""
    os.environ.update(CHALKLINE_HOME=str(folder), DJANGO_SETTINGS_MODULE="chalkline.project.settings")
    from chalkline.kernel.sqlite import use_fixed_sqlite

    use_fixed_sqlite()
    import django

    django.setup()
    import pytest
    from django.conf import settings
    from django.db import connections

    from migrated import make_tables

    settings.ALLOWED_HOSTS += ["testserver"]
    make_tables()
    connections.close_all()
    file = Path(connections["default"].settings_dict["NAME"])
    shutil.copy(file, folder / "empty.sqlite3")
    went: dict[str, str] = {}
    for module in MODULES:
        for name, race in inspect.getmembers(importlib.import_module(module), inspect.isfunction):
            if not name.startswith("test_"):
                continue
            for old in folder.glob(f"{file.name}*"):
                old.unlink()
            shutil.copy(folder / "empty.sqlite3", file)
            with pytest.MonkeyPatch.context() as patch:
                try:
                    race(**({"monkeypatch": patch} if "monkeypatch" in inspect.signature(race).parameters else {}))
                    went[f"{module}.{name}"] = ""
                except BaseException:
                    went[f"{module}.{name}"] = traceback.format_exc()[-1500:]
            connections.close_all()
    return went


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
