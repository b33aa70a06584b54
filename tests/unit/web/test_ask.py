"""The teacher's minute: one question, one answer, from the policy in force, for everybody who signs in."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cast import NOW, Cast
from chalkline.approve.requests.api import join_request
from chalkline.tools.register.api import register_tool
from chalkline.web.pages.ask.home import inside
from deciding import request_filed
from publishing import put_in_force, sample_policy
from visiting import visitor


def asked(cast: Cast, person: str = "tess", **question: object) -> str:
    """The page after asking; text only matters."""
    page = visitor(getattr(cast, person)).get("/ask/", question)
    assert page.status_code == 200
    return page.content.decode()


def test_the_question_is_a_sentence_with_ones_own_school_filled_in(cast: Cast) -> None:
    page = visitor(cast.tess).get("/ask/").content.decode()
    assert "I teach" in page and f'value="{cast.alder.id}" selected' in page
    assert '<optgroup label="Instructional and student support">' in page
    assert "Asking files nothing." in page
    assert "I work with" in visitor(cast.nora).get("/ask/").content.decode()


def test_what_is_left_out_is_asked_for(cast: Cast) -> None:
    page = asked(cast, tool="", purpose="")
    assert "Name the tool." in page and "Choose what you want to use it for." in page
    assert 'href="#tool"' in page and 'href="#purpose"' in page


def test_yes_says_until_when_and_where_it_comes_from(cast: Cast) -> None:
    put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    register_tool(cast.dana.actor, "MagicSchool", now=NOW)
    page = asked(cast, "theo", tool="MagicSchool", purpose="uc_lesson", grade="07")
    assert "Yes, you can use MagicSchool for this." in page
    assert "Why this answer" in page and "2026-14" in page


def test_yes_if_lists_what_to_keep_to(cast: Cast) -> None:
    put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    register_tool(cast.dana.actor, "MagicSchool", now=NOW)
    question = {"tool": "MagicSchool", "purpose": "uc_feedback", "grade": "07", "data": ["none"]}
    page = asked(cast, "theo", school=str(cast.juniper.pk), **question)
    assert "Yes, if" in page and "The teacher reads each comment before a student sees it." in page


def test_a_tool_that_may_be_used_for_the_same_today_is_offered(cast: Cast) -> None:
    put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    page = asked(cast, "theo", tool="Diffit", purpose="uc_lesson", grade="07")
    assert "Something you can use for this today" in page and "MagicSchool</a>" in page


def test_not_yet_leads_to_a_request_and_says_how_many_ask_already(cast: Cast) -> None:
    filed = request_filed(cast)
    join_request(cast.theo.actor, filed, now=NOW)
    page = asked(cast, "nora", tool="Diffit", purpose="uc_leveling", grade="04")
    assert "Not yet" in page and "2 people have asked for this." in page
    assert "/decide/requests/new/?tool=diffit" in page
    mine = asked(cast, "tess", tool="diffit", purpose="uc_leveling", grade="04")
    assert "Follow my request" in mine and f"/decide/requests/{filed.pk}/" in mine


def test_a_name_that_is_nearly_right_is_offered_and_never_guessed(cast: Cast) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    page = asked(cast, tool="Difit", purpose="uc_leveling")
    assert "Which one do you mean?" in page and "None of these" in page
    typed = asked(cast, tool="Difit", purpose="uc_leveling", as_typed="yes")
    assert "Not yet" in typed


def test_what_ai_never_decides_is_a_no(cast: Cast) -> None:
    put_in_force(sample_policy(timezone.localdate()))
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    page = asked(cast, tool="Diffit", purpose="uc_grading", grade="07", data=["work"])
    assert "No, Diffit may not be used for this." in page
    assert "/decide/requests/new/" not in page


def test_somebody_who_may_not_ask_for_tools_still_gets_an_answer(cast: Cast) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    page = asked(cast, "fay", tool="Diffit", purpose="uc_leveling")
    assert "Not yet" in page and "/decide/requests/new/" not in page


@pytest.mark.parametrize(
    "question",
    [
        {"tool": "x" * 5000, "purpose": "uc_leveling"},
        {"tool": "Diffit", "purpose": "uc_nothing"},
        {"tool": "Diffit", "purpose": "uc_leveling", "school": "nowhere"},
        {"tool": "Diffit", "purpose": "uc_leveling", "grade": "99"},
        {"tool": "<script>alert(1)</script>", "purpose": "uc_leveling", "data": ["nothing", "work"]},
        {"tool": "Diffit\x00", "purpose": "uc_leveling"},
    ],
)
def test_nonsense_gets_a_page_and_never_a_fault(cast: Cast, question: dict[str, object]) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    assert "<script>alert" not in asked(cast, **question)


def test_a_stranger_signs_in_first(cast: Cast) -> None:
    page = visitor().get("/ask/")
    assert page.status_code == 302 and "/accounts/login/" in page["Location"]


@pytest.mark.parametrize(
    ("words", "within"),
    [("Lesson and unit ideas", "lesson and unit ideas"), ("AI tutor for practice", "AI tutor for practice"), ("", "")],
)
def test_a_purpose_reads_on_inside_a_sentence(words: str, within: str) -> None:
    assert inside(words) == within
