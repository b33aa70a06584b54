"""What is taken out of a remark, what is proposed as a theme, what may be counted: pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.protect.detecting import Detector
from chalkline.protect.disclosure import SUPPRESSED, Shown
from chalkline.protect.screening import GAP, Names, Screened, Taken, hidden, screen
from chalkline.rollout.feedback import rules
from chalkline.rollout.feedback.theming import proposals
from chalkline.rollout.feedback.words import READY, Answers, Audience, Kind, RoundPlan, Subject
from expecting import problem

TODAY = date(2026, 11, 20)
ROSTER = [("Kim", "Sato"), ("José María", "De la Cruz"), ("Grace", "Young"), ("Will", "Banks")]
FAMILIES = READY[Audience.FAMILIES]


def kept(text: str) -> Screened:
    return screen(text, Detector().find(text), Names.of(ROSTER, [text]))


@pytest.mark.parametrize(
    "text",
    [
        "Kim Sato cried.",
        "kim sato cried.",
        "SATO KIM cried.",
        "Sato, Kim cried.",
        "Jose Maria de la Cruz is fine",
        "José de la Cruz is fine",
    ],
)
def test_a_whole_name_is_never_kept(text: str) -> None:
    screened = kept(text)
    assert screened.text.startswith(GAP) and screened.taken == (Taken.NAME,) and not screened.doubts


def test_contacts_and_numbers_are_never_kept() -> None:
    screened = kept("Call me: 415-555-2671 or mina@family.example, her student id is 204517")
    for secret in ("415", "mina", "204517"):
        assert secret not in screened.text
    assert set(screened.taken) == {Taken.CONTACT, Taken.NUMBER}


def test_a_first_name_alone_waits_for_a_reader() -> None:
    screened = kept("Kim's tutor is kind. Ms. Sato too. It will help, by the grace of Grace.")
    assert screened.doubts == ("Kim's", "Grace") and not screened.taken
    assert (
        hidden(screened.text, screened.doubts)
        == f"{GAP} tutor is kind. Ms. Sato too. It will help, by the grace of {GAP}."
    )


@given(st.text(max_size=60), st.sampled_from(ROSTER), st.text(max_size=60))
def test_no_surroundings_let_a_name_through(before: str, name: tuple[str, str], after: str) -> None:
    text = f"{before} {name[0]} {name[1]} {after}"
    screened = kept(text)
    assert name[0] + " " + name[1] not in hidden(screened.text, screened.doubts)


def test_themes_are_words_that_stand_in_several_remarks() -> None:
    said = ["Too much homework on screens", "homework every day", "No more homeworks!", "The bus was late", "late bus"]
    found = proposals((str(place), text, "en") for place, text in enumerate(said))
    assert [(each.words, each.remark_ids) for each in found] == [(("homework",), ("0", "1", "2"))]
    assert proposals([("1", "una dos", "es")]) == ()


@given(st.integers(0, 60), st.data())
def test_no_count_that_is_shown_gives_a_small_one_away(total: int, data: st.DataObject) -> None:
    left, picked = total, {}
    for option in ("yes", "partly", "no", "unsure"):
        picked[option] = data.draw(st.integers(0, left))
        left -= picked[option]
    tally = rules.tally_of(total, FAMILIES, {1: picked})
    (asked,) = tally.questions
    cells = [cell for _, cell in asked.options]
    assert all(cell == SUPPRESSED or cell.count == 0 or cell.count >= 10 for cell in cells)  # type: ignore[union-attr]
    if 0 < total < 10:
        assert tally.total == SUPPRESSED
    unseen = [*cells, Shown(left)].count(SUPPRESSED)
    if isinstance(tally.total, Shown) and any(0 < count < 10 for count in picked.values()):
        assert unseen >= 2 or left > 0  # what passed over the question is not listed, and hides one


def test_a_round_is_asked_in_both_languages_and_ends() -> None:
    plan = RoundPlan("AI this fall", "La IA este otoño", Audience.FAMILIES, Subject(), FAMILIES, TODAY)
    rules.must_be_a_round(plan, TODAY)
    for wrong in (
        RoundPlan("", "La IA", Audience.STAFF, Subject(), FAMILIES, TODAY),
        RoundPlan("AI", "", Audience.FAMILIES, Subject(), FAMILIES, TODAY),
        RoundPlan("AI", "IA", Audience.FAMILIES, Subject(), (), TODAY),
        RoundPlan("AI", "IA", Audience.FAMILIES, Subject(), FAMILIES * 2, TODAY),
        RoundPlan("AI", "IA", Audience.FAMILIES, Subject(), FAMILIES, TODAY - timedelta(days=1)),
        RoundPlan("AI", "IA", Audience.FAMILIES, Subject(), FAMILIES, TODAY + timedelta(days=91)),
    ):
        with problem("feedback.incomplete"):
            rules.must_be_a_round(wrong, TODAY)
    rules.must_be_a_round(RoundPlan("AI", "", Audience.STAFF, Subject(), READY[Audience.STAFF], TODAY), TODAY)


def test_an_answer_says_something_and_only_what_was_asked() -> None:
    with problem("feedback.nothing_said"):
        rules.must_say_something(Answers("en", {1: "perhaps", 9: "yes"}, {1: "words", 2: "  "}), FAMILIES)
    with problem("feedback.too_long"):
        rules.must_say_something(Answers("en", {}, {2: "x" * 2001}), FAMILIES)
    said = Answers("en", {1: "yes", 2: "yes"}, {1: "words", 2: " It helps. "})
    assert rules.picks_of(said, FAMILIES) == {1: "yes"} and rules.texts_of(said, FAMILIES) == {2: "It helps."}
    assert FAMILIES[0].kind is Kind.YES_NO
