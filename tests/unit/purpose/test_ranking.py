"""The order of options agrees with worked cases made elsewhere, and keeps what must always hold of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from chalkline.purpose.portfolio import ranking

FILE = json.loads((Path(__file__).resolve().parents[2] / "vectors/evaluation/prioritisation.json").read_text())
CASES: list[dict[str, Any]] = FILE["cases"]
CLOSE = FILE["tolerance"]

row = some.lists(some.sampled_from([0, 25, 50, 75, 100]), min_size=3, max_size=3)
sheets = some.dictionaries(some.sampled_from("abcde"), row, min_size=1, max_size=5)
weights = some.lists(some.integers(1, 100), min_size=3, max_size=3).map(lambda each: [x / sum(each) for x in each])
few = settings(max_examples=40, deadline=None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_worked_cases(case: dict[str, Any]) -> None:
    given_, told = case["inputs"], case["expected"]
    if "swing_points" in given_:
        assert ranking.swing_weights(given_["swing_points"]) == pytest.approx(told["weights"], abs=CLOSE["abs"])
        return
    if "pairwise" in given_:
        assert ranking.pairwise_weights(given_["pairwise"]) == pytest.approx(told["weights"], abs=CLOSE["abs"])
        return
    scores = given_["scores_0_to_100"]
    worth = ranking.values(scores, given_["weights"])
    assert worth == pytest.approx(told["value"], abs=CLOSE["abs"])
    assert ranking.ranks(worth) == told["rank"]
    assert ranking.leaders(worth) == [told["top"]]
    for at, criterion in enumerate(given_["criteria"]):
        wanted, found = told["weight_at_which_top_changes"][criterion], None
        found = ranking.flip_weight(scores, given_["weights"], at)
        assert found is None if wanted is None else found == pytest.approx(wanted, abs=CLOSE["weight_flip"])
    shares = ranking.shares_of_first(scores)
    assert shares == pytest.approx(told["first_rank_share_uniform_weights"], abs=CLOSE["first_rank_share"])
    assert ranking.dominated(scores) == [(each["better"], each["worse"]) for each in told["dominated"]]


@few
@given(sheets, weights)
def test_the_first_changes_just_beyond_the_weight_that_is_told_and_not_before(
    scores: dict[str, list[int]], weighted: list[float]
) -> None:
    worth = ranking.values(scores, weighted)
    first = ranking.leaders(worth)
    if len(first) > 1:
        return  # equals have no lead to lose
    for at in range(3):
        flip = ranking.flip_weight(scores, weighted, at)
        ends = [0.0, 1.0] if flip is None else [weighted[at] + 0.999 * (flip - weighted[at])]
        for end in ends:
            assert first[0] in ranking.leaders(ranking.values(scores, moved(weighted, at, end)))
        if flip is not None and 1e-4 < flip < 1 - 1e-4:
            beyond = flip + (1e-5 if flip > weighted[at] else -1e-5)
            assert first[0] not in ranking.leaders(ranking.values(scores, moved(weighted, at, beyond)))


def moved(weighted: list[float], at: int, to: float) -> list[float]:
    rest = 1 - weighted[at]
    return [to if here == at else each / rest * (1 - to) for here, each in enumerate(weighted)]


@few
@given(sheets, weights)
def test_what_is_dominated_is_never_alone_in_front_and_shares_make_sense(
    scores: dict[str, list[int]], weighted: list[float]
) -> None:
    shares = ranking.shares_of_first(scores, draws=500)
    behind = {worse for _, worse in ranking.dominated(scores)}
    assert all(shares[name] == 0 for name in behind)
    assert sum(shares.values()) >= 1 - 1e-9 and all(0 <= each <= 1 for each in shares.values())
    wide = ranking.shares_of_first(scores, within=3, draws=500)
    assert all(wide[name] >= share for name, share in shares.items())
    fixed = {name: [(x, x) for x in each] for name, each in scores.items()}
    assert ranking.shares_of_first(scores, spread=fixed, draws=500) == pytest.approx(shares)
    assert not behind & set(ranking.leaders(ranking.values(scores, weighted)))


@few
@given(sheets, weights, some.sampled_from([0, 1, 2]))
def test_a_better_score_never_costs_a_place(scores: dict[str, list[int]], weighted: list[float], at: int) -> None:
    for name in scores:
        better = {**scores, name: [*scores[name][:at], 100, *scores[name][at + 1 :]]}
        before, after = (ranking.ranks(ranking.values(each, weighted))[name] for each in (scores, better))
        assert after <= before


@pytest.mark.parametrize("points", [{"a": 0, "b": 0}, {"a": -1, "b": 50}])
def test_points_that_weigh_nothing_are_refused(points: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="points"):
        ranking.swing_weights(points)


def test_nothing_to_rank() -> None:
    assert ranking.shares_of_first({}) == {} and ranking.dominated({}) == []
