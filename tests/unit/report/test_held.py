"""What is held about a child beyond the roster: its own key's calls, kept logs, measures; and nobody else's."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest
from django.conf import settings

from cast import Cast
from chalkline.discover.sources import personal
from chalkline.discover.sources.importing import KEY
from chalkline.discover.sources.reading.persons import hash_of_person
from chalkline.discover.sources.shapes import Kind
from chalkline.kernel.keyring import Keyring
from chalkline.report.held.api import held_elsewhere
from expecting import problem


def rows(path: Path, people: list[str]) -> Path:
    key = Keyring(settings.CHALKLINE.key_folder).key(KEY)
    values = ", ".join(
        f"('{hashlib.sha256(str(place).encode()).hexdigest()}', 'chatgpt', DATE '2026-11-0{place + 1}', "
        f"'{hash_of_person(each, key)}')"
        for place, each in enumerate(people)
    )
    duckdb.execute(
        f"COPY (SELECT * FROM (VALUES {values}) t(event, service, day, user_key)) TO '{path}' (FORMAT parquet)"
    )
    return path


def test_kept_logs_tell_of_the_child_alone(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kim, tess = str(cast.kim.person.pk), str(cast.tess.person.pk)
    kept = rows(tmp_path / "rows.parquet", [kim, kim, tess])
    monkeypatch.setattr(personal, "rows_of", lambda kind: [kept] if kind is Kind.NETWORK else [])
    held = held_elsewhere(cast.priya.actor, cast.kim.person)
    assert held["ai_services_in_the_networks_logs"] == [
        {"service": "chatgpt", "days": 2, "first_day": "2026-11-01", "last_day": "2026-11-02"}
    ]
    assert held["calls_with_the_childs_own_key"] == [] and held["measured_in_pilots"] == []
    for member in (cast.paula, cast.dana, cast.sue, cast.tess):
        with problem("not_allowed"):
            held_elsewhere(member.actor, cast.kim.person)
