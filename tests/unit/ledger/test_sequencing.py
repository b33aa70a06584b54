"""Facts get their places: none skipped, none lost, whatever order transactions commit in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cast import NOW
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger import merkle
from chalkline.ledger.api import (
    EXCHANGE,
    GOVERNANCE,
    fact,
    fact_at,
    fact_by_id,
    facts_after,
    history_of,
    latest_checkpoint,
    log_size,
    part,
    record,
    record_all,
    sequence,
    settle,
    sign,
)
from chalkline.ledger.models import Checkpoint, Fact, Head, Leaf, Mention, Node, Outbox, Part
from chalkline.ledger.notes import opened, parsed_head
from chalkline.ledger.recording import commitment
from chalkline.ledger.sequencing import reader, signer_of


@fact("tests.chalk.drawn/1", says="{actor} drew {length} feet of line ({why}).")
@dataclass(frozen=True)
class ChalkDrawn:
    """A fact of the tests."""

    tool: SubjectRef
    length: int
    why: str = part("words", default="")


def drawn(length: int, why: str = "") -> str:
    with transaction.atomic():
        return record(ChalkDrawn(SubjectRef("tool", "chalk"), length, why), actor_id="system:tests", now=NOW)


@pytest.mark.django_db
def test_a_fact_is_seen_at_once_and_read_by_reactions_once_it_has_a_place() -> None:
    identity = drawn(3, "straight")
    [seen] = history_of("tool", "chalk")
    assert (seen.id, seen.place, str(seen.sentence("Dana"))) == (identity, 0, "Dana drew 3 feet of line (straight).")
    assert facts_after(0) == []
    assert sequence(GOVERNANCE) == 1
    [told] = facts_after(0)
    assert (told.id, told.place) == (identity, 1)
    assert fact_at(1) == told == fact_by_id(identity)
    assert fact_at(2) is None and fact_by_id("not-an-id") is None


@pytest.mark.django_db
def test_places_follow_on_without_a_gap_and_nothing_is_written_when_nothing_waits() -> None:
    for length in range(5):
        drawn(length)
    assert [sequence(GOVERNANCE, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [told.values["length"] for told in facts_after(0)] == [0, 1, 2, 3, 4]
    assert [told.place for told in facts_after(3)] == [4, 5]
    assert not Outbox.objects.exists()
    assert log_size() == 5 and log_size(EXCHANGE) == 0


@pytest.mark.django_db
def test_the_kept_hashes_give_the_tree_over_all_leaves() -> None:
    with transaction.atomic():
        events = [ChalkDrawn(SubjectRef("tool", "chalk"), length) for length in range(600)]
        record_all(events, actor_id="system:tests", now=NOW)
    while sequence(GOVERNANCE, limit=190):
        pass
    leaves = [merkle.leaf_hash(bytes(each.leaf)) for each in Fact.objects.order_by("place__index")]
    for size in [1, 2, 255, 256, 257, 511, 512, 513, 600]:
        assert merkle.root(size, reader(GOVERNANCE)) == merkle.tree_hash(leaves[:size])
    assert sorted(Node.objects.values_list("level", "position")) == [(8, 0), (8, 1)]
    for index in [0, 255, 256, 599]:
        proof = merkle.inclusion_proof(index, 600, reader(GOVERNANCE))
        assert merkle.includes(leaves[index], index, 600, proof, merkle.tree_hash(leaves))


@pytest.mark.django_db
def test_a_fact_whose_change_is_rolled_back_never_was() -> None:
    with transaction.atomic():
        record(ChalkDrawn(SubjectRef("tool", "chalk"), 1), actor_id="system:tests", now=NOW)
        transaction.set_rollback(True)
    assert not Fact.objects.exists() and not Outbox.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record(ChalkDrawn(SubjectRef("tool", "chalk"), 1), actor_id="system:tests", now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("subject", "actor"), [("dana@cedar.example", "system:tests"), ("chalk", "Dana Whitfield"), ("", "system:tests")]
)
def test_a_leaf_takes_ids_only(subject: str, actor: str) -> None:
    with pytest.raises(ValueError, match="an id has no spaces, no @"):
        record(ChalkDrawn(SubjectRef("tool", subject), 1), actor_id=actor, now=NOW)


@pytest.mark.django_db
def test_no_word_of_a_payload_is_in_the_leaf() -> None:
    drawn(17, "because Kim Sato asked")
    leaf = bytes(Fact.objects.get().leaf)
    assert b"Kim" not in leaf and b"17" not in leaf.split(b'"commit"')[0]
    for each in Part.objects.all():
        assert each.salt and each.payload
        assert commitment(bytes(each.salt), bytes(each.payload)).encode() in leaf


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_commits_late_loses_nothing_and_leaves_no_gap() -> None:
    """The classic fault: number 1 commits after number 2 was already read."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, so commits cannot overtake each other")
    begun, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record(ChalkDrawn(SubjectRef("tool", "chalk"), 1), actor_id="system:slow", now=NOW)
            begun.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(10)
    drawn(2)
    assert sequence(GOVERNANCE) == 1
    assert [told.values["length"] for told in facts_after(0)] == [2]
    may_commit.set()
    thread.join()
    assert sequence(GOVERNANCE) == 1
    assert [(told.values["length"], told.place) for told in facts_after(0)] == [(2, 1), (1, 2)]
    assert [told.values["length"] for told in facts_after(1)] == [1]
    numbers = [Fact.objects.get(place__index=index).number for index in (0, 1)]
    assert numbers[0] > numbers[1], "this test wants the numbers in the other order than the places"


