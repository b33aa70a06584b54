"""Whatever a file is: no crash, and every row is counted or set aside with its reason."""

from __future__ import annotations

import random
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.discover.sources.apart.recognising import likeliest
from chalkline.discover.sources.api import import_log, look_at, rejected_rows
from chalkline.discover.sources.reading.columns import WORDS
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.opening import open_file
from chalkline.discover.sources.reading.orders import CannotRead, Limits
from chalkline.discover.sources.reading.tables import connect, run
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes import Missing, Setting
from chalkline.kernel.problem import Problem
from chalkline.tools.register.api import import_catalogue
from expecting import problem

sys.path.insert(0, str(Path(__file__).parent))
from dresses import DEVICES, NAMED
from loading import CATALOGUE, LOADED_AT, LOGS, exact
from made_visits import DRESSES, as_csv, email, local, people, url, visits

SETTING = Setting("America/Chicago", int(LOADED_AT.timestamp()))
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2026-10-05 10:00:00", "5/10/2026", "1791203789", "a@b.example", "10.0.0.1", "https://chatgpt.com/x",
                     "Blocked", "", '"', '""', "\x00", "é", "=1+1", "user=a url=b act=c time=d", "{", "[",
                     "#fields\tts"]),
)  # fmt: skip
HEADERS = st.sampled_from([word for words in WORDS.values() for word in words.split("; ")])
TABLES = st.builds(
    lambda header, rows, cut, end: end.join(cut.join(row) for row in [header, *rows]),
    st.lists(HEADERS, min_size=1, max_size=6),
    st.lists(st.lists(CELLS, min_size=0, max_size=7), max_size=8),
    st.sampled_from([",", ";", "\t", "|", " "]),
    st.sampled_from(["\n", "\r\n"]),
)


@given(st.one_of(st.text(max_size=300), TABLES, CELLS.map(lambda cell: f"{cell}\n" * 5)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_recognised_or_not(text: str) -> None:
    with suppress(CannotRead):
        likeliest(Head(text), SETTING)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
@settings(max_examples=80, deadline=None)
def test_any_values_are_times_or_not(values: list[str]) -> None:
    form = form_of(values, "America/Chicago", SETTING.now_epoch)
    assert form is None or "{x}" not in form.of("c0")


@given(st.one_of(TABLES.map(str.encode), st.binary(max_size=400)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_that_are_recognised_can_be_read(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        path = work / "file"
        path.write_bytes(content)
        try:
            opened = open_file(path, work, Limits(), lambda _: None)
            found = likeliest(opened.head, SETTING)
        except CannotRead:
            return
        if found is None or isinstance(found[1], Missing):
            return
        rows = run(connect(work, Limits(threads=1)), f"SELECT count(*) FROM ({found[1].sql(opened)})")
        assert rows[0][0] <= opened.lines


def test_without_a_catalogue_nothing_can_be_found(cast: Cast) -> None:
    with problem("discover.no_catalogue"):
        import_log(cast.dana.actor, LOGS / "umbrella_proxy.csv", "log", now=LOADED_AT)


def test_times_that_cannot_be_are_set_aside_with_their_reason(cast: Cast, tmp_path: Path) -> None:
    import_catalogue(cast.dana.actor, CATALOGUE, now=NOW)
    made = visits(people(1, 20), 60)
    lines = as_csv(made, [("time", local("%Y-%m-%d %H:%M:%S")), ("user", email), ("url", url)]).splitlines()
    lines[3] = lines[3].replace("2026-", "2062-", 1)
    lines[7] = "1970-01-01 00:00:07" + lines[7][19:]
    path = tmp_path / "export.csv"
    path.write_text("\n".join(lines) + "\n")
    loaded = import_log(cast.dana.actor, path, "export", now=LOADED_AT)
    assert (loaded.rows, loaded.rejected) == (len(made), 2)
    back = rejected_rows(cast.dana.actor, loaded.source_id).read_text("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in back] == ["4", "8"] and all("in the future" in line for line in back)
    assert {day.year for tally in exact().services.values() for day in tally.by_day} == {2026}
    path.write_text("\n".join(lines).replace("2026-", "2036-") + "\n")
    with problem("discover.times_astray"):
        import_log(cast.dana.actor, path, "export", now=LOADED_AT)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(12))
def test_every_shape_mangled_is_read_or_refused(cast: Cast, tmp_path: Path, seed: int) -> None:
    import_catalogue(cast.dana.actor, CATALOGUE, now=NOW)
    made = visits(people(1, 12), 80)
    rng = random.Random(seed)
    for name, write in {**DRESSES, **NAMED, **DEVICES}.items():
        content = bytearray(write(made).encode())
        for _ in range(rng.randrange(1, 40)):
            place = rng.randrange(len(content))
            content[place : place + rng.randrange(3)] = rng.choice(
                [b'"', b"\0", b"\xff", b"\n", b"", b",", b"{", b"x" * 500]
            )
        path = tmp_path / "mangled"
        path.write_bytes(content)
        with suppress(Problem):
            loaded = import_log(cast.dana.actor, path, name, now=LOADED_AT)
            assert 0 <= loaded.rejected <= loaded.rows, name
        with suppress(Problem):
            look_at(cast.dana.actor, path, None, now=LOADED_AT)
