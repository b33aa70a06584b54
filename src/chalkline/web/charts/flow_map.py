"""A map of flows: what goes from column to column, as lines between lists of names.

The names are text of the page; only the lines are SVG, stretched to the room between two lists. Every list
divides the same height evenly, so a line knows where its ends are at any width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalkline.web.charts.shapes import Chart, Words


@dataclass(frozen=True)
class Node:
    """A name in a column: ``note`` and ``tone`` say how it stands."""

    label: Words
    url: str = ""
    note: Words = ""
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """What goes from one to another of the next column: its class as a mark (1 to 5), dashed where something is
    amiss."""

    start: int
    end: int
    mark: int
    amiss: bool = False


@dataclass(frozen=True)
class Drawn:
    """A line as it is drawn in a box of 100 by 100."""

    path: str
    mark: int
    amiss: bool


@dataclass(frozen=True)
class Side:
    """A column with its title, and the lines that lead to it from the column before."""

    title: Words
    nodes: tuple[Node, ...]
    lines: tuple[Drawn, ...] = ()


def flow_map(
    id: str,
    title: Words,
    *,
    columns: Sequence[tuple[Words, Sequence[Node]]],
    lines: Sequence[Sequence[Line]],
    keys: Sequence[tuple[int, Words]],
    text: Words,
    head: Sequence[Words],
    rows: Sequence[tuple[Any, ...]],
    note: Words = "",
) -> Chart:
    """Lists under their titles; ``lines[n]`` lead from column n to the next, the most protected class on top."""
    sides = [
        Side(name, tuple(nodes), _drawn(lines[at - 1], len(columns[at - 1][1]), len(nodes)) if at else ())
        for at, (name, nodes) in enumerate(columns)
    ]
    return Chart("flow_map", id, title, text, tuple(head), tuple(rows), tuple(sides), tuple(keys), note)


def _drawn(lines: Sequence[Line], starts: int, ends: int) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(_path(_middle(line.start, starts), _middle(line.end, ends)), line.mark, line.amiss)
        for line in sorted(lines, key=lambda each: (each.amiss, each.mark, each.start, each.end))
    )


def _middle(place: int, of: int) -> float:
    return round((place + 0.5) / of * 100, 2)


def _path(start: float, end: float) -> str:
    return f"M0 {start}C50 {start} 50 {end} 100 {end}"
