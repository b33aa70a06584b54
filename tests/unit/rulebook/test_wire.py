"""The spool's lines: what is written is read, what is torn or damaged is not taken for a record."""

from __future__ import annotations

from datetime import UTC, datetime

from chalkline.rulebook.api import Outcome, SpoolRecord, read_records, spell_record


def record(number: int) -> SpoolRecord:
    return SpoolRecord(
        decision_id=f"d{number}",
        node="one",
        sequence=number,
        at=datetime(2026, 11, 20, 15, 0, number, tzinfo=UTC),
        bundle_revision=3,
        bundle_digest="ab" * 32,
        pack_issue=7,
        verdict="redact",
        outcome=Outcome.ANSWERED,
        status=200,
        rules=("role", "purpose"),
        replaced={"stu_phone": 2},
    )


def test_records_come_back_as_they_were() -> None:
    written = [record(number) for number in range(3)]
    data = b"".join(spell_record(each) for each in written)
    read = read_records(data)
    assert read.records == written
    assert read.consumed == len(data)
    assert read.damaged == 0


def test_a_line_that_is_still_being_written_is_left_for_later() -> None:
    first, second = spell_record(record(1)), spell_record(record(2))
    for cut in range(len(second)):
        read = read_records(first + second[:cut])
        assert [each.sequence for each in read.records] == [1]
        assert read.consumed == len(first)


def test_a_changed_byte_is_counted_and_not_read() -> None:
    first, second = spell_record(record(1)), spell_record(record(2))
    for place in range(len(first) - 1):
        changed = bytearray(first)
        changed[place] ^= 1
        if 10 in changed[:-1]:
            continue
        read = read_records(bytes(changed) + second)
        assert [each.sequence for each in read.records] == [2]
        assert read.damaged == 1


def test_nothing_is_read_from_nothing() -> None:
    assert read_records(b"") == read_records(b"half a li")
