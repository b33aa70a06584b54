"""Journeys: a real server, a real browser, the cast of the unit tests as its people.

    def test_something(visits: Visits) -> None:
        dana = visits.of("Dana Whitfield")          # signed in with one click
        dana.open("/discover/")
        dana.check()                                # axe, content policy, width, faults: nothing found

``check`` is asked of every page a journey passes. The server runs as a demo, so that signing in is one
click; ``plain_server`` runs without, for signing in with password and code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from journeys.browsing import DESK, Visit, visit
from journeys.serving import Served, prepare, serving

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server with the cast, as a demo."""
    home = tmp_path_factory.mktemp("home")
    prepare(home, CHALKLINE_DEMO="true")
    with serving(home, CHALKLINE_DEMO="true") as running:
        yield running


@pytest.fixture(scope="session")
def plain_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server with the cast, as a district runs it."""
    home = tmp_path_factory.mktemp("plain-home")
    prepare(home)
    with serving(home) as running:
        yield running


class Visits:
    """Makes visits and closes them; at the end every page last seen must have been free of violations."""

    def __init__(self, browser: Browser, server: Served) -> None:
        self.browser, self.server = browser, server
        self.made: list[Visit] = []

    def stranger(self, **options: Any) -> Visit:
        """Somebody without an account. ``options`` are Playwright's for a context (viewport, locale ...)."""
        self.made.append(visit(self.browser, self.server.url, **{"viewport": DESK, **options}))
        return self.made[-1]

    def of(self, name: str, **options: Any) -> Visit:
        """Somebody of the cast, signed in."""
        made = self.stranger(**options)
        made.sign_in_as(name)
        return made


@pytest.fixture
def visits(browser: Browser, server: Served) -> Iterator[Visits]:
    """Visits to the demo server."""
    made = Visits(browser, server)
    yield made
    for each in made.made:
        each.context.close()
        assert not each.violations()
