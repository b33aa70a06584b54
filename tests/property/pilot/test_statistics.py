"""What must hold of the statistics whatever the numbers: other arms, other units, other order, no effect."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from chalkline.pilot.evaluation.rules import judge
from chalkline.pilot.evaluation.words import Findings, Verdict
from chalkline.pilot.statistics.clusters import draw_again
from chalkline.pilot.statistics.effects import Arm, hedges_g, improvement_index
from chalkline.pilot.statistics.groups import benjamini_hochberg
from chalkline.pilot.statistics.numbers import NotComputable
from chalkline.pilot.statistics.power import mdes_clusters
from chalkline.pilot.statistics.proportions import newcombe, wilson
from chalkline.pilot.statistics.regression import ClusterRobust, ancova, design, first
from chalkline.pilot.statistics.standards import Equivalence, attrition, baseline_equivalence

FEW = settings(max_examples=30)


def school_data(seed: int, clusters: int = 8, each: int = 12, effect: float = 0.0) -> dict[str, list[float]]:
    """Invented students in clusters, half of which are treated."""
    chance = random.Random(seed)
    rows: dict[str, list[float]] = {"post": [], "pre": [], "treat": [], "cluster": []}
    treated = set(chance.sample(range(clusters), clusters // 2))
    for cluster in range(clusters):
        place = chance.gauss(0, 0.45)
        for _ in range(each):
            pre = chance.gauss(place, 1)
            rows["pre"].append(pre)
            rows["treat"].append(int(cluster in treated))
            rows["post"].append(0.7 * pre + place + effect * (cluster in treated) + chance.gauss(0, 0.7))
            rows["cluster"].append(cluster)
    return rows


def reckon(rows: dict[str, list[float]]):
    return ancova(rows["post"], rows["treat"], pre=rows["pre"], clusters=rows["cluster"])


@FEW
@given(some.integers(0, 10_000))
def test_other_arms_turn_the_sign_and_nothing_else(seed: int) -> None:
    rows = school_data(seed)
    one, other = reckon(rows), reckon({**rows, "treat": [1 - each for each in rows["treat"]]})
    assert other.effect.value == pytest.approx(-one.effect.value)
    assert (other.effect.se, other.effect.df) == pytest.approx((one.effect.se, one.effect.df))


@FEW
@given(some.integers(0, 10_000), some.floats(0.01, 1000), some.floats(-1e4, 1e4))
def test_another_unit_changes_the_effect_and_not_its_size(seed: int, scale: float, shift: float) -> None:
    rows = school_data(seed)
    one = reckon(rows)
    other = reckon({**rows, "post": [scale * each + shift for each in rows["post"]]})
    assert other.effect.value == pytest.approx(scale * one.effect.value, rel=1e-5, abs=1e-6 * scale)
    assert other.g_adjusted == pytest.approx(one.g_adjusted, rel=1e-5, abs=1e-6)
    assert other.effect.p_value == pytest.approx(one.effect.p_value, rel=1e-4, abs=1e-6)


@FEW
@given(some.integers(0, 10_000), some.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(seed: int, chance: random.Random) -> None:
    rows = school_data(seed)
    order = list(range(len(rows["post"])))
    chance.shuffle(order)
    shuffled = {name: [values[at] for at in order] for name, values in rows.items()}
    one, other = reckon(rows), reckon(shuffled)
    assert (one.effect.value, one.effect.se, one.effect.df) == pytest.approx(
        (other.effect.value, other.effect.se, other.effect.df)
    )


def test_copying_students_inside_their_classes_adds_no_certainty() -> None:
    rows = school_data(3)
    twice = {name: [*values, *values] for name, values in rows.items()}
    one, other = reckon(rows), reckon(twice)
    assert other.effect.se == pytest.approx(one.effect.se, rel=0.02) and other.effect.df < 8


def test_clusters_of_one_are_the_well_known_hc2_errors() -> None:
    rows = school_data(5, clusters=30, each=1)
    x = design(np.asarray(rows["treat"], dtype=float), rows["pre"], None)
    y = np.asarray(rows["post"])
    found = ClusterRobust(x, y, range(len(y))).contrast(first(3, 1))
    bread = np.linalg.inv(x.T @ x)
    hat = np.diag(x @ bread @ x.T)
    residuals = y - x @ bread @ x.T @ y
    hc2 = bread @ (x.T * (residuals**2 / (1 - hat))) @ x @ bread
    assert found.se == pytest.approx(math.sqrt(hc2[1, 1]))


def test_the_fast_way_of_cr2_is_the_written_one() -> None:
    """Against the formula with whole matrices, on paired schools where I - H is singular for a cluster."""
    rows = school_data(11, clusters=8, each=5)
    blocks = [int(cluster) // 2 for cluster in rows["cluster"]]
    treat = [int(cluster) % 2 for cluster in rows["cluster"]]
    x = design(np.asarray(treat, dtype=float), rows["pre"], blocks)
    y, names = np.asarray(rows["post"]), np.asarray(rows["cluster"])
    bread = np.linalg.inv(x.T @ x)
    hat, c = x @ bread @ x.T, first(x.shape[1], 1)
    residuals, variance, p = y - hat @ y, 0.0, []
    for name in np.unique(names):
        inside = names == name
        values, vectors = np.linalg.eigh(np.eye(inside.sum()) - hat[np.ix_(inside, inside)])
        root = (vectors * np.where(values > 1e-8, 1 / np.sqrt(np.maximum(values, 1e-8)), 0)) @ vectors.T
        a = root @ x[inside] @ bread @ c
        variance += float(a @ residuals[inside]) ** 2
        p.append((np.eye(len(y)) - hat)[inside].T @ a)
    gram = np.asarray(p) @ np.asarray(p).T
    found = ClusterRobust(x, y, rows["cluster"]).contrast(c)
    assert (found.se, found.df) == pytest.approx((math.sqrt(variance), np.trace(gram) ** 2 / (gram**2).sum()))


def test_no_effect_is_called_an_effect_about_one_time_in_twenty() -> None:
    found = sum(reckon(school_data(seed, clusters=8)).effect.p_value < 0.05 for seed in range(300))
    assert found <= 0.085 * 300


def test_looking_at_every_batch_keeps_its_word_with_the_confidence_sequence() -> None:
    from chalkline.pilot.statistics.looking import confidence_sequence

    chance = np.random.default_rng(7)
    fooled = fixed = 0
    for _ in range(400):
        apart = chance.normal(0, math.sqrt(2), 300)
        ever, ever_fixed = False, False
        for n in range(30, 301, 30):
            estimate, se = float(apart[:n].mean()), float(apart[:n].std(ddof=1)) / math.sqrt(n)
            seen = confidence_sequence(estimate, se, n, tuned_for_n=300)
            ever |= seen.lower > 0 or seen.upper < 0
            ever_fixed |= abs(estimate) > seen.fixed_half_width
        fooled, fixed = fooled + ever, fixed + ever_fixed
    assert fooled <= 0.065 * 400 < fixed


@given(some.floats(-2, 2), some.integers(5, 500), some.integers(5, 500))
def test_small_samples_are_drawn_towards_nothing(d: float, n_t: int, n_c: int) -> None:
    found = hedges_g(Arm(100 + 15 * d, 15, n_t), Arm(100, 15, n_c))
    assert abs(found.g) <= abs(found.d) and (found.g >= 0) == (found.d >= 0)
    assert -50 <= improvement_index(found.g) <= 50


@given(some.floats(0, 1))
def test_no_adjustment_rescues_what_is_too_far(size: float) -> None:
    without = baseline_equivalence(size, adjusted_in_model=False)
    adjusted = baseline_equivalence(size, adjusted_in_model=True)
    assert (adjusted is Equivalence.NOT_SATISFIED) == (without is Equivalence.NOT_SATISFIED) == (size > 0.25 + 1e-12)


def test_the_edges_of_equivalence_belong_to_the_better_side() -> None:
    assert baseline_equivalence(0.05, adjusted_in_model=False) is Equivalence.SATISFIED
    assert baseline_equivalence(-0.25, adjusted_in_model=True) is Equivalence.SATISFIED_WITH_ADJUSTMENT


def test_beyond_the_table_attrition_is_high_and_nonsense_is_refused() -> None:
    assert attrition(100, 30, 100, 30).cautious == "high" == attrition(100, 30, 100, 30).optimistic
    with pytest.raises(NotComputable):
        attrition(100, 101, 100, 90)


@given(some.lists(some.floats(0, 1), min_size=1, max_size=12))
def test_adjusted_p_values_only_grow_and_keep_their_order(p: list[float]) -> None:
    found = benjamini_hochberg(p).adjusted
    assert all(after >= before - 1e-12 for after, before in zip(found, p, strict=True)) and max(found) <= 1
    ranked = [found[at] for at in sorted(range(len(p)), key=lambda at: p[at])]
    assert ranked == sorted(ranked)


@FEW
@given(some.lists(some.floats(-100, 100), min_size=4, max_size=9), some.integers(0, 999))
def test_the_real_draw_is_one_of_all_draws(values: list[float], seed: int) -> None:
    treat = [0, 1] * (len(values) // 2) + [0] * (len(values) % 2)
    random.Random(seed).shuffle(treat)
    found = draw_again(values, treat)
    assert found.smallest_possible_p - 1e-12 <= found.p_two_sided <= 1


@given(some.integers(0, 60), some.integers(1, 60))
def test_intervals_of_shares_hold_the_share(x: int, n: int) -> None:
    x = min(x, n)
    low, high = wilson(x, n)
    assert 0 <= low <= x / n + 1e-9 and x / n - 1e-9 <= high <= 1
    assert newcombe(x, n, n - x, n).difference == pytest.approx((2 * x - n) / n)


def test_more_schools_detect_smaller_effects_and_two_detect_none() -> None:
    sizes = [mdes_clusters(j, 24, icc=0.2, r2_level1=0.5, r2_level2=0.6).mdes for j in (6, 8, 12, 20, 40)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == pytest.approx(1.06, abs=0.15)
    assert not mdes_clusters(2, 24, icc=0.2).is_feasible


GOOD = {
    "locked_before_outcomes": True, "amended_after_lock": False, "clusters_t": 6, "clusters_c": 6, "random": True,
    "attrition": "low", "baseline": "satisfied", "smallest": 1.0,
}  # fmt: skip


@given(some.floats(-5, 5), some.floats(0, 5), some.sampled_from(["strict", "likely"]))
def test_the_verdict_agrees_with_the_interval(centre: float, half: float, standard: str) -> None:
    low, high = centre - half, centre + half
    judged = judge(Findings(**GOOD, estimate=centre, interval=(low, high), standard=standard))
    if high < 1:
        assert judged.verdict is Verdict.STOP
    elif low >= 1:
        assert judged.verdict is Verdict.SCALE
    else:
        assert judged.verdict is (
            Verdict.SCALE if standard == "likely" and low > 0 and centre >= 1 else Verdict.ITERATE
        )


@given(
    some.sampled_from(
        [
            {"locked_before_outcomes": False}, {"amended_after_lock": True}, {"clusters_t": 1}, {"clusters_c": 0},
            {"random": False, "baseline": "not_satisfied"}, {"attrition": "high", "baseline": "not_satisfied"},
        ]
    ),
    some.floats(2, 50),
)  # fmt: skip
def test_no_effect_is_large_enough_to_buy_off_a_gate(broken: dict, effect: float) -> None:
    judged = judge(Findings(**{**GOOD, **broken}, estimate=effect, interval=(effect - 0.5, effect + 0.5)))
    assert judged.verdict is Verdict.ITERATE
