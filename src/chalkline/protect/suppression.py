"""Hiding flows of a network until none that is hidden can be worked out. See ``disclosure`` for the rule.

The arcs form cycles: what flows into a node flows out of it. A shown arc keeps its flow; a hidden one may
be anything from its lower bound up. Hiding more never narrows a range, so arcs are only ever added.
"""

from __future__ import annotations

import heapq
from bisect import insort
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

NO_END = 1 << 60
Step = tuple[int, bool, int]  # an arc, whether it is walked along its flow, and where that leads


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
    """The network with its hidden arcs. Every step of a search is tried a million times for a large district, so
    arcs are numbers here, and each node keeps its hidden steps apart, in the order of all its steps."""

    def __init__(self, arcs: Sequence[Arc], hidden: set[int]) -> None:
        nodes = {node: at for at, node in enumerate(dict.fromkeys(end for arc in arcs for end in (arc.tail, arc.head)))}
        self.values = [arc.value for arc in arcs]
        self.weights = [arc.weight for arc in arcs]
        self.ends = [(nodes[arc.tail], nodes[arc.head]) for arc in arcs]
        self.hidden: set[int] = set()
        self.steps: list[list[Step]] = [[] for _ in nodes]
        for place, (tail, head) in enumerate(self.ends):
            self.steps[tail].append((place, True, head))
            self.steps[head].append((place, False, tail))
        self.hidden_steps: list[list[Step]] = [[] for _ in nodes]
        self.hide(hidden)

    def hide(self, places: Collection[int]) -> None:
        """Hide further arcs."""
        for place in set(places) - self.hidden:
            tail, head = self.ends[place]
            insort(self.hidden_steps[tail], (place, True, head))
            insort(self.hidden_steps[head], (place, False, tail))
        self.hidden.update(places)

    def widen(self, place: int, width: int, belief: Belief) -> None:
        """Hide further arcs until ``place`` has a range of at least ``width``."""
        while True:
            reached, more, less = self.spread(place, width, belief)
            if reached >= width:
                return
            tail, head = self.ends[place]
            ups = self._cheapest(head, tail, place, more, belief) if more is not None else None
            downs = self._cheapest(tail, head, place, less, belief) if less is not None else None
            ways = [way for way in (ups, downs) if way is not None]
            if not ways:  # the guess is as wrong as it can be made: nothing is left to hide
                return
            self.hide(min(ways, key=lambda way: way[0])[1])

    def spread(self, place: int, most: int, belief: Belief) -> tuple[int, dict[int, int] | None, dict[int, int] | None]:
        """The width of an arc's range up to ``most``, and the changed flows at its upper and lower end.

        None where it is the arc's own bound that ends the range there.
        """
        tail, head = self.ends[place]
        above = self._room((place, True, head), {}, belief)
        up, more = self._flow(head, tail, place, min(above, most), belief)
        below = self._room((place, False, tail), {}, belief)
        down, less = self._flow(tail, head, place, min(below, most - up), belief)
        return up + down, more if up < above else None, less if down < below else None

    def _flow(self, source: int, sink: int, without: int, most: int, belief: Belief) -> tuple[int, dict[int, int]]:
        """How much more can go from source to sink over hidden arcs, up to ``most``; and the changes."""
        changed: dict[int, int] = {}
        total = 0
        while total < most:
            path = self._path(source, sink, without, changed, belief)
            if path is None:
                break
            room = min([most - total, *(self._room(step, changed, belief) for step in path)])
            for place, along, _ in path:
                changed[place] = changed.get(place, 0) + (room if along else -room)
            total += room
        return total, changed

    def _room(self, step: Step, changed: dict[int, int], belief: Belief) -> int:
        place, along, _ = step
        value = self.values[place]
        now = value + changed.get(place, 0)
        if along:
            return max(belief.upper.get(place, NO_END) - now, 0)
        return now - min(belief.lower, value)

    def _path(self, source: int, sink: int, without: int, changed: dict[int, int], belief: Belief) -> list[Step] | None:
        """The first shortest way over hidden arcs with room. ``_room`` is written out: this is the inner loop."""
        values, upper, lower, hidden_steps = self.values, belief.upper, belief.lower, self.hidden_steps
        came: dict[int, Step | None] = {source: None}
        queue = [source]
        for node in queue:
            for step in hidden_steps[node]:
                place, along, after = step
                if after in came or place == without:
                    continue
                value = values[place]
                now = value + changed[place] if place in changed else value
                if along:
                    if upper and upper.get(place, NO_END) <= now:
                        continue
                elif now <= lower and now <= value:
                    continue
                came[after] = step
                if after == sink:
                    return self._back(came, sink)
                queue.append(after)
        return None

    def _cheapest(
        self, source: int, sink: int, without: int, changed: dict[int, int], belief: Belief
    ) -> tuple[int, list[int]] | None:
        """The cost and the shown arcs of the cheapest way from source to sink over any arcs."""
        best: dict[int, int] = {source: 0}
        came: dict[int, Step | None] = {source: None}
        queue: list[tuple[int, int, int]] = [(0, 0, source)]
        order = 0
        while queue:
            cost, _, node = heapq.heappop(queue)
            if node == sink:
                return cost, [place for place, _, _ in self._back(came, sink) if place not in self.hidden]
            if cost > best[node]:
                continue
            for step in self.steps[node]:
                place, _, after = step
                if place == without or not self._room(step, changed, belief):
                    continue
                price = cost + (0 if place in self.hidden else self.weights[place])
                if price < best.get(after, price + 1):
                    best[after], came[after] = price, step
                    order += 1
                    heapq.heappush(queue, (price, order, after))
        return None

    def _back(self, came: dict[int, Step | None], sink: int) -> list[Step]:
        path: list[Step] = []
        node = sink
        while (step := came[node]) is not None:
            path.append(step)
            node = self.ends[step[0]][0 if step[1] else 1]
        return path[::-1]
