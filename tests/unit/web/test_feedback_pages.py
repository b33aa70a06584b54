"""Feedback in the browser: asked with a picture of a link, answered without an account, sorted, answered in public."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from cast import Cast
from chalkline.kernel.clock import utc_now
from chalkline.people.api import system_actor
from chalkline.rollout.feedback.api import (
    READY,
    Answers,
    Audience,
    Remark,
    Round,
    RoundPlan,
    Subject,
    give_answer,
    open_round,
)
from chalkline.web.pacing import Pace
from chalkline.web.pages.feedback import public
from visiting import visitor


@pytest.fixture
def asked(cast: Cast) -> Round:
    plan = RoundPlan(
        "AI this fall", "La IA este otoño", Audience.FAMILIES, Subject(), READY[Audience.FAMILIES],
        localdate() + timedelta(days=14),
    )  # fmt: skip
    return open_round(cast.ada.actor, plan, now=utc_now())


def test_a_round_is_opened_with_ready_questions(cast: Cast) -> None:
    ada = visitor(cast.ada)
    page = ada.get("/feedback/new/?for=staff").content.decode()
    given = dict(re.findall(r'name="((?:en|es)_\d)" value="([^"]*)"', page))
    assert given["en_1"].startswith("How much does it help")
    sent = {**given, "kind_1": "helps", "kind_2": "words", "kind_3": "words", "kind_4": "words", "title_en": ""}
    assert "Title in English: Please fill this in." in ada.post("/feedback/new/?for=staff", sent).content.decode()
    sent |= {"title_en": "Your work with AI", "closes_on": str(localdate() + timedelta(days=7))}
    made = ada.post("/feedback/new/?for=staff", sent, follow=True).content.decode()
    found = Round.objects.get()
    assert f"/say/{found.code.lower()}/" in made and "<svg" in made and len(found.questions) == 4
    assert "Say what you think: Your work with AI" in visitor(cast.tess).get("/").content.decode()
    assert "Say what you think" not in visitor(cast.bo).get("/").content.decode()
    poster = visitor(cast.tess).get(f"/feedback/{found.pk}/poster/").content.decode()
    assert "Your work with AI" in poster


def test_a_parent_answers_once_in_spanish_and_nothing_is_known_of_them(asked: Round) -> None:
    parent, address = visitor(), f"/say/{asked.code.lower()}/"
    page = parent.get(address, headers={"accept-language": "es"}).content.decode()
    assert "La IA este otoño" in page and "¿Qué le preocupa?" in page
    assert parent.post(address, {}).status_code == 200
    done = parent.post(address, {"q1": "no", "q3": "Mucha pantalla"}, headers={"accept-language": "es"})
    assert done.status_code == 302 and parent.cookies[f"said-{asked.code}"]["httponly"]
    assert "<textarea" not in parent.get(address).content.decode()
    assert "<textarea" in parent.get(f"{address}?again=1").content.decode()
    assert [(each.language, each.text) for each in Remark.objects.all()] == [("es", "Mucha pantalla")]
    assert visitor().get("/say/nothing/").status_code == 404


def test_a_flood_from_one_place_is_slowed(asked: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "PACE", Pace(most=2, seconds=600))
    codes = [visitor().post(f"/say/{asked.code}/", {"q1": "no"}).status_code for _ in range(3)]
    assert codes == [302, 302, 200]
    now = [0.0]
    pace = Pace(most=1, seconds=10, clock=lambda: now[0])
    request = type("Request", (), {"META": {"REMOTE_ADDR": "10.0.0.1"}})()
    assert pace.allows(request) and not pace.allows(request)
    now[0] = 11.0
    assert pace.allows(request)


def test_sorted_by_whoever_asked_and_answered_in_public(cast: Cast, asked: Round) -> None:
    for text in ("Too much screen time", "screen time", "Less screen time", "My Kim likes it"):
        give_answer(system_actor("public"), asked, Answers("en", {}, {3: text}), now=utc_now())
    ada, sort = visitor(cast.ada), f"/feedback/{asked.pk}/sort/"
    assert "4 remarks wait to be sorted" in ada.get("/").content.decode()
    page = ada.get(f"{sort}?words=1").content.decode()
    assert "“screen”" in page and page.count(" checked") == 3 and "My […] likes it" in page
    (doubt,) = Remark.objects.exclude(doubts=[])
    ada.post(f"/feedback/remarks/{doubt.pk}/look/", {"names": "child"})
    assert "Choose the remarks first." in ada.post(sort, {"act": "theme"}).content.decode()
    chosen = [str(each.pk) for each in Remark.objects.exclude(pk=doubt.pk)]
    page = ada.post(sort, {"act": "theme", "chosen": chosen, "heard_en": ""}).content.decode()
    assert "Please fill this in." in page and page.count(" checked") == 3
    ada.post(sort, {"act": "theme", "chosen": chosen, "heard_en": "You want less time in front of screens."})
    ada.post(sort, {"act": "aside", "chosen": [str(doubt.pk)]})
    assert "Everything is sorted" in ada.get(sort).content.decode()
    theme = asked.themes.get()
    assert "Say what was done: You want less time" in ada.get("/").content.decode()
    page = ada.get(f"/feedback/themes/{theme.pk}/").content.decode()
    assert "Less screen time" in page
    ada.post(f"/feedback/themes/{theme.pk}/", {"done_en": "No AI homework before grade 6.", "done_es": "Sin tareas."})
    heard = visitor().get("/what-we-heard/").content.decode()
    assert "No AI homework before grade 6." in heard and "screen time" not in heard.replace("time in front", "")
    assert "Sin tareas." in visitor().get("/what-we-heard/", headers={"accept-language": "es"}).content.decode()


def test_remarks_are_for_whoever_asked(cast: Cast, asked: Round) -> None:
    give_answer(system_actor("public"), asked, Answers("en", {}, {3: "Words of a mother"}), now=utc_now())
    remark = Remark.objects.get()
    for member in (cast.tess, cast.priya, cast.sue):
        assert visitor(member).get(f"/feedback/{asked.pk}/sort/").status_code == 403
        assert visitor(member).post(f"/feedback/remarks/{remark.pk}/look/").status_code == 404
        assert "Words of a mother" not in visitor(member).get(f"/feedback/{asked.pk}/").content.decode()
    assert visitor(cast.ada).post(f"/feedback/{asked.pk}/close/").status_code == 302
    assert "closed" in visitor().get(f"/say/{asked.code}/").content.decode()
