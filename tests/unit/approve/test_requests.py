"""Asking: in one form, duplicates first, nothing lost, never twice; and what a request may not do."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.api import (
    RequestState,
    asked_count,
    attach_use_case,
    draft_of,
    drop_draft,
    everyone_who_asked,
    file_request,
    join_request,
    keep_draft,
    kept_title,
    light_of_request,
    move_request,
    request_by_id,
    requests,
    revise_request,
    similar_requests,
    terms_of,
    title_of,
    withdraw_request,
)
from chalkline.approve.requests.models import Request
from chalkline.govern.committees.api import Light, waiting_item
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import history_of
from chalkline.people.api import EMPLOYED, system_actor
from chalkline.purpose.use_cases.api import propose_use_case
from chalkline.tools.register.api import register_tool
from deciding import (
    STUDENT_USE,
    meeting_called,
    member,
    outline,
    problem_named,
    ready_request,
    request_filed,
    terms,
    use_case_proposed,
)
from expecting import problem


def test_a_request_reads_back_as_it_was_asked_and_is_told_under_its_tool(cast: Cast) -> None:
    filed = request_filed(cast)
    again = request_by_id(cast.fay.actor, str(filed.id))
    assert terms_of(again) == terms(cast) and again.digest == terms(cast).digest
    assert title_of(again) == "Diffit: Adjust reading level and scaffold texts"
    told = [each for each in history_of("tool", "diffit") if each.kind == "approve.request.filed/1"]
    assert str(told[0].sentence("Tess")) == ("Tess asked to use Diffit for “Adjust reading level and scaffold texts”.")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("purpose", {"purpose": "uc_nothing"}),
        ("roles", {"roles": frozenset()}),
        ("roles", {"roles": frozenset({"wizard"})}),
        ("grade_bands", {"grade_bands": frozenset({"g13"})}),
        ("grade_bands", {"roles": frozenset({"student"}), "grade_bands": frozenset({"none"})}),
        ("schools", {"school_ids": frozenset({"00000000-0000-4000-8000-000000000000"})}),
        ("data", {"elements": frozenset()}),
        ("data", {"elements": frozenset({"shoe_size"})}),
        ("why", {"why": "  "}),
        ("why", {"why": "x" * 2001}),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast: Cast, field: str, change: dict[str, object]) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    with pytest.raises(Problem) as caught:
        file_request(cast.tess.actor, terms(cast, **change), now=NOW)
    assert caught.value.code == "requests.incomplete" and list(caught.value.fields) == [field]


def test_a_tool_nobody_knows_is_registered_first(cast: Cast) -> None:
    with problem("requests.no_tool"):
        file_request(cast.tess.actor, terms(cast), now=NOW)


@pytest.mark.parametrize("who", ["fay", "bo", "otto", "kim"])
def test_only_people_who_work_here_ask(cast: Cast, who: str) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    with problem("not_allowed"):
        file_request(member(cast, who).actor, terms(cast), now=NOW)


def test_anybody_employed_asks_an_aide_too(cast: Cast) -> None:
    assert cast.nora.actor.roles & EMPLOYED
    assert request_filed(cast, "nora").asked_by == cast.nora.person


def test_the_same_person_asks_once(cast: Cast) -> None:
    filed = request_filed(cast)
    with problem("requests.already_asked"):
        file_request(cast.tess.actor, terms(cast, why="Please."), now=NOW)
    withdraw_request(cast.tess.actor, filed, now=NOW)
    file_request(cast.tess.actor, terms(cast), now=NOW)


def test_duplicates_are_shown_nearest_first(cast: Cast) -> None:
    same = request_filed(cast)
    other = request_filed(cast, "nora", purpose="uc_lesson")
    elsewhere = request_filed(cast, "carl", grade_bands=frozenset({"g912"}))
    found = similar_requests(cast.theo.actor, terms(cast))
    assert [each.request for each in found] == [same, elsewhere, other]
    assert [each.is_mine for each in similar_requests(cast.tess.actor, terms(cast))] == [True, False, False]


def test_who_wants_the_same_joins_and_is_counted_once(cast: Cast) -> None:
    filed = request_filed(cast)
    join_request(cast.theo.actor, filed, now=NOW)
    join_request(cast.theo.actor, filed, now=NOW)
    join_request(cast.tess.actor, filed, now=NOW)
    assert asked_count(filed) == 2
    assert requests(cast.fay.actor).get().asked_count == 2
    told = [each.kind for each in history_of("request", str(filed.id))]
    assert told.count("approve.request.joined/1") == 1
    with problem("not_allowed"):
        join_request(cast.fay.actor, filed, now=NOW)


def test_when_the_first_withdraws_the_request_goes_on_for_the_others(cast: Cast) -> None:
    filed = request_filed(cast)
    join_request(cast.theo.actor, filed, now=NOW)
    withdraw_request(cast.tess.actor, filed, reason="Changed schools.", now=NOW)
    filed.refresh_from_db()
    assert filed.asked_by == cast.theo.person and filed.state == "in_review"
    assert cast.tess.actor.id in everyone_who_asked(filed)
    withdraw_request(cast.theo.actor, filed, now=NOW)
    filed.refresh_from_db()
    assert filed.state == "withdrawn"
    with problem("not_allowed"):
        withdraw_request(cast.nora.actor, filed, now=NOW)
    with problem("requests.not_now"):
        join_request(cast.nora.actor, filed, now=NOW)


def test_withdrawing_takes_it_off_the_agenda(cast: Cast) -> None:
    filed = ready_request(cast)
    put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    withdraw_request(cast.tess.actor, filed, now=NOW)
    assert waiting_item("request", str(filed.id)) is None
    assert Request.objects.get(pk=filed.pk).state == "withdrawn"


def test_who_asked_may_change_the_terms_but_not_the_question(cast: Cast) -> None:
    filed = request_filed(cast)
    wider = terms(cast, grade_bands=frozenset({"g35", "g68"}))
    assert revise_request(cast.tess.actor, filed, wider, now=NOW).digest == wider.digest
    revise_request(cast.tess.actor, filed, wider, now=NOW)
    told = [each.kind for each in history_of("request", str(filed.id))]
    assert told.count("approve.request.revised/1") == 1
    with problem("requests.other_question"):
        revise_request(cast.tess.actor, filed, terms(cast, purpose="uc_lesson"), now=NOW)
    with problem("not_allowed"):
        revise_request(cast.theo.actor, filed, terms(cast), now=NOW)


def test_what_is_before_a_meeting_stays_as_it_is(cast: Cast) -> None:
    filed = ready_request(cast)
    put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    with problem("requests.not_now"):
        revise_request(cast.tess.actor, filed, terms(cast, why="More."), now=NOW)
    with problem("requests.not_now"):
        attach_use_case(cast.tess.actor, filed, use_case_proposed(cast), now=NOW)


def test_a_use_case_is_for_the_same_purpose_and_put_there_by_who_may(cast: Cast) -> None:
    filed = request_filed(cast)
    fitting = use_case_proposed(cast)
    other = propose_use_case(cast.carl.actor, problem_named(cast), outline(purpose="uc_lesson"), now=NOW)
    with problem("requests.other_purpose"):
        attach_use_case(cast.tess.actor, filed, other, now=NOW)
    with problem("requests.other_purpose"):
        file_request(cast.theo.actor, terms(cast), use_case=other, now=NOW)
    for who in ("theo", "carl", "dana"):
        with problem("not_allowed"):
            attach_use_case(member(cast, who).actor, filed, fitting, now=NOW)
    assert attach_use_case(cast.ada.actor, filed, fitting, now=NOW).use_case == fitting
    attach_use_case(cast.tess.actor, filed, fitting, now=NOW)
    told = [each.kind for each in history_of("problem", str(fitting.problem_id))]
    assert told.count("approve.request.use_case_attached/1") == 1


@pytest.mark.parametrize(
    ("change", "light"),
    [
        ({}, Light.GREEN),
        (STUDENT_USE, Light.YELLOW),
        ({"elements": frozenset({"student_work"})}, Light.YELLOW),
        ({"elements": frozenset({"iep"})}, Light.RED),
        ({"purpose": "uc_detector"}, Light.RED),
    ],
)
def test_the_light_follows_from_purpose_data_and_students(cast: Cast, change: dict[str, object], light: Light) -> None:
    assert light_of_request(request_filed(cast, **change)) is light


@pytest.mark.parametrize("who", ["tess", "dana", "ada", "sue", "carl"])
def test_nobody_moves_a_request_by_hand(cast: Cast, who: str) -> None:
    filed = request_filed(cast)
    with problem("not_allowed"):
        move_request(member(cast, who).actor, filed, RequestState.APPROVED, now=NOW)


def test_a_request_takes_only_steps_that_exist(cast: Cast) -> None:
    filed = request_filed(cast)
    for state in (RequestState.APPROVED, RequestState.ON_AGENDA, RequestState.FILED):
        with problem("requests.not_now"):
            move_request(system_actor("reactions"), filed, state, now=NOW)


def test_a_draft_is_kept_for_its_writer_alone(cast: Cast) -> None:
    keep_draft(cast.tess.actor, "request", {"why": "I rewrite"}, now=NOW)
    keep_draft(cast.tess.actor, "request", {"why": "I rewrite three"}, now=NOW)
    assert draft_of(cast.tess.actor, "request") == {"why": "I rewrite three"}
    assert draft_of(cast.theo.actor, "request") == {}
    drop_draft(cast.tess.actor, "request")
    assert draft_of(cast.tess.actor, "request") == {}
    with problem("requests.draft_too_large"):
        keep_draft(cast.tess.actor, "request", {"why": "x" * 70_000}, now=NOW)
    with problem("not_allowed"):
        keep_draft(cast.fay.actor, "request", {}, now=NOW)


def test_a_kept_title_can_be_said_in_another_language() -> None:
    said = kept_title("Diffit: Lesson and unit ideas")
    assert isinstance(said, Sentence) and str(said) == "Diffit: Lesson and unit ideas"
    assert said.said(lambda text: {"Lesson and unit ideas": "Ideas"}.get(text, text), str) == "Diffit: Ideas"
    assert kept_title("Weights of the ranking: common 60") == "Weights of the ranking: common 60"
