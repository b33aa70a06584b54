"""Nobody can work out a small group: judged by reckoning that knows nothing of how it was hidden."""

from __future__ import annotations

import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalkline.protect.disclosure import (
    ALL,
    SUPPRESSED,
    THRESHOLD,
    Shown,
    Suppressed,
    Table,
    at_least,
    one_way,
    overlapping,
    share,
    two_way,
)

sys.path.insert(0, str(Path(__file__).parent))
from linear import extent

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "evaluation" / "suppression.json").read_text())
COUNTS = st.one_of(st.just(0), st.integers(1, 12), st.integers(1, 60))
STUDENTS = {"k2": "student", "g35": "student", "g68": "student"}
Key = Hashable


def ranges(
    counts: Mapping[tuple[Key, Key], int], table: Table, within: Mapping[Key, Key], *, zeros_known: bool
) -> dict[tuple[Key, Key], tuple[float, float]]:
    """What an outsider can work out for each hidden count. ``zeros_known``: hidden cells are at least 1."""
    cells = list(counts)
    sums = {key: [int(_belongs(cell, key, within)) for cell in cells] for key in table.cells}
    floor = [int(zeros_known and counts[cell] > 0) for cell in cells]
    known = [
        (sums[key], shown.count - sum(a * b for a, b in zip(sums[key], floor, strict=True)))
        for key, shown in table.cells.items()
        if isinstance(shown, Shown)
    ]
    found = {}
    for key in table.hidden:
        least = sum(a * b for a, b in zip(sums[key], floor, strict=True))
        low, high = extent(known, sums[key])
        found[key] = (float(low) + least, float("inf") if high is None else float(high) + least)
    return found


def _belongs(cell: tuple[Key, Key], key: tuple[Key, Key], within: Mapping[Key, Key]) -> bool:
    return key[0] in (cell[0], ALL) and key[1] in (cell[1], within.get(cell[1]), ALL)


def whole(counts: Mapping[tuple[Key, Key], int]) -> dict[tuple[Key, Key], int]:
    """The table with the cells in which nobody was."""
    rows, columns = {row for row, _ in counts}, {column for _, column in counts}
    return {(row, column): counts.get((row, column), 0) for row in rows for column in columns}


def assert_safe(
    given_counts: dict[tuple[Key, Key], int], table: Table, within: Mapping[Key, Key], threshold: int
) -> None:
    counts = whole(given_counts)
    true = {key: sum(count for cell, count in counts.items() if _belongs(cell, key, within)) for key in table.cells}
    for key, shown in table.cells.items():
        if isinstance(shown, Shown):
            assert shown.count == true[key], "what is shown is true"
            assert shown.count == 0 or shown.count >= threshold, "no small group is shown"
    wide = ranges(counts, table, within, zeros_known=False)
    strict = ranges(counts, table, within, zeros_known=True)
    for key in table.hidden:
        assert wide[key][0] <= true[key] <= wide[key][1]
        assert wide[key][1] - wide[key][0] >= 1 and strict[key][1] - strict[key][0] >= 1
        if 0 < true[key] < threshold:
            assert wide[key][1] - wide[key][0] >= threshold
            assert strict[key][1] - strict[key][0] >= threshold - 2


@given(st.dictionaries(st.sampled_from("abcdefg"), COUNTS, min_size=1), st.sampled_from([5, 10, 11]))
def test_no_part_of_a_total_can_be_worked_out(parts: dict[str, int], threshold: int) -> None:
    table = one_way(parts, threshold=threshold)
    assert_safe({(part, ALL): count for part, count in parts.items()}, table, {}, threshold)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz")), COUNTS, min_size=1),
    st.sampled_from([5, 10]),
)
def test_no_cell_of_a_two_way_table_can_be_worked_out(counts: dict[tuple[Key, Key], int], threshold: int) -> None:
    assert_safe(counts, two_way(counts, threshold=threshold), {}, threshold)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.sampled_from(["teacher", "aide", *STUDENTS])), COUNTS, min_size=1
    )
)
def test_nor_where_grades_add_up_to_students_beside_staff(counts: dict[tuple[Key, Key], int]) -> None:
    assert_safe(counts, two_way(counts, within=STUDENTS), STUDENTS, THRESHOLD)


@given(st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from("xy")), st.just(0) | st.integers(10, 99)))
def test_where_no_group_is_small_everything_is_shown(counts: dict[tuple[Key, Key], int]) -> None:
    assert not two_way(counts).hidden


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from("xy")), COUNTS, min_size=2), st.data())
def test_what_something_else_gives_away_can_be_hidden_too(counts: dict[tuple[Key, Key], int], data: Any) -> None:
    key = data.draw(st.sampled_from(sorted(counts)))
    table = two_way(counts, hidden=[key])
    assert counts[key] == 0 or table.cell(*key) == SUPPRESSED
    assert_safe(counts, table, {}, THRESHOLD)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from("xy")), st.tuples(COUNTS, st.integers(0, 40))))
