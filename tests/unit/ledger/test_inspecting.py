"""What somebody who owns the database changes in it, past the application and its triggers, is found."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from cast import NOW
from chalkline.jobs.api import JOBS
from chalkline.ledger import merkle
from chalkline.ledger.api import (
    GOVERNANCE,
    facts_after,
    ingest,
    inspect_ledger,
    latest,
    latest_checkpoint,
    proof_of,
    settle,
)
from chalkline.ledger.inspecting import GUARDED
from chalkline.ledger.models import Fact, Part
from chalkline.ledger.notes import opened, parsed_head
from chalkline.ledger.sequencing import signer_of
from evidence import call, give

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _a_ledger() -> None:
    give(5)
    ingest([call(number) for number in range(3)], now=NOW)
    settle(now=NOW)
    give(253)


def by_hand(*statements: str) -> None:
    """SQL by somebody who owns the database: the triggers are put aside, and put back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            before = ["SET CONSTRAINTS ALL IMMEDIATE"]
            before += [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in GUARDED]
            after = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in GUARDED]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            before, after = [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]
        for statement in [*before, *statements, *after]:
            cursor.execute(statement)


def test_a_sound_ledger_is_found_sound() -> None:
    assert inspect_ledger(now=LATER) == []
    Part.objects.filter(name="words", fact__place__index=3).update(payload=None, salt=None, erased_at=NOW)
    assert inspect_ledger(now=LATER) == []


