"""Shared by all tests: the fixed SQLite, a scratch home folder, the cast."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()
os.environ.setdefault("CHALKLINE_HOME", tempfile.mkdtemp(prefix="chalkline-test-"))
os.environ.setdefault("CHALKLINE_PLAIN_STATIC", "1")
Path(os.environ["CHALKLINE_HOME"], "static").mkdir(exist_ok=True)
os.environ.setdefault("CHALKLINE_DISTRICT", "Cedar Hollow Unified School District")
os.environ.setdefault("CHALKLINE_DOMAIN", "cedarhollow.example")
# Named here and not in pyproject.toml: pytest-django would read the settings before this file.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")

import django  # noqa: E402  (settings read the environment above)
import pytest  # noqa: E402  (as above)
from hypothesis import settings  # noqa: E402  (as above)

django.setup()

from cast import Cast, make_cast  # noqa: E402  (as above)
from flushing import let_tests_empty_the_ledger  # noqa: E402  (as above)

let_tests_empty_the_ledger()

# How long an example takes says more about the machine's load than about the code.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast of people, on the database under test."""
    return make_cast()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a database server, only what asks a database: the rest cannot come out differently there."""
    if not os.environ.get("CHALKLINE_DATABASE"):
        return
    kept = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = ("django_db", "journey", "postgres")
    return bool(fixtures & {"db", "transactional_db"}) or any(map(item.get_closest_marker, marked))
