"""An approved use follows from a recorded decision on exactly this version, stops by one, goes on by two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.api import join_request, withdraw_request
from chalkline.approve.requests.models import Asking, Request
from chalkline.approve.uses.api import (
    ApprovedUse,
    UseState,
    ask_to_lift,
    declined,
    end_use,
    ended,
    follow_decision,
    grant_use,
    lift_suspension,
    state_of,
    stations_of,
    stopped_uses,
    suspend_use,
    terms_in_force,
    use_by_id,
    uses_of_tool,
)
from chalkline.govern.committees.api import Authority, Choice
from chalkline.govern.decisions.api import Decision, answer_recommendation
from chalkline.ledger.api import Told, history_of
from chalkline.people.api import Role, grant_role, system_actor
from chalkline.purpose.problems.api import revise_problem
from chalkline.rulebook.api import KeptBy, Policy, Question, Verdict, decide, vocabulary
from deciding import (
    MEETING_AT,
    STUDENT_USE,
    committee_seated,
    decided_by_all,
    meeting_called,
    member,
    ready_request,
    request_filed,
    statement,
    use_granted,
)
from expecting import problem

CHALKLINE = system_actor("reactions")


def decided(cast: Cast, choice: Choice = Choice.FOR, **changes: object) -> Decision:
    item = put_on_agenda(cast.ada.actor, ready_request(cast, **changes), meeting_called(cast), now=NOW)
    return decided_by_all(cast, item, choice)


def fact_of(decision: Decision) -> Told:
    return next(told for told in history_of("decision", str(decision.pk)) if told.kind == "govern.decision.recorded/1")


def test_the_decision_becomes_a_use_with_exactly_the_terms_decided_on(cast: Cast) -> None:
    decision = decided(cast)
    follow_decision(fact_of(decision), now=MEETING_AT)
    use = ApprovedUse.objects.get()
    assert (use.roles, use.grade_bands, use.elements) == (["teacher"], ["g35"], ["public_docs"])
    assert use.decision_digest == decision.digest and use.packet_id == decision.subject_digest
    assert (use.starts_on, use.expires_on) == (date(2026, 12, 3), date(2027, 6, 30))
    assert Request.objects.get().state == "approved"
    told = [each.kind for each in history_of("tool", "diffit")]
    assert "approve.use.granted/1" in told


def test_granting_twice_grants_once(cast: Cast) -> None:
    decision = decided(cast)
    first = grant_use(CHALKLINE, decision, now=MEETING_AT)
    assert grant_use(CHALKLINE, decision, now=MEETING_AT) == first
    follow_decision(fact_of(decision), now=MEETING_AT)
    assert ApprovedUse.objects.count() == 1


@pytest.mark.parametrize("who", ["sue", "ada", "dana", "priya", "carl", "tess", "bo", "nora"])
def test_no_person_grants(cast: Cast, who: str) -> None:
    decision = decided(cast)
    with problem("not_allowed"):
        grant_use(member(cast, who).actor, decision, now=MEETING_AT)


def test_what_changed_after_the_vote_is_not_granted_but_goes_back_to_the_committee(cast: Cast) -> None:
    decision = decided(cast)
    request = Request.objects.select_related("use_case__problem").get()
    assert request.use_case is not None
    anew = statement(cast.carl.actor.id, title="Something else entirely")
    revise_problem(cast.carl.actor, request.use_case.problem, anew, because="New numbers.", now=MEETING_AT)
    with problem("uses.packet_changed"):
        grant_use(CHALKLINE, decision, now=MEETING_AT)
    follow_decision(fact_of(decision), now=MEETING_AT)
    assert not ApprovedUse.objects.exists()
    request.refresh_from_db()
    assert request.state == "ready"
    assert "approve.use.not_granted/1" in [each.kind for each in history_of("request", str(request.pk))]


def test_what_was_withdrawn_meanwhile_is_not_granted(cast: Cast) -> None:
    decision = decided(cast)
    withdraw_request(cast.tess.actor, Request.objects.get(), now=MEETING_AT)
    follow_decision(fact_of(decision), now=MEETING_AT)
    assert not ApprovedUse.objects.exists()
    assert Request.objects.get().state == "withdrawn"


def test_an_altered_record_grants_nothing(cast: Cast) -> None:
    decision = decided(cast)
    decision.record["tally"]["for"] = 12
    decision.save()
    with problem("uses.decision_altered"):
        grant_use(CHALKLINE, decision, now=MEETING_AT)


def test_a_no_is_kept_with_its_number_for_whoever_asks_next(cast: Cast) -> None:
    decision = decided(cast, Choice.AGAINST)
    with problem("uses.not_approved"):
        grant_use(CHALKLINE, decision, now=MEETING_AT)
    follow_decision(fact_of(decision), now=MEETING_AT)
    assert Request.objects.get().state == "declined"
    [no] = declined(date(2026, 12, 4))
    assert (no.tool, no.decision_number, no.purposes) == ("diffit", "2026-1", frozenset({"uc_leveling"}))
    assert no.reason and declined(date(2026, 12, 2)) == ()


def test_a_recommendation_grants_nothing_until_it_is_answered(cast: Cast) -> None:
    meeting = meeting_called(cast, committee_seated(cast, authority=Authority.ADVISORY))
    item = put_on_agenda(cast.ada.actor, ready_request(cast), meeting, now=NOW)
    decision = decided_by_all(cast, item)
    with problem("uses.not_approved"):
        grant_use(CHALKLINE, decision, now=MEETING_AT)
    assert Request.objects.get().state == "on_agenda"
    answered = answer_recommendation(cast.sue.actor, decision, agrees=True, now=MEETING_AT)
    follow_decision(fact_of(answered), now=MEETING_AT)
    assert ApprovedUse.objects.get().decision_digest == answered.digest


def test_the_terms_in_force_are_what_the_rulebook_reads(cast: Cast) -> None:
    use = use_granted(cast, **STUDENT_USE)
    assert terms_in_force(date(2026, 12, 2)) == ()
    [terms] = terms_in_force(date(2026, 12, 3))
    assert terms.use_id == str(use.pk) and terms.tool == "diffit"
    assert terms.purposes == {"uc_leveling"} and terms.schools == {str(cast.alder.id)}
    assert terms.roles == {"teacher", "student"} and KeptBy.PEOPLE in terms.kept_by
    assert terms_in_force(date(2027, 6, 30)) == (terms,)
    assert terms_in_force(date(2027, 7, 1)) == ()
    [over] = ended(date(2027, 7, 1))
    assert over.ended_on == date(2027, 6, 30)
    assert state_of(use, date(2027, 7, 1)) is UseState.EXPIRED


def test_one_person_stops_a_use(cast: Cast) -> None:
    use = use_granted(cast)
    with problem("uses.reason_needed"):
        suspend_use(cast.sam.actor, use, reason=" ", now=MEETING_AT)
    suspend_use(cast.sam.actor, use, reason="It showed another class’s texts.", now=MEETING_AT)
    assert stopped_uses() == {str(use.pk)}
    assert [each.use_id for each in terms_in_force(date(2026, 12, 4))] == [str(use.pk)]
    with problem("uses.not_now"):
        suspend_use(cast.dana.actor, use, reason="Me too.", now=MEETING_AT)


@pytest.mark.parametrize("who", ["tess", "carl", "sue", "bo", "fay", "nora", "paula", "otto"])
def test_who_does_not_answer_for_safety_neither_stops_nor_ends_nor_lifts(cast: Cast, who: str) -> None:
    use, actor = use_granted(cast), member(cast, who).actor
    for attempt in (
        lambda: suspend_use(actor, use, reason="I say so.", now=MEETING_AT),
        lambda: end_use(actor, use, reason="I say so.", now=MEETING_AT),
        lambda: ask_to_lift(actor, use, reason="I say so.", now=MEETING_AT),
        lambda: lift_suspension(actor, use, now=MEETING_AT),
    ):
        with problem("not_allowed"):
            attempt()


def test_letting_it_go_on_takes_two_people(cast: Cast) -> None:
    use = use_granted(cast)
    with problem("uses.not_now"):
        ask_to_lift(cast.priya.actor, use, reason="Fixed.", now=MEETING_AT)
    suspend_use(cast.sam.actor, use, reason="A leak.", now=MEETING_AT)
    with problem("uses.lift_not_asked"):
        lift_suspension(cast.dana.actor, use, now=MEETING_AT)
    ask_to_lift(cast.priya.actor, use, reason="The vendor fixed it; we tested.", now=MEETING_AT)
    with problem("uses.second_person"):
        lift_suspension(cast.priya.actor, use, now=MEETING_AT)
    assert stopped_uses() == {str(use.pk)}
    lift_suspension(cast.dana.actor, use, now=MEETING_AT)
    assert stopped_uses() == frozenset()
    with problem("uses.not_now"):
        lift_suspension(cast.dana.actor, use, now=MEETING_AT)


@pytest.mark.parametrize("who", ["ada", "dana", "sam", "priya"])
def test_who_asked_for_a_use_does_not_let_it_go_on(cast: Cast, who: str) -> None:
    grant_role(cast.sue.actor, cast.bo.person, Role.SECURITY_LEAD, now=NOW)
    if who == "sam":
        use = use_granted(cast)
        join_like(use, cast.sam.actor.id)
    else:
        use = use_granted(cast, who=who)
    other = cast.priya.actor if who != "priya" else cast.ada.actor
    suspend_use(other, use, reason="A leak.", now=MEETING_AT)
    with problem("uses.own_use"):
        ask_to_lift(member(cast, who).actor, use, reason="Fixed.", now=MEETING_AT)
    ask_to_lift(other, use, reason="Fixed.", now=MEETING_AT)
    with problem("uses.own_use"):
        lift_suspension(member(cast, who).actor, use, now=MEETING_AT)


def join_like(use: ApprovedUse, person_id: str) -> None:
    """As if this reviewer had asked for it too, before reviewing: no door allows it, the rule holds anyway."""
    Asking.objects.create(request=use.request, person_id=person_id, asked_at=NOW)


def test_a_stop_ends_with_the_use(cast: Cast) -> None:
    use = use_granted(cast)
    suspend_use(cast.sam.actor, use, reason="A leak.", now=MEETING_AT)
    later = MEETING_AT + timedelta(days=300)
    with problem("uses.not_now"):
        ask_to_lift(cast.priya.actor, use, reason="Fixed.", now=later)
    end_use(cast.dana.actor, use, reason="The vendor closed.", now=MEETING_AT)
    with problem("uses.not_now"):
        end_use(cast.dana.actor, use, reason="Again.", now=MEETING_AT)
    assert stopped_uses() == {str(use.pk)} and terms_in_force(date(2026, 12, 4)) == ()
    [over] = ended(date(2026, 12, 4))
    assert over.ended_on == date(2026, 12, 3)


def test_what_nobody_approved_is_refused_and_what_was_is_allowed(cast: Cast) -> None:
    """The end of the path: the same terms, asked of the rulebook's own function."""
    use_granted(cast)
    on = date(2026, 12, 4)
    policy = Policy(
        "Cedar Hollow", 1, on, terms=terms_in_force(on), elements=vocabulary().element_rules(),
        purposes=vocabulary().purpose_names(),
    )  # fmt: skip
    asked = Question(
        "diffit", on, role="teacher", grade_band="g35", school=str(cast.alder.id), purpose="uc_leveling",
        elements=frozenset({"public_docs"}), training=frozenset(),
    )  # fmt: skip
    assert decide(asked, policy).verdict is Verdict.ALLOW
    assert decide(replace(asked, grade_band="g68"), policy).verdict is Verdict.REFUSE


