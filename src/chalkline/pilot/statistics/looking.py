"""Looking before the end without fooling oneself: an interval that holds at every look."""

from __future__ import annotations

import math
from dataclasses import dataclass

from chalkline.pilot.statistics.distributions import normal_quantile
from chalkline.pilot.statistics.numbers import NotComputable


@dataclass(frozen=True)
class AtThisLook:
    """The interval at this look; ``fixed_half_width`` is what it would be if this were the only look."""

    rho: float
    half_width: float
    lower: float
    upper: float
    fixed_half_width: float


def confidence_sequence(estimate: float, se: float, n: int, *, tuned_for_n: int, alpha: float = 0.05) -> AtThisLook:
    """s sqrt(2(n r^2+1)/(n r)^2 ln(sqrt(n r^2+1)/alpha)), s^2 = se^2 n, r^2 = (-2 ln a + ln(-2 ln a + 1))/N*.

    ``n``: independent units so far (clusters, when clusters were assigned), ``tuned_for_n``: as many as planned.
    Asymptotic: below about 15 units its level is not proven. Waudby-Smith et al. 2021 (arXiv 2103.06476).
    """
    if n < 1 or tuned_for_n < 1 or not 0 < alpha < 1:
        raise NotComputable("too_few")
    lost = -2 * math.log(alpha)
    rho = math.sqrt((lost + math.log(lost + 1)) / tuned_for_n)
    grown = n * rho**2 + 1
    half = se * math.sqrt(n) * math.sqrt(2 * grown / (n * rho) ** 2 * math.log(math.sqrt(grown) / alpha))
    fixed = normal_quantile(1 - alpha / 2) * se
    return AtThisLook(rho, half, estimate - half, estimate + half, fixed)
