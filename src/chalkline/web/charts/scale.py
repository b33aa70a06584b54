"""Scales: where a value lies between nothing and a round number above the largest. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
SHADES = 5


def round_top(largest: float) -> float:
    """The next round number (of those in STEPS, times a power of ten) at or above ``largest``; 1 for nothing."""
    if largest <= 0:
        return 1
    power = float(10 ** math.floor(math.log10(largest)))
    return next(step * power for step in STEPS if step * power >= largest * (1 - 1e-9))


def share(value: float, top: float) -> float:
    """How much of 100 a value takes, to two decimals; what lies outside is held to the edge."""
    return round(min(max(value / top, 0), 1) * 100, 2) if top else 0


def largest(values: Iterable[float | None]) -> float:
    """The largest of the values that may be shown; 0 when there are none."""
    return max((value for value in values if value is not None), default=0)


def shade(value: float | None, top: float) -> int:
    """0 for none, else 1 to 5 by equal steps of the scale."""
    if not value or not top:
        return 0
    return min(SHADES, max(1, math.ceil(value / top * SHADES)))


def path(values: Sequence[float | None], top: float) -> str:
    """An SVG path through the values in a box of 100 by 100; gaps where a value may not be shown."""
    moves = []
    broken = True
    for at, value in enumerate(values):
        if value is None:
            broken = True
            continue
        moves.append(f"{'M' if broken else 'L'}{across(at, len(values))} {down(value, top)}")
        broken = False
    return "".join(moves)


def dots(values: Sequence[float | None], top: float) -> str:
    """A path of points: each drawn as a line without length, so that it stays round when stretched."""
    shown = ((at, value) for at, value in enumerate(values) if value is not None)
    return "".join(f"M{across(at, len(values))} {down(value, top)}h0" for at, value in shown)


def across(at: int, of: int) -> float:
    """Where the ``at``-th of ``of`` points lies from left to right, in 0 to 100."""
    return 50.0 if of < 2 else round(at / (of - 1) * 100, 2)


def down(value: float, top: float) -> float:
    """Where a value lies from top to bottom, in 0 to 100."""
    return round(100 - share(value, top), 2)
