"""Canonical bytes: what RFC 8785 says, and refusal of what has no single spelling."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.kernel.canonical import canonical_json, digest_of, instant_text

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner),
    max_leaves=12,
)


def test_keys_are_ordered_by_utf16_units_as_in_rfc_8785_section_3_2_3() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical_json(dict.fromkeys(keys, 0)))) == ordered


def test_control_characters_and_quotes_are_spelled_as_the_rfc_spells_them() -> None:
    assert canonical_json('\u20ac$\u000f\u000aA\'B"\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\"/"'.encode()


@given(PLAIN)
def test_it_is_json_and_spelling_it_again_changes_nothing(value: object) -> None:
    spelled = canonical_json(value)
    assert json.loads(spelled) == value
    assert canonical_json(json.loads(spelled)) == spelled


@given(st.dictionaries(st.text(max_size=5), st.integers(0, 9)))
def test_the_order_of_entry_never_matters(value: dict[str, int]) -> None:
    assert digest_of(dict(reversed(value.items()))) == digest_of(value)


NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001  (an instant without a zone is what is tested)


@pytest.mark.parametrize("value", [1.5, float("nan"), b"x", object(), {1: 2}, NAIVE, 2**53, "\ud800"])
def test_what_has_no_single_spelling_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical_json(value)


def test_instants_are_spelled_in_utc_whatever_their_zone() -> None:
    local = datetime(2026, 11, 21, 13, 40, 6, 5, tzinfo=timezone(timedelta(hours=-6)))
    assert instant_text(local) == "2026-11-21T19:40:06.000005Z"
    assert canonical_json([date(2026, 3, 6), frozenset({"b", "a"})]) == b'["2026-03-06",["a","b"]]'
    assert canonical_json(local.astimezone(UTC)) == canonical_json(local)
