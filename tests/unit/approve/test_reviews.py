"""Reviews run side by side, by who has the role and asks for nothing; what was sent is not edited."""

from __future__ import annotations

from datetime import date

import pytest

from cast import NOW, Cast
from chalkline.approve.requests.api import attach_use_case, join_request, revise_request
from chalkline.approve.requests.models import Request
from chalkline.approve.reviews.api import (
    Finding,
    Recommendation,
    Review,
    Severity,
    answer_of,
    answer_review,
    ask_for_information,
    give_information,
    is_overdue,
    keep_review,
    may_answer,
    open_reviews,
    review_again,
    reviewers_for,
    reviews_of,
    reviews_sent,
    reviews_waiting_for,
)
from chalkline.kernel.problem import Problem
from chalkline.ledger.api import history_of
from chalkline.people.api import Role, grant_role, system_actor
from chalkline.rulebook.api import Condition, ConditionKind
from deciding import REVIEWERS, STUDENT_USE, answer, member, request_filed, reviewed, terms, use_case_proposed
from expecting import problem
from visiting import visitor


def review_of(request: Request, kind: str) -> Review:
    return next(each for each in reviews_of(request) if each.kind == kind)


def state_of(request: Request) -> str:
    return Request.objects.get(pk=request.pk).state


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, ["curriculum", "security"]),
        (STUDENT_USE, ["privacy", "curriculum", "security", "accessibility"]),
        ({"costs": "yes"}, ["curriculum", "security", "finance"]),
        ({"elements": frozenset({"iep"})}, ["privacy", "curriculum", "security", "legal"]),
        ({"purpose": "uc_helpdesk", "elements": frozenset({"internal_docs"})}, ["security"]),
        ({"purpose": "uc_bus", "elements": frozenset({"bus_assignment"})}, ["privacy", "security"]),
    ],
)
def test_the_risk_decides_which_reviews_are_opened(cast: Cast, change: dict[str, object], kinds: list[str]) -> None:
    filed = request_filed(cast, **change)
    assert [review.kind for review in reviews_of(filed)] == kinds
    assert filed.state == "in_review"


def test_reviews_are_due_in_working_days_by_their_risk(cast: Cast) -> None:
    green, yellow = request_filed(cast), request_filed(cast, "theo", **STUDENT_USE)
    assert {review.due_on for review in reviews_of(green)} == {date(2026, 11, 27)}
    assert {review.due_on for review in reviews_of(yellow)} == {date(2026, 12, 4)}
    assert is_overdue(reviews_of(green)[0], date(2026, 11, 28))


def test_opening_reviews_twice_opens_them_once(cast: Cast) -> None:
    filed = request_filed(cast)
    assert open_reviews(system_actor("reactions"), filed, now=NOW) == []
    with problem("not_allowed"):
        open_reviews(cast.ada.actor, filed, now=NOW)


def test_with_the_last_review_the_request_is_ready(cast: Cast) -> None:
    filed = request_filed(cast, **STUDENT_USE)
    for kind in ("security", "privacy", "accessibility"):
        review = review_of(filed, kind)
        answer_review(member(cast, REVIEWERS[kind]).actor, review, answer(kind, students=True), now=NOW)
        assert state_of(filed) == "in_review"
    last = review_of(filed, "curriculum")
    answer_review(cast.carl.actor, last, answer("curriculum", students=True), now=NOW)
    assert state_of(filed) == "ready"


@pytest.mark.parametrize("kind", ["privacy", "curriculum", "security"])
@pytest.mark.parametrize("who", ["tess", "ada", "sue", "bo", "fay", "nora", "otto", "paula"])
def test_only_who_holds_the_role_reviews(cast: Cast, kind: str, who: str) -> None:
    review = review_of(request_filed(cast, "theo", **STUDENT_USE), kind)
    actor = member(cast, who).actor
    for attempt in (
        lambda: answer_review(actor, review, answer(kind, students=True), now=NOW),
        lambda: keep_review(actor, review, {}, now=NOW),
        lambda: ask_for_information(actor, review, "Why?", now=NOW),
    ):
        with problem("not_allowed"):
            attempt()


