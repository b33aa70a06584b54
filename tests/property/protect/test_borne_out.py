"""Answers on their way out: whatever pieces they come in, only what approved passages bear out goes out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalkline.protect.borne_out.answers import LEFT_OUT, LONGEST_HELD, LOOK_AT_IT, AnswerCheck, states_nothing
from chalkline.protect.borne_out.splitting import sentences_of
from chalkline.protect.borne_out.words import Source

WAIT = "Wait at the stop for 15 minutes after the planned time."
NOON = "Schools close at noon on snow days."
SOURCES = {
    1: Source(1, "If the bus is late", f"{WAIT} If the bus has not come by then, call Dana Reyes at 555-0142."),
    2: Source(2, "Snow", NOON),
}
ASKED = "How long do we wait when the bus is late?"
NOTE = LEFT_OUT["en"]
TRUE = (f"{WAIT} [1]", f"{NOON[:-1]} [2].", f"1. {WAIT}[1]\n", f"- **Wait** {WAIT[5:]}\n", "Hello!\n")
FALSE = (
    "Buses fly on Mondays [1].",
    "Wait for 20 minutes after the planned time [1].",
    f"{WAIT} [7]",
    "Do not wait at the stop for 15 minutes after the planned time [1].",
    f"20. {WAIT} [1]",
    "Call Rosa Klein at 555-0142 if it has not come [1].",
    "The passages do not say it, but buses are free.",
)


def through(text: str, cuts: list[int], *, strict: bool = False, asked: str = ASKED) -> tuple[str, AnswerCheck]:
    check = AnswerCheck(SOURCES, asked, strict)
    ends = [*sorted(cuts), len(text)]
    out = "".join(check.feed(text[start:end]) for start, end in zip([0, *ends], ends, strict=False)) + check.finish()
    return out, check


@given(st.lists(st.sampled_from([*TRUE, *FALSE]), max_size=6), st.data())
def test_cutting_a_stream_anywhere_changes_nothing_and_no_false_sentence_gets_through(
    said: list[str], data: st.DataObject
) -> None:
    text = " ".join(said)
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=12))
    out, check = through(text, cuts)
    assert out == through(text, [])[0]
    assert not [each for each in ("fly", "20", "[7]", "Do not", "Klein", "free") if each in out]
    assert check.left_out == sum(each in FALSE for each in said)
    stated = [each for each in said if each in TRUE and "Hello" not in each]
    assert check.held == len(stated) and out.count(WAIT[5:]) == sum(WAIT[5:] in each for each in stated)
    assert check.nothing_held == (bool(check.left_out) and not stated)


@given(st.text(max_size=300), st.data())
def test_any_text_at_all_goes_through_or_is_noted(text: str, data: st.DataObject) -> None:
    out, check = through(text, data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    assert out == through(text, [])[0]
    assert not check.left_out or NOTE in out


def test_one_sentence_is_held_back_and_never_without_end() -> None:
    check = AnswerCheck(SOURCES, ASKED)
    assert check.feed(f"{WAIT[:-1]}") == check.feed(".") == "" and check.feed(" A") == WAIT
    endless = AnswerCheck(SOURCES, ASKED)
    for _ in range(50):
        assert endless.feed("word " * 100) == "" and len(endless._rest) <= LONGEST_HELD
    assert endless.feed(f"end. {NOON} So") == f"{NOTE} {NOON}" and endless.left_out == 1


def test_what_only_a_person_could_judge_is_marked_or_kept_back() -> None:
    said = "You must wait at the stop for 15 minutes after the planned time [1]."
    assert through(said, [])[0] == said + LOOK_AT_IT["en"]
    assert through(said, [], strict=True)[0] == NOTE
    assert through("Espere veinte horas.", [], asked="¿Cuánto espero si el autobús llega tarde?")[0] == LEFT_OUT["es"]


def test_saying_that_it_is_not_said_states_nothing() -> None:
    for said in ("Good morning,", "The passages do not say when the bus is late.", "I don't know.", "¡Gracias!"[1:]):
        assert states_nothing(said, ASKED), said
    for said in ("It is approved.", "The sources do not say that the pool is free.", "I know.", "The bus is late."):
        assert not states_nothing(said, ASKED), said


RULES = {1: Source(1, "Phones", "Phones are not allowed in class. Call Dana Reyes at 555-0142 with any question.")}
FREE = "Is the pool free, or do I pay on Sundays?"


def test_an_answer_with_no_word_to_look_up_states_something_all_the_same() -> None:
    """ "No." is made of words that every source has, and a tick of none: each answers, and nothing bears it out."""
    for said in ("No.", "It is not.", "Not.", "Why not?", "[1] No.", "\u2705", "\u274c [1]", "No puede.", "[PERSON_1]"):
        check = AnswerCheck(RULES, FREE)
        assert check.feed(said) + check.finish() == NOTE and check.nothing_held, said


def test_what_stands_behind_saying_that_it_is_not_said_is_judged() -> None:
    for said in (
        "The passages do not say, the pool is free on Sundays.",
        "The passages do not say; pay on Sundays.",
        "I do not know and the pool is free.",
        "I do not know \u2014 the pool is free.",
    ):
        assert not states_nothing(said, FREE), said
    assert states_nothing("The passages do not say if the pool is free on Sundays.", FREE)


def test_what_came_from_the_question_is_not_borne_out_by_a_source() -> None:
    """The caller's own number, put back behind a source's words, would be read as the district's."""
    check = AnswerCheck(RULES, FREE)
    said = "Call [PHONE_1] with any question [1]."
    assert check.feed(said) + check.finish() == said + LOOK_AT_IT["en"]
    assert (check.held, check.doubted) == (0, 1)


@given(st.lists(st.sampled_from(["1. Wait here.", "2. Call 555-0142.", "At 7:05 a.m. sharp.", "Why?"]), max_size=5))
def test_the_number_of_a_list_item_belongs_to_it(lines: list[str]) -> None:
    assert sentences_of("\n".join(lines)) == lines
