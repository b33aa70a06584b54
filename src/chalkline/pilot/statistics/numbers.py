"""What every statistic here shares: what cannot be reckoned, and an estimate with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

from chalkline.pilot.statistics.distributions import t_above, t_below, t_quantile


class NotComputable(ValueError):
    """There is no such number. ``reason`` is a short code: "no_variance", "zero_or_one", "too_few"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Estimate:
    """A difference with its standard error; ``df`` may be infinite (then the normal distribution is meant)."""

    value: float
    se: float
    df: float = math.inf

    @property
    def t(self) -> float:
        """The difference in standard errors."""
        return self.value / self.se if self.se > 0 else math.copysign(math.inf, self.value or 1.0)

    @property
    def p_value(self) -> float:
        """Two-sided."""
        return 2 * t_above(abs(self.t), self.df)

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """The two-sided interval at a level between 0 and 1."""
        half = t_quantile(0.5 + level / 2, self.df) * self.se
        return self.value - half, self.value + half

    def chance_above(self, threshold: float) -> float:
        """P(true difference > threshold) for one who knew nothing before (flat prior)."""
        if self.se <= 0:
            return float(self.value > threshold)
        return t_below((self.value - threshold) / self.se, self.df)


def small_sample(h: float) -> float:
    """omega = 1 - 3/(4h - 1), h degrees of freedom: takes out the upward bias of d (Hedges 1981; WWC App. E)."""
    if h <= 0.25:
        raise NotComputable("too_few")
    return 1 - 3 / (4 * h - 1)
