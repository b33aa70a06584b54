"""Requests in the browser: one short form, nothing lost, duplicates first; then followed like a parcel."""

from __future__ import annotations

from typing import Any

import pytest

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.api import STATE_NAMES, RequestState, asked_count, draft_of, keep_draft
from chalkline.approve.requests.models import Request
from chalkline.approve.reviews.api import ask_for_information, reviews_of
from chalkline.govern.committees.api import waiting_item
from chalkline.purpose.problems.api import revise_problem
from chalkline.tools.register.api import register_tool
from deciding import (
    STUDENT_USE,
    committee_seated,
    meeting_called,
    member,
    ready_request,
    request_filed,
    reviewed,
    statement,
    use_case_proposed,
)
from delegating import delegation_in_force
from visiting import visitor


def answers(cast: Cast, **changes: Any) -> dict[str, Any]:
    """A form filled in as it should be."""
    whole: dict[str, Any] = {
        "tool": "Diffit",
        "purpose": "uc_leveling",
        "roles": ["teacher"],
        "grade_bands": ["g35"],
        "schools": [str(cast.alder.id)],
        "data": ["none"],
        "why": "I rewrite three passages every Sunday.",
    }
    return whole | changes


def test_a_request_is_filed_in_one_form_with_a_tool_nobody_had_registered(cast: Cast) -> None:
    page = visitor(cast.tess).post("/decide/requests/new/", answers(cast))
    filed = Request.objects.get()
    assert page.status_code == 302 and page["Location"] == f"/decide/requests/{filed.pk}/"
    assert (filed.tool.name, filed.asked_by) == ("Diffit", cast.tess.person)
    assert set(filed.elements) == {"public_docs", "staff_directory"}


def test_nothing_typed_is_lost_when_something_is_missing(cast: Cast) -> None:
    page = visitor(cast.tess).post(
        "/decide/requests/new/", answers(cast, schools=[], purpose="", why="Because of Sunday.")
    )
    text = page.content.decode()
    assert page.status_code == 200 and not Request.objects.exists()
    assert "Because of Sunday." in text and 'value="Diffit"' in text
    assert "Choose schools from the list, or every school." in text
    assert "Choose what it is for from the list." in text and 'href="#id_purpose"' in text


@pytest.mark.parametrize("missing", ["tool", "purpose", "roles", "grade_bands", "schools", "data", "why"])
def test_every_question_is_needed_and_says_so(cast: Cast, missing: str) -> None:
    left_out = {name: given for name, given in answers(cast).items() if name != missing}
    for given in (left_out, left_out | {missing: ""}):
        page = visitor(cast.tess).post("/decide/requests/new/", given)
        assert page.status_code == 200 and not Request.objects.exists()
    assert "usa-error-message" in page.content.decode()


def test_the_form_begins_with_the_question_that_was_asked(cast: Cast) -> None:
    question = {"tool": "Diffit", "purpose": "uc_leveling", "grade": "04", "who": "students", "data": ["work"]}
    text = visitor(cast.tess).get("/decide/requests/new/", question).content.decode()
    assert 'value="uc_leveling" selected' in text and 'id="data_work" name="data" value="work" checked' in text
    assert f'value="{cast.alder.id}"' in text


def test_duplicates_come_first_and_can_be_joined_after_saying_what_follows(cast: Cast) -> None:
    filed = request_filed(cast)
    client = visitor(cast.theo)
    text = client.get("/decide/requests/new/", {"tool": "Diffit", "purpose": "uc_leveling"}).content.decode()
    assert "Look here first" in text and "1 person asks for it" in text
    said = client.get(f"/decide/requests/{filed.pk}/join/").content.decode()
    assert "neither review it nor vote on it" in said and asked_count(filed) == 1
    assert client.post(f"/decide/requests/{filed.pk}/join/").status_code == 302
    assert asked_count(filed) == 2
    assert "2 people ask for this." in client.get(f"/decide/requests/{filed.pk}/").content.decode()


def test_a_draft_is_kept_by_button_and_while_typing_and_waits_in_the_form(cast: Cast) -> None:
    client = visitor(cast.tess)
    client.post("/decide/requests/new/", answers(cast, keep="yes", why="Half a thought"))
    assert "Half a thought" in client.get("/decide/requests/new/").content.decode()
    kept = client.post("/decide/requests/draft/", answers(cast, why="A whole thought"))
    assert "Kept" in kept.content.decode()
    text = client.get("/decide/requests/new/").content.decode()
    assert "A whole thought" in text and 'id="data_none" name="data" value="none" checked' in text
    client.post("/decide/requests/new/", answers(cast))
    assert draft_of(cast.tess.actor, "request") == {}


