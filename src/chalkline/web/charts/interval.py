"""Effects with their intervals, against nothing and against the smallest effect that matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalkline.web.charts.shapes import Chart, Words

EFFECT, NOTHING, THRESHOLD = 1, 2, 3
MARGIN = 0.06


@dataclass(frozen=True)
class Span:
    """One effect: where its interval lies from left to right, in 0 to 100."""

    label: Words
    low: float
    high: float
    at: float
    said: Words


@dataclass(frozen=True)
class Spans:
    """All effects on one scale, with the lines they are judged by."""

    items: tuple[Span, ...]
    zero: float
    threshold: float | None


def intervals(
    id: str,
    title: Words,
    items: Sequence[tuple[Words, float, float, float, Words]],
    *,
    threshold: float | None,
    keys: tuple[Words, Words, Words],
    text: Words,
    head: Sequence[Words],
    note: Words = "",
) -> Chart:
    """``items``: (label, effect, lower, upper, its words). ``keys``: the effect, no effect, what matters
    (not said where there is no ``threshold``).

    ``head``: four words for the table: what, effect, lower, upper.
    """
    ends = [0.0, threshold or 0.0, *(end for _, _, low, high, _ in items for end in (low, high))]
    left, right = min(ends), max(ends)
    room = (right - left) or 1.0
    left, room = left - MARGIN * room, room * (1 + 2 * MARGIN)

    def across(value: float) -> float:
        return round(100 * (value - left) / room, 2)

    drawn = Spans(
        tuple(Span(label, across(low), across(high), across(effect), said) for label, effect, low, high, said in items),
        across(0.0),
        across(threshold) if threshold is not None else None,
    )
    rows: tuple[tuple[Any, ...], ...] = tuple(
        (label, _short(effect), _short(low), _short(high)) for label, effect, low, high, _ in items
    )
    named = tuple(zip((1, 2, 3), keys, strict=True))[: 2 if threshold is None else 3]
    return Chart("interval", id, title, text, tuple(head), rows, drawn, named, note)


def _short(number: float) -> float:
    return float(format(number, ".3g"))
