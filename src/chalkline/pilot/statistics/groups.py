"""Groups of people: several tests at once, whether two groups' effects differ, whether a tool treats them alike."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from chalkline.pilot.statistics.numbers import Estimate, NotComputable

FOUR_FIFTHS = 0.8  # 29 CFR 1607.4(D): a prompt to look, never a pass mark


@dataclass(frozen=True)
class Adjusted:
    """p values after Benjamini and Hochberg, in the order they were given."""

    adjusted: tuple[float, ...]
    reject: tuple[bool, ...]
    critical_value_by_rank: tuple[float, ...]


@dataclass(frozen=True)
class Flagged:
    """Of one group: truly flagged, wrongly flagged, wrongly passed over, truly passed over."""

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def n(self) -> int:
        """Everybody in the group."""
        return self.tp + self.fp + self.fn + self.tn

    @property
    def rates(self) -> dict[str, float | None]:
        """Selection rate, true and false positive rate, predictive value; None where nobody could be counted."""
        return {
            "selection_rate": _over(self.tp + self.fp, self.n),
            "true_positive_rate": _over(self.tp, self.tp + self.fn),
            "false_positive_rate": _over(self.fp, self.fp + self.tn),
            "positive_predictive_value": _over(self.tp, self.tp + self.fp),
        }


@dataclass(frozen=True)
class Disparity:
    """How far groups are apart: differences are largest less smallest, the ratio smallest over largest."""

    n: dict[Hashable, int]
    selection_rate: dict[Hashable, float | None]
    true_positive_rate: dict[Hashable, float | None]
    false_positive_rate: dict[Hashable, float | None]
    positive_predictive_value: dict[Hashable, float | None]
    demographic_parity_difference: float | None
    demographic_parity_ratio: float | None
    four_fifths_pass: bool | None
    equal_opportunity_difference: float | None
    equalized_odds_difference: float | None
    fisher_p_extreme_groups: float | None


def benjamini_hochberg(p: Sequence[float], *, alpha: float = 0.05) -> Adjusted:
    """min over ranks k >= i of p_(k) m/k, at most 1; reject when that is <= alpha (Benjamini and Hochberg 1995)."""
    m = len(p)
    order = sorted(range(m), key=lambda at: p[at])
    adjusted = [1.0] * m
    least = 1.0
    for rank in range(m, 0, -1):
        at = order[rank - 1]
        least = min(least, p[at] * m / rank)
        adjusted[at] = least
    return Adjusted(
        tuple(adjusted),
        tuple(each <= alpha + 1e-12 for each in adjusted),
        tuple(alpha * rank / m for rank in range(1, m + 1)),
    )


def subgroup_difference(effect_a: float, se_a: float, effect_b: float, se_b: float) -> Estimate:
    """The difference of two independent effects: se = sqrt(se_a^2 + se_b^2), normal. The difference is tested,
    never "it worked in one and not in the other"."""
    return Estimate(effect_a - effect_b, math.hypot(se_a, se_b))


def disparity(groups: Mapping[Hashable, Flagged]) -> Disparity:
    """Selection, error and predictive rates by group, with the distances that fairlearn 0.15 also gives."""
    if not groups:
        raise NotComputable("too_few")
    by_rate = {
        name: {group: flagged.rates[name] for group, flagged in groups.items()}
        for name in ("selection_rate", "true_positive_rate", "false_positive_rate", "positive_predictive_value")
    }
    chosen = by_rate["selection_rate"]
    ratio = _ratio(chosen)
    true_gap, false_gap = _gap(by_rate["true_positive_rate"]), _gap(by_rate["false_positive_rate"])
    both = [each for each in (true_gap, false_gap) if each is not None]
    return Disparity(
        {group: flagged.n for group, flagged in groups.items()},
        chosen,
        by_rate["true_positive_rate"],
        by_rate["false_positive_rate"],
        by_rate["positive_predictive_value"],
        _gap(chosen),
        ratio,
        None if ratio is None else ratio >= FOUR_FIFTHS - 1e-12,
        true_gap,
        max(both) if both else None,
        _fisher(groups, chosen),
    )


def _over(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _known(rates: Mapping[Hashable, float | None]) -> list[float]:
    return [rate for rate in rates.values() if rate is not None]


def _gap(rates: Mapping[Hashable, float | None]) -> float | None:
    known = _known(rates)
    return max(known) - min(known) if known else None


def _ratio(rates: Mapping[Hashable, float | None]) -> float | None:
    known = _known(rates)
    return min(known) / max(known) if known and max(known) > 0 else None


def _fisher(groups: Mapping[Hashable, Flagged], chosen: Mapping[Hashable, float | None]) -> float | None:
    """Fisher's exact p between the groups with the highest and the lowest selection rate."""
    known = [(rate, at, group) for at, (group, rate) in enumerate(chosen.items()) if rate is not None]
    if len(known) < 2:
        return None
    from scipy import stats  # here: it is slow to load, and only an evaluation needs it

    low, high = groups[min(known)[2]], groups[max(known)[2]]
    table = [[high.tp + high.fp, high.fn + high.tn], [low.tp + low.fp, low.fn + low.tn]]
    return float(stats.fisher_exact(table).pvalue)
