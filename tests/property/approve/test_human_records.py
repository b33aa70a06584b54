"""The rules of human records, for every matter, decision and state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalkline.approve.human_records import rules
from chalkline.approve.human_records.words import LONGEST_DAYS, MAY_BECOME, Decided, Followed, Matter, RecordState
from chalkline.kernel.problem import Problem
from chalkline.rulebook.api import vocabulary

DAYS = some.dates(date(2020, 1, 1), date(2090, 1, 1))
STATES = some.sampled_from(RecordState)
TEXTS = some.text(max_size=3000)
T = TypeVar("T")


def tried(act: Callable[[], T]) -> tuple[set[str], T | None]:
    """The fields that are wrong, and what came of it where none is."""
    try:
        return set(), act()
    except Problem as refused:
        return set(refused.fields), None


@given(DAYS, DAYS, DAYS, TEXTS)
def test_a_record_ends_within_thirty_days_and_never_after_its_use(
    today: date, until: date, expires: date, words: str
) -> None:
    wrong, found = tried(lambda: rules.check_matter(Matter(words, until), today=today, expires_on=expires))
    if found is None:
        assert wrong and wrong <= {"matter", "until_on"}
        return
    assert today <= found.until_on <= min(expires, today + timedelta(days=LONGEST_DAYS))
    assert found.words == words.strip() and len(found.words.split()) >= 3


@given(TEXTS, TEXTS, some.one_of(TEXTS, some.sampled_from(Followed)), some.one_of(some.none(), some.booleans()))
def test_a_decision_says_everything_or_names_what_is_missing(
    words: str, why: str, followed: str, first: bool | None
) -> None:
    wrong, found = tried(lambda: rules.check_decided(Decided(words, why, followed, first)))
    assert ("decided_first" in wrong) == (first is None)
    assert ("followed" in wrong) == (followed not in list(Followed))
    if found is None:
        return
    assert found.decided_first is first and found.followed in list(Followed)
    assert found.words.strip() and found.why.strip()


@given(STATES, STATES)
def test_what_is_over_stays_over(state: RecordState, wanted: RecordState) -> None:
    if state is RecordState.OPEN:
        rules.refuse_ended(state, wanted)
        return
    assert not MAY_BECOME[state]
    with pytest.raises(Problem):
        rules.refuse_ended(state, wanted)


@given(STATES, DAYS, DAYS)
def test_only_what_is_open_is_overdue_and_only_after_its_day(state: RecordState, until: date, today: date) -> None:
    assert rules.is_overdue(state, until, today) == (state is RecordState.OPEN and today > until)


@given(some.sampled_from(sorted(vocabulary().purposes)))
def test_a_record_is_kept_for_what_people_decide_first_and_for_nothing_else(purpose: str) -> None:
    ours = vocabulary().decided_by_people()
    if purpose in ours:
        assert purpose not in vocabulary().never(), "what AI has no part in needs no record"
        rules.refuse_needless(purpose, ours)
        return
    with pytest.raises(Problem):
        rules.refuse_needless(purpose, ours)
