"""Student's t and the normal distribution: shares and quantiles, as plain floats.

From ``scipy.special``: the whole of ``scipy.stats`` takes longer to load than all of Chalkline, and every command,
page and worker would pay for it.
"""

from __future__ import annotations

import math

from scipy import special


def t_below(x: float, df: float) -> float:
    """P(T < x) for Student's t with ``df`` degrees of freedom; the normal distribution where ``df`` is infinite."""
    return float(special.ndtr(x) if math.isinf(df) else special.stdtr(df, x))


def t_above(x: float, df: float) -> float:
    """P(T > x), exact far out in the tail."""
    return t_below(-x, df)


def t_quantile(share: float, df: float) -> float:
    """The x with P(T < x) = ``share``; the normal distribution where ``df`` is infinite."""
    return float(special.ndtri(share) if math.isinf(df) else special.stdtrit(df, share))


def normal_below(x: float) -> float:
    """P(Z < x)."""
    return float(special.ndtr(x))


def normal_quantile(share: float) -> float:
    """The x with P(Z < x) = ``share``."""
    return float(special.ndtri(share))
