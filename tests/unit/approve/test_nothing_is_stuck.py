"""Whatever state a request, review, appeal or condition is in: somebody who works here has it, with a next step.

Each state is reached by the commands that lead there. Then whoever has it leaves, again and again, until only one who
leads the district is left; after each, the next one has it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cast import NOW, Cast
from chalkline.approve.appeals.api import Appeal, appeals_to_hear, file_appeal, hear_appeal, who_hears
from chalkline.approve.holders.api import holder_of
from chalkline.approve.packets.api import decide_request, put_on_agenda
from chalkline.approve.requests.api import (
    OPEN,
    Request,
    RequestState,
    join_request,
    requests_of_nobody,
    revise_request,
    withdraw_request,
)
from chalkline.approve.reviews.api import (
    Recommendation,
    ask_for_change,
    ask_for_information,
    give_information,
    reviewers_for,
    reviews_of,
    reviews_of_nobody,
)
from chalkline.approve.reviews.jobs import keep_reviews
from chalkline.approve.reviews.models import Question, Review
from chalkline.approve.uses.api import KeptCondition, conditions_of_nobody, follow_decision, name_keeper
from chalkline.govern.committees.api import Choice, Motion, Outcome, item_by_id, make_motion
from chalkline.govern.decisions.api import Decision, close_item
from chalkline.govern.delegations.api import Said
from chalkline.ledger.api import history_of
from chalkline.people.api import Role
from chalkline.people.models import Grant, Person
from chalkline.web.pages.requests.waiting import left_without_a_name
from deciding import (
    MEETING_AT,
    REVIEW,
    SEATS,
    answer,
    decided_by_all,
    meeting_called,
    open_with,
    ready_request,
    request_filed,
    reviewed,
    terms,
    use_case_proposed,
    vote,
)
from delegating import delegation_in_force
from expecting import problem

S = RequestState


def review_of(request: Request, kind: str = "security") -> Review:
    return next(each for each in reviews_of(request) if each.kind == kind)


def follow(decision: Decision, ending: str = "recorded/1") -> None:
    facts = reversed(list(history_of("decision", str(decision.pk))))
    follow_decision(next(each for each in facts if each.kind.endswith(ending)), now=MEETING_AT)


def filed(cast: Cast) -> Request:
    request = request_filed(cast)
    Review.objects.all().delete()  # the minute before the reaction opens them
    Request.objects.update(state=S.FILED.value)
    return request


def in_review(cast: Cast) -> Request:
    return request_filed(cast)


def needs_information(cast: Cast) -> Request:
    request = request_filed(cast)
    ask_for_information(cast.sam.actor, review_of(request), "Which texts?", now=NOW)
    return request


def changes_wanted(cast: Cast) -> Request:
    request = request_filed(cast)
    ask_for_change(cast.sam.actor, review_of(request), "Leave the workbook out.", now=NOW)
    return request


def ready_without_a_problem(cast: Cast) -> Request:
    return reviewed(cast, request_filed(cast))


def ready_in_the_fast_lane(cast: Cast) -> Request:
    delegation_in_force(cast)
    return ready_request(cast)


def on_agenda(cast: Cast) -> Request:
    request = ready_request(cast)
    put_on_agenda(cast.ada.actor, request, meeting_called(cast), now=NOW)
    return request


def declined(cast: Cast) -> tuple[Request, Decision]:
    request = ready_request(cast)
    item = put_on_agenda(cast.ada.actor, request, meeting_called(cast), now=NOW)
    decision = decided_by_all(cast, item, Choice.AGAINST)
    follow(decision)
    return request, decision


def deferred(cast: Cast) -> Request:
    request = ready_request(cast)
    item = put_on_agenda(cast.ada.actor, request, meeting_called(cast), now=NOW)
    open_with(cast, item.meeting, *(name for name in SEATS if name != "carl"))
    make_motion(cast.carl.actor, item, Motion(Outcome.DEFER, (), None, "Next month."), now=MEETING_AT)
    item = item_by_id(cast.carl.actor, str(item.pk))
    for name in SEATS:
        if name != "tess":
            vote(cast, item, name, Choice.FOR)
    follow(close_item(cast.carl.actor, item, now=MEETING_AT))
    return request


def decided(cast: Cast) -> Request:
    delegation = delegation_in_force(cast)
    request = ready_request(cast)
    said = Said(Outcome.APPROVE, "Public texts only.", (), date(2027, 6, 30))
    decide_request(cast.ada.actor, request, delegation, said, now=NOW)
    return request


def appealed(cast: Cast) -> Request:
    request, decision = declined(cast)
    file_appeal(cast.tess.actor, request, decision, reason="It sees no student data.", now=MEETING_AT)
    return request


WAYS: list[tuple[RequestState, Callable[[Cast], Request]]] = [
    (S.FILED, filed),
    (S.IN_REVIEW, in_review),
    (S.NEEDS_INFORMATION, needs_information),
    (S.CHANGES_WANTED, changes_wanted),
    (S.READY, ready_without_a_problem),
    (S.READY, ready_request),
    (S.READY, ready_in_the_fast_lane),
    (S.ON_AGENDA, on_agenda),
    (S.DEFERRED, deferred),
    (S.DECIDED, decided),
    (S.APPEALED, appealed),
]


def test_every_open_state_is_walked() -> None:
    assert {state for state, _way in WAYS} == set(OPEN)


def now_so(request: Request) -> Request:
    return Request.objects.select_related("tool", "asked_by", "use_case__problem").get(pk=request.pk)


def leaves(person_id: str) -> None:
    Person.objects.filter(pk=person_id).update(is_active=False)


@pytest.mark.parametrize(("state", "way"), WAYS, ids=[way.__name__ for _state, way in WAYS])
def test_when_whoever_has_it_leaves_somebody_else_has_it(
    cast: Cast, state: RequestState, way: Callable[[Cast], Request]
) -> None:
    request = way(cast)
    assert now_so(request).state == state
    gone: list[str] = []
    for _each in range(20):
        held = holder_of(now_so(request))
        assert held is not None and held.name and held.due_on and str(held.does)
        assert Person.objects.get(pk=held.person_id).is_active, (held.name, gone)
        assert held.person_id not in gone
        leaders = {each.person_id for each in Grant.objects.filter(role=Role.SUPERINTENDENT.value)}
        if Person.objects.get(pk=held.person_id).pk in leaders and state is not S.APPEALED:
            return
        leaves(held.person_id)
        gone.append(held.person_id)
        keep_reviews(now=MEETING_AT)
        if not Person.objects.filter(is_active=True, grants__role__in=["supt", "ai_coordinator", "cto"]).exists():
            return
    raise AssertionError(gone)


def test_a_review_gets_another_name_when_its_reviewer_leaves_and_nobody_is_reminded_who_left(cast: Cast) -> None:
    review = review_of(request_filed(cast))
    assert review.assigned_to is not None
    leaves(str(review.assigned_to.pk))
    keep_reviews(now=NOW)
    keep_reviews(now=NOW)  # twice changes nothing
    review.refresh_from_db()
    assert review.assigned_to is not None and review.assigned_to.is_active
    assert "has left" in review.assigned_because
    assert [each.kind for each in history_of("review", str(review.pk))].count("approve.review.reassigned/1") == 1


def test_a_review_that_nobody_can_do_stands_on_the_coordinators_today(cast: Cast) -> None:
    review = review_of(request_filed(cast))
    for person in reviewers_for(review):
        leaves(str(person.pk))
    keep_reviews(now=NOW)
    assert review.pk in {each.pk for each in reviews_of_nobody(cast.ada.actor)}
    said = [str(row.title) for row in left_without_a_name(cast.ada.actor, NOW.date())]
    assert any(title.startswith("Nobody can do the") for title in said), said


def test_what_is_asked_by_others_goes_on_with_them_and_can_be_changed_by_them(cast: Cast) -> None:
    request = request_filed(cast)
    join_request(cast.theo.actor, request, now=NOW)
    ask_for_change(cast.sam.actor, review_of(request), "Leave the workbook out.", now=NOW)
    leaves(cast.tess.actor.id)
    held = holder_of(now_so(request))
    assert held is not None and held.person_id == cast.theo.actor.id
    revise_request(cast.theo.actor, request, terms(cast, why="Without the workbook."), now=NOW)
    assert requests_of_nobody(cast.ada.actor).count() == 0


def test_what_nobody_asks_for_any_more_is_the_coordinators_to_answer_or_withdraw(cast: Cast) -> None:
    request = request_filed(cast)
    ask_for_information(cast.sam.actor, review_of(request), "Which texts?", now=NOW)
    with problem("not_allowed"):  # while somebody asks
        withdraw_request(cast.ada.actor, request, now=NOW)
    leaves(cast.tess.actor.id)
    assert [each.pk for each in requests_of_nobody(cast.ada.actor)] == [request.pk]
    with problem("not_allowed"):
        give_information(cast.theo.actor, Question.objects.get(), "All of them.", now=NOW)
    give_information(cast.ada.actor, Question.objects.get(), "She said: public ones.", now=NOW)
    withdraw_request(cast.ada.actor, request, reason="She has left.", now=NOW)
    assert now_so(request).state == "withdrawn"


def test_an_appeal_passes_to_another_superintendent_who_took_no_part(cast: Cast) -> None:
    appealed(cast)
    appeal = Appeal.objects.get()
    Grant.objects.filter(person=cast.sue.person, role=Role.SUPERINTENDENT.value).update(ends_on=NOW.date())
    assert who_hears(Appeal.objects.get()) is None  # her term is over, and there is nobody else
    held = holder_of(now_so(appeal.request))
    assert held is not None and held.name == "Ada Lind" and "school board" in str(held.does)
    Grant.objects.create(
        person=cast.priya.person, role=Role.SUPERINTENDENT.value, granted_by="system:cast", granted_at=NOW
    )
    took_part = who_hears(Appeal.objects.get())
    Grant.objects.create(
        person=cast.nora.person, role=Role.SUPERINTENDENT.value, granted_by="system:cast", granted_at=NOW
    )
    assert took_part is None or took_part == cast.priya.person
    hearer = who_hears(Appeal.objects.get())
    assert hearer is not None
    acts = cast.priya.actor if hearer == cast.priya.person else cast.nora.actor
    assert appeals_to_hear(acts) == [appeal] and appeals_to_hear(cast.sue.actor) == []
    with problem("not_allowed"):
        hear_appeal(cast.sue.actor, appeal, grants=False, reason="No.", now=MEETING_AT)
    heard = hear_appeal(acts, appeal, grants=False, reason="The committee is right.", now=MEETING_AT)
    assert heard.state == "turned_down"


def test_a_condition_whose_keeper_left_waits_for_whoever_names_another(cast: Cast) -> None:
    asks = answer("security", recommendation=Recommendation.SUPPORT_WITH_CONDITIONS, conditions=(REVIEW,))
    request = reviewed(cast, request_filed(cast, use_case=use_case_proposed(cast)), security=asks)
    follow(decided_by_all(cast, put_on_agenda(cast.ada.actor, request, meeting_called(cast), now=NOW)))
    kept = KeptCondition.objects.get()
    today = MEETING_AT.date()
    assert not conditions_of_nobody(cast.ada.actor, today).exists()
    leaves(str(kept.owner_id))
    assert [each.pk for each in conditions_of_nobody(cast.ada.actor, today)] == [kept.pk]
    said = [str(row.title) for row in left_without_a_name(cast.ada.actor, today)]
    assert any(title.startswith("Nobody sees to this any more") for title in said), said
    name_keeper(cast.ada.actor, kept, cast.paula.person, today + timedelta(days=7), now=MEETING_AT)
    assert not conditions_of_nobody(cast.ada.actor, today).exists()
