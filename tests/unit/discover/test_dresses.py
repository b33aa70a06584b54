"""Every product's log gives the same counts as the visits it tells of, people and devices alike."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.discover.sources.api import import_log, remove_log, source_by_id

sys.path.insert(0, str(Path(__file__).parent))
from dresses import DEVICES, NAMED, address_book
from loading import LOADED_AT, exact
from made_visits import Visit, counted, people, visits

SAYS_NOTHING_OF_BLOCKING = {"unbound", "unbound behind syslog, with answers"}


@pytest.fixture
def cast(db: None, catalogue_cast: Cast) -> Cast:
    return catalogue_cast


@pytest.fixture
def pine(db: None) -> list[Visit]:
    return visits(people(2, 40), 300)


def told() -> dict[str, dict[str, int]]:
    return {
        slug: {
            "events": tally.events,
            "people": tally.people,
            "blocked": tally.blocked,
            "students": tally.by_role["student"].people,
            "schools": len(tally.by_school),
            "days": len(tally.by_day),
        }
        for slug, tally in exact().services.items()
    }


def test_visits_of_people(cast: Cast, pine: list[Visit], tmp_path: Path) -> None:
    for dress, write in NAMED.items():
        path = tmp_path / "export"
        path.write_text(write(pine), encoding="utf-8")
        loaded = import_log(cast.dana.actor, path, "export", now=LOADED_AT)
        assert (loaded.rows, loaded.rejected, told()) == (len(pine), 0, counted(pine)), dress
        remove_log(cast.dana.actor, source_by_id(cast.dana.actor, loaded.source_id), why="The next dress.", now=NOW)


def test_visits_of_devices(cast: Cast, pine: list[Visit], tmp_path: Path) -> None:
    book, path = tmp_path / "book.csv", tmp_path / "export"
    book.write_text(address_book(pine))
    import_log(cast.dana.actor, book, "book", now=LOADED_AT)
    for dress, write in DEVICES.items():
        path.write_text(write(pine))
        loaded = import_log(cast.dana.actor, path, "export", now=LOADED_AT)
        expected = counted(pine)
        if dress in SAYS_NOTHING_OF_BLOCKING:
            expected = {slug: {**each, "blocked": 0} for slug, each in expected.items()}
        assert (loaded.rejected, told()) == (0, expected), dress
        source = source_by_id(cast.dana.actor, loaded.source_id)
        assert source.without_person == 0, dress
        remove_log(cast.dana.actor, source, why="The next dress.", now=NOW)


HOSTS = {  # as logs write them, and whose they are
    "https://chatgpt.com/": "chatgpt",
    "CHATGPT.COM": "chatgpt",
    "chatgpt.com.": "chatgpt",
    "chatgpt.com:443": "chatgpt",
    "https://user:word@chatgpt.com:8443/x?y#z": "chatgpt",
    "ws.eu.deep.chatgpt.com": "chatgpt",
    "https://chatgpt.com@evil.example/": "",
    "https://evil.example/https://chatgpt.com/": "",
    "notchatgpt.com": "",
    "chatgpt.com.evil.example": "",
    "openai.com.evil.net": "",
    "notclaude.ai": "",
    "xn--chtgpt-qxa.com": "",
    "chatgpt.co": "",
    "https://evil.example\\@chatgpt.com/": "",
    "evil.example?chatgpt.com": "",
    "evil.example#chatgpt.com": "",
    "chatgpt。com": "chatgpt",
    "ｃｈａｔｇｐｔ.com": "chatgpt",
    "сhatgpt.com": "",
    "chatgpt-com.example": "",
    "10.0.0.7": "",
    "[2001:db8::1]:443": "",
    "google.com": "",
    "gemini.google.com": "gemini",
    "gemini.google.com.br": "",
}


def test_planted_look_alikes_match_nothing_however_an_address_is_written(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = [[f"2026-10-05 10:00:{n:02}", f"p{n}@pine.example", host] for n, host in enumerate(HOSTS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["time", "user", "url"], *rows])
    loaded = import_log(cast.dana.actor, path, "export.csv", now=LOADED_AT)
    expected = Counter(service for service in HOSTS.values() if service)
    assert {slug: tally.events for slug, tally in exact().services.items()} == expected
    assert (loaded.rows, loaded.rejected) == (len(HOSTS), 0)
