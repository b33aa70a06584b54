"""A district with something to publish, in a home folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cast import Cast
from chalkline.publish.bundle import records
from chalkline.publish.bundle.words import Records
from chalkline.rulebook.api import Terms
from policies import FEEDBACK, LESSON, TOOLS


class Approved:
    """The uses on record. ``uses`` may be changed between two publications."""

    def __init__(self, cast: Cast) -> None:
        at_juniper = replace(FEEDBACK, schools=frozenset({str(cast.juniper.id)}))
        self.uses: tuple[Terms, ...] = (LESSON, at_juniper)
        self.suspended: frozenset[str] = frozenset()
        self.tools = TOOLS

    def records_on(self, day: date) -> Records:
        return Records(terms=self.uses, tools=self.tools)


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """A home folder for this test alone."""
    chalkline = settings.CHALKLINE  # type: ignore[attr-defined]
    settings.CHALKLINE = chalkline.model_copy(update={"home": tmp_path, "keys": tmp_path / "keys"})  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def approved(cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch) -> Approved:
    """Two approved uses on record."""
    made = Approved(cast)
    monkeypatch.setattr(records, "records_on", made.records_on)
    monkeypatch.setattr(records, "suspended_uses", lambda: made.suspended)
    return made


Publish = Callable[[], None]
