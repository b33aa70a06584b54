"""What is kept follows from a decision's words and from a draw that nobody can influence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalkline.kernel.ids import new_id
from chalkline.rulebook.keeping import DEFAULT_DAYS, DEFAULT_PERCENT, KeepRule, falls_into, read_rule, rule_in_words

RULES = st.builds(KeepRule, st.integers(1, 100), st.integers(1, 730), st.booleans(), st.booleans())


@given(RULES)
def test_a_rule_is_read_as_it_was_spelled(rule: KeepRule) -> None:
    assert read_rule(rule.value) == rule


@given(st.text(max_size=40))
def test_any_other_text_keeps_nothing_beyond_the_limits(text: str) -> None:
    rule = read_rule(text)
    assert rule is None or (0 < rule.percent <= 100 and 0 < rule.days <= 730)
    assert read_rule(rule_in_words(text).value) is not None


def test_a_members_words_are_understood() -> None:
    assert rule_in_words("25% for 60 days") == KeepRule(25, 60)
    assert rule_in_words("Keep some of it.") == KeepRule(DEFAULT_PERCENT, DEFAULT_DAYS)
    assert rule_in_words("all: 100 percent, 900 days") == KeepRule(DEFAULT_PERCENT, DEFAULT_DAYS)


def test_the_draw_is_fixed_fair_and_apart_for_each_purpose() -> None:
    ids = [new_id() for _ in range(4000)]
    drawn = {each for each in ids if falls_into(each, 10, b"secret", "keep")}
    assert drawn == {each for each in ids if falls_into(each, 10, b"secret", "keep")}
    assert 280 < len(drawn) < 520  # 400 expected, six standard deviations either way
    assert drawn <= {each for each in ids if falls_into(each, 30, b"secret", "keep")}
    assert drawn != {each for each in ids if falls_into(each, 10, b"another", "keep")}
    assert len(drawn & {each for each in ids if falls_into(each, 10, b"secret", "review")}) < 90
    assert all(falls_into(each, 100, b"secret", "keep") for each in ids)
