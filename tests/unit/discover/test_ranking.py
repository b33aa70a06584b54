"""Unknown hosts: what speaks for them, in which order they are looked at, and that few people are never told of."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb

from chalkline.discover.findings.counting import unknown_hosts
from chalkline.discover.findings.ranking import Asked, Sign, ranked, signs_of

DAY = date(2026, 10, 19)


def written(path: Path, rows: list[tuple[str, str, date, str, int]], column: str) -> Path:
    connection = duckdb.connect()
    connection.execute(
        f"CREATE TABLE rows (event VARCHAR, {column} VARCHAR, day DATE, user_key VARCHAR, bytes_out BIGINT)"
    )
    connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute(f"COPY rows TO '{path}' (FORMAT parquet)")
    return path


def test_what_speaks_for_a_host_is_counted_from_what_is_kept(tmp_path: Path) -> None:
    weeks = [DAY - timedelta(days=each) for each in (0, 1, 2, 8)]
    rows = [
        (f"{person}-{day}", "new-gpt.example", day, f"p{person}", 2_000_000) for person in range(6) for day in weeks
    ]
    rows += [("once", "chat-old.example", DAY, "p1", 0), ("once", "chat-old.example", DAY, "p1", 5)]
    network = [(f"n{person}", "chatgpt", DAY, f"p{person}", 0) for person in range(3)]
    found = unknown_hosts(
        [written(tmp_path / "u.parquet", rows, "host")], [written(tmp_path / "n.parquet", network, "service")]
    )
    assert found == [
        Asked("chat-old.example", people=1, recent=1, before=0, beside=1, sent=5),
        Asked("new-gpt.example", people=6, recent=18, before=6, beside=3, sent=48_000_000),
    ]
    assert signs_of(found[1]) == (Sign.GROWING, Sign.BESIDE, Sign.SENT_MUCH)


def test_what_more_speaks_for_comes_first_and_few_people_are_not_proposed() -> None:
    plain, growing = Asked("plain.example", 20), Asked("growing.example", 12, recent=30, before=10)
    few, named = Asked("few.ai", 4, recent=30, before=1, beside=4), Asked("named.ai", 15)
    assert [each.host for each in ranked([plain, few, named, growing])] == [
        "growing.example", "named.ai", "plain.example",
    ]  # fmt: skip


def test_a_first_week_is_no_growth_and_a_handful_of_visits_neither() -> None:
    assert signs_of(Asked("new.example", 9, recent=40, before=0)) == ()
    assert signs_of(Asked("small.example", 9, recent=9, before=1)) == ()
