"""Bundles: one spelling, every byte counts, differences are told exactly when there are some."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.kernel.problem import Problem
from chalkline.rulebook.api import (
    Policy,
    arranged,
    bundle_body,
    difference,
    public_half,
    read_body,
    read_bundle,
    sign_bundle,
)
from policies import FEEDBACK, LESSON, policies, policy

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
UNTIL = NOW + timedelta(days=100)
SECRET = bytes(range(32))


@given(policies, st.randoms())
def test_the_order_of_rows_does_not_change_a_byte(made: Policy, random: object) -> None:
    mixed = replace(
        made,
        **{
            name: tuple(random.sample(getattr(made, name), len(getattr(made, name))))  # type: ignore[attr-defined]
            for name in ("terms", "declined", "ended", "elements", "tools", "purposes", "schools")
        },
    )
    assert bundle_body(made, previous="", good_until=UNTIL) == bundle_body(mixed, previous="", good_until=UNTIL)


@given(policies)
def test_a_policy_comes_back_as_it_was(made: Policy) -> None:
    read = read_body(bundle_body(made, previous="ab", good_until=UNTIL))
    assert read.policy == arranged(made)
    assert (read.previous, read.good_until) == ("ab", UNTIL)


@given(st.data())
def test_any_changed_byte_is_refused(data: st.DataObject) -> None:
    whole = sign_bundle(bundle_body(policy(LESSON), previous="", good_until=UNTIL), SECRET)
    place = data.draw(st.one_of(st.integers(0, len(whole) - 1), st.integers(len(whole) - 200, len(whole) - 1)))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Problem) as caught:
        read_bundle(bytes(changed), public_half(SECRET), now=NOW)
    assert caught.value.code == "bundles.damaged"


@given(policies, policies)
def test_differences_are_told_exactly_when_there_are_some(old: Policy, new: Policy) -> None:
    old, new = arranged(old), arranged(new)
    assert bool(difference(old, new)) == (old != new)
    assert difference(old, replace(old, revision=9)) == ()
    assert all("{" not in str(each.sentence) for each in difference(old, new))


def test_a_first_policy_is_told_as_what_everybody_gains() -> None:
    told = [str(each.sentence) for each in difference(None, policy(LESSON, FEEDBACK))]
    assert told[0] == (
        "New: teachers (grades 6–8, every school) may use MagicSchool for “Draft rubrics and exemplars” and "
        "“Lesson and unit ideas” until Jun 30, 2027, with no student information (decision 2026-14)."
    )
    assert "Student writing, pictures and other work" in told[1]
