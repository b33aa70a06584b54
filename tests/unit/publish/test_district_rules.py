"""The district's own rules: they narrow at once by one person, widen by two, and nobody edits what was proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cast import NOW as BEFORE
from cast import Cast
from chalkline.govern.committees.api import AgendaItem, Choice, Meeting
from chalkline.govern.committees.models import Committee
from chalkline.people.api import system_actor
from chalkline.people.models import Grant
from chalkline.people.words import Role
from chalkline.publish.bundle import queries
from chalkline.publish.bundle.api import activate_bundle, ask, look_at, policy_in_force, prepare_bundle, unpublished
from chalkline.publish.district_rules.api import (
    Rows,
    RuleSet,
    SetState,
    adopt_rules,
    narrow_at_once,
    packs_here,
    propose_rules,
    put_rules_on_agenda,
    rows_of,
    set_in_force,
    switch_law,
    widens,
)
from chalkline.publish.district_rules.commands import follow_decision
from chalkline.publish.district_rules.law import law_packs
from chalkline.rulebook.api import (
    NO_AGREEMENT,
    Demand,
    DistrictRule,
    Promise,
    Selection,
    Standing,
    Verdict,
    as_refusal,
    as_teacher,
)
from deciding import MEETING_AT, decided_by_all, meeting_called
from expecting import problem
from unit.publish.conftest import Approved, policy_adopted

NOW = MEETING_AT
CLAUSE = "AI-2/1/2"
CHALKLINE = system_actor("reactions")
STUDENTS = Selection(roles=frozenset({"student"}), grade_bands=frozenset({"g35"}))
NO_STUDENTS = DistrictRule("R1", STUDENTS, Verdict.REFUSE, "Not in elementary school.", clause=CLAUSE)
HOLD = DistrictRule("R2", Selection(), Verdict.HOLD, "Somebody reads it first.")


@pytest.fixture(autouse=True)
def _clock(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "utc_now", lambda: NOW)
    policy_adopted(cast)


def proposed(cast: Cast, *rules: DistrictRule, promises: tuple[Promise, ...] = ()) -> RuleSet:
    return propose_rules(cast.ada.actor, Rows(rules, promises), why="The committee talked about it.", now=NOW)


def test_one_person_narrows_at_once_and_everybody_hears_rule_and_clause(cast: Cast, approved: Approved) -> None:
    approved.publish()
    made = proposed(cast, NO_STUDENTS)
    assert ask(approved.asked()).verdict is Verdict.ALLOW
    narrow_at_once(cast.ada.actor, made, reason="A parent called.", now=NOW)
    answer = ask(approved.asked())
    assert answer.verdict is Verdict.REFUSE
    refusal = as_refusal(answer)
    assert refusal.code == "district_rule" and "Rule R1 of the district (AI-2/1/2)" in str(refusal.message)
    assert as_teacher(answer).word == "no"
    assert policy_in_force().district_rules == () and [each.turn for each in unpublished(cast.bo.actor).changes]
    with problem("rules.not_waiting"):
        narrow_at_once(cast.ada.actor, made, reason="Again.", now=NOW)


def test_letting_more_through_takes_another_person_and_then_a_policy_by_two(cast: Cast, approved: Approved) -> None:
    approved.publish()
    narrow_at_once(cast.ada.actor, proposed(cast, NO_STUDENTS), reason="A parent called.", now=NOW)
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    with problem("bundles.same_person"):
        activate_bundle(cast.dana.actor, candidate, now=NOW)
    activate_bundle(cast.ada.actor, candidate, now=NOW)
    wider = proposed(cast, HOLD)
    with problem("rules.widens") as caught:
        narrow_at_once(cast.sam.actor, wider, reason="It is fine.", now=NOW)
    assert "R1" in str(caught.value.what)
    with problem("rules.same_person"):
        adopt_rules(cast.ada.actor, wider, now=NOW)
    with problem("not_allowed"):
        adopt_rules(cast.tess.actor, wider, now=NOW)
    adopt_rules(cast.priya.actor, wider, now=NOW)
    assert ask(approved.asked()).verdict is Verdict.REFUSE, "the policy in force still carries the rule"
    again = prepare_bundle(cast.dana.actor, now=NOW)
    told = [str(each.sentence) for each in look_at(cast.ada.actor, again).changes]
    assert any(each.startswith("No longer: rule R1, students (grades 3–5)") for each in told)
    activate_bundle(cast.ada.actor, again, now=NOW)
    assert ask(approved.asked()).verdict is Verdict.HOLD


def test_what_was_proposed_is_never_edited(cast: Cast, approved: Approved) -> None:
    made = proposed(cast, NO_STUDENTS)
    content = {**made.content, "rules": []}
    RuleSet.objects.filter(pk=made.pk).update(content=content)
    with problem("rules.altered"):
        adopt_rules(cast.priya.actor, made, now=NOW)
    RuleSet.objects.filter(pk=made.pk).update(state=SetState.IN_FORCE.value)
    with problem("rules.altered"):
        prepare_bundle(cast.dana.actor, now=NOW)


def test_a_row_that_means_nothing_or_permits_something_is_refused(cast: Cast, approved: Approved) -> None:
    with problem("rules.unsound") as caught:
        proposed(cast, DistrictRule("R1", Selection(), Verdict.HOLD, "x", clause="AI-2/1/9"))
    assert "AI-2/1/9" in str(caught.value.fields["clause"])
    odd = (
        DistrictRule("R1", Selection(roles=frozenset({"wizard"})), Verdict.REFUSE, "x"),
        DistrictRule("R1", Selection(), Verdict.ALLOW, "x"),
        DistrictRule("R1", Selection(), Verdict.REDACT, "x"),
        DistrictRule("R1", Selection(), Verdict.REFUSE, " "),
        DistrictRule("R 1", Selection(), Verdict.REFUSE, "x"),
    )
    for each in odd:
        with problem("rules.unsound"):
            proposed(cast, each)
    with problem("rules.nothing_new"):
        proposed(cast)
    assert widens(Rows((HOLD,)), Rows((NO_STUDENTS,))) == (HOLD,)
    assert widens(Rows((NO_STUDENTS,)), Rows((DistrictRule("R7", Selection(), Verdict.REFUSE, "x"),))) == ()


def test_a_promise_of_the_district_stops_a_policy_with_a_case_in_words(cast: Cast, approved: Approved) -> None:
    promise = Promise("P1", STUDENTS, Demand.SUPERVISION, "Young children never sit alone before a chat.")
    adopt_rules(cast.priya.actor, proposed(cast, promises=(promise,)), now=NOW)
    with problem("bundles.invariant_broken") as caught:
        prepare_bundle(cast.dana.actor, now=NOW)
    said = str(caught.value.what)
    assert "Young children never sit alone" in said and "students (grades 3–5) could give Diffit" in said


def test_only_counsel_switches_a_law_on_and_its_rows_hold_at_once(cast: Cast, approved: Approved) -> None:
    approved.publish()
    for member in (cast.dana, cast.sue, cast.ada):
        with problem("not_allowed"):
            switch_law(member.actor, "us-coppa", is_on=True, why="It holds.", now=NOW)
    Grant.objects.create(person=cast.paula.person, role=Role.COUNSEL, granted_by="system:test", granted_at=NOW)
    with problem("rules.no_such_law"):
        switch_law(cast.paula.actor, "us-nothing", is_on=True, why="It holds.", now=NOW)
    assert ask(approved.asked()).verdict is Verdict.ALLOW
    switch_law(cast.paula.actor, "us-coppa", is_on=True, why="It holds for us.", now=NOW)
    assert ask(approved.asked()).verdict is Verdict.ALLOW, "an agreement is in date"
    with problem("rules.nothing_new"):
        switch_law(cast.paula.actor, "us-coppa", is_on=True, why="It holds.", now=NOW)


def test_every_row_of_the_law_says_something_and_none_is_on_by_default() -> None:
    assert {each.jurisdiction for each in law_packs()} >= {"US", "UT", "OK"}
    for pack in law_packs():
        assert pack.confidence in {"high", "medium", "low"} and pack.rules and len(pack.duties) == len(pack.rules)
    coppa = next(each for each in packs_here() if each.law_id == "us-coppa")
    assert coppa.rules[0].selection.kinds == {NO_AGREEMENT} and "16 CFR" in coppa.rules[0].law


def test_a_rule_also_says_that_asking_for_a_tool_would_not_help(cast: Cast, approved: Approved) -> None:
    approved.publish()
    chat = DistrictRule("R3", Selection(kinds=frozenset({NO_AGREEMENT})), Verdict.REFUSE, "Only with an agreement.")
    narrow_at_once(cast.ada.actor, proposed(cast, chat), reason="Now.", now=NOW)
    question = approved.asked()
    answer = ask(type(question)(tool="gauth", on=question.on, role="student", elements=frozenset()))
    assert answer.standing is Standing.UNAPPROVED and as_teacher(answer).word == "no"
    assert "Rule R3" in str(answer.reasons[1].sentence)


def next_meeting(cast: Cast) -> Meeting:
    return meeting_called(cast, Committee.objects.get())


def on_agenda(cast: Cast, made: RuleSet) -> AgendaItem:
    return put_rules_on_agenda(cast.dana.actor, made, next_meeting(cast), now=BEFORE)


def test_a_committee_decides_on_rules_and_two_people_publish_what_widens(cast: Cast, approved: Approved) -> None:
    approved.publish()
    narrow_at_once(cast.ada.actor, proposed(cast, NO_STUDENTS), reason="A parent called.", now=NOW)
    activate_bundle(cast.ada.actor, prepare_bundle(cast.dana.actor, now=NOW), now=NOW)
    wider = proposed(cast, HOLD)
    with problem("not_allowed"):
        put_rules_on_agenda(cast.tess.actor, wider, next_meeting(cast), now=BEFORE)
    item = on_agenda(cast, wider)
    assert item.title == "Rules of the district, set 2: R2 is new; R1 is taken out"
    for act in (
        lambda: adopt_rules(cast.priya.actor, wider, now=NOW),
        lambda: narrow_at_once(cast.sam.actor, wider, reason="Now.", now=NOW),
    ):
        with problem("rules.on_agenda"):
            act()
    with problem("meetings.already_on_agenda"):
        put_rules_on_agenda(cast.dana.actor, wider, item.meeting, now=BEFORE)
    decision = decided_by_all(cast, item)
    with problem("not_allowed"):
        follow_decision(cast.ada.actor, decision, now=NOW)
    for _again in range(2):
        follow_decision(CHALKLINE, decision, now=NOW)
    held = set_in_force()
    assert held and (held.number, held.decision_number) == (2, str(decision))
    assert ask(approved.asked()).verdict is Verdict.REFUSE, "the policy in force still carries the rule"
    again = prepare_bundle(cast.dana.actor, now=NOW)
    with problem("bundles.same_person"):
        activate_bundle(cast.dana.actor, again, now=NOW)
    activate_bundle(cast.ada.actor, again, now=NOW)
    assert ask(approved.asked()).verdict is Verdict.HOLD


def test_what_a_committee_narrows_holds_at_once_and_only_a_committee_takes_it_back(
    cast: Cast, approved: Approved
) -> None:
    approved.publish()
    follow_decision(CHALKLINE, decided_by_all(cast, on_agenda(cast, proposed(cast, NO_STUDENTS))), now=NOW)
    assert ask(approved.asked()).verdict is Verdict.REFUSE, "nobody has published since"
    wider = proposed(cast)
    with problem("rules.decided") as caught:
        adopt_rules(cast.priya.actor, wider, now=NOW)
    assert "R1" in str(caught.value.what)
    stricter = proposed(cast, NO_STUDENTS, HOLD)
    adopt_rules(cast.priya.actor, stricter, now=NOW)
    with problem("rules.overtaken"):
        put_rules_on_agenda(cast.dana.actor, wider, next_meeting(cast), now=BEFORE)


def test_what_came_into_force_before_the_meeting_stays_beside_what_is_decided(cast: Cast, approved: Approved) -> None:
    approved.publish()
    item = on_agenda(cast, proposed(cast, HOLD))
    urgent = DistrictRule("R2", STUDENTS, Verdict.REFUSE, "Something happened.")
    narrow_at_once(cast.sam.actor, proposed(cast, urgent), reason="Tonight.", now=NOW)
    follow_decision(CHALKLINE, decided_by_all(cast, item), now=NOW)
    rows = rows_of(set_in_force()).rules
    assert {(each.rule_id, each.verdict) for each in rows} == {("R2", Verdict.REFUSE), ("R2.2", Verdict.HOLD)}
    assert ask(approved.asked()).verdict is Verdict.REFUSE
    assert RuleSet.objects.get(number=1).decision_number and not RuleSet.objects.get(number=3).decision_number
    adopt_rules(cast.priya.actor, proposed(cast, replace(HOLD, rule_id="R2.2")), now=NOW)  # no committee decided R2


def test_a_no_of_the_committee_ends_a_proposal_and_its_proposer_has_no_vote(cast: Cast, approved: Approved) -> None:
    made = propose_rules(cast.dana.actor, Rows((NO_STUDENTS,)), why="I sit on the committee.", now=NOW)
    item = on_agenda(cast, made)
    assert [row["person_id"] for row in item.barred] == [cast.dana.actor.id]
    follow_decision(CHALKLINE, decided_by_all(cast, item, Choice.AGAINST), now=NOW)
    made.refresh_from_db()
    assert made.state == SetState.DECLINED and set_in_force() is None
    with problem("rules.not_waiting"):
        adopt_rules(cast.ada.actor, made, now=NOW)
