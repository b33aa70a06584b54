"""The public register: what a family reads, without an account, and what it never gives away."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given

from cast import Cast
from chalkline.report.public.api import Touch, register
from chalkline.report.public.rules import holds_on, touches
from chalkline.rulebook.api import BANDS, NO_CLASS, Question, Verdict, decide
from policies import DAY, policies
from publishing import put_in_force, sample_policy


def listed(page: str) -> list[str]:
    return [part.split("<")[0] for part in page.split('-title">')[1:] if "</h3>" in part[:60]]


@pytest.fixture
def published(cast: Cast) -> Cast:
    put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    return cast


def test_a_stranger_reads_every_approved_use(published: Cast) -> None:
    page = Client().get("/register/").content.decode()
    assert listed(page) == ["Diffit", "MagicSchool", "MagicSchool", "ChatGPT"]
    assert "Character.AI" in page and "It is not safe for minors." in page and "Gauth" in page
    assert "National data privacy agreement" in page


def test_a_use_of_students_says_how_far_a_class_goes_with_it(published: Cast) -> None:
    uses = {each.tool: each for each in register(timezone.localdate()).listed}
    assert uses["diffit"].touch is Touch.CHILD and uses["chatgpt"].level_said is None
    for address in ("/register/", f"/register/{uses['diffit'].anchor}/"):
        page = Client().get(address).content.decode()
        assert "How far a class works with it" in page and "Each teacher sets it for a class" in page
    assert "How far a class works" not in Client().get(f"/register/{uses['chatgpt'].anchor}/").content.decode()


def test_by_grade_and_school_only_what_touches_the_child(published: Cast) -> None:
    client, juniper, alder = Client(), published.juniper.pk, published.alder.pk
    assert listed(client.get("/register/?grade=04").content.decode()) == ["Diffit"]
    assert listed(client.get(f"/register/?grade=07&school={juniper}").content.decode()) == [
        "MagicSchool",
        "MagicSchool",
    ]
    assert listed(client.get(f"/register/?grade=7&school={alder}").content.decode()) == ["MagicSchool"]
    assert "No approved AI touches this grade" in client.get("/register/?grade=11").content.decode()


@pytest.mark.parametrize(
    "asked", ["grade=99", "grade=<script>", "school=x", "grade=04&school=' OR 1", "grade=\x00", "lang=xx"]
)
def test_odd_choices_show_the_whole_list_or_the_grade(published: Cast, asked: str) -> None:
    answer = Client().get(f"/register/?{asked}")
    assert answer.status_code == 200 and b"<script>" not in answer.content


def test_the_register_names_no_person_and_carries_no_ids(published: Cast) -> None:
    pages = Client().get("/register/").content.decode() + Client().get("/register.json").content.decode()
    for member in (published.dana, published.priya, published.tess, published.kim):
        assert member.person.family_name not in pages
        assert str(member.person.pk) not in pages
    assert "use-feedback" not in pages


def test_programs_read_the_same(published: Cast) -> None:
    answer = Client().get("/register.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    made = answer.json()
    assert made["format"] == "chalkline-register/1" and made["policy"]["revision"] == 3
    by_decision = {use["decision"]["number"]: use for use in made["approved_uses"]}
    assert by_decision["2026-17"]["grade_bands"] == ["g35"]
    assert by_decision["2026-17"]["student_records"] is True
    assert by_decision["2026-14"]["student_records"] is False
    assert by_decision["2026-15"]["agreement"]["name"] == "National data privacy agreement"
    assert made["declined"][0]["tool"] == "Character.AI"


def test_before_the_first_policy_it_says_so(cast: Cast) -> None:
    page = Client().get("/register/").content.decode()
    assert "No use of AI is approved yet" in page and "None has been published yet" in page


def test_a_use_leaves_the_list_on_the_day_after_its_last(published: Cast) -> None:
    last = register(timezone.localdate()).listed[1].until
    assert any(each.until == last for each in register(last).listed)
    assert not any(each.until == last for each in register(last + timedelta(days=1)).listed)


def test_how_a_use_concerns_families(published: Cast) -> None:
    found = {each.decision_number: each.touch for each in register(timezone.localdate()).listed}
    assert found == {
        "2026-14": Touch.CLASS,
        "2026-15": Touch.CHILD,
        "2026-16": Touch.OFFICE,
        "2026-17": Touch.CHILD,
    }


@given(policies)
def test_whatever_decide_would_allow_for_a_grade_is_listed_for_it(policy: object) -> None:
    """The list can never be shorter than what may happen: the gateway and the page ask the same function."""
    for terms in policy.terms:  # type: ignore[attr-defined]
        for band in [*BANDS, NO_CLASS]:
            for role in terms.roles:
                answer = decide(
                    Question(terms.tool, DAY, role=role, grade_band=band, use_id=terms.use_id),
                    policy,  # type: ignore[arg-type]
                )
                if answer.verdict is not Verdict.REFUSE and holds_on(terms, DAY):
                    assert touches(terms, policy, on=DAY, band=band)  # type: ignore[arg-type]


def test_the_register_is_a_page_in_spanish_too(published: Cast) -> None:
    answer = Client().get("/register/?lang=es")
    assert '<html lang="es"' in answer.content.decode()
    assert answer["Content-Language"] == "es"


def test_the_register_says_in_one_sentence_what_is_so_and_offers_both_languages(cast: Cast) -> None:
    assert "No use of AI is approved here today." in Client().get("/register/").content.decode()
    put_in_force(sample_policy(timezone.localdate()))
    page = Client().get("/register/").content.decode()
    assert re.search(r"uses? of AI (is|are) approved\.", page)
    bar = page.split("</header>")[0]
    assert 'hreflang="es"' in bar and 'hreflang="en"' in bar
    assert page.count('hreflang="es"') == 1
