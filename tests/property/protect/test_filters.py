"""Every way of splitting an answer gives the same: links, and safety."""

import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from chalkline.protect.links import LinkFilter
from chalkline.protect.safety.answers import LONGEST_HELD, AnswerSafety
from chalkline.protect.safety.setting import setting_for

PIECES = (
    *("https://evil.example/a?b=SECRET", "![", "](", ")", "<img src=", ">", "\n\n", " ", "word", "//", ":", "&colon;"),
    *("www.", "evil.example/", "<", "]", "[a]: ", "\\", "javascript:", "data:", "good.example", "é", "x" * 30, ". "),
    *("You should kill yourself", "I love you so much", "the end!", "?", "https:", '"', "="),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def parts_of(text: str, cuts: Sequence[int]) -> list[str]:
    places = sorted({min(each, len(text)) for each in cuts} | {0, len(text)})
    return [text[start:end] for start, end in itertools.pairwise(places)]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 400), max_size=40))
def test_links_are_found_however_a_stream_is_split(text: str, cuts: list[int]) -> None:
    whole, split = LinkFilter(frozenset({"good.example"})), LinkFilter(frozenset({"good.example"}))
    expected = whole.feed(text) + whole.finish()
    assert "".join(map(split.feed, parts_of(text, cuts))) + split.finish() == expected
    assert "evil.example/a" not in expected


@settings(max_examples=80, deadline=None)
@given(TEXTS.map(lambda text: f"{text} and {text}"), st.lists(st.integers(0, 800), max_size=40))
def test_safety_stops_at_the_same_place_however_a_stream_is_split(text: str, cuts: list[int]) -> None:
    whole, split = AnswerSafety(setting_for("g68"), whole=True), AnswerSafety(setting_for("g68"))
    expected = whole.feed(text) + whole.finish()
    shown, given_in = "", 0
    for part in parts_of(text, cuts):
        shown += split.feed(part)
        given_in += len(part)
        assert split.stopped or given_in - len(shown) <= LONGEST_HELD + 1
    assert shown + split.finish() == expected
    assert split.judged.act == whole.judged.act
