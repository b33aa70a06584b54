"""Did it help some groups less? One model with a term for each group, and nothing about fewer than ten people. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from chalkline.pilot.evaluation.reckoned import GroupEffect
from chalkline.pilot.plans.api import PlanStatement
from chalkline.pilot.statistics.groups import benjamini_hochberg
from chalkline.pilot.statistics.numbers import Estimate, NotComputable
from chalkline.pilot.statistics.regression import ClusterRobust, design, first
from chalkline.protect.disclosure import ALL, Shown, Table, two_way

NOT_SAID = ""


@dataclass(frozen=True)
class Analysed:
    """One person as the model sees them. ``post`` has good as more."""

    unit: str
    treat: int
    block: str
    pre: float
    post: float
    groups: dict[str, str]


def effects_by_group(plan: PlanStatement, analysed: Sequence[Analysed], *, has_blocks: bool) -> tuple[GroupEffect, ...]:
    """The effect in each group of each registered column, counts and effects through the disclosure gate.

    Whether groups differ is tested on the difference to the largest group, all such tests adjusted together.
    """
    found = [each for column in plan.subgroups for each in _of_column(plan, column, analysed, has_blocks)]
    tested = [at for at, each in enumerate(found) if each.apart_p is not None]
    adjusted = benjamini_hochberg([found[at].apart_p or 0.0 for at in tested]).adjusted if tested else ()
    for at, p in zip(tested, adjusted, strict=True):
        found[at] = replace(found[at], apart_p=p)
    return tuple(found)


def _of_column(plan: PlanStatement, column: str, analysed: Sequence[Analysed], has_blocks: bool) -> list[GroupEffect]:
    names = [each.groups.get(column, NOT_SAID) for each in analysed]
    counts = Counter((name, each.treat) for name, each in zip(names, analysed, strict=True))
    values = sorted({name for name, _ in counts})
    gate = two_way({(name, side): counts.get((name, side), 0) for name in values for side in (1, 0)})
    largest = max(values, key=lambda name: counts[name, 1] + counts[name, 0])
    model = _Model(plan, analysed, names, values, has_blocks)
    return [_told(column, value, largest, gate, model) for value in values]


def _told(column: str, value: str, largest: str, gate: Table, model: _Model) -> GroupEffect:
    cells = [gate.cell(value, side) for side in (1, 0)]
    shown = [cell.count if isinstance(cell, Shown) else None for cell in cells]
    if None in shown or not isinstance(gate.cell(value, ALL), Shown):
        return GroupEffect(column, value, None, None, None, None, None, None, True)
    effect = model.effect(value)
    if effect is None or 0 in shown:
        return GroupEffect(column, value, shown[0], shown[1], None, None, None, None, False)
    low, high = effect.interval(model.level)
    apart = model.apart(value, largest) if value != largest else None
    p = apart.p_value if apart else None
    return GroupEffect(column, value, shown[0], shown[1], effect.value, low, high, p, False)


class _Model:
    """post ~ a mean and an effect for each group + pretest (+ blocks), CR2 errors."""

    def __init__(
        self,
        plan: PlanStatement,
        analysed: Sequence[Analysed],
        names: Sequence[str],
        values: Sequence[str],
        has_blocks: bool,
    ) -> None:
        self.level = plan.level / 100
        self.values = list(values)
        arms = np.asarray([each.treat for each in analysed], dtype=float)
        pre = [each.pre for each in analysed] if plan.has_pretest else None
        shared = design(arms, pre, [each.block for each in analysed] if has_blocks else None)[:, 2:]
        member = np.column_stack([np.asarray([float(name == value) for name in names]) for value in values])
        x = np.column_stack([member, member * arms[:, None], shared])
        self.width = x.shape[1]
        try:
            self.fit: ClusterRobust | None = ClusterRobust(
                x, np.asarray([each.post for each in analysed]), [each.unit for each in analysed]
            )
        except NotComputable:
            self.fit = None

    def effect(self, value: str) -> Estimate | None:
        """The effect in one group."""
        return self._contrast(first(self.width, len(self.values) + self.values.index(value)))

    def apart(self, one: str, other: str) -> Estimate | None:
        """How far two groups' effects are apart."""
        places = [len(self.values) + self.values.index(each) for each in (one, other)]
        return self._contrast(first(self.width, places[0]) - first(self.width, places[1]))

    def _contrast(self, c: np.ndarray) -> Estimate | None:
        try:
            found = self.fit.contrast(c) if self.fit else None
        except NotComputable:
            return None
        return found if found and found.df >= 1 and np.isfinite(found.se) and found.se > 0 else None
