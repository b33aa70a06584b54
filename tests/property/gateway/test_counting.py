"""Sums of limits: whatever was counted by whom and when, they are those of all calls, each once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalkline.gateway.limits import counting
from chalkline.gateway.limits.counting import Counts, Entry, Minute, counted, taken_over
from chalkline.rulebook.limits import Limit, LimitKind, LimitScope, Totals, Who, same_span

DAY = date(2026, 11, 30)
EACH_DAY = Limit("day", LimitScope.PERSON, LimitKind.TOKENS_DAY, 10**9)
MONTH = Limit("month", LimitScope.DISTRICT, LimitKind.DOLLARS_MONTH, 10**9)
calls = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["p", "q", ""]), st.integers(0, 2), st.integers(0, 99)),
    max_size=40,
)


def entries_of(made: list[tuple[str, str, int, int]]) -> list[tuple[str, Entry]]:
    return [
        (node, Entry(at, DAY - timedelta(days=back), ((Who("u", "s", "teacher", person), tokens, tokens * 3),)))
        for at, (node, person, back, tokens) in enumerate(made)
    ]


def used(made: list[tuple[str, Entry]], limit: Limit, subject: str) -> int:
    return sum(
        cost if limit.kind is LimitKind.DOLLARS_MONTH else tokens
        for _, entry in made
        for who, tokens, cost in entry.parts
        if limit.subject_of(who) == subject and same_span(limit.kind, entry.day, DAY)
    )


@given(calls, st.integers(0, 40), st.integers(0, 40), st.sampled_from([3, 10, 65_536]))
@example([("a", "p", 0, 0), ("a", "p", 1, 1), ("a", "p", 0, 0), ("a", "p", 0, 0)], 0, 1, 3)  # one came late
def test_each_call_counts_once(made: list[tuple[str, str, int, int]], cut: int, seen: int, most: int) -> None:
    every = entries_of(made)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counting, "MOST_ENTRIES", most)
        old = Counts((EACH_DAY, MONTH), Totals(), DAY)
        for node, entry in every[:seen]:
            old.add(node, entry)
        upto = {node: entry.sequence for node, entry in every[:cut]}
        spent = {
            "day": {person: used(every[:cut], EACH_DAY, person) for person in "pq"},
            "month": {"": used(every[:cut], MONTH, "")},
        }
        new = counted((EACH_DAY, MONTH), Totals(DAY, upto, spent), DAY, {n: list(e) for n, e in old.entries.items()})
        for node, entry in every[seen:]:
            old.add(node, entry)
        new = taken_over(new, old)
    for limit, subject in ((EACH_DAY, "p"), (EACH_DAY, "q"), (MONTH, "")):
        told, true = new.used(limit, (limit.limit_id, subject), 0.0), used(every, limit, subject)
        # What was folded together to save room may count twice until a pack has all of it: never too little.
        assert told == true if most > 40 else told >= true


@given(st.lists(st.floats(0, 300), max_size=60).map(sorted), st.floats(300, 400))
def test_a_minute_holds_what_came_in_the_last_sixty_seconds(times: list[float], now: float) -> None:
    minute = Minute()
    for at in times:
        minute.add(at)
    assert minute.at(now) == sum(int(at) > int(now) - 60 for at in times)
    assert 1 <= minute.free_in(now) <= 61


@given(st.lists(st.integers(1, 50), max_size=20), st.integers(1, 200))
def test_what_is_under_way_never_passes_a_limit_together(expected: list[int], most: int) -> None:
    limit = Limit("l", LimitScope.USE, LimitKind.TOKENS_DAY, most)
    counts, who = Counts((limit,), Totals(), DAY), Who("u")
    under_way = [(tokens, counts.begin(who, tokens, 0, 0.0)) for tokens in expected if counts.over(who, 0.0) is None]
    assert sum(tokens for tokens, _ in under_way[:-1]) < most
    for _, held in under_way:
        counts.end(held)
    assert counts.reserved == {}
