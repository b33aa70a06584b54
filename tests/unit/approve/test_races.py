"""Two people at once, on real threads: one effect, and the other is told. PostgreSQL only."""

from __future__ import annotations

from at_once import ON_POSTGRES, at_once
from cast import NOW, make_cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.api import join_request, withdraw_request
from chalkline.approve.requests.models import Asking, Move, Request
from chalkline.approve.reviews.api import answer_review, open_reviews, reviews_of
from chalkline.approve.uses.api import ApprovedUse, ask_to_lift, grant_use, lift_suspension, suspend_use
from chalkline.govern.committees.api import AgendaItem, Choice, waiting_item
from chalkline.people.api import system_actor
from deciding import (
    MEETING_AT,
    answer,
    committee_seated,
    decided_by_all,
    meeting_called,
    open_with,
    ready_request,
    request_filed,
    use_granted,
    vote,
)

pytestmark = ON_POSTGRES
CHALKLINE = system_actor("reactions")


def test_the_last_two_reviews_sent_at_once_make_it_ready_once() -> None:
    cast = make_cast()
    filed = request_filed(cast)
    by_kind = {review.kind: review for review in reviews_of(filed)}
    at_once(
        lambda: answer_review(cast.carl.actor, by_kind["curriculum"], answer("curriculum"), now=NOW),
        lambda: answer_review(cast.sam.actor, by_kind["security"], answer("security"), now=NOW),
    )
    assert Request.objects.get().state == "ready"
    assert [move.state for move in Move.objects.all()] == ["filed", "in_review", "ready"]


def test_two_reviewers_sending_the_same_review_one_is_told() -> None:
    cast = make_cast()
    review = next(each for each in reviews_of(request_filed(cast)) if each.kind == "security")
    answers = at_once(
        lambda: answer_review(cast.sam.actor, review, answer("security"), now=NOW),
        lambda: answer_review(cast.dana.actor, review, answer("security"), now=NOW),
    )
    assert [each for each in answers if isinstance(each, str)] == ["reviews.already_answered"]


def test_reviews_are_opened_once_however_often_the_reaction_runs() -> None:
    cast = make_cast()
    filed = request_filed(cast)
    at_once(*[lambda: open_reviews(CHALKLINE, filed, now=NOW)] * 4)
    assert len(reviews_of(filed)) == 2


def test_a_decision_grants_once_however_often_the_reaction_runs() -> None:
    cast = make_cast()
    item = put_on_agenda(cast.ada.actor, ready_request(cast), meeting_called(cast), now=NOW)
    decision = decided_by_all(cast, item)
    granted = at_once(*[lambda: grant_use(CHALKLINE, decision, now=MEETING_AT)] * 4)
    assert len({str(each.pk) for each in granted}) == 1
    assert ApprovedUse.objects.count() == 1


def test_withdrawn_while_it_is_granted_it_is_one_or_the_other() -> None:
    cast = make_cast()
    item = put_on_agenda(cast.ada.actor, ready_request(cast), meeting_called(cast), now=NOW)
    decision = decided_by_all(cast, item)
    filed = Request.objects.get()
    at_once(
        lambda: grant_use(CHALKLINE, decision, now=MEETING_AT),
        lambda: withdraw_request(cast.tess.actor, filed, now=MEETING_AT),
    )
    state = Request.objects.get().state
    assert (state, ApprovedUse.objects.count()) in {("approved", 1), ("withdrawn", 0)}


def test_on_two_agendas_at_once_it_lands_on_one() -> None:
    cast = make_cast()
    filed = ready_request(cast)
    committee = committee_seated(cast)
    first, second = meeting_called(cast, committee), meeting_called(cast, committee)
    answers = at_once(
        lambda: put_on_agenda(cast.ada.actor, filed, first, now=NOW),
        lambda: put_on_agenda(cast.ada.actor, filed, second, now=NOW),
    )
    assert [each for each in answers if isinstance(each, str)] == ["requests.not_now"]
    assert AgendaItem.objects.count() == 1


def test_joining_while_voting_never_leaves_a_vote_of_somebody_who_asked() -> None:
    cast = make_cast()
    filed = ready_request(cast)
    item = put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    open_with(cast, item.meeting, "theo", "dana")
    at_once(
        lambda: vote(cast, item, "theo", Choice.FOR),
        lambda: join_request(cast.theo.actor, filed, now=MEETING_AT),
    )
    waiting = waiting_item("request", str(filed.pk))
    assert waiting is not None
    assert Asking.objects.filter(person=cast.theo.person).exists()
    assert not waiting.votes.filter(person=cast.theo.person).exists()


def test_two_seconds_at_once_lift_a_stop_once() -> None:
    cast = make_cast()
    use = use_granted(cast)
    suspend_use(cast.sam.actor, use, reason="A leak.", now=MEETING_AT)
    ask_to_lift(cast.priya.actor, use, reason="Fixed.", now=MEETING_AT)
    answers = at_once(
        lambda: lift_suspension(cast.dana.actor, use, now=MEETING_AT),
        lambda: lift_suspension(cast.ada.actor, use, now=MEETING_AT),
    )
    assert [each for each in answers if isinstance(each, str)] == ["uses.not_now"]
