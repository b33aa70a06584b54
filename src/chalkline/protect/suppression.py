"""Hiding flows of a network until none that is hidden can be worked out. See ``disclosure`` for the rule.

The arcs form cycles: what flows into a node flows out of it. A shown arc keeps its flow; a hidden one may
be anything from its lower bound up. Hiding more never narrows a range, so arcs are only ever added.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

NO_END = 1 << 60
Step = tuple[int, bool]  # an arc and whether it is walked along its flow


@dataclass(frozen=True)
class Arc:
    """A count: from which sum it flows into which, and how much is lost by hiding it."""

    tail: Hashable
    head: Hashable
    value: int
    weight: int


def hide(arcs: Sequence[Arc], threshold: int, forced: Collection[int] = ()) -> frozenset[int]:
    """The arcs to hide: the small ones, the forced ones, and those that protect them."""
    small = [place for place, arc in enumerate(arcs) if 0 < arc.value < threshold]
    network = _Network(arcs, {*small, *forced})
    sizes = {place: size_class(arc.value, threshold)[1] for place, arc in enumerate(arcs)}
    for place in sorted({*small, *forced}, key=lambda each: (-arcs[each].value, each)):
        network.widen(place, threshold, Belief(lower=0))
        network.widen(place, threshold - 2, Belief(lower=1))
        network.widen(place, 1, Belief(lower=1, upper=sizes))
    while True:  # every hidden arc, those just added too, keeps two values
        before = len(network.hidden)
        for place in sorted(network.hidden):
            network.widen(place, 1, Belief(lower=1))
        if len(network.hidden) == before:
            return frozenset(network.hidden)


@dataclass(frozen=True)
class Belief:
    """What an outsider takes for granted of hidden counts: a least value (of those that are not zero), and
    greatest values: who guesses that two counts are both small reads 9 and 9 from a sum of 18."""

    lower: int
    upper: Mapping[int, int] = field(default_factory=dict)


def size_class(value: int, threshold: int) -> tuple[int, int]:
    """The class of a count and its largest member: none, small, then doubling (10-19, 20-39, ...).

    What to hide is chosen by class and name, never by the exact count: "the smallest one was hidden"
    would itself be a hint of how small it is.
    """
    if value == 0:
        return 0, 0
    if value < threshold:
        return 1, threshold - 1
    doublings = (value // threshold).bit_length()
    return 1 + doublings, threshold * (1 << doublings) - 1


class _Network:
    def __init__(self, arcs: Sequence[Arc], hidden: set[int]) -> None:
        self.arcs = arcs
        self.hidden = hidden
        self.steps: dict[Hashable, list[Step]] = {}
        for place, arc in enumerate(arcs):
            self.steps.setdefault(arc.tail, []).append((place, True))
            self.steps.setdefault(arc.head, []).append((place, False))

    def widen(self, place: int, width: int, belief: Belief) -> None:
        """Hide further arcs until ``place`` has a range of at least ``width``."""
        while True:
            reached, more, less = self.spread(place, width, belief)
            if reached >= width:
                return
            arc = self.arcs[place]
            ups = self._cheapest(arc.head, arc.tail, place, more, belief) if more is not None else None
            downs = self._cheapest(arc.tail, arc.head, place, less, belief) if less is not None else None
            ways = [way for way in (ups, downs) if way is not None]
            if not ways:  # the guess is as wrong as it can be made: nothing is left to hide
                return
            self.hidden.update(min(ways, key=lambda way: way[0])[1])

    def spread(self, place: int, most: int, belief: Belief) -> tuple[int, dict[int, int] | None, dict[int, int] | None]:
        """The width of an arc's range up to ``most``, and the changed flows at its upper and lower end.

        None where it is the arc's own bound that ends the range there.
        """
        arc = self.arcs[place]
        above = self._room((place, True), {}, belief)
        up, more = self._flow(arc.head, arc.tail, place, min(above, most), belief)
        below = self._room((place, False), {}, belief)
        down, less = self._flow(arc.tail, arc.head, place, min(below, most - up), belief)
        return up + down, more if up < above else None, less if down < below else None

    def _flow(
        self, source: Hashable, sink: Hashable, without: int, most: int, belief: Belief
    ) -> tuple[int, dict[int, int]]:
        """How much more can go from source to sink over hidden arcs, up to ``most``; and the changes."""
        changed: dict[int, int] = {}
        total = 0
        while total < most:
            path = self._path(source, sink, without, changed, belief)
            if path is None:
                break
            room = min([most - total, *(self._room(step, changed, belief) for step in path)])
            for place, along in path:
                changed[place] = changed.get(place, 0) + (room if along else -room)
            total += room
        return total, changed

    def _room(self, step: Step, changed: dict[int, int], belief: Belief) -> int:
        place, along = step
        value = self.arcs[place].value
        now = value + changed.get(place, 0)
        if along:
            return max(belief.upper.get(place, NO_END) - now, 0)
        return now - min(belief.lower, value)

    def _path(
        self, source: Hashable, sink: Hashable, without: int, changed: dict[int, int], belief: Belief
    ) -> list[Step] | None:
        came: dict[Hashable, Step | None] = {source: None}
        queue = [source]
        for node in queue:
            if node == sink:
                return self._back(came, sink)
            for step in self.steps[node]:
                if step[0] == without or step[0] not in self.hidden or not self._room(step, changed, belief):
                    continue
                after = self._after(step)
                if after not in came:
                    came[after] = step
                    queue.append(after)
        return None

    def _cheapest(
        self, source: Hashable, sink: Hashable, without: int, changed: dict[int, int], belief: Belief
    ) -> tuple[int, list[int]] | None:
        """The cost and the shown arcs of the cheapest way from source to sink over any arcs."""
        best: dict[Hashable, int] = {source: 0}
        came: dict[Hashable, Step | None] = {source: None}
        queue: list[tuple[int, int, Hashable]] = [(0, 0, source)]
        order = 0
        while queue:
            cost, _, node = heapq.heappop(queue)
            if node == sink:
                return cost, [place for place, _ in self._back(came, sink) if place not in self.hidden]
            if cost > best[node]:
                continue
            for step in self.steps[node]:
                if step[0] == without or not self._room(step, changed, belief):
                    continue
                after = self._after(step)
                price = cost + (0 if step[0] in self.hidden else self.arcs[step[0]].weight)
                if price < best.get(after, price + 1):
                    best[after], came[after] = price, step
                    order += 1
                    heapq.heappush(queue, (price, order, after))
        return None

    def _after(self, step: Step) -> Hashable:
        arc = self.arcs[step[0]]
        return arc.head if step[1] else arc.tail

    def _back(self, came: dict[Hashable, Step | None], sink: Hashable) -> list[Step]:
        path: list[Step] = []
        node = sink
        while (step := came[node]) is not None:
            path.append(step)
            arc = self.arcs[step[0]]
            node = arc.tail if step[1] else arc.head
        return path[::-1]