@pytest.mark.parametrize(("kind", "who"), [("privacy", "priya"), ("curriculum", "carl"), ("security", "sam"),
                                           ("security", "dana")])  # fmt: skip
def test_nobody_reviews_their_own_request(cast: Cast, kind: str, who: str) -> None:
    filed = request_filed(cast, who, **STUDENT_USE)
    review, actor = review_of(filed, kind), member(cast, who).actor
    for attempt in (
        lambda: answer_review(actor, review, answer(kind, students=True), now=NOW),
        lambda: keep_review(actor, review, {}, now=NOW),
        lambda: ask_for_information(actor, review, "Why?", now=NOW),
    ):
        with problem("reviews.own_request"):
            attempt()
    assert not may_answer(actor, review)
    assert review not in list(reviews_waiting_for(actor))


def test_nobody_reviews_what_they_joined_or_once_asked_for(cast: Cast) -> None:
    filed = request_filed(cast, **STUDENT_USE)
    join_request(cast.priya.actor, filed, now=NOW)
    with problem("reviews.own_request"):
        answer_review(cast.priya.actor, review_of(filed, "privacy"), answer("privacy", students=True), now=NOW)


def test_where_the_only_reviewer_asks_another_person_can_be_given_the_role(cast: Cast) -> None:
    filed = request_filed(cast, "priya", **STUDENT_USE)
    review = review_of(filed, "privacy")
    assert reviewers_for(review) == []
    grant_role(cast.sue.actor, cast.ada.person, Role.PRIVACY_OFFICER, now=NOW)
    assert reviewers_for(review) == [cast.ada.person]
    answer_review(cast.ada.actor, review, answer("privacy", students=True), now=NOW)


def test_reviews_wait_for_those_who_may_answer_them(cast: Cast) -> None:
    filed = request_filed(cast, **STUDENT_USE)
    assert [each.kind for each in reviews_waiting_for(cast.priya.actor)] == ["privacy"]
    assert [each.kind for each in reviews_waiting_for(cast.dana.actor)] == ["accessibility", "security"]
    assert list(reviews_waiting_for(cast.tess.actor)) == []
    reviewed(cast, filed)
    assert list(reviews_waiting_for(cast.priya.actor)) == []


def test_a_review_is_kept_while_it_is_written_and_nothing_of_it_is_told(cast: Cast) -> None:
    review = review_of(request_filed(cast), "security")
    keep_review(cast.sam.actor, review, {"summary": "Half a sent"}, now=NOW)
    review.refresh_from_db()
    assert review.working == {"summary": "Half a sent"} and review.working_by == cast.sam.person
    assert [each.kind for each in history_of("review", str(review.pk))] == ["approve.review.opened/1"]


LABEL = Condition(ConditionKind.REVIEW, "A teacher reads each text first.")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("summary", {"summary": " "}),
        ("summary", {"summary": "x" * 2001}),
        ("findings", {"recommendation": Recommendation.OBJECT}),
        ("findings", {"recommendation": Recommendation.OBJECT, "findings": (Finding(Severity.NOTE, "Hm."),)}),
        ("recommendation", {"findings": (Finding(Severity.RED_FLAG, "Passwords in the clear."),)}),
        ("recommendation", {"conditions": (LABEL,)}),
        ("conditions", {"recommendation": Recommendation.SUPPORT_WITH_CONDITIONS}),
        ("reply_sign_in", {"replies": ()}),
    ],
)
def test_a_review_holds_together(cast: Cast, field: str, change: dict[str, object]) -> None:
    review = review_of(request_filed(cast), "security")
    with pytest.raises(Problem) as caught:
        answer_review(cast.sam.actor, review, answer("security", **change), now=NOW)
    assert caught.value.code == "reviews.incomplete" and field in caught.value.fields
    review.refresh_from_db()
    assert review.state == "open"


