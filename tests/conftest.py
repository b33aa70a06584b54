"""Shared by all tests: the fixed SQLite, a scratch home folder, the cast."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "tests"
THROUGH = (
    "unit/web/",
    "unit/rest/",
    "unit/cli/",
    "unit/discover/test_the_key.py",
    "unit/discover/test_elsewhere.py",
    "unit/discover/test_bad_files.py",
    "contract/rest/test_odd_input.py",
)
# In which order files are begun; those named by none stand in the middle. The year first, then what needs no year, so
# that nobody waits while one worker plays it; long ones before short ones, so that no worker is left alone with one.
# What drives a browser comes last: Playwright keeps an event loop in the worker from then on, in which neither Django
# nor asyncio would run a test.
FIRST = (
    "scenario/test_the_year.py",
    "scenario/test_telling.py",
    "contract/gateway/",
    "structure/test_routes.py",
    "unit/discover/",
    "unit/pilot/",
)
LAST = (
    "journeys/test_requests.py",
    "scenario/test_around_a_call.py",
    "journeys/test_protect.py",
    "journeys/test_main_path.py",
    "scenario/test_first_minutes.py",
    "journeys/",
)
# The suite starts some hundred processes. Where the machine keeps no compiled modules, each would compile them all.
if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / "var" / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

sys.path.insert(0, str(ROOT / "src"))
from chalkline.kernel.sqlite import use_fixed_sqlite  # noqa: E402  (path first)

use_fixed_sqlite()
# Every worker has a home of its own: what one tidies up in there may be what another is reading.
if "CHALKLINE_HOME" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["CHALKLINE_HOME"] = tempfile.mkdtemp(prefix="chalkline-test-")
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
# Workers of xdist would inherit it, and pytest-django would read the settings there before this file.
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.conf import settings as running  # noqa: E402  (as above)

# A password is made slow to guess on purpose; no test asks how slow.
running.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from django.db import DEFAULT_DB_ALIAS, connections  # noqa: E402  (as above)

import forked_readers  # noqa: E402  (as above)
from cast import Cast, make_cast  # noqa: E402  (as above)
from chalkline.kernel import apart  # noqa: E402  (as above)
from flushing import let_tests_empty_the_ledger  # noqa: E402  (as above)
from migrated import template, template_on_server  # noqa: E402  (as above)

let_tests_empty_the_ledger()

# How long an example takes says more about the machine's load than about the code.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The tables are copied into the database of the tests instead of made there: seconds for each worker."""
    tests = connections[DEFAULT_DB_ALIAS].settings_dict["TEST"]
    tests["MIGRATE"] = False
    if address := os.environ.get("CHALKLINE_DATABASE"):
        tests["TEMPLATE"] = template_on_server(address)
        yield
        return
    sqlite3 = connections[DEFAULT_DB_ALIAS].Database
    made = sqlite3.connect(f"file:memorydb_{DEFAULT_DB_ALIAS}?mode=memory&cache=shared", uri=True)
    with closing(sqlite3.connect(template())) as kept:
        kept.backup(made)
    yield
    made.close()  # until here the database stays, though nobody else has it open


@pytest.fixture(autouse=True)
def readers_are_forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads files apart is forked from a process that has loaded it; ``afresh``: started as in production."""
    if not request.node.get_closest_marker("afresh"):
        monkeypatch.setattr(apart, "start", forked_readers.start)


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast of people, on the database under test."""
    return make_cast()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for whatever drives one; each visit is a fresh context in it."""
    from playwright.sync_api import sync_playwright

    from journeys.browsing import launch

    with sync_playwright() as playwright:
        made = launch(playwright)
        yield made
        made.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--through``: on a database server also what asks it through commands and queries that are tested there."""
    parser.addoption("--through", action="store_true")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a database server, only what asks a database: the rest cannot come out differently there.

    What asks it only through commands and queries that have tests of their own there is left to the long runs.
    """
    items.sort(key=_turn)
    if not os.environ.get("CHALKLINE_DATABASE"):
        return
    kept = [item for item in items if _asks_a_database(item)]
    if not config.getoption("through"):
        kept = [item for item in kept if not item.path.relative_to(HERE).as_posix().startswith(THROUGH)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _turn(item: pytest.Item) -> int:
    """When its file is begun; files of the same turn, and the tests of one file, stay in their order."""
    place = item.path.relative_to(HERE).as_posix()
    for turn, start in (*enumerate(FIRST), *enumerate(LAST, len(FIRST) + 1)):
        if place.startswith(start):
            return turn
    return len(FIRST)


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = ("django_db", "journey", "postgres")
    return bool(fixtures & {"db", "transactional_db"}) or any(map(item.get_closest_marker, marked))
