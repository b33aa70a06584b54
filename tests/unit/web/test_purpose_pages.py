"""Purpose in the browser: naming problems, proposing use cases, and what is said when something is missing."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest

from cast import Cast
from chalkline.purpose.problems.models import DistrictProblem
from chalkline.purpose.use_cases.models import UseCase
from deciding import problem_named, ready_request, use_case_proposed
from visiting import visitor

NASTY = "<script>alert(1)</script>"


def answers(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The form as somebody would fill it in."""
    whole = {
        "title": "Families wait days for an answer",
        "what_happens": "The office answers 140 e-mails a week by hand.",
        "area": "operational_efficiency",
        "evidence_text": ["Median of October, shared mailbox", "Complaints to the board"],
        "evidence_figure": ["2.6 days", "11"],
        "evidence_link": ["", "https://cedarhollow.example/board"],
        "tried": "",
        "measure": "Median time to a first answer",
        "unit": "days",
        "baseline": "2.6",
        "target": "0.5",
        "by_on": (date.today() + timedelta(days=200)).isoformat(),  # noqa: DTZ011  (a day well ahead, in any zone)
        "owner": cast.carl.actor.id,
        "owner_email": "",
    }
    return whole | changes


def in_summary(page: str) -> list[str]:
    """The ids that the error summary leads to, each of which must be on the page."""
    summary = re.search(r'<div class="errors".*?</div>', page, re.DOTALL)
    targets = re.findall(r'href="#([^"]+)"', summary[0]) if summary else []
    assert all(f'id="{each}"' in page for each in targets), targets
    return targets


def test_an_empty_place_teaches_and_offers_the_first_step(cast: Cast) -> None:
    page = visitor(cast.tess).get("/purpose/").content.decode()
    assert "Begin with a problem, not with a tool" in page and "Adapting reading passages takes evenings" in page
    assert 'href="/purpose/name/"' in page
    assert 'href="/purpose/name/"' not in visitor(cast.fay).get("/purpose/").content.decode()


def test_a_problem_is_named_with_several_pieces_of_evidence(cast: Cast) -> None:
    client = visitor(cast.carl)
    answer = client.post("/purpose/name/", answers(cast), follow=True)
    page = answer.content.decode()
    problem = DistrictProblem.objects.get()
    assert answer.redirect_chain == [(f"/purpose/problems/{problem.pk}/", 302)]
    assert [each["figure"] for each in problem.evidence] == ["2.6 days", "11"]
    assert "Median time to a first answer: from 2.6 to 0.5 days by " in page
    assert "Carl Osei named the problem" in page
    assert "Families wait days for an answer" in client.get("/purpose/").content.decode()