@pytest.mark.parametrize("draft", [{"why": ["a", "b"]}, {"roles": "teacher"}, {"data": [1, None]}, {"x": {"y": 1}}])
def test_a_strange_draft_is_no_fault(cast: Cast, draft: dict[str, Any]) -> None:
    keep_draft(cast.tess.actor, "request", draft, now=NOW)
    assert visitor(cast.tess).get("/decide/requests/new/").status_code == 200


def test_a_request_is_changed_by_who_asked_and_by_nobody_else(cast: Cast) -> None:
    filed = request_filed(cast)
    address = f"/decide/requests/{filed.pk}/revise/"
    assert "Tool and purpose stay" in visitor(cast.tess).get(address).content.decode()
    changed = answers(cast, grade_bands=["g35", "g68"], tool="ChatGPT", purpose="uc_tutor")
    assert visitor(cast.tess).post(address, changed).status_code == 302
    filed.refresh_from_db()
    assert filed.grade_bands == ["g35", "g68"] and (filed.tool.slug, filed.purpose) == ("diffit", "uc_leveling")
    for who in ("theo", "ada", "fay"):
        assert visitor(member(cast, who)).post(address, changed).status_code == 403


def test_the_page_says_where_it_is_who_has_it_and_what_is_missing(cast: Cast) -> None:
    filed = request_filed(cast, **STUDENT_USE)
    text = visitor(cast.fay).get(f"/decide/requests/{filed.pk}/").content.decode()
    assert "0 of 4 sent" in text and "Priya Raman" in text
    assert "No problem is behind this request yet" in text
    assert "Review it" not in text and "Withdraw" not in text
    assert "Review it" in visitor(cast.priya).get(f"/decide/requests/{filed.pk}/").content.decode()


def test_a_problem_is_put_behind_it_from_the_page(cast: Cast) -> None:
    filed, use_case = request_filed(cast), use_case_proposed(cast)
    client = visitor(cast.tess)
    assert use_case.title in client.get(f"/decide/requests/{filed.pk}/").content.decode()
    client.post(f"/decide/requests/{filed.pk}/attach/", {"use_case": str(use_case.pk)})
    assert use_case.problem.title in client.get(f"/decide/requests/{filed.pk}/").content.decode()
    for nonsense in ("", "nothing", "00000000-0000-4000-8000-000000000000"):
        assert client.post(f"/decide/requests/{filed.pk}/attach/", {"use_case": nonsense}).status_code == 404


def test_a_question_is_answered_from_the_page(cast: Cast) -> None:
    filed = request_filed(cast)
    security = next(each for each in reviews_of(filed) if each.kind == "security")
    question = ask_for_information(cast.sam.actor, security, "Which account?", now=NOW)
    client = visitor(cast.tess)
    assert "A reviewer asks you" in client.get(f"/decide/requests/{filed.pk}/").content.decode()
    assert "A reviewer asks you" not in visitor(cast.theo).get(f"/decide/requests/{filed.pk}/").content.decode()
    address = f"/decide/requests/{filed.pk}/questions/{question.pk}/"
    assert visitor(cast.theo).post(address, {"text": "Mine."}).status_code == 403
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "My district account."}).status_code == 302
    assert "My district account." in client.get(f"/decide/requests/{filed.pk}/").content.decode()


def test_before_it_goes_on_an_agenda_one_sees_what_that_means(cast: Cast) -> None:
    filed = ready_request(cast)
    meeting = meeting_called(cast, committee_seated(cast))
    client = visitor(cast.ada)
    assert "Put it on the agenda of" in client.get(f"/decide/requests/{filed.pk}/").content.decode()
    address = f"/decide/requests/{filed.pk}/agenda/"
    said = client.get(address, {"meeting": str(meeting.pk)}).content.decode()
    assert "exactly this version" in said and "Tess Moreno, who asked, cannot vote on it." in said
    assert waiting_item("request", str(filed.pk)) is None
    assert visitor(cast.nora).post(address, {"meeting": str(meeting.pk)}).status_code == 403
    assert client.post(address, {"meeting": str(meeting.pk)}).status_code == 302
    assert waiting_item("request", str(filed.pk)) is not None
    assert client.post(address, {"meeting": str(meeting.pk)}).status_code == 409


