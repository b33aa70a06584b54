"""What the law asks for each tool: opened when it applies, owned, met with what shows it, and it comes round again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.approve.uses.api import end_use, tools_given, track_what_is_owed
from chalkline.data.duties.api import (
    Duty,
    DutyState,
    Ground,
    ToolGiven,
    duties,
    duties_of_tool,
    duties_to_see_to,
    duty_by_id,
    duty_rules,
    give_duty,
    grounds_of,
    is_late,
    meet_duty,
    next_due,
    reopen_duty,
    rule_of,
    track_duties,
    waive_duty,
)
from chalkline.data.duties.rules import GRACE, duties_now, first_due, turn_after, turn_on_or_before
from chalkline.ledger.api import history_of
from chalkline.people.api import system_actor
from chalkline.people.words import Role
from deciding import MEETING_AT, use_granted
from expecting import problem

TODAY = localdate(NOW)
ALL = frozenset(Ground)
TUTOR = ToolGiven("tutor", "Tutor", TODAY, ALL, signed_on=TODAY)
LETTERS = ToolGiven("letters", "Letters", TODAY)
RULES = {each.id: each for each in duty_rules()}


@pytest.fixture
def tracked(cast: Cast) -> Cast:
    track_duties(system_actor("duties"), [TUTOR, LETTERS], now=NOW)
    return cast


def one(rule: str, subject: str = "tutor") -> Duty:
    return Duty.objects.get(rule=rule, subject=subject, state__in=["open", "met", "waived"])


def applying(tool: ToolGiven, state: str = "") -> set[str]:
    return {each.rule.id for each in duties_now(RULES.values(), [tool], state=state, today=TODAY) if each.name}


@pytest.mark.parametrize(
    ("grounds", "state", "there", "not_there"),
    [
        ({Ground.RECORDS}, "", {"ferpa-so-control", "ferpa-99.32-log"}, {"coppa-under13", "ny-bor", "ppra-ai-checkin"}),
        ({Ground.STUDENTS}, "", {"ppra-ai-checkin"}, {"coppa-under13", "ferpa-so-control", "ut-notice"}),
        ({Ground.STUDENTS, Ground.UNDER13}, "UT", {"coppa-under13", "ut-notice"}, {"ferpa-so-control", "ok-disclose"}),
        ({Ground.RECORDS, Ground.AGREEMENT}, "NY", {"ny-bor", "ny-plan"}, {"il-post", "ct-notice"}),
        ({Ground.RECORDS}, "NY", {"ny-plan"}, {"ny-bor"}),
        ({Ground.RECORDS, Ground.AGREEMENT}, "IL", {"il-post", "il-agreement"}, {"ny-bor"}),
        (set(), "IL", set(), {"ferpa-so-control", "il-post", "ppra-ai-checkin"}),
    ],
)
def test_each_tool_has_the_duties_of_what_it_does_and_where_it_is_used(
    grounds: set[Ground], state: str, there: set[str], not_there: set[str]
) -> None:
    found = applying(ToolGiven("x", "X", TODAY, frozenset(grounds)), state)
    assert there <= found and not not_there & found


def test_every_rule_is_complete_and_each_state_of_the_law_that_has_one_is_reached() -> None:
    for rule in duty_rules():
        assert rule.must and rule.citation and rule.confidence in {"high", "medium", "low"} and rule.evidence, rule.id
        assert Role(rule.who) and (rule.for_tool or not rule.grounds), rule.id
    assert {each.jurisdiction for each in duty_rules()} >= {"US", "NY", "IL", "CA", "CO", "CT", "OH", "UT", "OK"}


@pytest.mark.parametrize(
    ("rule", "tool", "today", "due"),
    [
        # before it is used: the first day of its use; what was in use before tracking began: 30 days from now
        ("ferpa-so-function", ToolGiven("x", "X", date(2026, 12, 4)), date(2026, 12, 3), date(2026, 12, 4)),
        ("ferpa-so-function", ToolGiven("x", "X", date(2026, 1, 4)), date(2026, 12, 3), date(2027, 1, 2)),
        # ten business days after signing, over Christmas and New Year, and not over a weekend
        ("il-post", ToolGiven("x", "X", TODAY, ALL, date(2026, 12, 21)), date(2026, 12, 21), date(2027, 1, 6)),
        ("ct-notice", ToolGiven("x", "X", TODAY, ALL, date(2026, 11, 25)), date(2026, 11, 25), date(2026, 12, 3)),
        # each school year: on its day itself it is due today; later in the year it was due already
        ("ferpa-99.7-notice", None, date(2027, 8, 1), date(2027, 8, 1)),
        ("ferpa-99.7-notice", None, date(2026, 11, 20), date(2026, 12, 20)),
    ],
)
def test_the_first_day_is_the_laws_or_thirty_days_after_tracking_began(
    rule: str, tool: ToolGiven | None, today: date, due: date
) -> None:
    assert first_due(RULES[rule], tool, today=today) == due


@pytest.mark.parametrize(
    ("rule", "due", "settled", "again"),
    [
        ("ferpa-99.7-notice", date(2026, 12, 20), date(2026, 11, 25), date(2027, 8, 1)),
        ("ferpa-99.7-notice", date(2027, 8, 1), date(2027, 7, 10), date(2028, 8, 1)),  # early counts for its own turn
        ("il-elements", date(2027, 1, 31), date(2027, 2, 20), date(2027, 7, 31)),  # late does not move the rhythm
        ("ferpa-so-control", date(2026, 12, 4), date(2026, 12, 1), date(2027, 12, 1)),
        ("ferpa-so-function", date(2026, 12, 4), date(2026, 12, 1), None),
    ],
)
def test_what_comes_round_comes_round_in_the_laws_rhythm(
    rule: str, due: date, settled: date, again: date | None
) -> None:
    assert next_due(RULES[rule], due, settled) == again


@given(
    st.dates(date(2020, 3, 1), date(2040, 1, 1)), st.sampled_from([("08-01",), ("01-31", "07-31"), ("08-01", "01-15")])
)
def test_turns_lie_on_either_side_of_a_day(day: date, turns: tuple[str, ...]) -> None:
    before, after = turn_on_or_before(turns, day), turn_after(turns, day)
    assert before <= day < after and (after - before).days <= 366


def test_under_thirteen_is_any_grade_in_which_somebody_may_be_twelve() -> None:
    def said(*bands: str) -> bool:
        found = grounds_of(gets_records=False, students_use_it=True, bands=bands, has_agreement=False)
        return Ground.UNDER13 in found

    assert said("g68") and said("k2", "g912") and not said("g912") and not said("none")
    staff = grounds_of(gets_records=True, students_use_it=False, bands={"k2"}, has_agreement=True)
    assert staff == {Ground.RECORDS, Ground.AGREEMENT}


def test_what_is_in_use_opens_its_duties_and_ending_it_ends_them(cast: Cast) -> None:
    use = use_granted(cast)
    track_what_is_owed(now=MEETING_AT)
    given_now = tools_given(localdate(MEETING_AT))
    assert [each.tool for each in given_now] == [use.tool.slug]
    assert not duties_of_tool(cast.priya.actor, use.tool.slug).exists()  # reading passages: nothing about a student
    before = Duty.objects.count()
    track_duties(system_actor("duties"), [ToolGiven(use.tool.slug, "Diffit", TODAY, ALL)], now=MEETING_AT)
    assert duties_of_tool(cast.priya.actor, use.tool.slug).count() > 10
    track_duties(system_actor("duties"), [ToolGiven(use.tool.slug, "Diffit", TODAY, ALL)], now=MEETING_AT)
    assert len([x for x in history_of("tool", use.tool.slug) if x.kind == "data.duties.tracked/1"]) == 1
    end_use(cast.ada.actor, use, reason="Over.", now=MEETING_AT)
    track_what_is_owed(now=MEETING_AT)
    assert Duty.objects.exclude(state="over").count() == before  # those of the district go on


def test_a_duty_is_met_with_what_shows_it_and_its_next_turn_begins(tracked: Cast) -> None:
    duty = one("ferpa-so-control")
    assert str(duty.owner) == "Priya Raman"  # the one privacy officer
    for evidence, link in (("  ", ""), ("x" * 2001, ""), ("Clause 4.", "javascript:alert(1)")):
        with problem("duties.say_what_shows_it"):
            meet_duty(tracked.priya.actor, duty, evidence=evidence, link=link, now=NOW)
    shown = meet_duty(tracked.priya.actor, duty, evidence="Clause 4 of the agreement, page 7.", link="/a", now=NOW)
    assert shown.state == DutyState.MET and shown.settled_on == TODAY
    following = Duty.objects.get(rule="ferpa-so-control", subject="tutor", state="open")
    assert following.due_on == TODAY + timedelta(days=365) and following.owner == duty.owner
    with problem("duties.settled"):
        meet_duty(tracked.priya.actor, duty, evidence="Again.", now=NOW)
    track_duties(system_actor("duties"), [TUTOR, LETTERS], now=NOW + timedelta(days=1))
    assert Duty.objects.filter(rule="ferpa-so-control", subject="tutor").count() == 2


def test_what_was_nobodys_is_seen_to_by_whoever_holds_the_role_later(tracked: Cast) -> None:
    Duty.objects.update(owner=None)
    track_duties(system_actor("duties"), [TUTOR, LETTERS], now=NOW)
    assert str(one("ferpa-so-control").owner) == "Priya Raman" and str(one("ferpa-so-access").owner) == "Dana Whitfield"


def test_only_named_people_see_meet_give_and_set_aside(tracked: Cast) -> None:
    duty = one("ferpa-so-function")
    for outsider in (tracked.theo, tracked.tess):
        assert not duties(outsider.actor).exists()
        with problem("not_found"):
            duty_by_id(outsider.actor, str(duty.pk))
    for nobody in (tracked.bo, tracked.fay, tracked.otto):
        with problem("not_allowed"):
            duties(nobody.actor)
    for who in (tracked.tess, tracked.dana, tracked.ada):
        with problem("not_allowed"):
            meet_duty(who.actor, duty, evidence="Done.", now=NOW)
        with problem("not_allowed"):
            waive_duty(who.actor, duty, reason="No.", now=NOW)
    with problem("not_allowed"):
        track_duties(tracked.priya.actor, [], now=NOW)
    with problem("duties.owner_unknown"):
        give_duty(tracked.priya.actor, duty, "nobody", now=NOW)
    with problem("duties.owner_unknown"):
        give_duty(tracked.priya.actor, duty, str(tracked.kim.person.pk), now=NOW)
    given_to = give_duty(tracked.priya.actor, duty, str(tracked.tess.person.pk), now=NOW)
    assert [each.pk for each in duties(tracked.tess.actor)] == [duty.pk]
    assert meet_duty(tracked.tess.actor, given_to, evidence="The tutor does what a reading aide did.", now=NOW)


def test_a_duty_is_set_aside_for_a_reason_and_opened_again(tracked: Cast) -> None:
    duty = one("coppa-notice-school")
    with problem("duties.say_why_not"):
        waive_duty(tracked.priya.actor, duty, reason=" ", now=NOW)
    with problem("duties.not_settled"):
        reopen_duty(tracked.priya.actor, duty, reason="Not yet.", now=NOW)
    waive_duty(tracked.priya.actor, duty, reason="Nobody under 13 has an account.", now=NOW)
    track_duties(system_actor("duties"), [TUTOR], now=NOW)
    assert one("coppa-notice-school").state == DutyState.WAIVED
    reopen_duty(tracked.priya.actor, duty, reason="Grade 6 starts in spring.", now=NOW)
    assert one("coppa-notice-school").state == DutyState.OPEN
    met = meet_duty(tracked.priya.actor, one("ferpa-so-control"), evidence="Clause 4.", now=NOW)
    reopen_duty(tracked.priya.actor, met, reason="The clause was about another product.", now=NOW)
    assert one("ferpa-so-control").pk == met.pk  # its next turn is gone: this one is to be met first


def test_what_is_near_waits_for_its_owner_and_what_is_nobodys_for_those_who_give(tracked: Cast, settings: Any) -> None:
    Duty.objects.filter(rule="ppra-policy").update(owner=None)
    assert [each.state for each in duties(tracked.priya.actor)][:1] == ["open"]
    mine = {each.rule for each in duties_to_see_to(tracked.priya.actor, TODAY)}
    assert {"ferpa-so-control", "ppra-policy"} <= mine
    assert {each.rule for each in duties_to_see_to(tracked.ada.actor, TODAY)} >= {"ppra-policy"}
    duty = one("ferpa-so-control")
    assert rule_of(duty).law.startswith("Family Educational") and not is_late(duty.state, duty.due_on, duty.due_on)
    assert is_late(duty.state, duty.due_on, duty.due_on + timedelta(days=1))
    assert timedelta(days=30) == GRACE
