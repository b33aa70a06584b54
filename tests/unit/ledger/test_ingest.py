"""What gateways recorded comes into the exchange log once, whatever happens in between."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from django.db import transaction

from cast import NOW
from chalkline.ledger import ingest as ingesting
from chalkline.ledger.api import EXCHANGE, GOVERNANCE, SpoolKeeper, facts_after, history_of, ingest, log_size, settle
from chalkline.ledger.models import Exchange, Fact, Mention, SpoolFile
from chalkline.rulebook.api import SpoolRecord, spell_record
from evidence import call, export_of, verify

pytestmark = pytest.mark.django_db


def spool(folder: Path, name: str, *records: SpoolRecord, torn: bytes = b"") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(b"".join(spell_record(each) for each in records) + torn)
    return path


def test_a_call_is_in_the_log_and_can_be_counted() -> None:
    assert ingest([call(1), call(2)], now=NOW) == 2
    settle(now=NOW)
    assert log_size(EXCHANGE) == 2 and log_size(GOVERNANCE) == 0
    row = Exchange.objects.get(decision_id="d-1")
    assert (row.use_id, row.verdict, row.outcome, row.rules, row.tokens_out) == (
        "u-1",
        "redact",
        "answered",
        ["role"],
        20,
    )
    assert row.replaced == {"stu_phone": 2} and row.at == NOW and row.fact.place.index == 0
    assert facts_after(0) == [] and history_of("exchange", "d-1") == []
    assert not Mention.objects.exists()


def test_a_decision_counts_once() -> None:
    assert ingest([call(1), call(1)], now=NOW) == 1
    assert ingest([call(1), call(2)], now=NOW) == 1
    assert Fact.objects.count() == Exchange.objects.count() == 2


def test_a_spool_is_read_as_it_grows(tmp_path: Path) -> None:
    keeper = SpoolKeeper(tmp_path)
    assert keeper(NOW) == 0
    whole = spell_record(call(3))
    spool(tmp_path, "one/00000001.spool", call(1), call(2), torn=whole[:20])
    assert keeper(NOW) == 2
    assert keeper(NOW) == 0
    spool(tmp_path, "one/00000001.spool", torn=whole[20:])
    spool(tmp_path, "two/00000001.spool", call(4))
    assert keeper(NOW) == 2
    assert SpoolKeeper(tmp_path)(NOW) == 0, "another process knows how far it was read"
    assert Exchange.objects.count() == 4


def test_a_closed_file_is_removed_once_it_is_taken_over(tmp_path: Path) -> None:
    keeper = SpoolKeeper(tmp_path)
    first = spool(tmp_path, "one/00000001.spool", call(1))
    keeper(NOW)
    assert first.exists(), "the newest file is still written to"
    second = spool(tmp_path, "one/00000002.spool", call(2))
    assert keeper(NOW) == 1
    assert not first.exists() and second.exists()
    assert list(SpoolFile.objects.values_list("pk", flat=True)) == ["one/00000002.spool"]


def test_a_closed_file_that_ends_in_a_torn_line_loses_only_that(tmp_path: Path) -> None:
    spool(tmp_path, "one/00000001.spool", call(1), torn=spell_record(call(2))[:30])
    spool(tmp_path, "one/00000002.spool", call(3))
    assert SpoolKeeper(tmp_path)(NOW) == 2
    assert not (tmp_path / "one/00000001.spool").exists()


def test_damaged_lines_are_told_in_the_governance_log(tmp_path: Path) -> None:
    damaged = bytearray(spell_record(call(1)))
    damaged[30] ^= 1
    spool(tmp_path, "one/00000001.spool", torn=bytes(damaged))
    spool(tmp_path, "one/00000001.spool", call(2))
    assert SpoolKeeper(tmp_path)(NOW) == 1
    settle(now=NOW)
    [told] = facts_after(0)
    assert str(told.sentence("")) == "1 records of the gateway one could not be read back."
    SpoolKeeper(tmp_path)(NOW)
    settle(now=NOW)
    assert log_size() == 1


def test_a_crash_in_the_middle_repeats_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "CHUNK", len(spell_record(call(1))) * 2)
    spool(tmp_path, "one/00000001.spool", *[call(number) for number in range(10)])
    real, calls = ingesting.record_all, []

    def crash(*arguments: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ingesting, "record_all", crash)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        SpoolKeeper(tmp_path)(NOW)
    assert SpoolKeeper(tmp_path)(NOW) + Exchange.objects.count() >= 10
    assert sorted(Exchange.objects.values_list("decision_id", flat=True)) == sorted(f"d-{n}" for n in range(10))


def test_a_line_longer_than_a_chunk_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "CHUNK", 7)
    spool(tmp_path, "one/00000001.spool", call(1), call(2))
    assert SpoolKeeper(tmp_path)(NOW) == 2


def test_another_file_of_the_same_name_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = spool(tmp_path, "one/00000001.spool", call(1), call(2))
    SpoolKeeper(tmp_path)(NOW)
    path.unlink()
    spool(tmp_path, "one/00000001.spool", call(3))
    assert SpoolKeeper(tmp_path)(NOW) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"model": "x\0y" * 500},
        {"tokens_in": 2**62},
        {"tokens_out": -(2**62)},
        {"rules": ("\0",), "elements": ("\0",), "replaced": {"\0": 2**60}},
        {"use_id": "u" * 5000, "key_id": "ключ", "grade_band": "a band that nobody has"},
        {"outcome": "failed", "code": "x" * 3000},
    ],
    ids=lambda changes: ",".join(changes),
)
def test_what_callers_and_models_choose_cannot_stop_the_log(changes: dict[str, object]) -> None:
    assert ingest([msgspec.structs.replace(call(1), **changes), call(2)], now=NOW) == 2


@pytest.mark.parametrize("decision_id", ["", "has space", "a@b", "x" * 200, "d\n"])
def test_a_record_without_a_sound_id_is_told_and_not_taken(decision_id: str) -> None:
    assert ingest([msgspec.structs.replace(call(1), decision_id=decision_id), call(2)], now=NOW) == 1
    settle(now=NOW)
    assert log_size() == 1


def test_no_word_of_a_call_is_in_the_log_for_there_is_none_in_the_spool(tmp_path: Path) -> None:
    export_of(tmp_path / "export", governance=1, exchange=2)
    assert verify(tmp_path / "export")[0] == 0
    text = (tmp_path / "export/exchange/opened.jsonl").read_text()
    assert set(SpoolRecord.__struct_fields__).isdisjoint({"prompt", "messages", "answer", "text", "content"})
    assert '"decision_id":"d-0"' in text
