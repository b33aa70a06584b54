"""Weights and the limit change by a committee's decision only; no use case becomes active beyond the limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.uses.api import ApprovedUse, end_use, follow_decision, grant_use
from chalkline.govern.committees.api import Choice, Meeting
from chalkline.ledger.api import history_of
from chalkline.people.api import system_actor
from chalkline.purpose.portfolio.api import (
    Criterion,
    PortfolioRule,
    active_ids,
    follow_rule_decision,
    limit_in_force,
    propose_rule,
    put_rule_on_agenda,
    weights_in_force,
)
from chalkline.purpose.portfolio.models import HeldPlace
from chalkline.purpose.use_cases.api import KindOfAI, revise_use_case
from chalkline.purpose.use_cases.models import UseCase
from deciding import MEETING_AT, decided_by_all, meeting_called, outline, problem_named, ready_request
from expecting import problem
from portfolios import proposed

CHALKLINE = system_actor("reactions")
ON = date(2026, 12, 4)
POINTS = {**dict.fromkeys(Criterion, 50), Criterion.REVIEWABLE: 100}


def decided(cast: Cast, rule: PortfolioRule, choice: Choice = Choice.FOR) -> None:
    """The committee decides on a proposal, and what follows follows."""
    item = put_rule_on_agenda(cast.ada.actor, rule, meeting_called(cast), now=NOW)
    decision = decided_by_all(cast, item, choice)
    told = next(each for each in history_of("decision", str(decision.pk)) if each.kind == "govern.decision.recorded/1")
    for _ in range(2):
        follow_rule_decision(told, now=MEETING_AT)


def test_weights_hold_by_decision_and_up_to_a_day(cast: Cast) -> None:
    assert weights_in_force(on=ON)[Criterion.COMMON] == pytest.approx(1 / 6)
    rule = propose_rule(cast.ada.actor, points=POINTS, because="Checking is what we can least afford to miss.", now=NOW)
    assert weights_in_force(on=ON)[Criterion.REVIEWABLE] == pytest.approx(1 / 6)
    decided(cast, rule)
    weights = weights_in_force(on=ON)
    assert weights[Criterion.REVIEWABLE] == pytest.approx(2 / 7) and sum(weights.values()) == pytest.approx(1)
    rule.refresh_from_db()
    assert rule.state == "in_force" and rule.until_on == date(2027, 6, 30)
    assert weights_in_force(on=date(2027, 7, 1))[Criterion.REVIEWABLE] == pytest.approx(1 / 6)
    with problem("portfolio.not_waiting"):
        put_rule_on_agenda(cast.ada.actor, rule, Meeting.objects.get(), now=NOW)


def test_a_no_changes_nothing(cast: Cast) -> None:
    rule = propose_rule(cast.ada.actor, limit=9, because="We are quick.", now=NOW)
    decided(cast, rule, Choice.AGAINST)
    rule.refresh_from_db()
    assert rule.state == "declined" and limit_in_force(on=ON) == 3


def test_what_may_be_proposed_and_by_whom(cast: Cast) -> None:
    for wrong in ({**POINTS, Criterion.REVIEWABLE: 90}, {**POINTS, Criterion.COMMON: 101}, {Criterion.COMMON: 100}):
        with problem("portfolio.weights"):
            propose_rule(cast.ada.actor, points=wrong, because="So.", now=NOW)
    for limit in (0, 21):
        with problem("portfolio.limit"):
            propose_rule(cast.ada.actor, limit=limit, because="So.", now=NOW)
    with problem("portfolio.reason_needed"):
        propose_rule(cast.ada.actor, limit=4, because="", now=NOW)
    for who in (cast.tess, cast.nora, cast.bo, cast.dana):
        with problem("not_allowed"):
            propose_rule(who.actor, limit=4, because="So.", now=NOW)


def full(cast: Cast) -> None:
    """Three high-impact use cases are active."""
    on = problem_named(cast)
    for n in range(3):
        use_case = proposed(cast, f"Feedback {n}", on=on, purpose="uc_feedback")
        HeldPlace.objects.create(use_case=use_case, use_id=f"use-{n}", until_on=date(2027, 6, 30), taken_at=NOW)


def test_a_fourth_does_not_come_before_the_committee_and_is_not_granted(cast: Cast) -> None:
    request, meeting = ready_request(cast, purpose="uc_feedback"), meeting_called(cast)
    item = put_on_agenda(cast.ada.actor, request, meeting, now=NOW)
    full(cast)  # while it waited for the meeting
    decision = decided_by_all(cast, item)
    with problem("portfolio.limit_reached"):
        grant_use(CHALKLINE, decision, now=MEETING_AT)
    told = next(each for each in history_of("decision", str(decision.pk)) if each.kind == "govern.decision.recorded/1")
    follow_decision(told, now=MEETING_AT)
    request.refresh_from_db()
    assert not ApprovedUse.objects.exists() and request.state == "ready"
    with problem("portfolio.limit_reached"):
        put_on_agenda(cast.ada.actor, request, meeting, now=NOW)


def test_low_impact_always_has_room_and_a_place_is_freed_when_the_use_ends(cast: Cast) -> None:
    full(cast)
    item = put_on_agenda(cast.ada.actor, ready_request(cast), meeting_called(cast), now=NOW)
    use = grant_use(CHALKLINE, decided_by_all(cast, item), now=MEETING_AT)
    assert len(active_ids(on=ON)) == 4
    end_use(cast.priya.actor, use, reason="Not needed any more.", now=MEETING_AT)
    assert len(active_ids(on=ON)) == 3
    kinds = [each.kind for each in history_of("use_case", str(use.request.use_case_id))]
    assert {"purpose.use_case.became_active/1", "purpose.use_case.came_to_rest/1"} <= set(kinds)


def test_what_judges_people_is_not_decided_before_it_says_how_errors_are_compared(cast: Cast) -> None:
    request = ready_request(cast)
    use_case, meeting = UseCase.objects.get(), meeting_called(cast)
    judging = outline(
        kind=KindOfAI.SCORING,
        inputs=frozenset({"daily_attendance"}),
        human_decision="Which support is offered.",
        decided_by="The support team",
    )
    revise_use_case(cast.carl.actor, use_case, judging, now=NOW)
    with problem("use_cases.judges_people"):
        put_on_agenda(cast.ada.actor, request, meeting, now=NOW)
    said = replace(judging, errors_by_group="False alarms by race, language and disability, each term.")
    revise_use_case(cast.carl.actor, use_case, said, now=NOW)
    request.refresh_from_db()
    with problem("packets.unanswered"):  # that is said now; what judges people takes a review by privacy as well
        put_on_agenda(cast.ada.actor, request, meeting, now=NOW)
