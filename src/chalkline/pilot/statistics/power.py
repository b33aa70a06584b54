"""What a design can detect: the smallest true effect that it would find four times in five."""

from __future__ import annotations

import math
from dataclasses import dataclass

from chalkline.pilot.statistics.distributions import t_quantile


@dataclass(frozen=True)
class Detectable:
    """In standard deviations of the outcome; ``mdes`` is None where no such effect exists (df below 1)."""

    df: float
    multiplier: float | None = None
    mdes: float | None = None

    @property
    def is_feasible(self) -> bool:
        """Whether the design can find any effect at all."""
        return self.mdes is not None


def mdes_individual(
    n: int, *, p: float = 0.5, r2: float = 0.0, covariates: int = 0, alpha: float = 0.05, power: float = 0.8
) -> Detectable:
    """People assigned singly: SE^2 = (1-R2)/(p(1-p)n), df = n-g-2 (Dong and Maynard 2013, PowerUp!)."""
    return _detectable(n - covariates - 2, _safe((1 - r2), p * (1 - p) * n), alpha, power)


def mdes_clusters(
    clusters: int,
    n_per_cluster: float,
    *,
    icc: float,
    p: float = 0.5,
    r2_level1: float = 0.0,
    r2_level2: float = 0.0,
    cluster_covariates: int = 0,
    alpha: float = 0.05,
    power: float = 0.8,
) -> Detectable:
    """Clusters assigned: SE^2 = rho(1-R2_2)/(p(1-p)J) + (1-rho)(1-R2_1)/(p(1-p)Jn), df = J-g-2 (PowerUp!)."""
    between = _safe(icc * (1 - r2_level2), p * (1 - p) * clusters)
    within = _safe((1 - icc) * (1 - r2_level1), p * (1 - p) * clusters * n_per_cluster)
    return _detectable(clusters - cluster_covariates - 2, between + within, alpha, power)


def mdes_blocked(
    blocks: int,
    n_per_block: float,
    *,
    icc: float,
    omega: float,
    p: float = 0.5,
    r2_level1: float = 0.0,
    r2_treatment: float = 0.0,
    block_covariates: int = 0,
    alpha: float = 0.05,
    power: float = 0.8,
) -> Detectable:
    """People assigned inside blocks, effects random over blocks:
    SE^2 = rho omega (1-R2_t)/J + (1-rho)(1-R2_1)/(p(1-p)Jn), df = J-g-1 (PowerUp!)."""
    between = _safe(icc * omega * (1 - r2_treatment), blocks)
    within = _safe((1 - icc) * (1 - r2_level1), p * (1 - p) * blocks * n_per_block)
    return _detectable(blocks - block_covariates - 1, between + within, alpha, power)


def without_randomness(found: Detectable, *, r2_of_assignment: float = 0.15) -> Detectable:
    """The same for groups that were not drawn: the variance grows by 1/(1 - R2 of assignment on covariates)."""
    if found.mdes is None:
        return found
    return Detectable(found.df, found.multiplier, found.mdes / math.sqrt(1 - r2_of_assignment))


def _safe(part: float, of: float) -> float:
    return part / of if of > 0 else math.inf


def _detectable(df: float, variance: float, alpha: float, power: float) -> Detectable:
    """(t_{1-alpha/2,df} + t_{power,df}) SE."""
    if df < 1 or not math.isfinite(variance):
        return Detectable(df)
    multiplier = t_quantile(1 - alpha / 2, df) + t_quantile(power, df)
    return Detectable(df, multiplier, multiplier * math.sqrt(variance))
