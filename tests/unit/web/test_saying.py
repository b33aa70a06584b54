"""Words, dates and numbers in the reader's language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from chalkline.kernel.sentences import Sentence
from chalkline.web.templatetags.saying import count, day, iso, lately, moment, said, weekday

AT = datetime(2026, 3, 6, 20, 5, tzinfo=UTC)  # 14:05 in Chicago
LATE = datetime(2026, 3, 7, 4, 30, tzinfo=UTC)  # still the 6th in Chicago


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("Mar 6, 2026", "Fri, Mar 6", "Mar 6, 2026, 2:05 p.m.")),
        ("es", ("6 de marzo de 2026", "vie 6 de marzo", "6 de marzo de 2026, 14:05")),
    ],
)
def test_days_and_moments_are_said_as_people_say_them(language: str, expected: tuple[str, str, str]) -> None:
    with translation.override(language):
        assert (day(AT), weekday(AT).casefold(), moment(AT)) == (expected[0], expected[1].casefold(), expected[2])


def test_a_day_is_a_day_of_the_district() -> None:
    assert day(LATE) == day(date(2026, 3, 6)) == "Mar 6, 2026"


def test_dates_inside_sentences_follow_the_language() -> None:
    sentence = Sentence("until {day}", day=date(2027, 6, 30))
    assert said(sentence) == "until Jun 30, 2027"
    with translation.override("es"):
        assert "30 de junio de 2027" in said(sentence)


def test_nothing_is_said_of_nothing() -> None:
    assert (said(None), day(None), moment(None), weekday(None), iso(None)) == ("", "", "", "", "")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (48210, "48,210"), (12.0, "12"), (3.5, "3.5"), (None, "not shown"), ("many", "many")],
)
def test_numbers_are_grouped_and_small_ones_hidden_by_the_caller(number: object, shown: str) -> None:
    assert count(number) == shown


def test_near_days_are_said_as_people_say_them() -> None:
    now = timezone.now()
    assert lately(now).startswith("today, ")
    assert lately(now - timedelta(days=1)) == "yesterday"
    assert re.fullmatch(r"\w{3}, \w{3} \d+", lately(now - timedelta(days=9)))
    assert re.fullmatch(r"\w{3} \d+, \d{4}", lately(now - timedelta(days=400)))
