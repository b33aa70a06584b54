"""Shares of people and minutes of work: intervals that are right for small numbers and long tails."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chalkline.pilot.statistics.distributions import normal_quantile
from chalkline.pilot.statistics.numbers import NotComputable
from chalkline.pilot.statistics.regression import welch


@dataclass(frozen=True)
class SharesApart:
    """The difference of two shares and its interval."""

    difference: float
    lower: float
    upper: float


@dataclass(frozen=True)
class TimesApart:
    """Minutes in two arms: what was saved on average, and as a ratio of geometric means with its interval."""

    mean_t: float
    mean_c: float
    mean_difference: float
    ratio: float
    lower: float
    upper: float
    df_welch: float

    @property
    def percent_change(self) -> float:
        """The ratio in words: -24 is "24 percent less time"."""
        return 100 * (self.ratio - 1)


def wilson(x: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval without continuity correction (Wilson 1927), in 0..1."""
    if n < 1 or not 0 <= x <= n:
        raise NotComputable("too_few")
    z = normal_quantile(0.5 + level / 2)
    share, wide = x / n, z**2 / n
    centre = (share + wide / 2) / (1 + wide)
    half = z / (1 + wide) * math.sqrt(share * (1 - share) / n + wide / (4 * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def newcombe(x_t: int, n_t: int, x_c: int, n_c: int, *, level: float = 0.95) -> SharesApart:
    """The hybrid score interval of a difference of shares (Newcombe 1998, method 10)."""
    (low_t, high_t), (low_c, high_c) = wilson(x_t, n_t, level=level), wilson(x_c, n_c, level=level)
    p_t, p_c = x_t / n_t, x_c / n_c
    apart = p_t - p_c
    return SharesApart(
        apart,
        apart - math.hypot(p_t - low_t, high_c - p_c),
        apart + math.hypot(high_t - p_t, p_c - low_c),
    )


def minutes_apart(minutes_t: Sequence[float], minutes_c: Sequence[float], *, level: float = 0.95) -> TimesApart:
    """Welch's test on log minutes, turned back: a ratio of geometric means, since times have a long tail."""
    t, c = np.asarray(minutes_t, dtype=float), np.asarray(minutes_c, dtype=float)
    if min(len(t), len(c)) < 2:
        raise NotComputable("too_few")
    if (t <= 0).any() or (c <= 0).any():
        raise NotComputable("zero_or_one")
    logs = welch(np.log(t), np.log(c))
    lower, upper = logs.interval(level)
    return TimesApart(
        float(t.mean()), float(c.mean()), float(t.mean() - c.mean()),
        math.exp(logs.value), math.exp(lower), math.exp(upper), logs.df,
    )  # fmt: skip
