"""The words of model checks: what a check found, how a model stands before a committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

FRESH = timedelta(days=182)  # a term: after that, a check is done again


@dataclass(frozen=True)
class Difference:
    """A group of names against the others, for one measure. Numbers as text with two decimals: a digest is taken."""

    measure: str
    group: str
    mean: str
    others: str
    difference: str
    low: str
    high: str
    chance: str

    def as_json(self) -> dict[str, str]:
        """Plain values."""
        return dict(vars(self))


@dataclass(frozen=True)
class CheckFound:
    """What a finished check of a model found. ``says``: there were answers enough to say anything.

    ``replaced`` answers were to requests whose name the gateway replaced before the model saw it. ``made`` is what the
    answers said they came from ("" where they said nothing).
    """

    check_id: str
    model: str
    prompt_set: str
    answers: int
    total: int
    replaced: int
    says: bool
    made: str
    standing_out: tuple[Difference, ...]
    ended_at: datetime


@dataclass(frozen=True)
class ModelStanding:
    """One model a request would call: its newest check that fits, and why it goes without one, where somebody said."""

    model: str
    is_called_for: bool
    check: dict[str, Any] | None = None
    without: dict[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values, as a packet keeps them."""
        return {
            "model": self.model,
            "is_called_for": self.is_called_for,
            "check": self.check,
            "without": self.without,
        }
