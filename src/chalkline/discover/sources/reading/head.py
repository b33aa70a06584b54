"""The first lines of a file, and how its columns are cut. Pure."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

DELIMITERS = (",", "\t", ";", "|")
LOOK_AT = 400
LONGEST_LOOK, LONGEST_CELL = 20_000, 400  # what is longer tells nothing more, and some patterns take its square


@dataclass(frozen=True)
class Head:
    """The beginning of a readable file. ``text`` ends at a line's end where the file is longer."""

    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The first lines that are not blank."""
        found = (line[:LONGEST_LOOK] for line in self.text.split("\n")[: LOOK_AT * 2] if line.strip())
        return tuple(found)[:LOOK_AT]

    @cached_property
    def delimiter(self) -> str:
        """What parts the columns, or "" where the lines do not agree on any."""
        best, most = "", 0.0
        for delimiter in DELIMITERS:
            widths = [len(row) for row in _cut(self.lines[:60], delimiter)]
            if not widths:
                continue
            usual = max(set(widths), key=widths.count)
            if usual > 1:
                score = widths.count(usual) / len(widths) * min(usual, 6)
                if score > most:
                    best, most = delimiter, score
        return best

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The first rows, cut into columns, as a CSV reader cuts them."""
        return tuple(
            tuple(cell.strip()[:LONGEST_CELL] for cell in row) for row in _cut(self.lines, self.delimiter or ",")
        )

    @cached_property
    def width(self) -> int:
        """How many columns the widest of the first rows has."""
        return max((len(row) for row in self.rows), default=0)

    @cached_property
    def objects(self) -> tuple[dict[str, Any], ...]:
        """The first lines that are JSON objects; empty unless nearly all of them are."""
        found = []
        lines = [line for line in self.text.split("\n")[:120] if line.strip()][:100]
        for line in lines:
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                found.append(value)
        return tuple(found) if len(found) >= 0.8 * len(lines) else ()

    def share_of_lines(self, pattern: re.Pattern[str]) -> float:
        """Which part of the first lines a pattern matches."""
        lines = self.lines
        return sum(bool(pattern.search(line)) for line in lines) / len(lines) if lines else 0.0

    def column(self, place: int, *, below_header: bool = True) -> list[str]:
        """The values of a column, counted from 0."""
        return [row[place] for row in self.rows[int(below_header) :] if place < len(row)]


def _cut(lines: tuple[str, ...], delimiter: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return [line.split(delimiter) for line in lines]
