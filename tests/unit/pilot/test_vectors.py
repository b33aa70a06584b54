"""The statistics against worked cases that R programs made: tests/vectors/evaluation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chalkline.pilot.evaluation.rules import judge
from chalkline.pilot.evaluation.words import Findings, Guarded
from chalkline.pilot.statistics.clusters import cluster_correction, draw_again
from chalkline.pilot.statistics.effects import Arm, cox_index, did_effect_size, hedges_g, improvement_index
from chalkline.pilot.statistics.groups import Flagged, benjamini_hochberg, disparity, subgroup_difference
from chalkline.pilot.statistics.looking import confidence_sequence
from chalkline.pilot.statistics.numbers import NotComputable
from chalkline.pilot.statistics.power import mdes_blocked, mdes_clusters, mdes_individual
from chalkline.pilot.statistics.proportions import minutes_apart, newcombe, wilson
from chalkline.pilot.statistics.regression import ancova, cuped
from chalkline.pilot.statistics.standards import attrition, baseline_equivalence
from chalkline.protect.disclosure import Suppressed, share

VECTORS = Path(__file__).resolve().parents[2] / "vectors" / "evaluation"


def cases(name: str) -> list[Any]:
    found = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    tolerance = found.get("tolerance", {})
    return [
        pytest.param(each["inputs"], each["expected"], tolerance.get("abs", 1e-9), id=each["id"])
        for each in found["cases"]
    ]


def agree(said: dict[str, Any], expected: dict[str, Any], tolerance: float) -> None:
    """Everything expected is said, to the tolerance of the file."""
    for name, value in expected.items():
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        assert said[name] == (pytest.approx(value, abs=tolerance) if is_number else value), name


def over(vectors: str) -> Any:
    return pytest.mark.parametrize(("given", "expected", "tolerance"), cases(vectors))


@over("hedges_g")
def test_hedges_g(given: Any, expected: Any, tolerance: float) -> None:
    t, c = (Arm(given[f"mean_{arm}"], given[f"sd_{arm}"], given[f"n_{arm}"]) for arm in "tc")
    expected.pop("g_exact_gamma_J")  # the other correction, given for comparison
    agree(vars(hedges_g(t, c)), expected, tolerance)


@over("cox_index")
def test_cox_index(given: Any, expected: Any, tolerance: float) -> None:
    if "status" in expected:
        with pytest.raises(NotComputable):
            cox_index(**given)
    else:
        agree(vars(cox_index(**given)), expected, tolerance)


@over("did_effect_size")
def test_difference_in_differences(given: Any, expected: Any, tolerance: float) -> None:
    arms = {
        f"{when}_{arm}": Arm(given[f"{when}_{arm}"], given[f"sd_{when}_{arm}"], given[f"n_{arm}"])
        for when in ("pre", "post")
        for arm in "tc"
    }
    found = did_effect_size(**arms, r_pre_post=given["r_pre_post"])
    said = {
        "g_pre": found.g_pre,
        "g_post": found.g_post,
        "g_did_difference_of_g": found.difference_of_g,
        "g_did_gain_over_post_sd": found.gain_over_post_sd,
        "se_gain": found.se_gain,
    }
    agree(said, expected, tolerance)
    assert found.counts_as_adjustment == (given["r_pre_post"] >= 0.6)


@over("improvement_index")
def test_improvement_index(given: Any, expected: Any, tolerance: float) -> None:
    assert improvement_index(given["g"]) == pytest.approx(expected["improvement_index"], abs=tolerance)


@over("cluster_correction")
def test_cluster_correction(given: Any, expected: Any, tolerance: float) -> None:
    agree(vars(cluster_correction(**given)), expected, tolerance)


@over("baseline_equivalence")
def test_baseline_equivalence(given: Any, expected: Any, tolerance: float) -> None:
    found = baseline_equivalence(given["abs_effect_size"], adjusted_in_model=given["adjusted_in_model"])
    assert found == expected["verdict"]


@over("attrition")
def test_attrition(given: Any, expected: Any, tolerance: float) -> None:
    found = attrition(given["randomised_t"], given["analysed_t"], given["randomised_c"], given["analysed_c"])
    agree(vars(found), expected, tolerance)


def test_the_whole_boundary_of_attrition() -> None:
    from chalkline.pilot.statistics.standards import CAUTIOUS, OPTIMISTIC

    table = json.loads((VECTORS / "attrition.json").read_text(encoding="utf-8"))["table"]
    assert table["overall"] == list(range(len(CAUTIOUS)))
    assert (list(CAUTIOUS), list(OPTIMISTIC)) == (table["cautious"], table["optimistic"])


@over("benjamini_hochberg")
def test_benjamini_hochberg(given: Any, expected: Any, tolerance: float) -> None:
    found = benjamini_hochberg(given["p"], alpha=given["alpha"])
    assert list(found.adjusted) == pytest.approx(expected["adjusted"], abs=tolerance)
    assert list(found.reject) == expected["reject"] and sum(found.reject) == expected["n_reject"]
    assert list(found.critical_value_by_rank) == pytest.approx(expected["critical_value_by_rank"], abs=tolerance)


@over("mdes")
def test_mdes(given: Any, expected: Any, tolerance: float) -> None:
    kinds = {
        "individual_random": mdes_individual,
        "cluster_random_2level": mdes_clusters,
        "blocked_individual": mdes_blocked,
    }
    found = kinds[given.pop("design")](**given)
    if expected.pop("status", "") == "infeasible":
        assert not found.is_feasible
    agree(vars(found), expected, tolerance)


@over("ancova_cr2")
def test_ancova_cr2(given: Any, expected: Any, tolerance: float) -> None:
    columns = dict(zip(given["columns"], zip(*given["rows"], strict=True), strict=True))
    blocks = columns["block"] if "block" in given["formula"] else None
    found = ancova(
        columns["post"], columns["treat"], pre=columns["pre"], clusters=columns[given["cluster"]], blocks=blocks
    )
    said = {
        "estimate": found.effect.value,
        "se_cr2": found.effect.se,
        "df_satterthwaite": found.effect.df,
        "t": found.effect.t,
        "p_value": found.effect.p_value,
        "clusters": found.clusters,
        "n": found.n,
        "post_sd_pooled": found.post_sd_pooled,
        "g_adjusted": found.g_adjusted,
    }
    expected.pop("for_contrast_only", None)
    assert list(found.effect.interval(0.95)) == pytest.approx(expected.pop("ci95"), rel=1e-5)
    agree(said, expected, tolerance)


@over("cuped")
def test_cuped(given: Any, expected: Any, tolerance: float) -> None:
    agree(vars(cuped(given["post"], given["pre"], given["treat"])), expected, tolerance)


@over("randomisation_inference")
def test_randomisation_inference(given: Any, expected: Any, tolerance: float) -> None:
    found = draw_again(given["cluster_means"], given["treat"])
    agree({**vars(found), "can_reach_5_percent": found.can_reach_5_percent}, expected, tolerance)


@over("confidence_sequence")
def test_confidence_sequence(given: Any, expected: Any, tolerance: float) -> None:
    agree(vars(confidence_sequence(**given)), expected, tolerance)


@over("disparity")
def test_disparity(given: Any, expected: Any, tolerance: float) -> None:
    found = vars(disparity({name: Flagged(**counts) for name, counts in given["groups"].items()}))
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=tolerance), name


@over("subgroup_difference")
def test_subgroup_difference(given: Any, expected: Any, tolerance: float) -> None:
    found = subgroup_difference(**given)
    said = {"difference": found.value, "se": found.se, "z": found.t, "p_value": found.p_value}
    agree(said, {name: expected[name] for name in said}, tolerance)


@over("proportions_and_time")
def test_proportions_and_time(given: Any, expected: Any, tolerance: float) -> None:
    if "n" in given:
        assert list(wilson(given["x"], given["n"])) == pytest.approx(expected["wilson95"], abs=tolerance)
    elif "x_t" in given:
        apart = newcombe(**given)
        assert apart.difference == pytest.approx(expected["difference"], abs=tolerance)
        assert [apart.lower, apart.upper] == pytest.approx(expected["newcombe95"], abs=tolerance)
    else:
        times = minutes_apart(given["minutes_t"], given["minutes_c"])
        assert [times.lower, times.upper] == pytest.approx(expected.pop("ratio_ci95"), abs=tolerance)
        said = {**vars(times), "ratio_of_geometric_means": times.ratio, "percent_change": times.percent_change}
        agree(said, expected, tolerance)


def test_shares_are_coded_at_their_ends() -> None:
    """The last case of suppression.json; its tables are tested with the disclosure gate itself."""
    found = json.loads((VECTORS / "suppression.json").read_text(encoding="utf-8"))["cases"][-1]
    shown = [share(part, whole) for whole, part in found["inputs"]["rows"]]
    said = ["suppressed" if isinstance(each, Suppressed) else f"{each[0]}{each[1]}%" for each in shown]
    assert said == found["expected"]["display"]


@over("verdict")
def test_verdict(given: Any, expected: Any, tolerance: float) -> None:
    low, high = given.pop("ci")
    guarded = {
        name: tuple(Guarded(each.get("name", ""), tuple(each["ci"]), each["harm_margin"]) for each in given.pop(name))
        for name in ("guardrails", "subgroups")
    }
    judged = judge(Findings(interval=(low, high), smallest=given.pop("m"), **guarded, **given))
    assert judged.verdict == expected["verdict"]
    assert set(expected["reason_codes_must_include"]) <= set(judged.codes)
