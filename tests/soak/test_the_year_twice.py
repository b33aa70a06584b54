"""The school year played twice, and on PostgreSQL where there is one: the same end, whatever the random ids.

CHALKLINE_SOAK_DATABASE names a server of PostgreSQL; without it both plays are on SQLite.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from journeys.district import database, play_year
from scenario.conftest import state_of

pytestmark = pytest.mark.soak
# Which teacher is on which side is drawn anew each time, and the packet carries ids.
OF_THIS_PLAY = ("pilots", "packet_text", "public")


def comparable(state: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in state.items() if name not in OF_THIS_PLAY}
    return {**kept, "verdicts": [each["verdict"] for each in state["pilots"]]}


def test_the_year_comes_to_the_same_end_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play_year(tmp_path / "first")
    first = comparable(state_of(tmp_path / "first"))
    if server := os.environ.get("CHALKLINE_SOAK_DATABASE"):
        monkeypatch.setenv("CHALKLINE_DATABASE", server)
    with database() as address:
        more = {"CHALKLINE_DATABASE": address} if address else {}
        play_year(tmp_path / "second", **more)
        second = comparable(state_of(tmp_path / "second", **more))
    for name, value in first.items():
        assert second[name] == value, name
