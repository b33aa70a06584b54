"""When schools or classes were assigned: the correction of a summary statistic, and the test by drawing again."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from chalkline.pilot.statistics.distributions import t_above
from chalkline.pilot.statistics.numbers import NotComputable

ICC_ACHIEVEMENT, ICC_OTHER = 0.20, 0.10  # WWC defaults of the share of variance that lies between clusters
MOST_ENUMERATED, DRAWS = 20_000, 10_000
SAME = 1e-9


@dataclass(frozen=True)
class ClusterCorrected:
    """An effect of a study that assigned clusters, tested as if it had not, and as it did."""

    design_effect: float
    effective_n: float
    t_unadjusted: float
    t_adjusted: float
    df: float
    p_unadjusted: float
    p_adjusted: float
    g_cluster_adjusted: float


@dataclass(frozen=True)
class Redrawn:
    """Where the real draw stands among all draws the same rule could have given."""

    observed: float
    assignments: int
    p_two_sided: float
    smallest_possible_p: float
    enumerated: bool

    @property
    def can_reach_5_percent(self) -> bool:
        """Whether this design could ever give p <= .05."""
        return self.smallest_possible_p <= 0.05


def cluster_correction(
    g: float, n_t: int, n_c: int, *, clusters: int, icc: float = ICC_ACHIEVEMENT
) -> ClusterCorrected:
    """t_adj = t sqrt(((N-2)-2(n-1)rho)/((N-2)(1+(n-1)rho))), n = N/M (Hedges 2007; WWC 5.0, eq. E.21 for df)."""
    total = n_t + n_c
    if clusters < 2 or total <= 2:
        raise NotComputable("too_few")
    n = total / clusters
    rest, loss = total - 2, 2 * (n - 1) * icc
    if rest <= loss:
        raise NotComputable("too_few")
    t = g / math.sqrt(1 / n_t + 1 / n_c + g**2 / (2 * total))
    effect = 1 + (n - 1) * icc
    t_adjusted = t * math.sqrt((rest - loss) / (rest * effect))
    spread = rest * (1 - icc) ** 2 + n * (total - 2 * n) * icc**2 + 2 * (total - 2 * n) * icc * (1 - icc)
    df = (rest - loss) ** 2 / spread
    return ClusterCorrected(
        design_effect=effect,
        effective_n=total / effect,
        t_unadjusted=t,
        t_adjusted=t_adjusted,
        df=df,
        p_unadjusted=2 * t_above(abs(t), rest),
        p_adjusted=2 * t_above(abs(t_adjusted), df),
        g_cluster_adjusted=g * math.sqrt(1 - loss / rest),
    )


def draw_again(
    values: Sequence[float], treat: Sequence[int], *, strata: Sequence[Hashable] | None = None, seed: int = 1
) -> Redrawn:
    """The exact test: the difference of unweighted means of the assigned units, among all draws of the same rule.

    Within each stratum as many units are treated as really were. Up to 20,000 draws are all made, and
    p = share with |difference| >= |observed|, the real one among them; beyond, 10,000 are made and
    p = (1 + count)/(1 + draws). ``values``: one per unit, in the measure's unit. Fisher 1935; Gerber and Green 2012.
    """
    arms = np.asarray(treat, dtype=bool)
    if arms.all() or not arms.any() or len(values) != len(arms):
        raise NotComputable("too_few")
    groups = _groups(list(strata) if strata is not None else [0] * len(arms))
    y = np.asarray(values, dtype=float)
    observed = _difference(y, arms, groups)
    edge = abs(observed) - SAME * max(1.0, abs(observed))
    ways = math.prod(math.comb(len(group), int(arms[group].sum())) for group in groups)
    if ways <= MOST_ENUMERATED:
        count = sum(1 for drawn in _every(arms, groups) if abs(_difference(y, drawn, groups)) >= edge)
        return Redrawn(observed, ways, count / ways, _mirror(arms, groups) / ways, True)
    chance = random.Random(seed)  # noqa: S311  (a test statistic, not a secret; the seed is part of the result)
    count = sum(1 for _ in range(DRAWS) if abs(_difference(y, _one(arms, groups, chance), groups)) >= edge)
    return Redrawn(observed, DRAWS, (1 + count) / (1 + DRAWS), 1 / (1 + DRAWS), False)


def _groups(strata: list[Hashable]) -> list[np.ndarray]:
    places: dict[Hashable, list[int]] = {}
    for at, stratum in enumerate(strata):
        places.setdefault(stratum, []).append(at)
    return [np.asarray(each) for each in places.values()]


def _difference(y: np.ndarray, arms: np.ndarray, groups: list[np.ndarray]) -> float:
    """Within each stratum that has both arms, weighted by its units."""
    total, weight = 0.0, 0
    for group in groups:
        inside = arms[group]
        if inside.any() and not inside.all():
            total += len(group) * float(y[group][inside].mean() - y[group][~inside].mean())
            weight += len(group)
    if not weight:
        raise NotComputable("too_few")
    return total / weight


def _every(arms: np.ndarray, groups: list[np.ndarray]) -> Iterator[np.ndarray]:
    ways = [itertools.combinations(group.tolist(), int(arms[group].sum())) for group in groups]
    for chosen in itertools.product(*(list(each) for each in ways)):
        drawn = np.zeros(len(arms), dtype=bool)
        drawn[[place for part in chosen for place in part]] = True
        yield drawn


def _one(arms: np.ndarray, groups: list[np.ndarray], chance: random.Random) -> np.ndarray:
    drawn = np.zeros(len(arms), dtype=bool)
    for group in groups:
        drawn[chance.sample(group.tolist(), int(arms[group].sum()))] = True
    return drawn


def _mirror(arms: np.ndarray, groups: list[np.ndarray]) -> int:
    """2 where turning both arms round gives a draw of the same rule: then no two-sided p is below 2 in all ways."""
    return 2 if all(2 * int(arms[group].sum()) == len(group) for group in groups) else 1
