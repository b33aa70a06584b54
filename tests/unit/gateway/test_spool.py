"""The spool on a real disk: what was acknowledged is there, in whole lines, by one writer."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chalkline.gateway.spool import Spool
from chalkline.rulebook.api import Outcome, SpoolRecord, read_records
from expecting import problem


def record(spool: Spool) -> SpoolRecord:
    number = spool.next_sequence()
    return SpoolRecord(
        decision_id=f"d{number}", node="n", sequence=number, at=datetime(2026, 11, 20, tzinfo=UTC), bundle_revision=1,
        bundle_digest="ab", pack_issue=1, verdict="allow", outcome=Outcome.ANSWERED, status=200,
    )  # fmt: skip


def write(spool: Spool, count: int) -> None:
    async def all_at_once() -> None:
        await asyncio.gather(*(spool.write(record(spool)) for _ in range(count)))

    asyncio.run(all_at_once())


def sequences(folder: Path) -> list[int]:
    found = []
    for path in sorted(folder.glob("*.spool")):
        read = read_records(path.read_bytes())
        assert read.damaged == 0 and read.consumed == path.stat().st_size
        found += [each.sequence for each in read.records]
    return found


def test_many_writers_at_once_each_find_their_line_on_disk(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "n")
    spool.open()
    write(spool, 200)
    assert len(sequences(tmp_path / "n")) == 200
    spool.close()


def test_files_are_ended_and_a_new_run_goes_on_in_another(tmp_path: Path) -> None:
    spool = Spool(tmp_path, largest_file=1000)
    spool.open()
    for _ in range(20):
        write(spool, 1)
    spool.close()
    again = Spool(tmp_path, largest_file=1000)
    again.open()
    write(again, 1)
    again.close()
    assert len(list(tmp_path.glob("*.spool"))) > 3
    numbers = sequences(tmp_path)
    assert len(numbers) == 21 and numbers == sorted(numbers)


def test_a_line_that_a_crash_tore_is_cut_off_at_the_next_start(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.open()
    write(spool, 2)
    spool.close()
    with (tmp_path / "00000001.spool").open("ab") as file:
        file.write(b"5f1c09ab {half a li")
    again = Spool(tmp_path)
    again.open()
    again.close()
    assert len(sequences(tmp_path)) == 2


def test_only_one_writes(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.open()
    with problem("spool.in_use"):
        Spool(tmp_path).open()
    spool.close()
    again = Spool(tmp_path)
    again.open()
    again.close()


def test_a_disk_that_fails_fails_the_call_and_heals(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.open()
    write(spool, 1)
    good, spool._file = spool._file, -1
    with pytest.raises(OSError, match="descriptor"):
        write(spool, 1)
    assert not spool.healthy
    spool._file = good
    write(spool, 1)
    assert spool.healthy
    spool.close()
    assert len(sequences(tmp_path)) == 2
