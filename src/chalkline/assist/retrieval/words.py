"""The words of retrieval: what a search gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

FETCHED = 200  # candidates by words, before they are scored
KEPT = 100  # of each kind of score, before the two are added
SHOWN = 8


@dataclass(frozen=True)
class Hit:
    """A passage that was found, with all one needs to cite it. ``score`` 0 to 1 within one search.

    ``cover``: the share of the question's weight whose words stand in it. ``cosine``: its likeness in meaning,
    None where that was not looked at.
    """

    passage_id: int
    document_id: UUID
    version_id: UUID
    title: str
    headings: tuple[str, ...]
    page: int
    text: str
    language: str
    theme: str
    version_digest: str
    passage_digest: str
    ends_on: date
    score: float
    cover: float
    cosine: float | None = None


@dataclass(frozen=True)
class Found:
    """What a search gave, best first, and how it looked. ``by_meaning``: whether likeness in meaning counted."""

    hits: tuple[Hit, ...]
    language: str
    by_meaning: bool
    weights: dict[str, float]

    @property
    def only_by_words_for_language(self) -> bool:
        """Whether meaning could not count because the question is not in English."""
        return self.language != "en"
