"""An outsider's reckoning, made apart from the product: exact linear programmes in fractions.

What can be worked out about a sum of unknown counts, given that other sums of them are known? The
textbook simplex method with Bland's rule, two phases; slow, exact, and knows nothing of networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]


def extent(known: Sequence[tuple[Sequence[int], int]], wanted: Sequence[int]) -> tuple[Fraction, Fraction | None]:
    """Least and greatest value of ``wanted`` · x, for x >= 0 with every ``known`` sum · x = value.

    None is "no upper end". The known sums must have a solution.
    """
    low = _best(known, [Fraction(-w) for w in wanted])
    high = _best(known, [Fraction(w) for w in wanted])
    assert low is not None
    return -low, high


def _best(known: Sequence[tuple[Sequence[int], int]], goal: Row) -> Fraction | None:
    n, m = len(goal), len(known)
    table = [[Fraction(a) for a in sums] + [Fraction(int(i == j)) for j in range(m)] + [Fraction(value)]
             for i, (sums, value) in enumerate(known)]  # fmt: skip
    basis = list(range(n, n + m))
    first = _simplex(table, basis, [Fraction(0)] * n + [Fraction(-1)] * m)
    assert first == 0, "the known sums contradict each other"
    for i, column in enumerate(basis):  # drive leftover artificial columns out, or drop their empty rows
        if column >= n:
            pivot = next((j for j in range(n) if table[i][j] != 0), None)
            if pivot is not None:
                _pivot(table, basis, i, pivot)
    keep = [i for i, column in enumerate(basis) if column < n]
    table[:] = [table[i][:n] + table[i][-1:] for i in keep]
    basis[:] = [basis[i] for i in keep]
    return _simplex(table, basis, goal)


def _simplex(table: list[Row], basis: list[int], goal: Row) -> Fraction | None:
    gain = [*goal, Fraction(0)]
    for i, column in enumerate(basis):
        if goal[column]:
            gain = [g - goal[column] * mine for g, mine in zip(gain, table[i], strict=True)]
    while True:
        entering = next((j for j, g in enumerate(gain[:-1]) if g > 0), None)
        if entering is None:
            return -gain[-1]
        ratios = [(row[-1] / row[entering], basis[i], i) for i, row in enumerate(table) if row[entering] > 0]
        if not ratios:
            return None
        at = min(ratios)[2]
        _pivot(table, basis, at, entering)
        factor = gain[entering]
        gain = [g - factor * mine for g, mine in zip(gain, table[at], strict=True)]


def _pivot(table: list[Row], basis: list[int], at: int, column: int) -> None:
    divisor = table[at][column]
    if divisor != 1:
        table[at] = [value / divisor if value else value for value in table[at]]
    pivot = table[at]
    for i, row in enumerate(table):
        factor = row[column]
        if i != at and factor:
            table[i] = [value - factor * mine if mine else value for value, mine in zip(row, pivot, strict=True)]
    basis[at] = column
