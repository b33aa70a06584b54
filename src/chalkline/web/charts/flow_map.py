"""A map of flows: what goes from the left to the right, as lines between two lists of names.

The names are text of the page; only the lines are SVG, stretched to the room between the lists. Both lists
divide their height evenly, so a line knows where its ends are at any width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalkline.web.charts.shapes import Chart, Words


@dataclass(frozen=True)
class Node:
    """A name on either side: ``note`` and ``tone`` say how it stands."""

    label: Words
    url: str = ""
    note: Words = ""
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """What goes from one to another: its class as a mark (1 to 5), dashed where something is amiss."""

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
class FlowMap:
    """The two lists and the lines between them."""

    left: tuple[Node, ...]
    right: tuple[Node, ...]
    lines: tuple[Drawn, ...]
    left_title: Words
    right_title: Words


def flow_map(
    id: str,
    title: Words,
    *,
    left: Sequence[Node],
    right: Sequence[Node],
    lines: Sequence[Line],
    titles: tuple[Words, Words],
    keys: Sequence[tuple[int, Words]],
    text: Words,
    head: Sequence[Words],
    rows: Sequence[tuple[Any, ...]],
    note: Words = "",
) -> Chart:
    """Lines from ``left`` to ``right``; the widest class last, so that it lies on top."""
    drawn = tuple(
        Drawn(_path(_middle(line.start, len(left)), _middle(line.end, len(right))), line.mark, line.amiss)
        for line in sorted(lines, key=lambda each: (each.amiss, each.mark, each.start, each.end))
    )
    picture = FlowMap(tuple(left), tuple(right), drawn, *titles)
    return Chart("flow_map", id, title, text, tuple(head), tuple(rows), picture, tuple(keys), note)


def _middle(place: int, of: int) -> float:
    return round((place + 0.5) / of * 100, 2)


def _path(start: float, end: float) -> str:
    return f"M0 {start}C50 {start} 50 {end} 100 {end}"