def test_without_a_problem_it_cannot_be_put_on_an_agenda_and_the_page_says_so(cast: Cast) -> None:
    filed = reviewed(cast, request_filed(cast))
    meeting = meeting_called(cast)
    page = visitor(cast.ada).post(f"/decide/requests/{filed.pk}/agenda/", {"meeting": str(meeting.pk)})
    assert page.status_code == 409 and "requests.no_problem" in page.content.decode()
    assert "cannot be decided yet" in page.content.decode()


def test_a_packet_that_changed_is_said_before_the_vote_and_can_be_taken_off(cast: Cast) -> None:
    filed = ready_request(cast)
    put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    assert filed.use_case is not None
    anew = statement(cast.carl.actor.id, title="Something else")
    revise_problem(cast.carl.actor, filed.use_case.problem, anew, because="New numbers.", now=NOW)
    client = visitor(cast.ada)
    assert "Something changed since it was put there" in client.get(f"/decide/requests/{filed.pk}/").content.decode()
    address = f"/decide/requests/{filed.pk}/take-off/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "The problem was stated anew."}).status_code == 302
    assert waiting_item("request", str(filed.pk)) is None


def test_withdrawing_says_what_happens_first(cast: Cast) -> None:
    filed = request_filed(cast)
    client = visitor(cast.tess)
    address = f"/decide/requests/{filed.pk}/withdraw/"
    assert "The request ends here" in client.get(address).content.decode()
    assert client.post(address, {"reason": "Changed schools."}).status_code == 302
    filed.refresh_from_db()
    assert filed.state == "withdrawn"
    assert client.post(address).status_code == 409


def test_the_list_is_searched_filtered_and_taken_along(cast: Cast) -> None:
    request_filed(cast)
    request_filed(cast, "theo", purpose="uc_lesson")
    client = visitor(cast.tess)
    assert client.get("/decide/requests/").content.decode().count("Diffit</a>") == 2
    assert client.get("/decide/requests/?requests-who=mine").content.decode().count("Diffit</a>") == 1
    assert client.get("/decide/requests/?requests-state=approved").content.decode().count("Diffit</a>") == 0
    file = client.get("/decide/requests/?table=requests&as=csv").content.decode()
    assert "Theo Banks" in file


def test_an_empty_list_teaches(cast: Cast) -> None:
    assert "Nobody has asked for a tool yet" in visitor(cast.tess).get("/decide/requests/").content.decode()


@pytest.mark.parametrize("address", ["", "join/", "revise/", "withdraw/", "take-off/"])
def test_what_does_not_exist_is_not_found(cast: Cast, address: str) -> None:
    page = visitor(cast.tess).get(f"/decide/requests/00000000-0000-4000-8000-000000000000/{address}")
    assert page.status_code in {403, 404}


@pytest.mark.parametrize("state", list(RequestState))
def test_wherever_a_request_is_its_page_says_so(cast: Cast, state: RequestState) -> None:
    ready = ready_request(cast)
    Request.objects.filter(pk=ready.pk).update(state=state.value)
    page = visitor(cast.tess).get(f"/decide/requests/{ready.pk}/")
    assert page.status_code == 200 and str(STATE_NAMES[state]) in page.content.decode()


def test_the_fast_lane_names_the_reviews_it_leaves_out(cast: Cast) -> None:
    delegation_in_force(cast)
    ready = ready_request(cast)
    text = visitor(cast.tess).get(f"/decide/requests/{ready.pk}/").content.decode()
    assert "Before the committee these would be asked too: Curriculum review." in text


def test_any_tool_is_looked_up_while_one_types(cast: Cast) -> None:
    for at in range(45):
        register_tool(cast.dana.actor, f"Aardvark {at}", now=NOW)
    register_tool(cast.dana.actor, "Zebra Notes", now=NOW)
    page = visitor(cast.tess).get("/decide/requests/new/").content.decode()
    assert "Zebra Notes" not in page and 'hx-get="/tools/suggest/"' in page and 'hx-target="#tool_names"' in page
    assert "Zebra Notes" in visitor(cast.tess).get("/tools/suggest/?tool=zebr").content.decode()
