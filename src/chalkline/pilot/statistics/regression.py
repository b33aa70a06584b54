"""The analysis itself: outcome on treatment and pretest, with errors that hold for few and unequal clusters."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from chalkline.pilot.statistics.effects import adjusted_g, pooled_sd
from chalkline.pilot.statistics.numbers import Estimate, NotComputable

SINGULAR = 1e-10
Matrix = np.ndarray


class ClusterRobust:
    """Least squares with CR2 errors ("bias-reduced linearisation") and Satterthwaite degrees of freedom.

    For cluster g: A_g = (I - H_gg)^(-1/2), the pseudo-inverse root where I - H_gg is singular;
    V = M (sum_g X_g' A_g e_g e_g' A_g X_g) M with M = (X'X)^-1; for a contrast c, p_g = (I-H)_g' A_g X_g M c and
    df = (sum_g p_g'p_g)^2 / sum_gh (p_g'p_h)^2. Bell and McCaffrey 2002; Pustejovsky and Tipton 2018.
    With clusters of one it is HC2. Time and memory grow with the rows, not with their square.
    """

    def __init__(self, x: Matrix, y: Matrix, clusters: Sequence[Hashable]) -> None:
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        values, vectors = np.linalg.eigh(self.x.T @ self.x)
        kept = values > SINGULAR * max(float(values.max(initial=0.0)), 1.0)
        self.root = vectors[:, kept] / np.sqrt(values[kept])  # M = root root'
        self.bread = self.root @ self.root.T
        self.rank = int(kept.sum())
        if len(self.y) <= self.rank:
            raise NotComputable("too_few")
        self.beta = self.bread @ (self.x.T @ self.y)
        self.residuals = self.y - self.x @ self.beta
        self._kept = vectors[:, kept]
        order: dict[Hashable, list[int]] = {}
        for at, cluster in enumerate(clusters):
            order.setdefault(cluster, []).append(at)
        self._clusters = [np.asarray(each) for each in order.values()]

    def contrast(self, c: Sequence[float] | Matrix) -> Estimate:
        """c'beta with its CR2 error and df. Raises NotComputable where the data cannot tell it."""
        weights = np.asarray(c, dtype=float)
        if not np.allclose(self._kept @ (self._kept.T @ weights), weights, atol=1e-6):
            raise NotComputable("not_identified")
        direction = self.bread @ weights
        variance, trace, cross = 0.0, 0.0, 0.0
        gathered = np.zeros((len(weights), len(weights)))
        for rows in self._clusters:
            a = self._adjusted(rows, self.x[rows] @ direction)
            variance += float(a @ self.residuals[rows]) ** 2
            own, b = float(a @ a), self.x[rows].T @ a
            through = float(b @ self.bread @ b)
            trace += own - through
            cross += own**2 - 2 * own * through
            gathered += np.outer(b, b)
        turned = self.bread @ gathered
        spread = cross + float(np.trace(turned @ turned))
        if spread <= 0 or trace <= SINGULAR:
            raise NotComputable("too_few")
        return Estimate(float(weights @ self.beta), float(np.sqrt(variance)), float(trace**2 / spread))

    def _adjusted(self, rows: Matrix, v: Matrix) -> Matrix:
        """A_g v through the singular values of X_g root: I - H_gg has the eigenvalues 1 - s^2, and 1 elsewhere."""
        left, s, _ = np.linalg.svd(self.x[rows] @ self.root, full_matrices=False)
        rest = 1 - s**2
        scale = np.where(rest > 1e-8, 1 / np.sqrt(np.where(rest > 1e-8, rest, 1.0)), 0.0)
        adjusted: Matrix = v + left @ ((scale - 1) * (left.T @ v))
        return adjusted


@dataclass(frozen=True)
class Ancova:
    """The adjusted difference of the two arms, in the unit of the outcome, and in standard deviations."""

    effect: Estimate
    clusters: int
    n: int
    post_sd_pooled: float
    g_adjusted: float
    r_squared_pre: float


@dataclass(frozen=True)
class Cuped:
    """The plain difference, and the one with what the pretest explains taken out."""

    theta: float
    diff_raw: float
    se_raw: float
    diff_adjusted: float
    se_adjusted: float
    df_welch: float
    p_value: float
    variance_reduction: float


def ancova(
    post: Sequence[float],
    treat: Sequence[int],
    *,
    pre: Sequence[float] | None = None,
    clusters: Sequence[Hashable],
    blocks: Sequence[Hashable] | None = None,
) -> Ancova:
    """post ~ treat + pre (+ a term for each block), CR2 errors by cluster. The effect size divides by the
    UNADJUSTED pooled SD of the outcome (WWC App. E). Raises NotComputable when an arm is empty."""
    y, arms = np.asarray(post, dtype=float), np.asarray(treat, dtype=float)
    x = design(arms, pre, blocks)
    effect = ClusterRobust(x, y, clusters).contrast(first(x.shape[1], 1))
    inside = arms > 0
    n_t, n_c = int(inside.sum()), int((~inside).sum())
    if min(n_t, n_c) < 2:
        raise NotComputable("too_few")
    s = pooled_sd(float(y[inside].std(ddof=1)), n_t, float(y[~inside].std(ddof=1)), n_c)
    explained = _explained(y, arms, pre)
    return Ancova(effect, len(set(clusters)), len(y), s, adjusted_g(effect.value, s, len(y)), explained)


def design(arms: Matrix, pre: Sequence[float] | None, blocks: Sequence[Hashable] | None) -> Matrix:
    """The columns of the model: one, treatment, pretest (centred, in its own SD), a term for each block but one."""
    columns = [np.ones(len(arms)), arms]
    if pre is not None:
        before = np.asarray(pre, dtype=float)
        columns.append((before - before.mean()) / (before.std() or 1.0))
    names = list(dict.fromkeys(blocks or ()))
    columns += [np.asarray([float(each == name) for each in blocks or ()]) for name in names[1:]]
    return np.column_stack(columns)


def first(length: int, place: int) -> Matrix:
    """The contrast that picks one coefficient."""
    c = np.zeros(length)
    c[place] = 1.0
    return c


def cuped(post: Sequence[float], pre: Sequence[float], treat: Sequence[int]) -> Cuped:
    """y - theta (x - mean x), theta = cov(x, y)/var(x) over both arms; Welch's test on it (Deng et al. 2013)."""
    y, x, arms = np.asarray(post, dtype=float), np.asarray(pre, dtype=float), np.asarray(treat, dtype=bool)
    if min(int(arms.sum()), int((~arms).sum())) < 2:
        raise NotComputable("too_few")
    if x.var() == 0 or y.var() == 0:
        raise NotComputable("no_variance")
    theta = float(np.cov(x, y, ddof=1)[0, 1] / x.var(ddof=1))
    adjusted = y - theta * (x - x.mean())
    raw, fine = welch(y[arms], y[~arms]), welch(adjusted[arms], adjusted[~arms])
    kept = float(adjusted.var(ddof=1) / y.var(ddof=1))
    return Cuped(theta, raw.value, raw.se, fine.value, fine.se, fine.df, fine.p_value, 1 - kept)


def welch(t: Sequence[float] | Matrix, c: Sequence[float] | Matrix) -> Estimate:
    """The difference of two means with unequal variances; df by Welch and Satterthwaite."""
    a, b = np.asarray(t, dtype=float), np.asarray(c, dtype=float)
    if min(len(a), len(b)) < 2:
        raise NotComputable("too_few")
    va, vb = float(a.var(ddof=1)) / len(a), float(b.var(ddof=1)) / len(b)
    if va + vb == 0:
        raise NotComputable("no_variance")
    df = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    return Estimate(float(a.mean() - b.mean()), float(np.sqrt(va + vb)), df)


def _explained(y: Matrix, arms: Matrix, pre: Sequence[float] | None) -> float:
    """The share of the outcome's variance within the arms that the pretest explains."""
    if pre is None:
        return 0.0
    x = np.asarray(pre, dtype=float).copy()
    z = y.copy()
    for side in (arms > 0, arms <= 0):
        x[side] -= x[side].mean()
        z[side] -= z[side].mean()
    if not x.any() or not z.any():
        return 0.0
    return float(np.corrcoef(x, z)[0, 1]) ** 2
