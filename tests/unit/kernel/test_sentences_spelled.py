"""A sentence that is kept and said later is the same sentence."""

from __future__ import annotations

import json
from datetime import date

import pytest

from chalkline.kernel.sentences import Kept, Sentence


def test_a_sentence_comes_back_from_json_as_it_was() -> None:
    inner = Sentence("the {n} columns", n=3)
    whole = Sentence("{parts} until {day}: {what}", parts=("a", inner), day=date(2026, 11, 21), what=inner)
    assert Sentence.read(json.loads(json.dumps(whole.spelled()))) == whole


SPANISH = {"In review": "En revisión", "Lesson and unit ideas": "Ideas para lecciones", "for": "a favor"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("In review", "En revisión"),
        ("in review", "en revisión"),  # kept in the middle of a sentence
        ("for", "a favor"),
        ("MagicSchool: Lesson and unit ideas", "MagicSchool: Ideas para lecciones"),
        ("Evenings back: lesson drafts", "Evenings back: lesson drafts"),  # somebody's own words
        ("{braces}", "{braces}"),
        ("", ""),
    ],
)
def test_what_was_kept_is_said_as_far_as_it_is_known(text: str, said: str) -> None:
    assert Kept(text).said(lambda each: SPANISH.get(each, each)) == said
    assert str(Kept(text)) == text
    assert Sentence("It is: {what}.", what=Kept(text)).said(lambda each: SPANISH.get(each, each)) == f"It is: {said}."
