"""The how-to of rules says what really works: its bodies are sent as they stand there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from calling import api_at, caller
from cast import NOW
from unit.publish.conftest import Approved, approved, granted, home

__all__ = ["approved", "granted", "home"]  # fixtures
TOLD = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "try-rules-before-they-count.md"


def body_after(address: str) -> Any:
    """The body that the how-to sends there."""
    found = re.search(rf"curl \$AT/api/v1{re.escape(address)} .*? -d '(.*?)'\n", TOLD.read_text(), re.DOTALL)
    assert found, address
    return json.loads(found[1])


def test_rules_are_proposed_tried_and_narrowed_and_a_tool_is_stopped(
    approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved.publish()
    api_at(monkeypatch, NOW)
    ada = caller(approved.cast.ada, now=NOW)
    made = ada.post("/rule-sets", body_after("/rule-sets"))
    assert (made.status, made.said["state"]) == (201, "proposed"), made.said
    run = ada.post(f"/rule-sets/{made.said['id']}/dry-runs")
    assert run.status == 201 and ada.get(f"/dry-runs/{run.said['id']}").said["state"] == "running"
    narrowed = ada.post(f"/rule-sets/{made.said['id']}/narrow", body_after("/rule-sets/ID/narrow"))
    assert narrowed.said["state"] == "in_force", narrowed.said
    stopped = ada.post("/stops", body_after("/stops"))
    assert stopped.status == 201 and stopped.said["called"] == "Diffit"
