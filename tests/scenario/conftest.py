"""The year, played once for a run of tests; and a copy of it that people can visit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from journeys.conftest import Visits
from journeys.district import District, played_once, sample_district, settings_of
from journeys.serving import ROOT, Served

STATE = Path(__file__).with_name("state.py")


@pytest.fixture(scope="session")
def played(shared: Path) -> Path:
    """The home in which the year was played. Nobody changes it."""
    return played_once(shared)


@pytest.fixture(scope="session")
def state(played: Path) -> dict[str, Any]:
    """How everything stands after the year."""
    return state_of(played)


@pytest.fixture(scope="session")
def district(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A copy of it, running whole."""
    with sample_district(tmp_path_factory.mktemp("district"), shared) as running:
        yield running


@pytest.fixture
def people(browser: Browser, district: District) -> Iterator[Visits]:
    """Visits to that copy."""
    made = Visits(browser, Served(district.url, district.home, district.settings))
    yield made
    for each in made.made:
        each.context.close()
        assert not each.violations()


def state_of(home: Path, **more: str) -> dict[str, Any]:
    """How everything stands in a home, told by a process of its own."""
    settings = {**settings_of(home, **more), "PYTHONPATH": os.pathsep.join([str(ROOT / "src")])}
    done = subprocess.run([sys.executable, str(STATE)], env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever visits needs a browser."""
    for item in items:
        if "people" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.journey)
