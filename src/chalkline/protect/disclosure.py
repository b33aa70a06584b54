"""What may be shown about a small group?

A count of fewer than ``threshold`` people (but not none) could point at somebody, so it is not shown. Not
showing it is not enough: "11 at Alder" beside a total of 14 says that 3 are elsewhere. So further counts
are hidden until nothing that was hidden can be worked out.

The rule, for everything that is published together about the same people:

1. A count from 1 to threshold - 1 is hidden. Zero may be shown: nobody is nobody.
2. All counts that add up to one another are one table: a total, its parts by school, its parts by role
   and grade band, and the cells by school and role. They are judged together, never one by one.
3. Counts are hidden, the least useful first and totals last, until every hidden count is left with a
   range for an outsider who knows all shown counts. For a small count the range is at least ``threshold``
   wide if hidden counts may be zero, and at least as wide as "1 to threshold - 1" for an outsider who
   knows that zeros are shown; and still two values for one who guesses which hidden counts are small.
   Every other hidden count keeps at least two possible values.
4. Whatever else is told of a group (visits, bytes, first and last day) is hidden with its count. A pattern
   that is safe for people is safe for whatever each of them has at least one of: all values only grow,
   so every exchange between hidden cells that was possible stays possible.
5. Which counts were small and which were hidden to protect them is never told: all are ``Suppressed``.
6. Groups that overlap (people by day, people by service) cannot be subtracted from a total, but a total
   still says how many must be somewhere: see ``overlapping``.

The counts of such a table are flows in a network: a school's students flow into the school's total and
into the district's students. The range that an outsider can work out for a count is its largest and
smallest flow, exact and in whole numbers (Cox, Network models for complementary cell suppression, 1995).
What to hide is found along the cheapest cycle through a count. Pure; the same input gives the same answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

from chalkline.protect.suppression import Arc, hide, size_class

THRESHOLD: Final = 10  # the smallest number of people that may be shown; states set between 5 and 30
LEAST_THRESHOLD: Final = 5  # below it, the size classes of suppression.py leave too little to guess among

Key = Hashable


class Everyone(Enum):
    """The mark of a margin: all rows, or all columns."""

    ALL = "all"


ALL: Final = Everyone.ALL


@dataclass(frozen=True)
class Shown:
    """A count that may be shown."""

    count: int


@dataclass(frozen=True)
class Suppressed:
    """A count that is not shown, whether it is small or protects a small one."""


Cell = Shown | Suppressed
SUPPRESSED: Final = Suppressed()


@dataclass(frozen=True)
class Table:
    """A table with its margins: ``cell()`` is the total, ``cell(row)`` a row's, ``cell(column=c)`` a column's."""

    cells: Mapping[tuple[Key, Key], Cell]

    def cell(self, row: Key = ALL, column: Key = ALL) -> Cell:
        """One count. A row and column that never met were nobody."""
        return self.cells.get((row, column), Shown(0))

    @property
    def hidden(self) -> frozenset[tuple[Key, Key]]:
        """Where nothing may be shown."""
        return frozenset(key for key, cell in self.cells.items() if cell == SUPPRESSED)


def two_way(
    counts: Mapping[tuple[Key, Key], int],
    *,
    within: Mapping[Key, Key] | None = None,
    threshold: int = THRESHOLD,
    hidden: Collection[tuple[Key, Key]] = (),
) -> Table:
    """Protect counts by row and column, with all their margins.

    ``within`` puts columns into a group that is counted too: {"k2": "student", "g35": "student"}.
    ``hidden`` are counts to hide whatever they are, because something else that is published gives them away.
    Raises ValueError for a negative count or a threshold below 5.
    """
    if threshold < LEAST_THRESHOLD or any(count < 0 for count in counts.values()):
        raise ValueError(f"counts are not negative, and the threshold is at least {LEAST_THRESHOLD}")
    parents = dict(within or {})
    rows = tuple(dict.fromkeys(row for row, _ in counts))
    columns = tuple(dict.fromkeys(column for _, column in counts))
    groups = tuple(dict.fromkeys(parents[column] for column in columns if column in parents))
    flat = columns == (ALL,)
    values = _with_margins(counts, rows, columns, parents)
    arcs = [
        Arc(
            *_ends(row, column, parents, groups, flat),
            value,
            _weight(row, column, size_class(value, threshold)[0], groups, flat),
        )
        for (row, column), value in values.items()
    ]
    forced = {place for place, key in enumerate(values) if key in hidden and values[key]}
    gone = hide(arcs, threshold, forced)
    return Table(
        {key: SUPPRESSED if place in gone else Shown(value) for place, (key, value) in enumerate(values.items())}
    )


def one_way(parts: Mapping[Key, int], *, threshold: int = THRESHOLD, hidden: Collection[Key] = ()) -> Table:
    """Protect the parts of a total: ``cell(part)`` and ``cell()``."""
    return two_way(
        {(part, ALL): count for part, count in parts.items()},
        threshold=threshold,
        hidden=[(part, ALL) for part in hidden],
    )


def overlapping(total: int, parts: Mapping[Key, int], *, threshold: int = THRESHOLD) -> dict[Key, Cell]:
    """Protect groups that may overlap and together are everybody: people by day, people by service.

    One hidden group among shown ones would be at least the total less all of them: then a second is hidden.
    """
    gone = {part for part, count in parts.items() if 0 < count < threshold}
    if len(gone) == 1 and at_least(total, (count for part, count in parts.items() if part not in gone)) > 1:
        others = sorted((count, str(part), part) for part, count in parts.items() if count >= threshold)
        gone.update(part for _, _, part in others[:1])
    if 0 < total < threshold:
        gone.update(part for part, count in parts.items() if count)
    return {part: SUPPRESSED if part in gone else Shown(count) for part, count in parts.items()}


def at_least(total: int, shown: Iterable[int]) -> int:
    """How many people must be in the one group that is not shown, if all groups together are ``total``."""
    return max(total - sum(shown), 0)


END_BANDS: Final = ((300, 1), (100, 2), (40, 5), (20, 10), (10, 20))  # from this n: ends are coded at this percent


def share(part: int, whole: int, *, threshold: int = THRESHOLD) -> tuple[Literal["", "<=", ">="], int] | Suppressed:
    """A percentage with its ends coded: ("", 42), (">=", 95), ("<=", 5); hidden for a small whole.

    Bands after the practice of state report cards: the larger the group, the nearer to 0 and 100 one may go.
    """
    if whole < threshold:
        return SUPPRESSED
    end = next((end for least, end in END_BANDS if whole >= least), 20)
    percent = 100 * part / whole
    if percent <= end:
        return "<=", end
    if percent >= 100 - end:
        return ">=", 100 - end
    return "", round(percent)


def _with_margins(
    counts: Mapping[tuple[Key, Key], int], rows: Iterable[Key], columns: Iterable[Key], parents: Mapping[Key, Key]
) -> dict[tuple[Key, Key], int]:
    values: dict[tuple[Key, Key], int] = {}
    for row in rows:
        for column in columns:
            count = counts.get((row, column), 0)
            for at in (row, ALL):
                for under in dict.fromkeys((column, parents.get(column, ALL), ALL)):
                    if at is ALL and row is ALL:
                        continue
                    values[at, under] = values.get((at, under), 0) + count
    return values


def _ends(row: Key, column: Key, parents: Mapping[Key, Key], groups: Collection[Key], flat: bool) -> tuple[Key, Key]:
    """Between which sums a count flows: from its row's sums, through its column, to the sums of all."""
    if column is ALL:
        above: Key = "root"
        below: Key = ("column", ALL) if flat else (row, ALL)
    elif column in groups:
        above, below = (row, ALL), (row, column)
    else:
        above, below = (row, parents.get(column, ALL)), ("column", column)
    return (below, above) if row is ALL else (above, below)


def _weight(row: Key, column: Key, size: int, groups: Collection[Key], flat: bool) -> int:
    """How much is lost by hiding a count: a cell least, then a row's sums, then columns', the total most.

    Among counts of one size class the choice falls by name, so that it says nothing about the counts.
    """
    by_name = hashlib.sha256(f"{row} {column}".encode()).digest()[0]
    if row is ALL and column is ALL:
        return 100_000_000
    if row is ALL:
        return 1_000_000 + 1_000 * size + by_name
    if column is ALL and not flat:
        return 4_000 * size + by_name  # a row's sum tells less than its cells: rows are many, columns few
    if size == 0:
        return 200_000 + by_name
    return (10_000 if column in groups else 1_000) * size + by_name