@pytest.mark.django_db(transaction=True)
def test_rival_writers_and_rival_sequencers_make_one_log() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite database is in memory and has one connection; see test_worker.py for files")
    problems: list[BaseException] = []

    def write(of: int) -> None:
        for length in range(25):
            drawn(of * 100 + length)

    def number(_: int) -> None:
        for _ in range(60):
            sequence(GOVERNANCE, limit=7)

    def guarded(work: Callable[[int], None], of: int) -> None:
        try:
            work(of)
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=(write, of)) for of in range(4)]
    threads += [threading.Thread(target=guarded, args=(number, of)) for of in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while sequence(GOVERNANCE):
        pass
    assert not problems
    told = facts_after(0)
    assert [each.place for each in told] == list(range(1, 101))
    assert sorted(each.values["length"] for each in told) == sorted(
        of * 100 + length for of in range(4) for length in range(25)
    )


@pytest.mark.django_db
def test_a_checkpoint_is_signed_when_there_is_something_new_and_not_too_often() -> None:
    assert sign(GOVERNANCE, now=NOW) is None
    drawn(1)
    sequence(GOVERNANCE)
    first = sign(GOVERNANCE, now=NOW)
    assert first and first.size == 1
    assert sign(GOVERNANCE, now=NOW + timedelta(hours=1)) is None
    drawn(2)
    sequence(GOVERNANCE)
    assert sign(GOVERNANCE, now=NOW + timedelta(milliseconds=300)) is None
    second = sign(GOVERNANCE, now=NOW + timedelta(seconds=1))
    assert second and second == latest_checkpoint()
    head = parsed_head(opened(second.note, signer_of(GOVERNANCE).vkey))
    assert (head.origin, head.size) == ("cedarhollow.example/ledger/governance", 2)
    assert head.root == bytes(second.root) == merkle.root(2, reader(GOVERNANCE))


@pytest.mark.django_db
def test_a_clock_put_back_does_not_stop_the_signing() -> None:
    drawn(1)
    settle(now=NOW)
    drawn(2)
    sequence(GOVERNANCE)
    assert sign(GOVERNANCE, now=NOW - timedelta(days=300))


@pytest.mark.django_db
def test_the_checkpoints_of_a_simulation_say_so(settings: object) -> None:
    drawn(1)
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"demo": True})  # type: ignore[attr-defined]
    settle(now=NOW)
    checkpoint = latest_checkpoint()
    assert checkpoint and parsed_head(opened(checkpoint.note, signer_of(GOVERNANCE).vkey)).simulated


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Fact, Mention, Leaf, Node, Checkpoint, Part])
def test_the_database_refuses_to_change_or_remove(model: type) -> None:
    with transaction.atomic():
        events = [ChalkDrawn(SubjectRef("tool", "chalk"), length) for length in range(256)]
        record_all(events, actor_id="system:tests", now=NOW)
    settle(now=NOW)
    column = {"Fact": "actor", "Mention": "kind", "Part": "name"}.get(model.__name__, "log")
    rows = model.objects.filter(pk=model.objects.values_list("pk", flat=True).first())  # type: ignore[attr-defined]
    assert rows.exists()
    with pytest.raises(DatabaseError, match="keeps what was written"), transaction.atomic():
        rows.update(**{column: "changed"})
    with pytest.raises(DatabaseError, match="keeps what was written"), transaction.atomic():
        rows._raw_delete(rows.db)
    assert rows.exists() and not rows.filter(**{column: "changed"}).exists()


@pytest.mark.django_db
def test_a_part_can_be_erased_once_and_not_otherwise_changed() -> None:
    drawn(1, "secret")
    words = Part.objects.filter(name="words")
    for change in [
        {"payload": b"{}"},
        {"payload": None},
        {"payload": None, "salt": None},
        {"payload": None, "salt": None, "erased_at": NOW, "name": "body"},
    ]:
        with pytest.raises(DatabaseError, match="keeps what was written"), transaction.atomic():
            words.update(**change)
    words.update(payload=None, salt=None, erased_at=NOW)
    with pytest.raises(DatabaseError, match="keeps what was written"), transaction.atomic():
        words.update(payload=b"{}", salt=b"1" * 32, erased_at=NOW)
    [told] = history_of("tool", "chalk")
    assert str(told.sentence("Dana")) == "Dana drew 1 feet of line ((erased))."


@pytest.mark.django_db
def test_erasing_a_part_leaves_every_hash_and_proof_as_it_was() -> None:
    for length in range(3):
        drawn(length, "to be forgotten")
    settle(now=NOW)
    before = merkle.root(3, reader(GOVERNANCE))
    Part.objects.filter(name="words").update(payload=None, salt=None, erased_at=NOW)
    leaves = [merkle.leaf_hash(bytes(each.leaf)) for each in Fact.objects.order_by("place__index")]
    assert merkle.tree_hash(leaves) == before == merkle.root(3, reader(GOVERNANCE))
    for index in range(3):
        proof = merkle.inclusion_proof(index, 3, reader(GOVERNANCE))
        assert merkle.includes(leaves[index], index, 3, proof, before)


@pytest.mark.django_db
def test_heads_say_what_is_sequenced_and_what_is_signed() -> None:
    drawn(1)
    settle(now=NOW)
    drawn(2)
    sequence(GOVERNANCE)
    head = Head.objects.get(log=GOVERNANCE)
    assert (head.size, head.signed_size) == (2, 1)
