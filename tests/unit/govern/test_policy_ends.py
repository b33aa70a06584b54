"""The end of a policy, by the body that adopted it and nobody alone; and who answers for one when its owner leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cast import NOW, Cast
from chalkline.govern.committees.api import Committee, Outcome
from chalkline.govern.policies import api
from chalkline.govern.policies.api import BoardAdoption, Brought, Days, Holds, Repeal, Repealing, RepealState
from chalkline.govern.policies.commands import settle_repeal, settle_version
from chalkline.govern.policies.models import PolicyVersion
from chalkline.people.api import system_actor
from chalkline.people.models import Grant, Person
from deciding import MEETING_AT, committee_seated, decided_by_all, meeting_called
from expecting import problem
from unit.govern.test_policies import DAYS, MINUTES, TODAY, Section, adopted_by_board, begun, draft

WHY = Repealing("The new regulation says all of it.", "Regulation 4711")
ENDS = date(2027, 6, 30)
SYSTEM = system_actor("reactions")


def resolution(body: str = "Board of Education") -> BoardAdoption:
    """What a board did today."""
    return BoardAdoption(body, TODAY, "2026-99", MINUTES)


def adopted_by_committee(cast: Cast) -> tuple[PolicyVersion, Committee]:
    """Ada's text, adopted by the committee of the cast on December 3."""
    version, committee = begun(cast), committee_seated(cast)
    item = api.put_before(cast.ada.actor, version, meeting_called(cast, committee), DAYS, now=NOW)
    held = settle_version(SYSTEM, str(version.pk), decided_by_all(cast, item), now=MEETING_AT)
    assert held is not None
    return held, committee


def test_a_repeal_is_proposed_with_a_reason_once_and_of_what_was_adopted(cast: Cast) -> None:
    version = begun(cast)
    policy = version.policy
    with problem("policies.nothing_to_repeal"):
        api.propose_repeal(cast.ada.actor, policy, WHY, now=NOW)
    version = adopted_by_board(cast, version)
    for member in (cast.tess, cast.bo, cast.nora, cast.fay):
        with problem("not_allowed"):
            api.propose_repeal(member.actor, policy, WHY, now=NOW)
    with problem("policies.text_unclear") as caught:
        api.propose_repeal(cast.ada.actor, policy, Repealing(" ", "x" * 2000), now=NOW)
    assert set(caught.value.fields) == {"why", "instead"}
    repeal = api.propose_repeal(cast.ada.actor, policy, WHY, now=NOW)
    for again in (lambda: api.propose_repeal(cast.carl.actor, policy, WHY, now=NOW),
                  lambda: api.begin_version(cast.ada.actor, policy, now=NOW)):  # fmt: skip
        with problem("policies.repeal_under_way"):
            again()
    assert api.holds(version, TODAY) is Holds.IN_FORCE and len(api.to_sign(cast.tess.actor)) == 1
    with problem("not_allowed"):
        api.withdraw_repeal(cast.tess.actor, repeal, now=NOW)
    api.withdraw_repeal(cast.carl.actor, repeal, now=NOW)
    with problem("policies.repeal_not_now"):
        api.withdraw_repeal(cast.carl.actor, repeal, now=NOW)
    assert api.repeal_open(policy) is None and api.propose_repeal(cast.ada.actor, policy, WHY, now=NOW)


