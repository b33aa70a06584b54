"""A no, or a condition, is appealed once, in time, and heard by somebody else; nothing is ever without a name on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import NOW, Cast
from chalkline.approve.appeals.api import (
    Appeal,
    conditions_if_granted,
    decision_to_appeal,
    file_appeal,
    follow_appeal,
    hear_appeal,
)
from chalkline.approve.appeals.commands import withdraw_appeal
from chalkline.approve.holders.api import holder_of
from chalkline.approve.holders.queries import HOLDS
from chalkline.approve.packets.api import decide_request, put_on_agenda
from chalkline.approve.requests.api import OPEN, Request, RequestState, revise_request
from chalkline.approve.reviews.api import (
    Recommendation,
    ask_for_change,
    open_reviews,
    reassign_review,
    reviews_of,
    send_to_reviewers,
)
from chalkline.approve.routes.api import Lane, route_of
from chalkline.approve.uses.api import (
    ApprovedUse,
    KeptCondition,
    ask_for,
    follow_decision,
    name_keeper,
    note_kept,
    offers_for,
)
from chalkline.govern.committees.api import Choice, Keeper, Outcome
from chalkline.govern.decisions.api import Decision, keepers_of
from chalkline.govern.delegations.api import Said
from chalkline.ledger.api import Told, history_of
from chalkline.people.api import Role, system_actor
from chalkline.people.models import Grant
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy
from deciding import (
    MEETING_AT,
    REVIEW,
    answer,
    decided_by_all,
    meeting_called,
    member,
    ready_request,
    request_filed,
    reviewed,
    terms,
    use_case_proposed,
)
from delegating import delegation_in_force
from expecting import problem


def fact_of(subject: str, subject_id: str, ending: str) -> Told:
    return next(each for each in reversed(list(history_of(subject, subject_id))) if each.kind.endswith(ending))


def decided(cast: Cast, choice: Choice, **reviews: object) -> tuple[Request, Decision]:
    """A request that the whole committee decided on, with what follows."""
    filed = request_filed(cast, use_case=use_case_proposed(cast))
    ready = reviewed(cast, filed, **reviews)  # type: ignore[arg-type]  # answers by kind
    decision = decided_by_all(cast, put_on_agenda(cast.ada.actor, ready, meeting_called(cast), now=NOW), choice)
    follow_decision(fact_of("decision", str(decision.pk), "recorded/1"), now=MEETING_AT)
    return Request.objects.select_related("tool", "asked_by", "use_case").get(), decision


def test_a_no_is_appealed_heard_by_the_superintendent_and_becomes_a_use(cast: Cast) -> None:
    request, decision = decided(cast, Choice.AGAINST)
    assert request.state == "declined" and decision_to_appeal(request, MEETING_AT.date()) == decision
    appeal = file_appeal(cast.tess.actor, request, decision, reason="It sees no student data.", now=MEETING_AT)
    request.refresh_from_db()
    held = holder_of(request)
    assert request.state == "appealed" and held is not None and (held.name, held.due_on) == ("Sue Park", appeal.hear_by)
    for name in ("ada", "carl", "tess", "dana"):
        with pytest.raises(Exception) as refused:  # noqa: PT011  # by the role, or by the appeal
            hear_appeal(member(cast, name).actor, appeal, grants=True, reason="Yes.", now=MEETING_AT)
        assert getattr(refused.value, "code", "") in {"not_allowed", "appeals.not_yours"}
    heard = hear_appeal(cast.sue.actor, appeal, grants=True, reason="Public texts only.", now=MEETING_AT)
    assert heard.outcome is not None and heard.outcome.basis == "appeal" and heard.state == "granted"
    follow_decision(fact_of("decision", str(heard.outcome.pk), "appeal_heard/1"), now=MEETING_AT)
    assert ApprovedUse.objects.get().decision == heard.outcome
    request.refresh_from_db()
    assert request.state == "approved" and decision_to_appeal(request, MEETING_AT.date()) is None
    with problem("appeals.once"):
        file_appeal(cast.tess.actor, request, heard.outcome, reason="More.", now=MEETING_AT)


def test_an_appeal_that_is_turned_down_leaves_the_no(cast: Cast) -> None:
    request, decision = decided(cast, Choice.AGAINST)
    appeal = file_appeal(cast.tess.actor, request, decision, reason="It sees no student data.", now=MEETING_AT)
    heard = hear_appeal(cast.sue.actor, appeal, grants=False, reason="The committee is right.", now=MEETING_AT)
    request.refresh_from_db()
    assert request.state == "declined" and heard.outcome is not None and not ApprovedUse.objects.exists()
    with problem("appeals.once"):
        file_appeal(cast.tess.actor, request, decision, reason="Again.", now=MEETING_AT)


def test_a_condition_is_appealed_while_the_use_holds(cast: Cast) -> None:
    asks = answer("security", recommendation=Recommendation.SUPPORT_WITH_CONDITIONS, conditions=(REVIEW,))
    request, decision = decided(cast, Choice.FOR, security=asks)
    with problem("appeals.incomplete"):
        file_appeal(cast.tess.actor, request, decision, reason="It doubles the work.", now=MEETING_AT)
    appeal = file_appeal(
        cast.tess.actor, request, decision, reason="It doubles the work.", conditions=[0], now=MEETING_AT
    )
    assert ApprovedUse.objects.get().state == "active"
    heard = hear_appeal(cast.sue.actor, appeal, grants=True, reason="Public texts.", now=MEETING_AT)
    assert heard.outcome is not None
    follow_decision(fact_of("decision", str(heard.outcome.pk), "appeal_heard/1"), now=MEETING_AT)
    assert ApprovedUse.objects.get(state="active").conditions == []


def test_nobody_appeals_late_for_others_or_what_was_not_decided(cast: Cast) -> None:
    request, decision = decided(cast, Choice.AGAINST)
    with problem("not_allowed"):
        file_appeal(cast.theo.actor, request, decision, reason="Me too.", now=MEETING_AT)
    with problem("appeals.too_late"):
        file_appeal(cast.tess.actor, request, decision, reason="Late.", now=MEETING_AT + timedelta(days=31))
    appeal = file_appeal(cast.tess.actor, request, decision, reason="In time.", now=MEETING_AT)
    withdraw_appeal(cast.tess.actor, appeal, now=MEETING_AT)
    with problem("appeals.not_open"):
        hear_appeal(cast.sue.actor, Appeal.objects.get(), grants=True, reason="Yes.", now=MEETING_AT)
    follow_appeal(fact_of("decision", str(decision.pk), "recorded/1"), now=MEETING_AT)
    assert Appeal.objects.get().state == "withdrawn"


def test_who_asked_does_not_hear_it(cast: Cast) -> None:
    request, decision = decided(cast, Choice.AGAINST)
    Grant.objects.filter(role=Role.SUPERINTENDENT.value).delete()
    grant = {"granted_by": "system:cast", "granted_at": NOW}
    Grant.objects.create(person=cast.tess.person, role=Role.SUPERINTENDENT.value, **grant)
    with problem("appeals.nobody_hears"):
        file_appeal(cast.tess.actor, request, decision, reason="I would hear it myself.", now=MEETING_AT)


@pytest.mark.parametrize("state", sorted(OPEN))
@pytest.mark.parametrize("roles_held", [True, False])
def test_every_open_request_has_exactly_one_name_and_a_day(cast: Cast, state: RequestState, roles_held: bool) -> None:
    request = request_filed(cast)
    if not roles_held:
        Grant.objects.all().delete()  # a district in which nobody holds any role
    Request.objects.filter(pk=request.pk).update(state=state.value)
    held = holder_of(Request.objects.select_related("tool", "asked_by", "use_case").get(pk=request.pk))
    assert held is not None and held.person_id and held.name and held.due_on
    assert set(HOLDS) == set(OPEN)


def test_a_wanted_change_goes_back_to_whoever_asked_and_returns(cast: Cast) -> None:
    filed = request_filed(cast)
    review = next(each for each in reviews_of(filed) if each.kind == "security")
    ask_for_change(cast.sam.actor, review, "Leave the workbook out.", now=NOW)
    filed.refresh_from_db()
    held = holder_of(filed)
    assert filed.state == "changes_wanted" and held is not None and held.name == "Tess Moreno"
    revise_request(cast.tess.actor, filed, terms(cast, why="Without the workbook."), now=NOW)
    send_to_reviewers(fact_of("request", str(filed.pk), "request.revised/1"), now=NOW)
    filed.refresh_from_db()
    assert filed.state == "in_review"


def test_a_review_gets_another_name_with_a_reason_and_never_ones_own(cast: Cast) -> None:
    filed = request_filed(cast, "ada")
    review = next(each for each in reviews_of(filed) if each.kind == "security")
    assert review.assigned_to in {cast.sam.person, cast.dana.person}
    with problem("reviews.not_for_them"):  # she asked: neither by herself nor by somebody
        reassign_review(cast.ada.actor, review, cast.ada.person, reason="I know it.", now=NOW)
    with problem("reviews.not_for_them"):
        reassign_review(cast.sue.actor, review, cast.sue.person, reason="I do it.", now=NOW)
    with problem("not_allowed"):
        reassign_review(cast.tess.actor, review, cast.theo.person, reason="He can.", now=NOW)
    with problem("reviews.question_needed"):
        reassign_review(cast.sue.actor, review, cast.priya.person, reason=" ", now=NOW)
    given = reassign_review(cast.sue.actor, review, cast.priya.person, reason="Sam and Dana are away.", now=NOW)
    held = holder_of(Request.objects.select_related("tool", "asked_by", "use_case").get(pk=filed.pk))
    assert given.assigned_to == cast.priya.person and held is not None
    assert open_reviews(system_actor("reactions"), filed, now=NOW) == []


def test_what_is_approved_or_asked_already_takes_a_reason_to_ask_anew(cast: Cast) -> None:
    decided(cast, Choice.FOR)
    offers = offers_for(cast.theo.actor, terms(cast), MEETING_AT.date())
    assert [each.fit for each in offers.uses] == ["covered"]
    wider = terms(cast, grade_bands=frozenset({"g35", "g68"}))
    assert [each.fit for each in offers_for(cast.theo.actor, wider, MEETING_AT.date()).uses] == ["other_grades"]
    first = ask_for(cast.theo.actor, wider, now=MEETING_AT)
    assert first.insists_because == ""
    with problem("uses.look_first"):
        ask_for(cast.paula.actor, wider, now=MEETING_AT)
    assert ask_for(cast.paula.actor, wider, insists="We need it for families.", now=MEETING_AT).insists_because


def test_a_condition_kept_by_people_has_a_name_a_day_and_a_note(cast: Cast) -> None:
    asks = answer("security", recommendation=Recommendation.SUPPORT_WITH_CONDITIONS, conditions=(REVIEW,))
    decided(cast, Choice.FOR, security=asks)
    kept = KeptCondition.objects.get()
    assert kept.owner == cast.tess.person and kept.due_on <= kept.use.expires_on
    with problem("not_allowed"):
        note_kept(cast.theo.actor, kept, note="I looked.", now=MEETING_AT)
    with problem("uses.keeper_unfit"):
        name_keeper(cast.ada.actor, kept, cast.kim.person, kept.due_on, now=MEETING_AT)
    name_keeper(cast.ada.actor, kept, cast.paula.person, kept.due_on, now=MEETING_AT)
    note_kept(cast.paula.actor, kept, note="Every passage is read on Fridays.", now=MEETING_AT)
    with problem("uses.kept_already"):
        note_kept(cast.paula.actor, kept, note="Again.", now=MEETING_AT)


def test_a_ready_request_belongs_to_whoever_brings_it_on(cast: Cast) -> None:
    ready = ready_request(cast)
    held = holder_of(ready)
    assert held is not None and held.name == "Ada Lind"


def test_what_a_delegate_decided_is_appealed_to_the_committee_without_that_delegate(cast: Cast) -> None:
    given_by = delegation_in_force(cast)
    ready = ready_request(cast)
    no = Said(Outcome.DECLINE, "We have something like it.")
    decision = decide_request(cast.ada.actor, ready, given_by, no, now=NOW)
    follow_decision(fact_of("decision", str(decision.pk), "delegated/1"), now=NOW)
    request = Request.objects.select_related("tool", "asked_by", "use_case__problem").get(pk=ready.pk)
    appeal = file_appeal(cast.tess.actor, request, decision, reason="Ours cannot do level three.", now=NOW)
    assert appeal.hearer is None and appeal.committee == decision.committee
    request.refresh_from_db()
    assert route_of(request).lane is Lane.STANDARD, "one person decided it once: not again"
    assert {each.kind for each in reviews_of(request) if each.state == "open"} == {"curriculum"}
    for name in ("sue", "ada"):  # the committee hears it, and nobody else
        with problem("not_allowed"):
            hear_appeal(member(cast, name).actor, appeal, grants=True, reason="Yes.", now=NOW)
    again = reviewed(cast, request)
    held = holder_of(again)
    assert held is not None and str(held.does) == "puts it on an agenda"
    with problem("packets.for_the_committee"):
        decide_request(cast.ada.actor, again, given_by, no, now=NOW)
    later = NOW + timedelta(hours=1)
    item = put_on_agenda(cast.ada.actor, again, meeting_called(cast, given_by.committee), now=later)
    assert {row["person_id"] for row in item.barred} == {cast.tess.actor.id, cast.ada.actor.id}
    anew = decided_by_all(cast, item)
    follow_decision(fact_of("decision", str(anew.pk), "recorded/1"), now=MEETING_AT)
    follow_appeal(fact_of("decision", str(anew.pk), "recorded/1"), now=MEETING_AT)
    settled = Appeal.objects.get()
    assert settled.state == "granted" and settled.outcome == anew and ApprovedUse.objects.get().decision == anew
    with problem("appeals.once"):
        file_appeal(cast.tess.actor, request, anew, reason="More.", now=MEETING_AT)


def test_whoever_grants_an_appeal_says_who_sees_to_what_people_keep(cast: Cast) -> None:
    asks = answer("security", recommendation=Recommendation.SUPPORT_WITH_CONDITIONS, conditions=(REVIEW,))
    request, decision = decided(cast, Choice.AGAINST, security=asks)
    appeal = file_appeal(cast.tess.actor, request, decision, reason="It sees no student data.", now=MEETING_AT)
    assert [each.text for each in conditions_if_granted(appeal)] == [REVIEW.text]
    due = MEETING_AT.date() + timedelta(days=9)
    with problem("packets.keeper_needed"):  # a student does not work here
        keeper = Keeper(REVIEW.text, cast.kim.actor.id, due)
        hear_appeal(cast.sue.actor, appeal, grants=True, reason="Public texts.", keepers=[keeper], now=MEETING_AT)
    keeper = Keeper(REVIEW.text, cast.carl.actor.id, due)
    heard = hear_appeal(cast.sue.actor, appeal, grants=True, reason="Public texts.", keepers=[keeper], now=MEETING_AT)
    assert heard.outcome is not None and keepers_of(heard.outcome) == {REVIEW.text: keeper}
    follow_decision(fact_of("decision", str(heard.outcome.pk), "appeal_heard/1"), now=MEETING_AT)
    kept = KeptCondition.objects.get()
    assert (kept.owner, kept.due_on) == (cast.carl.person, due)


def test_an_appeal_that_takes_one_condition_away_leaves_the_others_with_whoever_sees_to_them(cast: Cast) -> None:
    other = Condition(ConditionKind.OTHER, "Sign in with your district account.", KeptBy.PEOPLE)
    asks = answer("security", recommendation=Recommendation.SUPPORT_WITH_CONDITIONS, conditions=(REVIEW, other))
    request, decision = decided(cast, Choice.FOR, security=asks)
    appeal = file_appeal(
        cast.tess.actor, request, decision, reason="It doubles the work.", conditions=[0], now=MEETING_AT
    )
    much_later = MEETING_AT + timedelta(days=29)
    heard = hear_appeal(cast.sue.actor, appeal, grants=True, reason="Public texts.", now=much_later)
    assert heard.outcome is not None
    kept = keepers_of(heard.outcome)
    assert set(kept) == {other.text} and kept[other.text].person_id == cast.tess.actor.id
    assert much_later.date() <= kept[other.text].due_on
