"""Surveys in the browser: opened in a minute, answered on a telephone without an account, read when closed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from cast import Cast
from chalkline.discover.surveys.api import Answers, Survey, SurveyPlan, close_survey, give_survey_answer, open_survey
from chalkline.discover.surveys.models import Tallied, Written
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Audience, system_actor
from chalkline.purpose.problems.api import DistrictProblem
from chalkline.tools.register.api import import_catalogue, shipped_catalogue, tool_by_slug
from visiting import visitor

SOON = localdate() + timedelta(days=7)


@pytest.fixture
def asked(cast: Cast) -> Survey:
    import_catalogue(cast.dana.actor, shipped_catalogue(), now=utc_now())
    return open_survey(cast.dana.actor, SurveyPlan(Audience.STAFF, SOON, tools=("chatgpt",)), now=utc_now())


def test_a_tool_is_asked_about_and_its_page_says_so(cast: Cast, asked: Survey) -> None:
    dana = visitor(cast.dana)
    page = dana.get("/surveys/new/?tool=magicschool").content.decode()
    assert "How often do you use MagicSchool" in page and "Ask the people who use MagicSchool" in page
    assert "at most" not in page
    wrong = dana.post("/surveys/new/?tool=magicschool", {"closes_on": "2020-01-01"}).content.decode()
    assert "Choose a day from today" in wrong and tool_by_slug("magicschool") is None
    made = dana.post("/surveys/new/?tool=magicschool", {"closes_on": str(SOON)}, follow=True).content.decode()
    found = Survey.objects.exclude(pk=asked.pk).get()
    assert f"/survey/{found.code.lower()}/" in made and "<svg" in made and "Fewer than ten" in made
    assert "How is MagicSchool used?" in dana.get("/tools/magicschool/").content.decode()
    poster = dana.get(f"/surveys/{found.pk}/poster/?lang=es").content.decode()
    assert f"until {SOON:%B} {SOON.day}, {SOON.year}" in poster and f"hasta el {SOON:%d/%m/%Y}" in poster
    assert "¿Cómo se usa MagicSchool?" in poster or "How is MagicSchool used?" in poster
    assert visitor(cast.tess).get("/surveys/new/").status_code == 403


def test_a_colleague_answers_once_in_spanish_and_nothing_is_known_of_them(cast: Cast, asked: Survey) -> None:
    colleague, address = visitor(), f"/survey/{asked.code.lower()}/"
    page = colleague.get(address, headers={"accept-language": "es"})
    text = page.content.decode()
    assert "¿Qué herramientas de IA usa en su trabajo?" in text and "ChatGPT" in text
    assert page["Referrer-Policy"] == "same-origin" and page["Cache-Control"] == "no-store"
    once = re.findall(r'name="once" value="([^"]*)"', text)[0]
    assert "Nothing is filled in yet" in colleague.post(address, {"once": once}).content.decode()
    said = {"once": once, "tools": ["chatgpt"], "often": "weekly", "words": "Bien.", "school": str(cast.alder.pk)}
    assert "Thank you" in colleague.post(address, said, follow=True).content.decode()
    visitor().post(address, said)
    assert {row.people for row in Tallied.objects.filter(survey=asked)} == {1}
    assert Written.objects.count() == 1
    assert "Say which AI you use" in visitor(cast.tess).get("/").content.decode()


def test_a_closed_survey_is_read_and_a_need_becomes_a_problem(cast: Cast, asked: Survey) -> None:
    answers = Answers("en", {"tools": ("chatgpt",), "helps": ("training",)}, {"words": "More time."})
    for _ in range(12):
        give_survey_answer(system_actor("public"), asked, answers, now=utc_now())
    dana, address = visitor(cast.dana), f"/surveys/{asked.pk}/"
    assert "10 people or a few more" in dana.get(address).content.decode()
    assert "Read the" not in dana.get(address).content.decode()
    dana.post(f"{address}close/")
    page = dana.get(address).content.decode()
    assert "12 people answered" in page and "Read the 12 texts" in page and "Make it a problem" in page
    assert "More time." in dana.get(f"{address}texts/").content.decode()
    assert visitor(cast.paula).get(f"{address}texts/").status_code == 403
    assert "Make it a problem" not in visitor(cast.paula).get(address).content.decode()
    form = dana.get(f"{address}needs/training/").content.decode()
    given = dict(re.findall(r'name="(title|measure|unit|baseline|target|by_on)" value="([^"]*)"', form))
    given |= {"what_happens": "They guess.", "area": "teacher_productivity", "owner": str(cast.dana.person.pk)}
    made = dana.post(f"{address}needs/training/", {**given, "evidence_text": "A survey"}, follow=True)
    assert DistrictProblem.objects.get().title in made.content.decode()
    assert "See the problem" in dana.get(address).content.decode()
    assert "A survey has closed" in dana.get("/").content.decode()


def test_few_answers_show_nothing_and_students_need_leave(cast: Cast, asked: Survey) -> None:
    give_survey_answer(system_actor("public"), asked, Answers("en", {"often": ("daily",)}), now=utc_now())
    close_survey(cast.dana.actor, asked, now=utc_now())
    page = visitor(cast.dana).get(f"/surveys/{asked.pk}/").content.decode()
    assert "Fewer than ten people answered" in page and "Nearly every day" not in page
    sent = {"closes_on": str(SOON), "tools": ["chatgpt"]}
    dana = visitor(cast.dana)
    assert "Say which rule or person" in dana.post("/surveys/new/?for=students", sent).content.decode()
    dana.post("/surveys/new/?for=students", {**sent, "allowed_by": "Board policy 5145"})
    assert Survey.objects.filter(audience="students").exists()
    assert "closed" in visitor().get(f"/survey/{asked.code}/").content.decode()