FACT = "(SELECT fact_id FROM ledger_leaf WHERE log = 'governance' AND \"index\" = 2)"
BLOB = "x'00'" if connection.vendor == "sqlite" else r"'\x00'::bytea"
ALTERATIONS = {
    "a fact's kind": f"UPDATE ledger_fact SET kind = 'tests.evidence.taken/1' WHERE number = {FACT}",
    "a fact's actor": f"UPDATE ledger_fact SET actor = 'somebody-else' WHERE number = {FACT}",
    "a fact's time": f"UPDATE ledger_fact SET at = '2020-01-01 00:00:00+00:00' WHERE number = {FACT}",
    "a leaf": f"UPDATE ledger_fact SET leaf = {BLOB} WHERE number = {FACT}",
    "a leaf for another": (
        f"UPDATE ledger_fact SET leaf = (SELECT leaf FROM ledger_fact WHERE number <> {FACT} LIMIT 1) "
        f"WHERE number = {FACT}"
    ),
    "a payload": f"UPDATE ledger_part SET payload = {BLOB} WHERE fact_id = {FACT} AND name = 'words'",
    "a salt": f"UPDATE ledger_part SET salt = {BLOB} WHERE fact_id = {FACT}",
    "a payload gone": f"DELETE FROM ledger_part WHERE fact_id = {FACT} AND name = 'words'",
    "a mention gone": f"DELETE FROM ledger_mention WHERE fact_id = {FACT}",
    "a mention too many": f"INSERT INTO ledger_mention (fact_id, kind, subject_id) VALUES ({FACT}, 'tool', 'other')",
    "a leaf hash": f"UPDATE ledger_leaf SET leaf_hash = {BLOB} WHERE fact_id = {FACT}",
    "a node": f"UPDATE ledger_node SET hash = {BLOB}",
    "a node gone": "DELETE FROM ledger_node",
    "a place gone": f"DELETE FROM ledger_leaf WHERE fact_id = {FACT}",
    "a place moved": f'UPDATE ledger_leaf SET "index" = 9999 WHERE fact_id = {FACT}',
    "a head put back": "UPDATE ledger_head SET size = size - 1 WHERE log = 'governance'",
    "a checkpoint gone": "DELETE FROM ledger_checkpoint WHERE log = 'governance' AND size > 100",
    "a checkpoint's text": "UPDATE ledger_checkpoint SET note = replace(note, '258', '257') WHERE log = 'governance'",
    "an exchange counted otherwise": "UPDATE ledger_exchange SET verdict = 'allow' WHERE decision_id = 'd-1'",
    "an exchange not counted": "DELETE FROM ledger_exchange WHERE decision_id = 'd-1'",
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_an_alteration_is_found(what: str) -> None:
    by_hand(ALTERATIONS[what])
    assert inspect_ledger(now=LATER)


def test_a_fact_taken_from_the_outbox_is_missed() -> None:
    ingest([call(99)], now=NOW)
    by_hand("DELETE FROM ledger_outbox")
    assert inspect_ledger(now=LATER) == ["1 facts neither have a place in their log nor wait for one."]


def test_a_trigger_that_is_gone_is_missed() -> None:
    name = "ledger_fact_refuses_update" if connection.vendor == "sqlite" else None
    with connection.cursor() as cursor:
        if name:
            cursor.execute("DROP TRIGGER ledger_fact_refuses_update")
            cursor.execute("DROP TRIGGER ledger_fact_refuses_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE ledger_fact DISABLE TRIGGER USER")
    assert inspect_ledger(now=LATER) == ["The table ledger_fact no longer refuses changes: its triggers are gone."]


def test_going_back_to_an_older_backup_is_found_by_an_outside_anchor_alone(tmp_path: Path) -> None:
    checkpoint = latest_checkpoint()
    assert checkpoint
    (tmp_path / "kept.txt").write_text(checkpoint.note)
    younger = "(SELECT fact_id FROM ledger_leaf WHERE log = 'governance' AND \"index\" >= 5)"
    by_hand(
        f"DELETE FROM ledger_part WHERE fact_id IN {younger}",
        f"DELETE FROM ledger_mention WHERE fact_id IN {younger}",
        "CREATE TABLE aside AS SELECT fact_id FROM ledger_leaf WHERE log = 'governance' AND \"index\" >= 5",
        "DELETE FROM ledger_leaf WHERE fact_id IN (SELECT fact_id FROM aside)",
        "DELETE FROM ledger_fact WHERE number IN (SELECT fact_id FROM aside)",
        "DROP TABLE aside",
        "DELETE FROM ledger_node WHERE log = 'governance'",
        "DELETE FROM ledger_checkpoint WHERE log = 'governance' AND size > 5",
        "UPDATE ledger_head SET size = 5, signed_size = 5 WHERE log = 'governance'",
    )
    assert inspect_ledger(now=LATER) == []
    [found] = inspect_ledger(now=LATER, anchors=[tmp_path / "kept.txt"])
    assert "had 258 entries; this export has 5" in found


def test_the_daily_inspection_tells_the_ledger(caplog: pytest.LogCaptureFixture) -> None:
    JOBS["jobs.inspect_ledger"](now=LATER)
    assert not [told for told in latest() if told.kind == "ledger.inspection.failed/1"]
    by_hand(ALTERATIONS["an exchange counted otherwise"])
    JOBS["jobs.inspect_ledger"](now=LATER)
    assert str(latest(limit=1)[0].sentence("")) == ("The ledger was inspected, and 1 things were not as they must be.")
    assert "d-1 is counted with another verdict" in caplog.text


def test_a_proof_for_one_fact_holds_under_its_checkpoint() -> None:
    told = facts_after(6, limit=1)[0]
    proof = proof_of(told.id)
    assert proof
    head, blank, note = proof.text.partition("\n\n")
    first, index, *hashes = head.split("\n")
    assert (first, index, blank) == ("c2sp.org/tlog-proof@v1", "index 6", "\n\n")
    checkpoint = parsed_head(opened(note, signer_of(GOVERNANCE).vkey))
    path = [base64.b64decode(each, validate=True) for each in hashes]
    assert merkle.includes(merkle.leaf_hash(proof.entry), 6, checkpoint.size, path, checkpoint.root)
    assert proof.entry == bytes(Fact.objects.get(id=told.id).leaf)


def test_there_is_no_proof_for_what_is_not_published() -> None:
    assert proof_of("00000000-0000-4000-8000-000000000000") is None
    ingest([call(50)], now=NOW)
    assert proof_of(str(Fact.objects.order_by("number").last().id)) is None  # type: ignore[union-attr]