def test_what_a_board_adopted_a_board_ends_and_nobody_alone(cast: Cast) -> None:
    version = adopted_by_board(cast, begun(cast))
    signed = api.sign_policy(cast.tess.actor, version, version.digest, now=NOW)
    repeal = api.propose_repeal(cast.carl.actor, version.policy, WHY, now=NOW)
    assert [each.pk for each in api.repeals_for_a_board(cast.sue.actor)] == [repeal.pk]
    assert api.repeals_for_a_board(cast.carl.actor) == []
    with problem("policies.own_repeal"):
        api.record_board_repeal(cast.carl.actor, repeal, resolution(), ENDS, now=NOW)
    for member in (cast.tess, cast.dana, cast.bo):
        with problem("not_allowed"):
            api.record_board_repeal(member.actor, repeal, resolution(), ENDS, now=NOW)
    with problem("policies.another_body"):
        api.record_board_repeal(cast.sue.actor, repeal, resolution("Parents' club"), ENDS, now=NOW)
    with problem("policies.another_body"):  # a committee of ours does not end what the board adopted
        api.put_repeal_before(cast.ada.actor, repeal, meeting_called(cast), ENDS, now=NOW)
    with problem("policies.adoption_unclear"):
        nothing = BoardAdoption("Board of Education", TODAY + timedelta(1), "", Brought(b""))
        api.record_board_repeal(cast.sue.actor, repeal, nothing, ENDS, now=NOW)
    with problem("policies.days_unclear"):
        api.record_board_repeal(cast.sue.actor, repeal, resolution(), TODAY - timedelta(1), now=NOW)
    ended = api.record_board_repeal(cast.sue.actor, repeal, resolution(), ENDS, now=NOW)
    assert (ended.state, ended.effective_on, ended.minutes.read()) == (RepealState.REPEALED, ENDS, MINUTES.file)
    with problem("policies.repeal_not_now"):
        api.record_board_repeal(cast.sue.actor, repeal, resolution(), ENDS, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():  # the table itself wants a second person
        Repeal.objects.filter(pk=repeal.pk).update(recorded_by=cast.carl.person)
    last = ENDS - timedelta(1)
    assert api.holds(version, last) is Holds.IN_FORCE and api.holds(version, ENDS) is Holds.REPEALED
    assert api.versions_in_force(last) == [version] and api.versions_in_force(ENDS) == []
    assert api.clauses_in_force(ENDS) == () and api.repealed_since(last) == []
    assert [each.pk for each in api.repealed_since(ENDS)] == [ended.pk]
    assert api.clause("AI-2/1/2") is not None  # what cited it can still be read
    signed.refresh_from_db()
    assert signed.digest == version.digest and api.own_signatures(cast.tess.actor).count() == 1
    assert api.to_sign(cast.nora.actor) == []


def test_after_its_end_nothing_new_is_added_to_it(cast: Cast) -> None:
    version = adopted_by_board(cast, begun(cast))
    policy = version.policy
    draft_of_next = api.begin_version(cast.ada.actor, policy, now=NOW)
    repeal = api.propose_repeal(cast.carl.actor, policy, WHY, now=NOW)
    text = draft(Section("All of it", "In one section."), why="Shorter.")
    api.write_draft(cast.ada.actor, draft_of_next, text, now=NOW)
    with problem("policies.repeal_under_way"):
        adopted_by_board(cast, draft_of_next)
    api.record_board_repeal(cast.sue.actor, repeal, resolution(), ENDS, now=NOW)
    draft_of_next.refresh_from_db()
    assert draft_of_next.state == "not_adopted"  # it fell with it
    attempts = (
        lambda: api.sign_policy(cast.nora.actor, version, version.digest, now=NOW),
        lambda: api.remind_signers(cast.ada.actor, version, now=NOW),
        lambda: api.tell_class(cast.tess.actor, version, "C1", TODAY, now=NOW),
        lambda: api.keep_policy(cast.ada.actor, policy, TODAY + timedelta(300), now=NOW),
        lambda: api.begin_version(cast.ada.actor, policy, now=NOW),
        lambda: api.propose_repeal(cast.ada.actor, policy, WHY, now=NOW),
    )
    for attempt in attempts:
        with problem("policies.repealed"):
            attempt()


def test_what_a_committee_adopted_that_committee_ends_without_who_proposed_it(cast: Cast) -> None:
    version, committee = adopted_by_committee(cast)
    repeal = api.propose_repeal(cast.carl.actor, version.policy, WHY, now=MEETING_AT)
    with problem("policies.another_body"):
        api.record_board_repeal(cast.sue.actor, repeal, resolution(committee.name), ENDS, now=MEETING_AT)
    assert [each.pk for each in api.repeals_for(committee)] == [repeal.pk]
    meeting = meeting_called(cast, committee)
    with problem("not_allowed"):
        api.put_repeal_before(cast.theo.actor, repeal, meeting, ENDS, now=MEETING_AT)
    with problem("policies.days_unclear"):
        api.put_repeal_before(cast.ada.actor, repeal, meeting, TODAY, now=MEETING_AT)
    item = api.put_repeal_before(cast.ada.actor, repeal, meeting, ENDS, now=MEETING_AT)
    assert [each["person_id"] for each in item.barred] == [cast.carl.actor.id] and item.subject_digest
    with problem("policies.repeal_not_now"):
        api.withdraw_repeal(cast.ada.actor, repeal, now=MEETING_AT)
    decision = decided_by_all(cast, item)
    with problem("not_allowed"):
        settle_repeal(cast.sue.actor, str(repeal.pk), decision, now=MEETING_AT)
    ended = settle_repeal(SYSTEM, str(repeal.pk), decision, now=MEETING_AT)
    assert ended and ended.state == RepealState.REPEALED and ended.decision == decision and ended.effective_on == ENDS
    assert settle_repeal(SYSTEM, str(repeal.pk), decision, now=MEETING_AT) is None


@pytest.mark.parametrize(("outcome", "wanted"), [
    (Outcome.DECLINE, RepealState.NOT_REPEALED), (Outcome.DEFER, RepealState.PROPOSED),
])  # fmt: skip
def test_a_no_lets_it_go_on_and_putting_it_off_leaves_it_proposed(
    cast: Cast, outcome: Outcome, wanted: RepealState
) -> None:
    version, committee = adopted_by_committee(cast)
    repeal = api.propose_repeal(cast.ada.actor, version.policy, WHY, now=MEETING_AT)
    item = api.put_repeal_before(cast.ada.actor, repeal, meeting_called(cast, committee), ENDS, now=MEETING_AT)
    item.motion = {**item.motion, "outcome": outcome.value, "reason": "It is still needed."}
    item.save()
    settled = settle_repeal(SYSTEM, str(repeal.pk), decided_by_all(cast, item), now=MEETING_AT)
    assert settled and settled.state == wanted and api.repeal_decided(version.policy) is None
    assert api.holds(version, ENDS) is Holds.IN_FORCE


def test_one_question_at_a_time_before_a_body(cast: Cast) -> None:
    version, committee = adopted_by_committee(cast)
    following = api.begin_version(cast.ada.actor, version.policy, now=MEETING_AT)
    api.write_draft(cast.ada.actor, following, draft(Section("One", "Only."), why="Shorter."), now=MEETING_AT)
    meeting = meeting_called(cast, committee)
    api.put_before(cast.ada.actor, following, meeting, Days(ENDS, ENDS + timedelta(200)), now=MEETING_AT)
    repeal = api.propose_repeal(cast.carl.actor, version.policy, WHY, now=MEETING_AT)
    with problem("policies.one_at_a_time"):
        api.put_repeal_before(cast.ada.actor, repeal, meeting, ENDS, now=MEETING_AT)


def test_a_policy_is_handed_to_somebody_who_can_answer_for_it(cast: Cast) -> None:
    policy = adopted_by_board(cast, begun(cast)).policy
    assert policy.owner == cast.ada.person and api.without_owner(cast.sue.actor) == []
    for member in (cast.tess, cast.bo, cast.fay):
        with problem("not_allowed"):
            api.hand_over_policy(member.actor, policy, cast.priya.person, now=NOW)
    for person in (cast.tess.person, cast.otto.person, cast.fay.person, None):
        with problem("policies.not_an_owner"):
            api.hand_over_policy(cast.ada.actor, policy, person, now=NOW)
    with problem("policies.owned_already"):
        api.hand_over_policy(cast.sue.actor, policy, cast.ada.person, now=NOW)
    assert api.hand_over_policy(cast.ada.actor, policy, cast.priya.person, now=NOW).owner == cast.priya.person
    assert {str(each) for each in api.able_to_own()} == {
        "Ada Lind", "Carl Osei", "Dana Whitfield", "Priya Raman", "Sue Park",
    }  # fmt: skip


@pytest.mark.parametrize("left", [True, False])
def test_when_its_owner_leaves_or_loses_the_role_those_who_write_are_told(cast: Cast, left: bool) -> None:
    version = adopted_by_board(cast, begun(cast))
    if left:
        Person.objects.filter(pk=cast.ada.person.pk).update(is_active=False)
    else:
        Grant.objects.filter(person=cast.ada.person).delete()
    assert [each.pk for each in api.without_owner(cast.sue.actor)] == [version.policy_id]
    with problem("not_allowed"):
        api.without_owner(cast.tess.actor)
    api.hand_over_policy(cast.sue.actor, version.policy, cast.carl.person, now=NOW)
    assert api.without_owner(cast.sue.actor) == []
