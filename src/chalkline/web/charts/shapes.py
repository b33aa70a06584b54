"""The kinds of chart: each takes numbers and words, and gives what its template draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.web.charts.scale import dots, largest, path, round_top, shade, share

Words = Any  # a Sentence, a text, or a text that is translated when it is drawn
Number = float | int | None

MARKS = 5  # as many marks as the palette has


@dataclass(frozen=True)
class Chart:
    """A chart, ready to be drawn: ``kind`` names its template, ``drawn`` is its geometry.

    ``title`` states the finding, ``text`` says what the picture shows, ``note`` where the numbers come
    from. ``head`` and ``rows`` are the same numbers as a table.
    """

    kind: str
    id: str
    title: Words
    text: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[Any, ...], ...]
    drawn: Any
    keys: tuple[tuple[int, Words], ...] = ()
    note: Words = ""


@dataclass(frozen=True)
class Piece:
    """A part of a bar: where it begins and how far it reaches, in hundredths of the room."""

    mark: int
    start: float
    width: float


@dataclass(frozen=True)
class Bar:
    """One row: its words, its pieces, and what is written at its end."""

    label: Words
    pieces: tuple[Piece, ...]
    value: Number
    hidden: bool = False
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One series: a path and its points in a box of 100 by 100."""

    mark: int
    label: Words
    path: str
    dots: str
    last: Number


@dataclass(frozen=True)
class Plot:
    """Lines over time with the two ends of each axis."""

    lines: tuple[Line, ...]
    top: float
    ticks: tuple[Words, ...]
    label: Words = ""
    filled: bool = False


@dataclass(frozen=True)
class HeatCell:
    """One square: its shade (0 to 5) and its number."""

    shade: int
    value: Number
    hidden: bool = field(default=False)


def bars(
    id: str, title: Words, items: Sequence[tuple[Any, ...]], *, text: Words, head: Sequence[Words], note: Words = ""
) -> Chart:
    """Horizontal bars. ``items``: (label, value) or (label, value, url); head: two words for the table."""
    top = largest(item[1] for item in items)
    drawn = tuple(
        Bar(
            item[0],
            () if item[1] is None else (Piece(1, 0, share(item[1], top)),),
            item[1],
            hidden=item[1] is None,
            url=item[2] if len(item) > 2 else "",
        )
        for item in items
    )
    return Chart("bars", id, title, text, tuple(head), tuple((item[0], item[1]) for item in items), drawn, (), note)


def stacked(
    id: str,
    title: Words,
    series: Sequence[Words],
    items: Sequence[tuple[Words, Sequence[Number]]],
    *,
    text: Words,
    head: Words,
    note: Words = "",
) -> Chart:
    """Bars of several parts. ``items``: (label, one value for each of ``series``)."""
    top = largest(sum(value or 0 for value in values) for _, values in items)
    drawn = tuple(_stack(label, values, top) for label, values in items)
    total = Sentence("All")
    rows = tuple((label, *values, _total(values)) for label, values in items)
    keys = tuple((at % MARKS + 1, name) for at, name in enumerate(series))
    return Chart("bars", id, title, text, (head, *series, total), rows, drawn, keys, note)


def lines(
    id: str,
    title: Words,
    series: Mapping[Any, Sequence[Number]],
    ticks: Sequence[Words],
    *,
    text: Words,
    head: Words,
    filled: bool = False,
    note: Words = "",
) -> Chart:
    """Values over time. ``series``: label -> one value for each of ``ticks``; ``filled`` for a single area."""
    top = round_top(largest(value for values in series.values() for value in values))
    plot = _plot(series, ticks, top, filled=filled)
    keys = tuple((line.mark, line.label) for line in plot.lines) if len(series) > 1 else ()
    return Chart("lines", id, title, text, (head, *series), _by_tick(series, ticks), plot, keys, note)


def multiples(
    id: str,
    title: Words,
    panels: Mapping[Any, Sequence[Number]],
    ticks: Sequence[Words],
    *,
    text: Words,
    head: Words,
    note: Words = "",
) -> Chart:
    """The same small chart for each of several things, on one scale so that they can be compared."""
    top = round_top(largest(value for values in panels.values() for value in values))
    drawn = tuple(_plot({name: values}, ticks, top, label=name, filled=True) for name, values in panels.items())
    return Chart("multiples", id, title, text, (head, *panels), _by_tick(panels, ticks), drawn, (), note)


def heat(
    id: str,
    title: Words,
    columns: Sequence[Words],
    items: Sequence[tuple[Words, Sequence[Number]]],
    *,
    text: Words,
    head: Words,
    note: Words = "",
) -> Chart:
    """Two things crossed (school by role): darker is more; the number stands in each square."""
    top = largest(value for _, values in items for value in values)
    drawn = tuple(
        (label, tuple(HeatCell(shade(value, top), value, hidden=value is None) for value in values))
        for label, values in items
    )
    rows = tuple((label, *values) for label, values in items)
    return Chart("heat", id, title, text, (head, *columns), rows, drawn, (), note)


def _stack(label: Words, values: Sequence[Number], top: float) -> Bar:
    pieces, start = [], 0.0
    for at, value in enumerate(values):
        width = share(value or 0, top)
        if width:
            pieces.append(Piece(at % MARKS + 1, round(start, 2), width))
        start += width
    return Bar(label, tuple(pieces), _total(values), hidden=any(value is None for value in values))


def _total(values: Sequence[Number]) -> Number:
    """The sum; None when a part may not be shown, since the rest would give it away."""
    return None if any(value is None for value in values) else sum(value or 0 for value in values)


def _plot(
    series: Mapping[Any, Sequence[Number]], ticks: Sequence[Words], top: float, *, label: Words = "", filled: bool
) -> Plot:
    drawn = tuple(
        Line(at % MARKS + 1, name, path(values, top), dots(values, top), values[-1] if values else None)
        for at, (name, values) in enumerate(series.items())
    )
    return Plot(drawn, top, _ends(ticks), label, filled)


def _ends(ticks: Sequence[Words]) -> tuple[Words, ...]:
    """The ticks that have room under an axis on a phone: first, middle, last."""
    if len(ticks) < 4:
        return tuple(ticks)
    return (ticks[0], ticks[len(ticks) // 2], ticks[-1])


def _by_tick(series: Mapping[Any, Sequence[Number]], ticks: Sequence[Words]) -> tuple[tuple[Any, ...], ...]:
    return tuple((tick, *(values[at] for values in series.values())) for at, tick in enumerate(ticks))