def test_a_sent_review_is_not_edited_but_done_again(cast: Cast) -> None:
    filed = reviewed(cast, request_filed(cast))
    review = review_of(filed, "security")
    for attempt in (
        lambda: answer_review(cast.sam.actor, review, answer("security"), now=NOW),
        lambda: keep_review(cast.sam.actor, review, {}, now=NOW),
    ):
        with problem("reviews.already_answered"):
            attempt()
    with problem("reviews.question_needed"):
        review_again(cast.sam.actor, review, reason=" ", now=NOW)
    anew = review_again(cast.sam.actor, review, reason="The vendor was sold.", now=NOW)
    assert state_of(filed) == "in_review"
    assert (anew.version, anew.working["summary"]) == (2, "Nothing speaks against it.")
    answer_review(cast.dana.actor, anew, answer("security", summary="Still fine."), now=NOW)
    assert state_of(filed) == "ready"
    former = Review.objects.get(pk=review.pk)
    assert former.state == "superseded" and former.digest == review.digest
    said = answer_of(former)
    assert said is not None and said.summary == "Nothing speaks against it."


def test_a_question_goes_to_who_asked_and_comes_back(cast: Cast) -> None:
    filed = request_filed(cast)
    question = ask_for_information(cast.sam.actor, review_of(filed, "security"), "Which account?", now=NOW)
    assert state_of(filed) == "needs_information"
    with problem("not_allowed"):
        give_information(cast.theo.actor, question, "Mine.", now=NOW)
    with problem("reviews.question_needed"):
        give_information(cast.tess.actor, question, " ", now=NOW)
    give_information(cast.tess.actor, question, "My district account.", now=NOW)
    assert state_of(filed) == "in_review"
    with problem("reviews.not_open"):
        give_information(cast.tess.actor, question, "No, another.", now=NOW)


def test_a_review_can_be_sent_while_another_waits_for_an_answer(cast: Cast) -> None:
    filed = request_filed(cast)
    question = ask_for_information(cast.sam.actor, review_of(filed, "security"), "Which account?", now=NOW)
    answer_review(cast.carl.actor, review_of(filed, "curriculum"), answer("curriculum"), now=NOW)
    assert state_of(filed) == "needs_information"
    answer_review(cast.sam.actor, review_of(filed, "security"), answer("security"), now=NOW)
    assert state_of(filed) == "ready"
    with problem("reviews.not_open"):
        give_information(cast.tess.actor, question, "My district account.", now=NOW)


def test_changed_terms_are_reviewed_anew(cast: Cast) -> None:
    filed = reviewed(cast, request_filed(cast))
    revise_request(cast.tess.actor, filed, terms(cast, **STUDENT_USE), now=NOW)
    opened = open_reviews(system_actor("reactions"), filed, now=NOW)
    assert sorted(review.kind for review in opened) == ["accessibility", "curriculum", "privacy", "security"]
    assert state_of(filed) == "in_review"
    reviewed(cast, Request.objects.get(pk=filed.pk))
    assert state_of(filed) == "ready"


def test_a_use_case_that_judges_people_calls_for_privacy(cast: Cast) -> None:
    filed = reviewed(cast, request_filed(cast))
    judging = use_case_proposed(
        cast,
        flags_people=True,
        inputs=frozenset({"student_work"}),
        human_decision="Which passage a student gets.",
        decided_by="The teacher",
    )
    attach_use_case(cast.tess.actor, filed, judging, now=NOW)
    opened = open_reviews(system_actor("reactions"), filed, now=NOW)
    assert [review.kind for review in opened] == ["privacy", "legal"]
    assert state_of(filed) == "in_review"


def test_how_far_the_reviews_of_many_requests_are(cast: Cast) -> None:
    waiting, done = request_filed(cast), reviewed(cast, request_filed(cast, "nora"))
    sent = reviews_sent([waiting, done])
    assert sent[waiting.pk][0] == 0 < sent[waiting.pk][1]
    assert sent[done.pk] == (len(reviews_of(done)), len(reviews_of(done)))
    assert reviews_sent([]) == {}
    page = visitor(cast.dana).get(f"/tools/{done.tool.slug}/").content.decode()
    assert f"{sent[done.pk][0]} of {sent[done.pk][1]} reviews sent" in page
