"""A teacher's pages about their class: what is shown, what is not, and who is told that they may look."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from calling import api_at, caller
from cast import NOW, Cast
from chalkline.approve.uses.api import ApprovedUse
from deciding import STUDENT_USE, use_granted
from unit.oversee.test_class_views import KEEP, LAST, READ, SEE, calls, class_of, in_force, key_of, text_kept
from visiting import visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def use(cast: Cast) -> ApprovedUse:
    return use_granted(cast, **STUDENT_USE)


def test_a_teacher_comes_from_today_to_a_week_of_their_class(cast: Cast, use: ApprovedUse) -> None:
    tess = visitor(cast.tess)
    assert "No class of yours is shown" in tess.get("/protect/my-classes/").content.decode()
    in_force(use, SEE)
    class_of(cast, 22)
    key = key_of(use, cast)
    url = f"/protect/my-classes/{key.pk}/"
    assert url in tess.get("/").content.decode() and url in tess.get("/protect/my-classes/").content.decode()
    shown = tess.get(f"{url}?week=nonsense").content.decode()
    assert "Room 12" in shown and "may look" in shown and "Texts that are kept" not in shown
    for stranger in (cast.theo, cast.paula, cast.nora, cast.fay):
        answer = visitor(stranger).get(url)
        assert answer.status_code in {403, 404} and "Room 12" not in answer.content.decode()


def test_a_small_class_is_said_to_be_one(cast: Cast, use: ApprovedUse) -> None:
    in_force(use, READ, KEEP)
    class_of(cast, 9)
    key = key_of(use, cast)
    calls(key, 77, LAST)
    text = text_kept(key)
    tess = visitor(cast.tess)
    shown = tess.get(f"/protect/my-classes/{key.pk}/").content.decode()
    said = re.sub("<[^>]*>", " ", shown.replace(str(key.pk), ""))  # an id may hold any digits
    assert "fewer than 10 students" in said and "77" not in said and "of this week" not in said
    assert tess.get(f"/protect/my-classes/texts/{text.pk}/").status_code == 404


def test_a_text_shows_its_words_in_answer_to_a_reason_alone(cast: Cast, use: ApprovedUse) -> None:
    in_force(use, READ, KEEP)
    class_of(cast, 22)
    key = key_of(use, cast)
    text = text_kept(key)
    tess, url = visitor(cast.tess), f"/protect/my-classes/texts/{text.pk}/"
    assert url in tess.get(f"/protect/my-classes/{key.pk}/").content.decode()
    assert "Is it clear?" not in tess.get(url).content.decode()
    assert "Is it clear?" not in tess.post(url, {"reason": ""}).content.decode()
    read = tess.post(url, {"reason": "To help the class."})
    assert "Is it clear?" in read.content.decode() and read["Cache-Control"] == "no-store"
    assert visitor(cast.nora).post(url, {"reason": "Curious."}).status_code in {403, 404}


def test_families_and_everybody_read_that_the_teacher_may_look(cast: Cast, use: ApprovedUse) -> None:
    in_force(use, READ, KEEP, on=localdate())
    stranger = visitor()
    assert "may read texts of the class that are kept" in stranger.get("/register/").content.decode()
    listed = stranger.get("/register.json").json()["approved_uses"]
    assert [each["teacher_sees"]["id"] for each in listed if each["teacher_sees"]] == ["texts"]
    assert "What the teacher sees" in stranger.get("/register/magicschool-2026-15/").content.decode()


def test_programs_of_the_teacher_read_the_same(cast: Cast, use: ApprovedUse, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    in_force(use, SEE)
    class_of(cast, 22)
    key = key_of(use, cast)
    calls(key, 30, LAST)
    calls(key, 20, LAST - timedelta(days=7))
    tess = caller(cast.tess, now=NOW)
    assert [each["label"] for each in tess.get("/my-classes").said] == ["Room 12"]
    assert tess.get(f"/my-classes/{key.pk}").said["calls"] == 30
    before = tess.get(f"/my-classes/{key.pk}?week={LAST - timedelta(days=7)}").said
    assert before["calls"] == 20 and before["purposes"][0]["purpose"] == "uc_feedback"
    assert caller(cast.theo, now=NOW).get(f"/my-classes/{key.pk}").status == 404
    assert caller(cast.nora, now=NOW).get("/my-classes").status == 403