def test_a_pattern_safe_for_people_is_safe_for_their_visits(counts: dict[tuple[Key, Key], tuple[int, int]]) -> None:
    people = whole({key: count for key, (count, _) in counts.items()})
    visits = {key: count + counts[key][1] if count else 0 for key, count in people.items()}
    hidden = two_way(people).hidden
    true = {k: sum(n for c, n in visits.items() if _belongs(c, k, {})) for k in two_way(people).cells}
    pattern = Table({key: SUPPRESSED if key in hidden else Shown(true[key]) for key in true})
    for low, high in ranges(visits, pattern, {}, zeros_known=True).values():
        assert high - low >= 1


def test_knowing_how_it_is_done_does_not_help() -> None:
    """Who knows this program tries every district that would print the same: several small counts remain.

    Exhaustive: every table of three schools (and of four, at a lower threshold) up to a total.
    """
    for schools, threshold, most in [(3, 10, 36), (4, 5, 18)]:
        same: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
        for counts in itertools.product(range(most + 1), repeat=schools):
            if sum(counts) <= most:
                table = one_way(dict(enumerate(counts)), threshold=threshold)
                same[tuple(table.cell(*key) for key in [*((i,) for i in range(schools)), ()])].append(counts)
        for answer, tables in same.items():
            for place, shown in enumerate(answer[:-1]):
                possible = {counts[place] for counts in tables}
                if isinstance(shown, Suppressed) and isinstance(answer[-1], Shown) and min(possible) < threshold:
                    assert len(possible) > 1, (answer, tables)


@given(st.integers(0, 400), st.dictionaries(st.sampled_from("abcde"), COUNTS))
def test_days_that_overlap_do_not_give_a_small_day_away(total: int, parts: dict[str, int]) -> None:
    total = min(max(total, *parts.values(), 0), sum(parts.values())) if parts else 0
    shown = overlapping(total, parts)
    hidden = [part for part, cell in shown.items() if isinstance(cell, Suppressed)]
    assert all(isinstance(shown[part], Suppressed) for part, count in parts.items() if 0 < count < THRESHOLD)
    assert all(cell.count == parts[part] for part, cell in shown.items() if isinstance(cell, Shown))
    if len(hidden) == 1 and len([part for part in parts if parts[part]]) > 1:
        assert at_least(total, (parts[part] for part in parts if part not in hidden)) <= 1


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["id"])
def test_independent_cases(case: dict[str, Any]) -> None:
    inputs, expected = case["inputs"], case["expected"]
    if "rows" in inputs:
        told = [share(part, whole) for whole, part in inputs["rows"]]
        assert ["suppressed" if isinstance(each, Suppressed) else f"{each[0]}{each[1]}%" for each in told] == expected[
            "display"
        ]
        return
    rows = inputs["table_with_totals_last"]
    flat = not isinstance(rows[0], list)
    counts: dict[tuple[Key, Key], int] = (
        {(i, ALL): n for i, n in enumerate(rows[:-1])}
        if flat
        else {(i, j): n for i, row in enumerate(rows[:-1]) for j, n in enumerate(row[:-1])}
    )
    table = two_way(counts, threshold=inputs["threshold"])
    primary = {(cell[0], ALL if flat else cell[1]) for cell in expected["primary"]}
    assert primary <= table.hidden
    assert len(table.hidden) == expected["min_cells_hidden_exact"] == expected["min_cells_hidden_width_k"]
    assert not any(ALL in key[: 1 if flat else 2] for key in table.hidden), "totals stay shown"
    assert_safe(counts, table, {}, inputs["threshold"])


@given(st.integers(0, 500), st.integers(0, 500))
def test_percentages_never_reach_the_ends_of_a_small_group(part: int, whole: int) -> None:
    part = min(part, whole)
    told = share(part, whole)
    if isinstance(told, Suppressed):
        assert whole < THRESHOLD
        return
    sign, percent = told
    assert 1 <= percent <= 99 and (sign or abs(percent - 100 * part / whole) <= 0.5)


@pytest.mark.parametrize(("counts", "threshold"), [({("a", "b"): -1}, 10), ({("a", "b"): 1}, 4)])
def test_nonsense_is_refused(counts: dict[tuple[Key, Key], int], threshold: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        two_way(counts, threshold=threshold)
