"""Sentences and problems can be said in any language, parts included."""

from __future__ import annotations

from datetime import date

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence, listed

SPANISH = {
    "{people} may use {tool} until {day}.": "{people} pueden usar {tool} hasta el {day}.",
    "teachers": "docentes",
    "aides": "auxiliares",
    "{first} and {last}": "{first} y {last}",
}


def spanish(text: str) -> str:
    return SPANISH.get(text, text)


def test_a_sentence_is_said_with_its_values_in_the_readers_language() -> None:
    people = (Sentence("teachers"), Sentence("aides"))
    sentence = Sentence("{people} may use {tool} until {day}.", people=people, tool="Diffit", day=date(2027, 6, 30))
    assert str(sentence) == "teachers and aides may use Diffit until Jun 30, 2027."
    said = sentence.said(spanish, lambda day: f"{day.day}/{day.month}")
    assert said == "docentes y auxiliares pueden usar Diffit hasta el 30/6."


def test_text_with_braces_in_a_value_stays_text() -> None:
    assert str(Sentence("You wrote {text}.", text="{x} {0}")) == "You wrote {x} {0}."
    assert str(Sentence("Nothing to fill in {here}.")) == "Nothing to fill in {here}."


def test_lists_read_as_people_say_them() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_sentences_with_the_same_words_are_equal_and_can_be_counted() -> None:
    assert len({Sentence("{a}", a=1), Sentence("{a}", a=1), Sentence("{a}", a=2)}) == 2


def test_a_problem_says_the_same_four_parts_at_every_door() -> None:
    problem = Problem("x.y", Sentence("{n} rows", n=3), "why", "next", fields={"name": Sentence("teachers")})
    assert problem.said(spanish) == {
        "code": "x.y",
        "what": "3 rows",
        "why": "why",
        "next_step": "next",
        "fields": {"name": "docentes"},
    }