def test_everything_that_is_missing_is_said_at_once_and_nothing_typed_is_lost(cast: Cast) -> None:
    sent = {"title": "Only a name", "evidence_text": [""], "evidence_figure": ["9"], "evidence_link": [""]}
    page = visitor(cast.carl).post("/purpose/name/", sent).content.decode()
    assert {"id_what_happens", "id_area", "evidence_text_0", "id_measure", "id_baseline", "id_by_on"} <= set(
        in_summary(page)
    )
    assert 'value="Only a name"' in page and 'value="9"' in page
    assert not DistrictProblem.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("baseline", "many", "Write a number"),
        ("target", "2.6", "must differ"),
        ("by_on", "2020-01-01", "Choose a day after today"),
        ("by_on", "next spring", "Choose a day after today"),
        ("title", "x" * 500, "under 120 characters"),
        ("owner_email", "nobody@cedarhollow.example", "Choose who answers"),
        ("owner_email", "kim.sato@cedarhollow.example", "Choose who answers"),
        ("evidence_link", ["javascript:alert(1)", ""], "A link begins with"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(cast: Cast, field: str, value: Any, said: str) -> None:
    page = visitor(cast.carl).post("/purpose/name/", answers(cast, **{field: value})).content.decode()
    assert said in page and len(in_summary(page)) == 1
    assert not DistrictProblem.objects.exists()


def test_a_colleague_who_is_not_on_the_list_can_own_it(cast: Cast) -> None:
    visitor(cast.carl).post("/purpose/name/", answers(cast, owner_email="Tess.Moreno@cedarhollow.example"))
    assert DistrictProblem.objects.get().owner == cast.tess.person


def test_one_more_piece_of_evidence_keeps_all_that_was_typed(cast: Cast) -> None:
    page = visitor(cast.carl).post("/purpose/name/", answers(cast, more="yes")).content.decode()
    assert 'id="evidence_text_2"' in page and 'class="errors"' not in page
    assert 'value="Complaints to the board"' in page and 'value="2.6"' in page
    assert not DistrictProblem.objects.exists()


def test_who_does_not_work_here_is_told_plainly(cast: Cast) -> None:
    answer = visitor(cast.fay).post("/purpose/name/", answers(cast))
    assert answer.status_code == 403 and b"Your role does not include this step." in answer.content
    assert not DistrictProblem.objects.exists()


def test_only_the_owner_and_who_answers_for_purpose_state_it_anew(cast: Cast) -> None:
    problem = problem_named(cast)
    address = f"/purpose/problems/{problem.pk}/revise/"
    assert visitor(cast.tess).get(address).status_code == 403
    assert address not in visitor(cast.tess).get(f"/purpose/problems/{problem.pk}/").content.decode()
    refused = visitor(cast.carl).post(address, answers(cast, because="")).content.decode()
    assert in_summary(refused) == ["id_because"]
    visitor(cast.carl).post(address, answers(cast, because="New numbers from October."))
    problem.refresh_from_db()
    page = visitor(cast.tess).get(f"/purpose/problems/{problem.pk}/").content.decode()
    assert problem.title == "Families wait days for an answer" and "New numbers from October." in page


def test_what_people_typed_is_shown_as_text(cast: Cast) -> None:
    client = visitor(cast.carl)
    client.post("/purpose/name/", answers(cast, title=NASTY, evidence_text=[NASTY, NASTY], tried=NASTY))
    problem = DistrictProblem.objects.get()
    for address in ("/purpose/", f"/purpose/problems/{problem.pk}/", f"/purpose/problems/{problem.pk}/propose/"):
        page = client.get(address).content.decode()
        assert NASTY not in page and "&lt;script&gt;" in page


def test_the_list_is_narrowed_and_taken_along(cast: Cast) -> None:
    problem_named(cast)
    client = visitor(cast.tess)
    client_page = client.get("/purpose/?problems-area=student_achievement").content.decode()
    assert "Nothing in the list fits that." in client_page
    text = client.get("/purpose/?table=problems&as=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][0] == "Adapting reading passages takes evenings"
    assert rows[1][3] == "Time spent adapting passages: from 5.2 to 2 hours a week by May 28, 2027."


def use(**changes: Any) -> dict[str, Any]:
    whole = {
        "title": "Draft answers from what the website says",
        "how_it_helps": "The office edits and sends.",
        "purpose": "uc_email_draft",
        "kind": "generative",
        "roles": ["administrator"],
        "grade_bands": ["none"],
    }
    return whole | changes


def test_a_use_case_is_proposed_from_the_controlled_list(cast: Cast) -> None:
    problem = problem_named(cast)
    client = visitor(cast.tess)
    form = client.get(f"/purpose/problems/{problem.pk}/propose/").content.decode()
    assert form.count('name="purpose"') > 40 and "Instructional and student support" in form
    answer = client.post(f"/purpose/problems/{problem.pk}/propose/", use(), follow=True)
    assert "Draft e-mails and newsletters" in answer.content.decode()
    assert UseCase.objects.get().proposed_by == cast.tess.person


def test_what_scores_people_says_what_it_reads_and_who_decides(cast: Cast) -> None:
    problem = problem_named(cast)
    address = f"/purpose/problems/{problem.pk}/propose/"
    client = visitor(cast.carl)
    page = client.post(address, use(kind="scoring")).content.decode()
    assert set(in_summary(page)) == {"inputs", "id_human_decision", "id_decided_by"}
    client.post(
        address,
        use(kind="scoring", inputs=["daily_attendance"], human_decision="Who is helped.", decided_by="The team"),
    )
    told = client.get(f"/purpose/use-cases/{UseCase.objects.get().pk}/").content.decode()
    assert "It flags or scores people" in told and "The team" in told


@pytest.mark.parametrize("changes", [{"purpose": "uc_invented"}, {"purpose": ""}])
def test_a_purpose_that_is_not_on_the_list_is_refused(cast: Cast, changes: dict[str, str]) -> None:
    problem = problem_named(cast)
    page = visitor(cast.carl).post(f"/purpose/problems/{problem.pk}/propose/", use(**changes)).content.decode()
    assert in_summary(page) == ["purpose"] and not UseCase.objects.exists()


def test_an_empty_use_case_is_told_all_at_once(cast: Cast) -> None:
    problem = problem_named(cast)
    page = visitor(cast.carl).post(f"/purpose/problems/{problem.pk}/propose/", {}).content.decode()
    assert {"id_title", "id_how_it_helps", "purpose", "id_kind", "id_roles", "id_grade_bands"} == set(in_summary(page))


def test_a_use_case_is_outlined_anew_by_who_proposed_it_and_not_by_others(cast: Cast) -> None:
    found = use_case_proposed(cast)
    address = f"/purpose/use-cases/{found.pk}/revise/"
    assert visitor(cast.tess).post(address, use()).status_code == 403
    visitor(cast.carl).post(address, use(title="Another outline"))
    found.refresh_from_db()
    assert found.title == "Another outline"


def test_a_problem_shows_who_asks_for_a_tool_for_it(cast: Cast) -> None:
    asked = ready_request(cast)
    assert asked.use_case is not None
    for address in (f"problems/{asked.use_case.problem_id}", f"use-cases/{asked.use_case_id}"):
        page = visitor(cast.bo).get(f"/purpose/{address}/").content.decode()
        assert "Tess Moreno asks for it" in page and "Ready for the committee" in page


def test_what_does_not_exist_is_not_found(cast: Cast) -> None:
    nothing = "00000000-0000-4000-8000-000000000000"
    for address in ("problems/{}/", "problems/{}/propose/", "problems/{}/revise/", "use-cases/{}/"):
        assert visitor(cast.ada).get(f"/purpose/{address.format(nothing)}").status_code == 404
