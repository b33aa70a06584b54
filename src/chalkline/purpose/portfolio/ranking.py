"""The order of options under weights, and how sure it is. Pure numbers: no names, no database, no clock.

A value is the sum of weight times score (0 to 100, 100 is good). How sure an order is, is said three ways: the weight
of one criterion at which the first changes; the share of all possible weightings under which an option is first (the
rank acceptability of Lahdelma's SMAA, weights uniform on the simplex); and which options are dominated, so that no
weighting makes them first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

DRAWS = 40_000
SEED = 20_261_121
CLOSE = 1e-9

Scores = Mapping[str, Sequence[float]]
Floats = NDArray[np.float64]


def swing_weights(points: Mapping[str, float]) -> dict[str, float]:
    """Weights from points: how much the step from worst to best on this list matters, the most important one 100.

    Raises ValueError when a number of points is negative or all are nothing.
    """
    total = sum(points.values())
    if total <= 0 or any(each < 0 for each in points.values()):
        raise ValueError("points are not negative, and not all nothing")
    return {name: each / total for name, each in points.items()}


def pairwise_weights(matrix: Sequence[Sequence[float]]) -> list[float]:
    """Weights from judgments in pairs: the principal eigenvector, its parts adding up to 1 (AHP)."""
    values, vectors = np.linalg.eig(np.array(matrix, dtype=np.float64))
    principal = np.abs(vectors[:, int(np.argmax(values.real))].real)
    return [float(each) for each in principal / principal.sum()]


def values(scores: Scores, weights: Sequence[float]) -> dict[str, float]:
    """What each option is worth under these weights, 0 to 100."""
    return {name: float(np.dot(row, weights)) for name, row in scores.items()}


def ranks(worth: Mapping[str, float]) -> dict[str, int]:
    """1 for the largest; equals share the better rank."""
    return {name: 1 + sum(other > each + CLOSE for other in worth.values()) for name, each in worth.items()}


def leaders(worth: Mapping[str, float]) -> list[str]:
    """Every option with the largest value, in the order given."""
    return [name for name, rank in ranks(worth).items() if rank == 1]


def flip_weight(scores: Scores, weights: Sequence[float], criterion: int) -> float | None:
    """The weight of one criterion, nearest to its present one, at which the first loses its place.

    The other weights keep their proportions (equal ones where all of them are nothing). None when no weight does it.
    """
    rest = [0.0 if at == criterion else each for at, each in enumerate(weights)]
    total = sum(rest)
    if total <= 0:
        rest, total = [0.0 if at == criterion else 1.0 for at in range(len(weights))], float(len(weights) - 1)
    if total <= 0:
        return None
    without = {name: float(np.dot(row, rest)) / total for name, row in scores.items()}
    first = leaders(values(scores, weights))[0]
    crossings = []
    for other in scores:
        on_it = scores[first][criterion] - scores[other][criterion]
        off_it = without[first] - without[other]
        # the lead is w * on_it + (1 - w) * off_it: it changes its sign between 0 and 1, or not at all
        if other != first and on_it * off_it < 0:
            crossings.append(off_it / (off_it - on_it))
    return min(crossings, key=lambda at: abs(at - weights[criterion]), default=None)


def shares_of_first(
    scores: Scores,
    *,
    within: int = 1,
    spread: Mapping[str, Sequence[tuple[float, float]]] | None = None,
    draws: int = DRAWS,
) -> dict[str, float]:
    """For each option, the share of all weightings under which it is among the first ``within``.

    Weights are uniform on the simplex. ``spread``: lowest and highest score of each option on each criterion; scores
    are then drawn between them too. The same seed gives the same shares, so that anybody can count again.
    """
    if not scores:
        return {}
    names = list(scores)
    dice = np.random.default_rng(SEED)
    width = len(scores[names[0]])
    weights = dice.dirichlet(np.ones(width), size=draws)
    worth = weights @ np.array([scores[name] for name in names], dtype=np.float64).T
    if spread is not None:
        worth = _with_spread(weights, [spread[name] for name in names], dice)
    behind = np.array([(worth > worth[:, [at]] + CLOSE).sum(axis=1) for at in range(len(names))])
    return {name: float((behind[at] < within).mean()) for at, name in enumerate(names)}


def dominated(scores: Scores) -> list[tuple[str, str]]:
    """(better, worse) where the first is at least as good on everything and better on something."""
    return [
        (better, worse)
        for better in scores
        for worse in scores
        if better != worse
        and all(x >= y for x, y in zip(scores[better], scores[worse], strict=True))
        and any(x > y for x, y in zip(scores[better], scores[worse], strict=True))
    ]


def _with_spread(weights: Floats, ranges: Sequence[Sequence[tuple[float, float]]], dice: np.random.Generator) -> Floats:
    columns = []
    for each in ranges:
        low, high = np.array([span[0] for span in each]), np.array([span[1] for span in each])
        columns.append((weights * dice.uniform(low, high, size=weights.shape)).sum(axis=1))
    return np.column_stack(columns)
