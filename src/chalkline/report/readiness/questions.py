"""The questions, read from law/vocabulary/readiness.yaml."""

from __future__ import annotations

from functools import lru_cache

from chalkline.report.readiness.words import Item
from chalkline.rulebook.api import read_vocabulary


@lru_cache(maxsize=1)
def version() -> str:
    """The version of the questions: assessments by different ones are not compared question by question."""
    return str(read_vocabulary("readiness")["meta"]["schema_version"])


@lru_cache(maxsize=1)
def items() -> tuple[Item, ...]:
    """Every question, in order."""
    return tuple(
        Item(
            each["id"],
            domain["id"],
            each["text"],
            tuple(each["evidence"]),
            each["source"],
            tuple(each["maps"]),
        )
        for domain in read_vocabulary("readiness")["domains"]
        for each in domain["items"]
    )


def item_by_id(item_id: str) -> Item | None:
    """One question, or None."""
    return next((each for each in items() if each.id == item_id), None)
