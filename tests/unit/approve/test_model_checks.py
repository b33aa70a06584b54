"""A use whose risk or purpose calls for it comes to the committee with its model checked, or with a reason why not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.approve.model_checks import rules
from chalkline.approve.model_checks.api import (
    CheckFound,
    Difference,
    go_without_check,
    lapse_checks,
    note_changed_model,
    note_model_check,
    unchecked_models,
    why_called_for,
)
from chalkline.approve.packets.api import is_current, packet_of, put_on_agenda
from chalkline.approve.requests.api import Request, revise_request
from chalkline.approve.uses.api import grant_use
from chalkline.govern.committees.api import Light
from chalkline.kernel.ids import new_id
from chalkline.ledger.api import history_of
from chalkline.people.api import system_actor
from chalkline.tools.register.api import name_models, registered
from deciding import MEETING_AT, STUDENT_USE, decided_by_all, meeting_called, ready_request, reviewed, terms
from expecting import problem

CHECKER = system_actor("paired_prompts")
TODAY = NOW.date()
OUT = Difference("positive", "boy", "8.10", "7.02", "1.08", "0.61", "1.55", "0.01")


def found(model: str = "stub-small", prompt_set: str = "conduct", *, days_ago: int = 3, says: bool = True) -> None:
    """A finished check, as paired prompts hand it over."""
    ended_at = NOW - timedelta(days=days_ago)
    told = CheckFound(new_id(), model, prompt_set, 300, 300, 0, says, "stub-small-1", (OUT,), ended_at)
    note_model_check(CHECKER, told, now=ended_at)


@pytest.fixture
def ready(cast: Cast) -> Request:
    """Students would use Diffit, and the gateway calls a model for it."""
    request = ready_request(cast, **STUDENT_USE)
    name_models(cast.dana.actor, registered("diffit"), ["stub-small"], now=NOW)
    return Request.objects.select_related("tool", "use_case__problem").get(pk=request.pk)


def test_nothing_goes_to_the_committee_unchecked_and_a_check_in_time_opens_the_way(cast: Cast, ready: Request) -> None:
    assert [str(each) for each in why_called_for(ready)] == ["students themselves use it"]
    meeting = meeting_called(cast)
    with problem("model_checks.unchecked"):
        put_on_agenda(cast.ada.actor, ready, meeting, now=NOW)
    found(days_ago=183)
    found("another-model")
    found(says=False)
    assert unchecked_models(ready, TODAY) == ("stub-small",), "too old, of another model, or says nothing"
    found()
    item = put_on_agenda(cast.ada.actor, ready, meeting, now=NOW)
    packet = packet_of(Request.objects.get(pk=ready.pk))
    assert packet and packet.digest == item.subject_digest
    told = packet.content["models"][0]
    assert told["is_called_for"] and told["check"]["standing_out"] == [OUT.as_json()] and told["without"] is None


def test_a_check_that_ends_before_the_meeting_is_for_the_next_one(cast: Cast, ready: Request) -> None:
    found()
    item = put_on_agenda(cast.ada.actor, ready, meeting_called(cast), now=NOW)
    found(days_ago=0)
    assert is_current(Request.objects.get(pk=ready.pk), item.subject_digest)
    use = grant_use(system_actor("reactions"), decided_by_all(cast, item), now=MEETING_AT)
    assert use.packet.content["models"][0]["check"]["ended_on"] == (TODAY - timedelta(days=3)).isoformat()


def test_a_model_put_in_place_after_members_read_is_not_what_they_decided_on(cast: Cast, ready: Request) -> None:
    found()
    item = put_on_agenda(cast.ada.actor, ready, meeting_called(cast), now=NOW)
    name_models(cast.dana.actor, registered("diffit"), ["stub-large"], now=NOW)
    with problem("uses.packet_changed"):
        grant_use(system_actor("reactions"), decided_by_all(cast, item), now=MEETING_AT)


def test_somebody_from_outside_may_say_in_writing_why_there_is_none(cast: Cast, ready: Request) -> None:
    for who, code in ((cast.tess, "not_allowed"), (cast.dana, "not_allowed")):
        with problem(code):
            go_without_check(who.actor, ready, reason="No time before the pilot begins.", now=NOW)
    with problem("model_checks.say_why"):
        go_without_check(cast.ada.actor, ready, reason="none", now=NOW)
    why = "The vendor names the model only after signing; it is checked in the first week."
    go_without_check(cast.ada.actor, ready, reason=why, now=NOW)
    item = put_on_agenda(cast.ada.actor, ready, meeting_called(cast), now=NOW)
    use = grant_use(system_actor("reactions"), decided_by_all(cast, item), now=MEETING_AT)
    without = use.packet.content["models"][0]["without"]
    assert without == {"by": cast.ada.actor.id, "on": TODAY.isoformat(), "reason": why}
    kinds = [told.kind for told in history_of("request", str(ready.pk))]
    assert "approve.model_check.gone_without/1" in kinds


def test_what_was_said_of_other_terms_and_by_who_asks_does_not_count(cast: Cast, ready: Request) -> None:
    go_without_check(cast.ada.actor, ready, reason="It is checked in its first week.", now=NOW)
    wider = terms(cast, **{**STUDENT_USE, "grade_bands": frozenset({"g912"})})
    revise_request(cast.tess.actor, ready, wider, now=NOW)
    again = reviewed(cast, Request.objects.get(pk=ready.pk))
    assert unchecked_models(again, TODAY) == ("stub-small",)
    found()
    with problem("model_checks.nothing_missing"):
        go_without_check(cast.ada.actor, again, reason="It is checked in its first week.", now=NOW)


def test_nobody_waives_the_check_of_what_they_ask_for(cast: Cast) -> None:
    request = ready_request(cast, "ada", **STUDENT_USE)
    name_models(cast.dana.actor, registered("diffit"), ["stub-small"], now=NOW)
    with problem("model_checks.own_request"):
        go_without_check(cast.ada.actor, request, reason="It is checked in its first week.", now=NOW)


def test_a_model_that_changed_is_unchecked_again(cast: Cast, ready: Request) -> None:
    found()
    assert note_changed_model(CHECKER, "stub-small", "stub-small-1", now=NOW) == 0
    assert unchecked_models(ready, TODAY) == ()
    assert note_changed_model(CHECKER, "stub-small", "stub-small-2", now=NOW) == 1
    assert note_changed_model(CHECKER, "stub-small", "stub-small-2", now=NOW) == 0, "said once"
    assert unchecked_models(ready, TODAY) == ("stub-small",)


def test_a_check_that_nobody_made_again_in_time_counts_no_more(cast: Cast, ready: Request) -> None:
    found()
    assert lapse_checks(CHECKER, "stub-small", now=NOW) == 1
    assert lapse_checks(CHECKER, "stub-small", now=NOW) == 0
    assert unchecked_models(ready, TODAY) == ("stub-small",)


def test_a_purpose_with_requests_of_its_own_takes_a_check_with_those(cast: Cast) -> None:
    request = ready_request(cast, purpose="uc_feedback", elements=frozenset({"student_work"}))
    name_models(cast.dana.actor, registered("diffit"), ["stub-small"], now=NOW)
    current = Request.objects.select_related("tool", "use_case").get(pk=request.pk)
    assert [str(each) for each in why_called_for(current)] == ["its answers are about one child"]
    found(prompt_set="conduct")
    assert unchecked_models(current, TODAY) == ("stub-small",)
    found(prompt_set="feedback")
    assert unchecked_models(current, TODAY) == ()


@pytest.mark.parametrize("purpose", ["uc_leveling", "uc_email_draft"])
def test_what_calls_for_no_check_goes_on_as_before(cast: Cast, purpose: str) -> None:
    request = ready_request(cast, purpose=purpose)  # with public documents alone: nothing about a child goes in
    name_models(cast.dana.actor, registered("diffit"), ["stub-small"], now=NOW)
    put_on_agenda(cast.ada.actor, request, meeting_called(cast), now=NOW)
    packet = packet_of(Request.objects.get(pk=request.pk))
    assert packet and packet.content["models"][0]["is_called_for"] is False


@given(
    st.sampled_from(Light),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.integers(-5, 400),
)
def test_more_risk_never_takes_the_call_away_and_no_old_check_counts(
    light: Light, students: bool, flags: bool, child: bool, ended_on: date, later: int
) -> None:
    said = rules.reasons(light=light, has_students=students, flags_people=flags, is_about_a_child=child)
    assert len(said) == students + flags + child + (light is Light.RED)
    fresh = rules.counts(ended_on, has_changed=False, says=True, on=ended_on + timedelta(days=later))
    assert fresh == (later <= 182)
    assert not rules.counts(ended_on, has_changed=True, says=True, on=ended_on)
