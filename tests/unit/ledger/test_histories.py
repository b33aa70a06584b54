"""Histories stay cheap however long the ledger grows: one walk along an index, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cast import NOW
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, facts_after, history_of, latest, record_all, settle

pytestmark = pytest.mark.django_db


@fact("tests.bench.sat/1", says="{actor} sat on the bench {times} times.")
@dataclass(frozen=True)
class BenchSat:
    tool: SubjectRef
    also: tuple[SubjectRef, ...]
    times: int


def sit(count: int) -> None:
    with transaction.atomic():
        also = (SubjectRef("person", "p-1"), SubjectRef("person", "p-2"), SubjectRef("person", "p-1"))
        events = [BenchSat(SubjectRef("tool", f"bench-{number % 3}"), also, number) for number in range(count)]
        record_all(events, actor_id="system:tests", now=NOW)
    settle(now=NOW)


def test_a_thing_has_its_own_history_newest_first_each_fact_once() -> None:
    sit(7)
    assert [told.values["times"] for told in history_of("tool", "bench-0")] == [6, 3, 0]
    assert [told.values["times"] for told in history_of("person", "p-1", limit=2)] == [6, 5]
    assert history_of("person", "bench-0") == []


def test_the_newest_facts_in_pages() -> None:
    sit(5)
    page = latest(limit=2)
    assert [told.values["times"] for told in page] == [4, 3]
    assert [told.values["times"] for told in latest(limit=9, before=page[-1].number)] == [2, 1, 0]


@pytest.mark.parametrize(
    "read",
    [lambda: history_of("tool", "bench-1", limit=5), lambda: latest(limit=5), lambda: facts_after(3, limit=5)],
    ids=["history_of", "latest", "facts_after"],
)
def test_reading_uses_indexes_alone_and_never_sorts(read: Callable[[], list[object]]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL rightly scans a table this small; the indexes are the same")
    sit(20)
    with CaptureQueriesContext(connection) as queries:
        assert len(read()) == 5
    assert len(queries) <= 3
    with connection.cursor() as cursor:
        for query in list(queries):
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = [row[3] for row in cursor.fetchall()]
            assert not [step for step in plan if step.startswith("SCAN")], (query["sql"], plan)
            assert not [step for step in plan if "TEMP B-TREE" in step and "fact_id" not in step], (query["sql"], plan)
