"""Effect sizes: differences in standard deviations, so that measures can be compared. WWC Handbook 5.0, Appendix E."""

from __future__ import annotations

import math
from dataclasses import dataclass

from chalkline.pilot.statistics.distributions import normal_below
from chalkline.pilot.statistics.numbers import NotComputable, small_sample

COX = 1.65  # a logit difference of 1.65 is about one standard deviation (Cox 1970; WWC)
LEAST_CORRELATION = 0.60  # below it, WWC does not take a gain score or DiD as an adjustment


@dataclass(frozen=True)
class Arm:
    """One group's mean, standard deviation (n - 1) and number of people."""

    mean: float
    sd: float
    n: int


@dataclass(frozen=True)
class HedgesG:
    """g with its parts. ``se`` is omega times the error of d; ``se_without_omega`` = sqrt(1/n_t + 1/n_c + g^2/(2h))
    is the other convention in use."""

    df: int
    s_pooled: float
    d: float
    omega: float
    g: float
    se: float
    se_without_omega: float


@dataclass(frozen=True)
class CoxIndex:
    """The difference of two shares in standard deviations."""

    log_odds_ratio: float
    d_cox: float
    omega: float
    cox_index: float
    se: float


@dataclass(frozen=True)
class DifferenceInDifferences:
    """Both variants: of the two g (different measures) and of the gains over the later SD (same measure)."""

    g_pre: float
    g_post: float
    difference_of_g: float
    gain_over_post_sd: float
    se_gain: float
    counts_as_adjustment: bool


def pooled_sd(sd_t: float, n_t: int, sd_c: float, n_c: int) -> float:
    """S = sqrt(((n_t-1) s_t^2 + (n_c-1) s_c^2) / (n_t+n_c-2)). Same unit as the measure."""
    if n_t < 1 or n_c < 1 or n_t + n_c < 3:
        raise NotComputable("too_few")
    return math.sqrt(((n_t - 1) * sd_t**2 + (n_c - 1) * sd_c**2) / (n_t + n_c - 2))


def hedges_g(t: Arm, c: Arm) -> HedgesG:
    """g = omega (y_t - y_c)/S, omega = 1 - 3/(4h-1), h = N-2; SE = omega sqrt(1/n_t + 1/n_c + d^2/(2h))."""
    s, h = pooled_sd(t.sd, t.n, c.sd, c.n), t.n + c.n - 2
    if s == 0:
        raise NotComputable("no_variance")
    d, omega = (t.mean - c.mean) / s, small_sample(h)
    g, plain = omega * d, 1 / t.n + 1 / c.n
    return HedgesG(h, s, d, omega, g, omega * math.sqrt(plain + d**2 / (2 * h)), math.sqrt(plain + g**2 / (2 * h)))


def adjusted_g(coefficient: float, s_pooled: float, n: int) -> float:
    """A regression's difference over the UNADJUSTED pooled SD of the outcome, times omega (WWC App. E)."""
    if s_pooled == 0:
        raise NotComputable("no_variance")
    return small_sample(n - 2) * coefficient / s_pooled


def cox_index(p_t: float, p_c: float, n_t: int, n_c: int) -> CoxIndex:
    """omega (logit p_t - logit p_c)/1.65; SE = omega/1.65 sqrt(sum 1/(p n) + 1/((1-p) n)).

    Shares lie in 0..1. Raises NotComputable("zero_or_one") for shares of none or all: no correction is made up.
    """
    if not (0 < p_t < 1 and 0 < p_c < 1):
        raise NotComputable("zero_or_one")
    ratio = math.log(p_t / (1 - p_t)) - math.log(p_c / (1 - p_c))
    omega = small_sample(n_t + n_c - 2)
    spread = sum(1 / (p * n) + 1 / ((1 - p) * n) for p, n in ((p_t, n_t), (p_c, n_c)))
    return CoxIndex(ratio, ratio / COX, omega, omega * ratio / COX, omega / COX * math.sqrt(spread))


def did_effect_size(pre_t: Arm, pre_c: Arm, post_t: Arm, post_c: Arm, *, r_pre_post: float) -> DifferenceInDifferences:
    """g_post - g_pre, and omega ((post gap) - (pre gap))/S_post; SE of the latter for gain scores:
    sqrt(2(1-r)(1/n_t + 1/n_c) + g^2/(2h)). Counts as adjustment from r = .60 (WWC)."""
    before, after = hedges_g(pre_t, pre_c), hedges_g(post_t, post_c)
    gains = (post_t.mean - pre_t.mean) - (post_c.mean - pre_c.mean)
    g = after.omega * gains / after.s_pooled
    error = math.sqrt(2 * (1 - r_pre_post) * (1 / post_t.n + 1 / post_c.n) + g**2 / (2 * after.df))
    return DifferenceInDifferences(before.g, after.g, after.g - before.g, g, error, r_pre_post >= LEAST_CORRELATION)


def improvement_index(g: float) -> float:
    """100 Phi(g) - 50: by how many percentile points the middle person of the comparison group would move (WWC)."""
    return 100 * normal_below(g) - 50
