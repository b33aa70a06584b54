"""Content safety: what is found, what passes, and what follows from it."""

import base64
import hashlib
import time
from pathlib import Path

import pytest

import safety_texts
from chalkline.protect.safety.answers import AnswerSafety
from chalkline.protect.safety.help import SchoolHelp, help_answer, refusal
from chalkline.protect.safety.reading import read_safety
from chalkline.protect.safety.setting import (
    NEVER_OPENED,
    STUDENT_BANDS,
    ClassSetting,
    judge,
    read_value,
    setting_for,
)
from chalkline.protect.safety.vocabulary import safety_rules
from chalkline.protect.safety.words import DANGERS, Act, Category, Direction, Severity


def test_the_test_part_is_the_one_that_was_written_before_the_rules() -> None:
    folder = Path(safety_texts.FOLDER)
    kept = (folder / "test.sha256").read_text().strip()
    assert hashlib.sha256((folder / "test.txt").read_bytes()).hexdigest() == kept
    test, other = ({each.text for each in safety_texts.labelled(part)} for part in ("test", "development"))
    assert not test & other
    assert len(test) + len(other) >= 600


def test_words_kept_apart_are_those_that_no_rule_was_made_by() -> None:
    folder = Path(safety_texts.FOLDER)
    kept = (folder / "held_out.sha256").read_text().strip()
    assert hashlib.sha256((folder / "held_out.txt").read_bytes()).hexdigest() == kept
    apart, tuned = ({each.text for each in safety_texts.labelled(part)} for part in ("held_out", "tuning"))
    assert not apart & tuned and len(tuned) >= 60


@pytest.mark.parametrize("part", ["development", "test", "later", "free", "tuning", "held_out"])
def test_fewer_than_two_of_a_hundred_safe_but_alarming_texts_are_stopped(part: str) -> None:
    counted = safety_texts.count(part)
    stopped = [each.text for each in counted.wrongly_stopped]
    assert len(stopped) < 0.02 * counted.safe.total() or not stopped, stopped
    assert counted.found[Category.SELF_HARM, "en"] > 0  # it was on


def test_rules_have_ids_of_their_own_and_say_what_they_find() -> None:
    rules = safety_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    assert {rule.category for rule in rules} == set(Category)
    assert all(rule.says.endswith(".") for rule in rules)


@pytest.mark.parametrize(
    "text",
    [
        "I WANT TO KILL MYSELF",
        "i want to k1ll mys3lf",
        "i want to k*ll myself",
        "k i l l  m y s e l f",
        "k.i.l.l  m.y.s.e.l.f",
        "i waaaant to killll myself",
        "i want to ki\u200bll my\u00adself",
        "i wаnt to kіll mysеlf",  # Cyrillic letters
        "ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ",
        "𝐢 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐤𝐢𝐥𝐥 𝐦𝐲𝐬𝐞𝐥𝐟",
        "i want to kill\nmyself please".replace("\n", " \u2028".strip()),
        base64.b64encode(b"i want to kill myself").decode(),
        "i%20want%20to%20kill%20myself",
        "&#105; want to &#107;ill myself",
        "".join(chr(0xE0000 + ord(each)) for each in "i want to kill myself"),
    ],
)
def test_what_people_do_to_be_seen_less_is_undone(text: str) -> None:
    found = read_safety(text)
    assert any(each.category is Category.SELF_HARM and each.severity is Severity.DANGER for each in found), text


