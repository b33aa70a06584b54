"""Roll-ups: counted once for what is loaded, the same from disk as counted, and nothing small on disk."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.discover.audits.api import take_audit
from chalkline.discover.findings import in_force, queries, rollups
from chalkline.discover.findings.api import audit, finding_of
from chalkline.discover.findings.rolling import Detail
from chalkline.discover.sources.api import COUNTER, folder, remove_log, sources
from chalkline.jobs.api import JOBS, run_pending
from chalkline.kernel.clock import utc_now
from chalkline.protect.disclosure import Shown
from chalkline.tools.register.api import correct_service
from expecting import problem
from visiting import visitor

sys.path.insert(0, str(Path(__file__).parent))
from loading import KEY, load


@pytest.fixture
def cast(db: None, district_cast: Cast) -> Cast:
    return district_cast


@pytest.fixture
def found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The sample district with a network log and one of sign-ins; ``count`` says how often it was counted."""
    load(cast.dana.actor, "umbrella_proxy.csv", "google_reports_token.jsonl")
    return cast


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From here on, one entry for each time that the sources are counted."""
    times: list[str] = []
    real = in_force.roll_up
    monkeypatch.setattr(in_force, "roll_up", lambda key, *rest: times.append(key) or real(key, *rest))
    return times


def test_it_is_counted_once_and_read_from_disk_after_a_restart(found: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    times, dana = counted(monkeypatch), found.dana.actor
    first = audit(dana)
    rollups._opened.cache_clear()  # what a new process starts with
    queries._reaches.cache_clear()
    again = audit(dana)
    assert len(times) == 1
    assert [each.slug for each in again.services] == [each.slug for each in first.services]
    chatgpt = next(each for each in again.services if each.slug == "chatgpt")
    assert chatgpt.people == chatgpt.table.cell() == Shown(KEY["network"]["services"]["chatgpt"]["people"])
    assert dict(chatgpt.by_day), "days are read when they are looked at"


def test_it_is_counted_anew_when_sources_or_the_catalogue_change(found: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    times, dana = counted(monkeypatch), found.dana.actor
    before = audit(dana)
    correct_service(dana, "chatgpt", {"name": "ChatGPT of OpenAI"}, now=NOW)
    assert "ChatGPT of OpenAI" in {each.name for each in audit(dana).services}
    remove_log(dana, sources(dana).get(name="umbrella_proxy.csv"), why="A wrong period.", now=NOW)
    assert audit(dana).core != before.core
    assert len(set(times)) == len(times) == 3


def test_a_large_district_is_counted_by_a_job_and_never_by_a_page(found: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first counting a page says that it is going on; later it shows what was counted before."""
    monkeypatch.setattr(in_force, "AT_ONCE_CELLS", -1)
    shutil.rmtree(folder("rollups"))
    times, dana, client = counted(monkeypatch), found.dana.actor, visitor(found.dana)
    first = client.get("/discover/").content.decode()
    assert "What is loaded is being counted" in first and "The numbers below" not in first and not times
    with problem("discover.being_counted"):
        take_audit(dana, now=NOW)
    JOBS[COUNTER](now=NOW)
    before = audit(dana)
    assert len(times) == 1 and before.is_current and finding_of("service", "chatgpt")

    remove_log(dana, sources(dana).get(name="umbrella_proxy.csv"), why="A wrong period.", now=NOW)
    assert not audit(dana).is_current and audit(dana).core == before.core
    assert "The numbers below are of before." in client.get("/discover/").content.decode()
    piece = client.get("/discover/counting/")
    assert "being counted" in piece.content.decode() and "HX-Refresh" not in piece
    assert len(times) == 1, "no page counts"
    run_pending(now=utc_now())  # what the removal asked for
    assert len(times) == 2 and audit(dana).is_current and audit(dana).core != before.core
    assert client.get("/discover/counting/")["HX-Refresh"] == "true"


def test_no_small_group_is_on_disk(found: Cast) -> None:
    audit(found.dana.actor)
    newest = max(folder("rollups").iterdir(), key=lambda each: each.stat().st_mtime)
    index = json.loads((newest / "index.json").read_text())
    few = {slug for slug, each in KEY["network"]["services"].items() if each["people"] < 10}
    kept = {each["slug"]: each for each in index["services"]}
    assert few and all(kept[slug]["people"] is None and kept[slug]["events"] is None for slug in few)
    for line in (newest / "details.jsonl").read_text().splitlines():
        detail = rollups.SPELLING.read(Detail, json.loads(line))
        cells = [*detail.table.cells.values(), *detail.by_day.values()]
        assert not [cell for cell in cells if isinstance(cell, Shown) and 0 < cell.count < 10]