def test_a_request_is_followed_like_a_parcel(cast: Cast) -> None:
    filed = request_filed(cast)
    said = [(each.id, each.reached.value) for each in stations_of(cast.tess.actor, filed)]
    assert said == [
        ("asked", "done"), ("reviews", "here"), ("committee", "ahead"), ("decision", "ahead"), ("use", "ahead"),
    ]  # fmt: skip
    who = [str(each) for each in stations_of(cast.tess.actor, filed)[1].who]
    assert who == ["0 of 2 sent", "now with Carl Osei, Sam Ortiz and Dana Whitfield, due Nov 27, 2026"]


def test_the_parcel_arrives(cast: Cast) -> None:
    use = use_granted(cast)
    stations = stations_of(cast.tess.actor, Request.objects.get())
    assert {each.reached.value for each in stations} == {"done"}
    assert [str(each) for each in stations[-1].who] == ["until Jun 30, 2027"]
    assert use_by_id(cast.fay.actor, str(use.pk)) == use
    assert list(uses_of_tool(cast.fay.actor, use.tool)) == [use]
    with problem("not_found"):
        use_by_id(cast.fay.actor, "no such thing")


def test_the_database_itself_refuses_one_person_lifting(cast: Cast) -> None:
    use = use_granted(cast)
    stop = suspend_use(cast.sam.actor, use, reason="A leak.", now=MEETING_AT)
    stop.lift_asked_by_id = stop.lifted_by_id = cast.dana.actor.id
    with pytest.raises(IntegrityError), transaction.atomic():
        stop.save()


def test_who_joined_and_left_still_does_not_decide(cast: Cast) -> None:
    filed = ready_request(cast)
    join_request(cast.theo.actor, filed, now=NOW)
    withdraw_request(cast.theo.actor, filed, now=NOW)
    item = put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    assert cast.theo.actor.id in {row["person_id"] for row in item.barred}
