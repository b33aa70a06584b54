"""The same passages with the same scores on either database; slips of the fingers; terms alike in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assisting import TODAY, approved
from cast import Cast
from chalkline.assist.retrieval.api import find, language_of, terms_of
from chalkline.assist.retrieval.rules import added_up, mended, one_slip, score_words, weight_of

TEXTS = {
    "Late buses": "Wait at the stop for 15 minutes. Buses that are late are excused.",
    "Lunch": "Lunch costs $3.10 in the high school. Breakfast is free.",
    "Kindergarten": "Kindergarten registration opens on February 1.",
    "Autobuses": "Si el autobús llega tarde, espere en la parada.",
}


def test_scores_are_the_same_numbers_on_either_database(cast: Cast) -> None:
    for title, text in TEXTS.items():
        approved(cast, text, title=title, language="es" if title == "Autobuses" else "en")
    found = find(cast.tess.actor, "late bus at the stop, and lunch", today=TODAY, by_meaning=False)
    told = [(hit.title, round(hit.score, 3), round(hit.cover, 3)) for hit in found.hits]
    assert told == [("Late buses", 1.0, 0.75), ("Lunch", 0.393, 0.25)]
    assert [hit.title for hit in find(cast.tess.actor, "¿los autobuses tarde?", today=TODAY).hits] == ["Autobuses"]
    assert find(cast.tess.actor, "kindergarden regstration", today=TODAY).hits[0].title == "Kindergarten"
    assert find(cast.tess.actor, "", today=TODAY).hits == () == find(cast.tess.actor, "the of and", today=TODAY).hits


@pytest.mark.parametrize("words", ["\"'*()", "a' OR 1=1 --", "NEAR AND OR NOT", "x" * 9000, "\\ : & | !", "日本語 🚌"])
def test_odd_questions_are_only_words(cast: Cast, words: str) -> None:
    approved(cast, TEXTS["Lunch"], title="Lunch")
    find(cast.tess.actor, words, today=TODAY)


def test_the_language_is_told_by_small_words() -> None:
    assert language_of("¿Cuándo empieza la escuela?") == language_of("Necesito un intérprete para la reunión") == "es"
    assert language_of("When does school start?") == language_of("12:30") == "en"


def test_terms_meet_across_forms_accents_and_case() -> None:
    assert terms_of("Buses", "en") == terms_of("the bus", "en") == terms_of("BUS'S", "en")
    assert terms_of("autobuses", "es") == terms_of("El AUTOBÚS", "es")


@given(st.text(alphabet="abcdef", min_size=5, max_size=9), st.integers(0, 8))
def test_one_slip_is_found_and_mended(word: str, at: int) -> None:
    place = at % len(word)
    slipped = word[:place] + word[place + 1 :]
    assert one_slip(slipped, word) and one_slip(word, slipped)
    assert len(slipped) < 5 or mended(slipped, [word]) == word
    assert not one_slip(word, word) and not one_slip(word, f"{word}zz")


@given(
    st.dictionaries(st.integers(0, 9), st.floats(0, 50), max_size=8),
    st.dictionaries(st.integers(0, 9), st.floats(-1, 1)),
)
def test_added_scores_lie_between_nothing_and_all(words: dict[int, float], meaning: dict[int, float]) -> None:
    for scores in (added_up(words, meaning), added_up(words, None)):
        assert all(0 <= score <= 1 for score in scores.values())
    assert set(added_up(words, meaning)) == set(words) | set(meaning)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_rarer_terms_weigh_more_and_none_weighs_less_than_nothing(holding: int, everything: int) -> None:
    holding = min(holding, everything)
    assert weight_of(holding, everything) >= 0
    assert holding == everything or weight_of(holding, everything) > weight_of(holding + 1, everything)
    assert score_words(["bus"], {"bus": 1.0}, 5) > score_words(["bus", *"abcdefgh"], {"bus": 1.0}, 5)
