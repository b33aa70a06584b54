"""Two measures of several things: each a numbered dot, its name in the list below, its numbers in the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalkline.web.charts.shapes import Chart, Words

WIDTH, HEIGHT, EDGE, RADIUS = 400.0, 260.0, 14.0, 11.0
WHOLE = 100.0
# Digits as strokes in a box of 4 by 8: text on a shape is text that nobody can be sure to read.
DIGITS = {
    "0": "M0 1 1 0H3L4 1V7L3 8H1L0 7Z",
    "1": "M1 1.5 2.5 0V8",
    "2": "M0 1 1 0H3L4 1V3L0 8H4",
    "3": "M0 0H4L2 3H3L4 4V7L3 8H1L0 7",
    "4": "M3 8V0L0 5.5H4",
    "5": "M4 0H.5L0 3.5H3L4 4.5V7L3 8H0",
    "6": "M3.5 0H2L0 3V7L1 8H3L4 7V5L3 4H0",
    "7": "M0 0H4L1.5 8",
    "8": "M1 4 0 3V1L1 0H3L4 1V3L3 4H1L0 5V7L1 8H3L4 7V5L3 4",
    "9": "M.5 8H2L4 5V1L3 0H1L0 1V3L1 4H4",
}
PITCH = 5.5


@dataclass(frozen=True)
class Spot:
    """A thing on the plane: ``across`` and ``up`` from 0 to 100, ``tone`` "" or "active" or "hollow"."""

    label: Words
    across: float
    up: float
    url: str = ""
    tone: str = ""
    note: Words = ""


@dataclass(frozen=True)
class Dot:
    """A spot as it is drawn, with the number it has in the list."""

    number: int
    x: float
    y: float
    spot: Spot

    @property
    def digits(self) -> tuple[tuple[float, float, str], ...]:
        """The strokes of its number, each with where its box begins."""
        text = str(self.number)
        left = self.x - (len(text) * PITCH - 1.5) / 2
        return tuple((round(left + at * PITCH, 1), self.y - 4, DIGITS[each]) for at, each in enumerate(text))


@dataclass(frozen=True)
class Plane:
    """All dots, and the words at the ends of both measures."""

    dots: tuple[Dot, ...]
    up: tuple[Words, Words]
    across: tuple[Words, Words]


def plane(
    id: str,
    title: Words,
    spots: Sequence[Spot],
    *,
    up: tuple[Words, Words],
    across: tuple[Words, Words],
    text: Words,
    head: Sequence[Words],
    rows: Sequence[tuple[Any, ...]],
    note: Words = "",
) -> Chart:
    """``up`` and ``across``: the words at the low and the high end. Dots that would cover others stand beside them."""
    dots: list[Dot] = []
    for number, spot in enumerate(spots, start=1):
        x, y = _x(spot.across), _y(spot.up)
        step = 2 * RADIUS if x < WIDTH / 2 else -2 * RADIUS
        while any(abs(each.x - x) < 2 * RADIUS - 1 and abs(each.y - y) < 2 * RADIUS - 1 for each in dots):
            x += step
        dots.append(Dot(number, round(x, 1), round(y, 1), spot))
    return Chart("plane", id, title, text, tuple(head), tuple(rows), Plane(tuple(dots), up, across), (), note)


def _x(share: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * min(max(share, 0.0), WHOLE) / WHOLE


def _y(share: float) -> float:
    return EDGE + (HEIGHT - 2 * EDGE) * (1 - min(max(share, 0.0), WHOLE) / WHOLE)
