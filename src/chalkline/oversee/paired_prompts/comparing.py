"""Comparing groups of names: mean differences within requests, with intervals and a permutation test. Pure.

Every request is answered for every name, so a group is compared with the others of its dimension within each request:
what makes one request longer than another drops out. The test shuffles which name an answer belongs to within each
request (Pitman 1937); the interval is a bootstrap over the answers of each request (Efron 1979). As many measures
and groups are looked at, chances are corrected together (Holm 1979). Seeded: the same answers give the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from chalkline.oversee.paired_prompts.words import Answered, Difference, Group, Measure

FEWEST_RUNS = 20  # answers of a group
FEWEST_REQUESTS = 3
SHUFFLES = 2000
SEED = 20261122
Numbers = NDArray[np.float64]


def differences(answers: Sequence[Answered], groups: Sequence[Group]) -> tuple[Difference, ...]:
    """Every measure for every group, the largest in relation to chance first. Nothing is left out."""
    found = [
        made
        for measure in Measure
        for group in groups
        if (made := _difference(measure, group, answers, groups)) is not None
    ]
    return tuple(sorted(_holm(found), key=lambda each: (not each.says, each.chance, each.measure, each.group)))


def _difference(
    measure: Measure, group: Group, answers: Sequence[Answered], groups: Sequence[Group]
) -> Difference | None:
    rivals = {each.id for each in groups if each.dimension == group.dimension}
    blocks: dict[str, tuple[list[float], list[bool]]] = {}
    for each in answers:
        value = each.values.get(measure.value)
        if value is None or not rivals & set(each.groups):
            continue
        values, marks = blocks.setdefault(each.request_id, ([], []))
        values.append(value)
        marks.append(group.id in each.groups)
    usable = [(np.array(values), np.array(marks)) for values, marks in blocks.values() if any(marks) and not all(marks)]
    if not usable:
        return None
    is_flat = all(np.ptp(values) == 0 for values, _marks in usable)
    runs = int(sum(marks.sum() for _values, marks in usable))
    rng = np.random.default_rng(SEED)
    observed = _mean_difference(usable)
    low, high = (0.0, 0.0) if is_flat else _interval(usable, rng)
    inside = np.concatenate([values[marks] for values, marks in usable])
    outside = np.concatenate([values[~marks] for values, marks in usable])
    return Difference(
        measure=measure,
        group=group.id,
        mean=float(inside.mean()),
        others=float(outside.mean()),
        difference=observed,
        low=low,
        high=high,
        chance=1.0 if is_flat else _chance(usable, observed, rng),
        runs=runs,
        says=runs >= FEWEST_RUNS and len(usable) >= FEWEST_REQUESTS,
    )


def _mean_difference(blocks: list[tuple[Numbers, NDArray[np.bool_]]]) -> float:
    return float(np.mean([values[marks].mean() - values[~marks].mean() for values, marks in blocks]))


def _chance(blocks: list[tuple[Numbers, NDArray[np.bool_]]], observed: float, rng: np.random.Generator) -> float:
    """The share of shufflings within requests that give at least as large a difference, the observed one counted."""
    total = np.zeros(SHUFFLES)
    for values, marks in blocks:
        shuffled = rng.permuted(np.tile(values, (SHUFFLES, 1)), axis=1)
        total += shuffled[:, marks].mean(axis=1) - shuffled[:, ~marks].mean(axis=1)
    reached = np.abs(total / len(blocks)) >= abs(observed) - 1e-12
    return float((reached.sum() + 1) / (SHUFFLES + 1))


def _interval(blocks: list[tuple[Numbers, NDArray[np.bool_]]], rng: np.random.Generator) -> tuple[float, float]:
    total = np.zeros(SHUFFLES)
    for values, marks in blocks:
        total += _resampled(values[marks], rng) - _resampled(values[~marks], rng)
    low, high = np.quantile(total / len(blocks), [0.025, 0.975])
    return float(low), float(high)


def _resampled(values: Numbers, rng: np.random.Generator) -> Numbers:
    drawn = rng.integers(0, len(values), (SHUFFLES, len(values)))
    return np.asarray(values[drawn].mean(axis=1), dtype=np.float64)


def _holm(found: list[Difference]) -> list[Difference]:
    """Chances corrected for how many differences are looked at; those that say nothing take no part."""
    spoken = sorted((each for each in found if each.says), key=lambda each: each.chance)
    corrected, worst = [], 0.0
    for place, each in enumerate(spoken):
        worst = max(worst, min(1.0, each.chance * (len(spoken) - place)))
        corrected.append(replace(each, chance=worst))
    return corrected + [each for each in found if not each.says]
