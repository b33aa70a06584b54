"""Candidates by words from the database's own full-text index, and by meaning from vectors kept in memory.

Both are asked only for passages that the library gives as live and allowed at this moment, in the same query.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Avg, Count, Max, QuerySet

from chalkline.assist.library.api import Passage
from chalkline.assist.retrieval.encoder import Encoder
from chalkline.assist.retrieval.models import Shelved
from chalkline.assist.retrieval.words import FETCHED

MOST_KNOWN = 200_000


def candidates_by_words(allowed: QuerySet[Passage], terms: list[str]) -> dict[int, list[str]]:
    """{passage: its terms} of the best 200 that hold any of these terms."""
    if not terms:
        return {}
    rows = Shelved.objects.filter(passage_id__in=allowed.order_by().values("pk"))
    rows = _on_postgresql(rows, terms) if connection.vendor == "postgresql" else _on_sqlite(rows, terms)
    return {passage: text.split() for passage, text in rows.values_list("passage_id", "terms")[:FETCHED]}


def _on_sqlite(rows: QuerySet[Shelved], terms: list[str]) -> QuerySet[Shelved]:
    asked = " OR ".join(f'"{term}"' for term in terms)  # terms are letters and digits only
    return rows.extra(
        select={"nearness": "assist_retrieval_words.rank"},
        tables=["assist_retrieval_words"],
        where=[
            "assist_retrieval_words.rowid = assist_retrieval_shelved.passage_id",
            "assist_retrieval_words MATCH %s",
        ],
        params=[asked],
        order_by=["nearness"],
    )


def _on_postgresql(rows: QuerySet[Shelved], terms: list[str]) -> QuerySet[Shelved]:
    asked = " | ".join(f"'{term}'" for term in terms)
    words = "to_tsvector('simple', assist_retrieval_shelved.terms)"
    # ts_rank only fetches: scores are reckoned alike on both databases. Terms are letters and digits only.
    return rows.extra(  # noqa: S610  (what comes from outside is bound)
        select={"nearness": f"ts_rank({words}, to_tsquery('simple', %s), 1)"},
        select_params=[asked],
        where=[f"{words} @@ to_tsquery('simple', %s)"],
        params=[asked],
        order_by=["-nearness"],
    )


@dataclass(frozen=True)
class Shelf:
    """How much stands on the shelf."""

    passages: int
    usual_length: float


def shelf_measured() -> Shelf:
    """Number of passages, and their usual length in terms."""
    known = Shelved.objects.aggregate(passages=Count("id"), usual=Avg("length"))
    return Shelf(known["passages"], float(known["usual"] or 1.0))


def holding(terms: list[str]) -> dict[str, int]:
    """On how many passages each term stands."""
    if not terms:
        return {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            told = {}
            for term in terms:
                cursor.execute(
                    "SELECT count(*) FROM assist_retrieval_shelved"
                    " WHERE to_tsvector('simple', terms) @@ to_tsquery('simple', %s)",
                    [f"'{term}'"],
                )
                told[term] = int(cursor.fetchone()[0])
            return told
        marks = ", ".join(["%s"] * len(terms))
        asked = f"SELECT term, doc FROM assist_retrieval_terms WHERE term IN ({marks})"  # noqa: S608  (only marks)
        cursor.execute(asked, terms)
        found = dict(cursor.fetchall())
    return {term: int(found.get(term, 0)) for term in terms}


def known_terms() -> list[str]:
    """Every term on the shelf: what a slip of the fingers may have meant."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT word FROM ts_stat('SELECT to_tsvector(''simple'', terms) FROM assist_retrieval_shelved')"
            )
        else:
            cursor.execute("SELECT term FROM assist_retrieval_terms")
        return [str(row[0]) for row in cursor.fetchmany(MOST_KNOWN)]


class _Vectors:
    """The matrix of all vectors, read anew when the shelf has changed. What is allowed is asked every time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._mark: tuple[Any, ...] = ()
        self._places: dict[int, int] = {}
        self._matrix: Any = None

    def likeness(self, encoder: Encoder, question: str, allowed: set[int]) -> dict[int, float]:
        numpy = import_module("numpy")
        with self._lock:
            self._refresh(encoder, numpy)
            places, matrix = self._places, self._matrix
        chosen = [passage for passage in places if passage in allowed]
        if not chosen:
            return {}
        (asked,) = encoder.encode([question])
        scores = matrix[[places[each] for each in chosen]] @ asked
        return {passage: float(score) for passage, score in zip(chosen, scores, strict=True)}

    def _refresh(self, encoder: Encoder, numpy: Any) -> None:
        rows = Shelved.objects.filter(encoder=encoder.digest)
        seen = rows.aggregate(last=Max("id"), count=Count("id"))
        mark = (connection.settings_dict["NAME"], encoder.digest, seen["last"], seen["count"])
        if mark == self._mark:
            return
        held = list(rows.values_list("passage_id", "vector"))
        self._places = {passage: place for place, (passage, _) in enumerate(held)}
        data = b"".join(bytes(vector or b"") for _, vector in held)
        self._matrix = numpy.frombuffer(data, dtype=numpy.float32).reshape(len(held), -1) if held else None
        self._mark = mark


VECTORS = _Vectors()
