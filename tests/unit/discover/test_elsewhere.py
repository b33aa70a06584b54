"""Exports from anywhere: other words, order, language, dates and names give the same counts."""

from __future__ import annotations

import codecs
import gzip
import sys
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.discover.sources.api import explain_columns, import_log, source_by_id
from chalkline.discover.sources.models import Source
from expecting import problem

sys.path.insert(0, str(Path(__file__).parent))
from loading import LOADED_AT, exact
from made_visits import DRESSES, Visit, as_csv, counted, either, email, local, people, url, username, visits

NO_PERSON = "API page with items and addresses in capitals"


@pytest.fixture
def cast(db: None, catalogue_cast: Cast) -> Cast:
    return catalogue_cast


@pytest.fixture
def pine(db: None) -> list[Visit]:
    return visits(people())


def write(folder: Path, content: str | bytes, name: str = "export.bin") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


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


@pytest.mark.parametrize("dress", [name for name in DRESSES if name != NO_PERSON])
def test_the_same_visits_in_any_dress(cast: Cast, pine: list[Visit], tmp_path: Path, dress: str) -> None:
    loaded = import_log(cast.dana.actor, write(tmp_path, DRESSES[dress](pine)), "export", now=LOADED_AT)
    assert (loaded.rows, loaded.rejected) == (len(pine), 0)
    assert told() == counted(pine)
    assert Source.objects.get(pk=loaded.source_id).not_on_roster == 0


def test_several_dresses_of_the_same_visits_count_once(cast: Cast, pine: list[Visit], tmp_path: Path) -> None:
    for number, dress in enumerate(["spanish, day first, usernames, semicolons", "squid, domain users",
                                    "umbrella proxy, later columns"]):  # fmt: skip
        import_log(cast.dana.actor, write(tmp_path, DRESSES[dress](pine), str(number)), dress, now=LOADED_AT)
    assert told() == counted(pine)


@pytest.mark.parametrize("seen", ["gzip", "utf-16", "utf-16-be without a mark", "windows", "bom", "cr", "gzip twice"])
def test_the_same_visits_in_any_encoding(cast: Cast, pine: list[Visit], tmp_path: Path, seen: str) -> None:
    text = DRESSES["spanish, day first, usernames, semicolons"](pine)
    content = {
        "gzip": gzip.compress(text.encode()),
        "gzip twice": gzip.compress(text[:5000].encode()) + gzip.compress(text[5000:].encode()),
        "utf-16": text.encode("utf-16"),
        "utf-16-be without a mark": text.encode("utf-16-be"),
        "windows": text.encode("cp1252"),
        "bom": codecs.BOM_UTF8 + text.encode(),
        "cr": text.replace("\n", "\r").encode(),
    }[seen]
    import_log(cast.dana.actor, write(tmp_path, content), "export", now=LOADED_AT)
    assert told() == counted(pine)


def test_devices_are_counted_as_devices_until_they_are_tied_to_people(
    cast: Cast, pine: list[Visit], tmp_path: Path
) -> None:
    log = write(tmp_path, DRESSES[NO_PERSON](pine), "dns.json")
    import_log(cast.dana.actor, log, "dns", now=LOADED_AT)
    assert all(tally.people == 0 and tally.devices for tally in exact().services.values())
    names = sorted({visit.person.username for visit in pine})
    book = "".join(f"10.0.{n // 250}.{n % 250},{name}\n" for n, name in enumerate(names))
    by_name = {name: f"10.0.{n // 250}.{n % 250}" for n, name in enumerate(names)}
    text = DRESSES[NO_PERSON](pine)
    for name, address in by_name.items():
        text = text.replace(f'"{name}"', f'"{address}"')
    import_log(cast.dana.actor, write(tmp_path, f"ip,user\n{book}", "book.csv"), "book", now=LOADED_AT)
    tied = import_log(cast.dana.actor, write(tmp_path, text, "tied.json"), "tied", now=LOADED_AT)
    assert source_by_id(cast.dana.actor, tied.source_id).without_person == 0


def test_columns_that_cannot_be_told_are_said_once_and_remembered(
    cast: Cast, pine: list[Visit], tmp_path: Path
) -> None:
    def initials(visit: Visit) -> str:
        return "AN"

    columns = [("Alfa", local("%Y-%m-%d %H:%M:%S")), ("Beta", initials), ("Gamma", url), ("Delta", lambda v: "x")]
    path = write(tmp_path, as_csv(pine, columns))
    with problem("discover.columns_not_understood"):
        import_log(cast.dana.actor, path, "export", now=LOADED_AT)
    assert not Source.objects.exists()
    explain_columns(cast.dana.actor, [name for name, _ in columns], {"user": "Beta"}, now=NOW)
    assert import_log(cast.dana.actor, path, "export", now=LOADED_AT).rejected == 0
    with problem("discover.columns_unclear"):
        explain_columns(cast.dana.actor, ["Alfa"], {"user": "Omega"}, now=NOW)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2)])
def test_the_order_of_columns_does_not_matter(
    cast: Cast, pine: list[Visit], tmp_path: Path, order: tuple[int, ...]
) -> None:
    columns = [("Date", local("%d.%m.%Y %H:%M")), ("User", username), ("URL", url), ("Action", either("Deny", "Allow"))]
    path = write(tmp_path, as_csv(pine, [columns[place] for place in order]))
    import_log(cast.dana.actor, path, "export", now=LOADED_AT)
    rounded = {(v.person.pk, v.host, v.at.replace(second=0)): v for v in pine}
    assert {slug: each["events"] for slug, each in told().items()} == {
        slug: each["events"] for slug, each in counted(list(rounded.values())).items()
    }


def test_a_header_word_that_misleads_gives_way_to_the_values(cast: Cast, pine: list[Visit], tmp_path: Path) -> None:
    columns = [("Site", lambda v: v.person.school.name), ("Address", url), ("User", lambda v: "Núñez, Ana"),
               ("Account", email), ("Date", local("%Y-%m-%d %H:%M:%S")), ("Action", either("Block", "ok"))]  # fmt: skip
    import_log(cast.dana.actor, write(tmp_path, as_csv(pine, columns)), "export", now=LOADED_AT)
    assert told() == counted(pine)
