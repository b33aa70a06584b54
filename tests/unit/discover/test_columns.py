"""Which column is which: a look without people, our guess, what somebody chooses instead, and what is remembered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.discover.sources.api import (
    explain_columns,
    explained,
    explained_header,
    forget_columns,
    import_log,
    look_at,
)
from expecting import problem

sys.path.insert(0, str(Path(__file__).parent))
from loading import LOADED_AT, exact
from made_visits import Visit, as_csv, counted, either, email, local, people, url, username, visits

HEADER = ["Alfa", "Beta", "Gamma", "Delta", "Epsilon"]


@pytest.fixture
def cast(db: None, catalogue_cast: Cast) -> Cast:
    return catalogue_cast


@pytest.fixture
def pine(db: None) -> list[Visit]:
    return visits(people(1, 40), 200)


def initials(visit: Visit) -> str:
    return "AN"


def unclear(made: list[Visit], *, header: bool = True) -> str:
    """Nothing says who: two columns of initials."""
    cells = [
        local("%Y-%m-%d %H:%M:%S"),
        initials,
        url,
        lambda visit: f"Núñez, Ana {visit.bytes_out}",
        either("deny", "ok"),
    ]
    return as_csv(made, list(zip(HEADER, cells, strict=True)), header=header)


def test_a_look_guesses_and_shows_nobody(cast: Cast, pine: list[Visit], tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(unclear(pine))
    seen = look_at(cast.dana.actor, path, None, now=LOADED_AT)
    assert seen.header == tuple(HEADER) and seen.missing == ("user",)
    assert seen.guess == {"time": "Alfa", "host": "Gamma", "action": "Epsilon"}
    shown = " ".join(cell for row in seen.rows for cell in row)
    assert "Núñez" not in shown and "cheat" not in shown and "search" not in shown and "N…" in shown
    trial = {"time": "Alfa", "host": "Gamma", "user": "Delta", "action": "Epsilon"}
    checked = look_at(cast.dana.actor, path, trial, now=LOADED_AT)
    assert (checked.read, checked.of, checked.reasons, checked.roster) == (200, 200, {}, "none")
    wrong = look_at(cast.dana.actor, path, {"time": "Beta", "host": "Gamma", "user": "Delta"}, now=LOADED_AT)
    assert wrong.missing == ("time",)


def test_people_of_the_roster_are_never_shown_whatever_a_column_is_called(
    cast: Cast, pine: list[Visit], tmp_path: Path
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(as_csv(pine, [("time", local("%d.%m.%Y %H:%M")), ("who", email), ("x", username), ("url", url)]))
    seen = look_at(cast.dana.actor, path, None, now=LOADED_AT)
    assert (seen.read, seen.of, seen.roster, seen.guess["user"]) == (200, 200, "most", "who")
    shown = " ".join(cell for row in seen.rows for cell in row).casefold()
    assert "nunez" not in shown and "anun" not in shown and "@" not in shown


@pytest.mark.parametrize("header", [True, False], ids=["with a header", "without one"])
def test_what_is_said_is_remembered_for_every_file_alike(
    cast: Cast, pine: list[Visit], tmp_path: Path, header: bool
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(unclear(pine, header=header))
    with problem("discover.columns_not_understood"):
        import_log(cast.dana.actor, path, "export", now=LOADED_AT)
    names = look_at(cast.dana.actor, path, None, now=LOADED_AT).header
    told = {"time": names[0], "host": names[2], "user": names[3], "action": names[4], "address": ""}
    mapping = explain_columns(cast.dana.actor, names, told, now=NOW)
    assert (loaded := import_log(cast.dana.actor, path, "export", now=LOADED_AT)).rejected == 0
    assert loaded.rows == len(pine)
    expected = {slug: each["events"] for slug, each in counted(pine).items()}
    assert {slug: tally.events for slug, tally in exact().services.items()} == expected
    forget_columns(cast.dana.actor, explained_header(cast.dana.actor, mapping.pk), now=NOW)
    assert not explained(cast.dana.actor).exists()


def test_what_makes_no_sense_is_not_remembered(cast: Cast) -> None:
    for parts in ({"time": "Alfa", "host": "Alfa"}, {"time": "Omega"}, {"colour": "Alfa"}, {"time": ""}, {}):
        with problem("discover.columns_unclear"):
            explain_columns(cast.dana.actor, HEADER, parts, now=NOW)
    with problem("not_allowed"):
        explain_columns(cast.tess.actor, HEADER, {"time": "Alfa"}, now=NOW)
