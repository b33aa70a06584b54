"""When two groups may be compared: baseline equivalence and attrition, by the rules of the WWC."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chalkline.pilot.statistics.numbers import NotComputable

SAME, TOO_FAR = 0.05, 0.25
EXACT = 1e-12  # so that an edge written in decimals (0.05) is the edge

# Highest differential attrition allowed, in percentage points, by whole percent of overall attrition from 0.
# WWC Standards 4.0, Table II.1 (kept in 5.0). "Cautious" where leaving may have to do with the programme itself.
CAUTIOUS = (
    5.7, 5.8, 5.9, 5.9, 6.0, 6.1, 6.2, 6.3, 6.3, 6.3, 6.3, 6.2, 6.2, 6.1, 6.0, 5.9, 5.9, 5.8, 5.7, 5.5,
    5.4, 5.3, 5.2, 5.1, 4.9, 4.8, 4.7, 4.5, 4.4, 4.3, 4.1, 4.0, 3.8, 3.6, 3.5, 3.3, 3.2, 3.1, 2.9, 2.8,
    2.6, 2.5, 2.3, 2.1, 2.0, 1.8, 1.6, 1.5, 1.3, 1.2, 1.0, 0.9, 0.7, 0.6, 0.4, 0.3, 0.2, 0.0,
)  # fmt: skip
OPTIMISTIC = (
    10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.7, 10.8, 10.9, 10.9, 10.9, 10.9, 10.9, 10.9, 10.8, 10.8, 10.7, 10.6,
    10.5, 10.3, 10.2, 10.0, 9.9, 9.7, 9.5, 9.4, 9.2, 9.0, 8.8, 8.6, 8.4, 8.2, 8.0, 7.8, 7.6, 7.4, 7.2, 7.0, 6.7,
    6.5, 6.3, 6.0, 5.8, 5.6, 5.3, 5.1, 4.9, 4.6, 4.4, 4.2, 3.9, 3.7, 3.5, 3.2, 3.0, 2.8, 2.6, 2.3,
)  # fmt: skip


class Equivalence(StrEnum):
    """Whether the two groups were alike before."""

    SATISFIED = "satisfied"
    SATISFIED_WITH_ADJUSTMENT = "satisfied_with_adjustment"
    NOT_SATISFIED_WITHOUT_ADJUSTMENT = "not_satisfied_without_adjustment"
    NOT_SATISFIED = "not_satisfied"


ORDER = tuple(Equivalence)  # best first


@dataclass(frozen=True)
class Attrition:
    """Losses in percent of those assigned; "low" or "high" on both boundaries."""

    overall_pct: float
    differential_pct: float
    cautious: str
    optimistic: str


def baseline_equivalence(abs_effect_size: float, *, adjusted_in_model: bool) -> Equivalence:
    """|g| or |Cox| <= .05 satisfied; up to .25 satisfied if the covariate is in the model; beyond, never (WWC 5.0)."""
    size = abs(abs_effect_size)
    if math.isnan(size):
        raise NotComputable("no_variance")
    if size <= SAME + EXACT:
        return Equivalence.SATISFIED
    if size > TOO_FAR + EXACT:
        return Equivalence.NOT_SATISFIED
    return Equivalence.SATISFIED_WITH_ADJUSTMENT if adjusted_in_model else Equivalence.NOT_SATISFIED_WITHOUT_ADJUSTMENT


def worst(verdicts: Iterable[Equivalence]) -> Equivalence:
    """A study stands as its worst covariate does."""
    return max(verdicts, key=ORDER.index, default=Equivalence.SATISFIED)


def attrition(randomised_t: int, analysed_t: int, randomised_c: int, analysed_c: int) -> Attrition:
    """Overall and differential losses, looked up at the whole percent of overall attrition (rounded)."""
    if min(randomised_t, randomised_c) < 1 or analysed_t > randomised_t or analysed_c > randomised_c:
        raise NotComputable("too_few")
    lost_t, lost_c = (
        100 * (before - after) / before for before, after in ((randomised_t, analysed_t), (randomised_c, analysed_c))
    )
    assigned = randomised_t + randomised_c
    overall = 100 * (assigned - analysed_t - analysed_c) / assigned
    differential = abs(lost_t - lost_c)
    return Attrition(
        overall, differential, _side(overall, differential, CAUTIOUS), _side(overall, differential, OPTIMISTIC)
    )


def allowed(overall_pct: float, table: tuple[float, ...] = CAUTIOUS) -> float | None:
    """The highest differential attrition allowed; None beyond the end of the table."""
    row = math.floor(overall_pct + 0.5)
    return table[row] if row < len(table) else None


def _side(overall: float, differential: float, table: tuple[float, ...]) -> str:
    most = allowed(overall, table)
    return "low" if most is not None and differential <= most + 1e-9 else "high"