@pytest.mark.parametrize("before", ["", "¡Hola! ", "“Hi” – ", "日本 ", "a,  b ;  "])
def test_a_signal_says_where_in_the_text_it_stands(before: str) -> None:
    text = f"{before}Well. I want to die, and I don’t know why."
    (signal,) = read_safety(text)
    assert "want to die" in text[signal.start : signal.end]
    assert len(text[signal.start : signal.end]) < 20


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    def once(text: str) -> float:
        start = time.process_time()
        read_safety(text)
        return time.process_time() - start

    def took(text: str) -> float:
        """The least of a few: what else this process has to do, such as collecting garbage, is not the text's."""
        return min(once(text) for _ in range(4))

    for piece in ("kill ", "i want to ", "a" * 50, "<![(", "i ", "1", "&#", "% ", "é", "k i "):
        small, large = took(piece * 2000), took(piece * 20000)
        assert large < 25 * small + 0.05, piece


def test_a_students_danger_is_an_alert_at_every_age_whatever_a_use_opens() -> None:
    for band in (*STUDENT_BANDS, "a band that nobody knows"):
        for value in ("", "strict", "open", "open: self_harm, threat, abuse"):
            setting = setting_for(band, value)
            for category in DANGERS:
                assert setting.acts[category, Direction.IN][1] is Act.ALERT
            for category in NEVER_OPENED:
                assert setting.acts[category, Direction.IN][1].stops


def test_staff_work_that_speaks_of_it_is_opened_by_its_use_and_can_be_tightened() -> None:
    said = read_safety("write a sex scene between two students")
    assert judge(said, setting_for("none", "open"), Direction.IN).act is Act.TELL
    drugs = read_safety("where can i buy weed near school")
    assert judge(drugs, setting_for("none"), Direction.IN).act is Act.PASS
    assert judge(drugs, setting_for("none", "strict"), Direction.IN).act is Act.REFUSE
    assert judge(drugs, setting_for("g912"), Direction.IN).act is Act.REFUSE
    assert judge(drugs, setting_for("g912", "open: drugs"), Direction.IN).act is Act.TELL
    with pytest.raises(ValueError, match="safety condition"):
        read_value("closed")


def test_a_class_setting_says_how_much_help_is_right() -> None:
    asked = read_safety("do my homework")
    assert judge(asked, setting_for("g68"), Direction.IN).act is Act.TELL
    strict = ClassSetting(dishonesty=Act.REFUSE, off_task=Act.REFUSE)
    assert judge(asked, setting_for("g68", "", strict), Direction.IN).act is Act.REFUSE
    assert judge(read_safety("unblocked games"), setting_for("g68", "", strict), Direction.IN).act is Act.REFUSE


def test_help_comes_in_the_students_language_and_names_their_people() -> None:
    school = SchoolHelp("Ms. Rivera (room 12)", "la Sra. Rivera (salón 12)")
    assert "Ms. Rivera" in help_answer(Category.SELF_HARM, "i want to die", school)
    told = help_answer(Category.SELF_HARM, "ya no quiero vivir", school)
    assert "la Sra. Rivera" in told
    assert "988" in told and "oprime 2" in told and "911" in told and "741741" in told
    assert "counselor" in help_answer(Category.ABUSE)
    assert "always answer" in help_answer(Category.THREAT, closed=True)
    assert refusal("¿dónde compro drogas?") != refusal("where do i buy drugs")
    for category in Category:
        for text in ("help me", "ayúdame por favor"):
            assert "{" not in help_answer(category, text)


def test_an_answer_that_urges_self_harm_is_not_shown_and_help_stands_instead() -> None:
    filtered = AnswerSafety(setting_for("g68"), asked="i feel bad")
    shown = filtered.feed("That sounds hard. You should kill yourself. Here is how to do it.") + filtered.finish()
    assert "kill yourself" not in shown and "Here is how" not in shown
    assert "988" in shown and filtered.instead in shown
    assert filtered.judged.act is Act.ALERT
    assert filtered.feed("more") == "" == filtered.finish()


def test_a_harmless_answer_goes_out_unchanged() -> None:
    text = "In the final scene Juliet stabs herself. " * 30 + "x" * 2000 + " the end"
    filtered = AnswerSafety(setting_for("k2"))
    assert filtered.feed(text) + filtered.finish() == text
