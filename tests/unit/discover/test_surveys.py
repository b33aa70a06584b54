"""A survey is opened, answered by nobody in particular, closed, counted; a need becomes a problem; the audit hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.discover.findings.api import Exact, SurveyTold, Tally, audit
from chalkline.discover.findings.hearing import with_surveys
from chalkline.discover.surveys import rules
from chalkline.discover.surveys.api import (
    NONE,
    Answers,
    Results,
    Survey,
    SurveyPlan,
    ToolAnswers,
    Written,
    answered_so_far,
    answers_told,
    ask_about_tool,
    close_survey,
    forget_texts,
    give_survey_answer,
    keep_surveys,
    make_problem_of_need,
    needs_heard,
    open_survey,
    results,
    settle_text,
    shown,
    survey_by_code,
    surveys_about,
    written_in,
)
from chalkline.discover.surveys.models import SpentForm, Tallied
from chalkline.kernel.clock import utc_now
from chalkline.ledger.api import history_of
from chalkline.ledger.models import Fact
from chalkline.people.api import Audience, system_actor
from chalkline.protect.disclosure import SUPPRESSED, Shown
from chalkline.purpose.problems.api import Evidence, GoalArea, Outcome, ProblemStatement
from expecting import problem

PUBLIC = system_actor("public")
TODAY = NOW.date()
PLAN = SurveyPlan(Audience.STAFF, TODAY + timedelta(days=14), tools=("chatgpt", "no-such-tool", "chatgpt"))


@pytest.fixture
def cast(db: None, catalogue_cast: Cast) -> Cast:
    return catalogue_cast


@pytest.fixture
def asked(cast: Cast) -> Survey:
    return open_survey(cast.dana.actor, PLAN, now=NOW)


def say(asked: Survey, *times: int, text: str = "", school: str = "", role: str = "teacher", **picks: str) -> None:
    said = {question: tuple(options.split()) for question, options in picks.items()}
    texts = {"words": text} if text else {}
    for _ in range(times[0] if times else 1):
        give_survey_answer(PUBLIC, asked, Answers("en", said, texts, role, school), now=NOW)


def picked(found: Results, question: str) -> dict[str, object]:
    options = next(each.options for each in found.questions if each.question.id == question)
    return {each.id: each.people.count if isinstance(each.people, Shown) else None for each in options}


def test_nothing_is_told_before_it_closes_and_no_fact_tells_of_an_answer(cast: Cast, asked: Survey) -> None:
    assert asked.tools == ["chatgpt"]
    facts = Fact.objects.count()
    say(asked, 12, tools="chatgpt", often="weekly", text="Fine.")
    assert Fact.objects.count() == facts
    assert answered_so_far(asked) == 10
    assert survey_by_code(asked.code.lower()) == asked
    for look in (results, written_in):
        with problem("surveys.still_open"):
            look(cast.dana.actor, asked, TODAY)
    assert answers_told(TODAY) == {}
    before = set(Written.objects.values_list("pk", flat=True))
    closed = close_survey(cast.dana.actor, asked, now=NOW)
    assert not before & set(Written.objects.values_list("pk", flat=True))
    assert results(cast.dana.actor, closed, TODAY).people == Shown(12)
    (told,) = [fact for fact in history_of("survey", str(asked.pk)) if "closed" in fact.kind]
    assert told.values["at_least"] == 10
    with problem("surveys.closed"):
        say(asked, tools="chatgpt")
    assert close_survey(cast.dana.actor, asked, now=NOW).closed_on == TODAY


def test_small_groups_are_hidden_and_those_who_are_nearly_all_are_told_as_fewer(cast: Cast, asked: Survey) -> None:
    say(asked, 27, tools="chatgpt", often="weekly", helps="training clear_rules")
    say(asked, 3, tools="none", often="never")
    found = results(cast.dana.actor, close_survey(cast.dana.actor, asked, now=NOW), TODAY)
    assert found.people == Shown(30)
    assert picked(found, "tools") == {"chatgpt": 20, NONE: None}
    assert picked(found, "often")["weekly"] is None and picked(found, "often")["never"] is None
    assert picked(found, "helps")["training"] == picked(found, "helps")["clear_rules"] == 20
    told = answers_told(TODAY)["chatgpt"]
    assert told.people == 20 and told.by_role == {"teacher": 20}


def test_fewer_than_ten_are_not_told_nor_what_they_wrote(cast: Cast, asked: Survey) -> None:
    say(asked, 9, tools="chatgpt", text="It saves me time.")
    closed = close_survey(cast.dana.actor, asked, now=NOW)
    found = results(cast.dana.actor, closed, TODAY)
    assert found.people == SUPPRESSED and set(picked(found, "tools").values()) == {None}
    assert written_in(cast.dana.actor, closed, TODAY) == [] and answers_told(TODAY) == {}


def test_tools_people_write_down_are_found_in_the_catalogue(cast: Cast, asked: Survey) -> None:
    school = str(cast.alder.pk)
    for _ in range(11):
        give_survey_answer(
            PUBLIC,
            asked,
            Answers("en", {"tools": (NONE,)}, {"tools": "Claude, the robot in room 4"}, "aide", school),
            now=NOW,
        )
    closed = close_survey(cast.dana.actor, asked, now=NOW)
    told = answers_told(TODAY)
    assert told["claude"].by_school == {school: 11} and told["claude"].by_role == {"aide": 11}
    assert {each.text for each in written_in(cast.dana.actor, closed, TODAY)} == {"the robot in room 4"}
    assert answers_told(TODAY + timedelta(days=366)) == {}


def test_names_are_taken_out_and_doubtful_ones_wait_for_a_look(cast: Cast, asked: Survey) -> None:
    kim = cast.kim.person
    say(asked, 10, often="weekly")
    say(asked, text=f"{kim.given_name} {kim.family_name} cheats, and {kim.given_name} too.")
    closed = close_survey(cast.dana.actor, asked, now=NOW)
    (text,) = written_in(cast.dana.actor, closed, TODAY)
    assert kim.family_name not in text.text and kim.given_name not in shown(text)
    with problem("not_allowed"):
        written_in(cast.tess.actor, closed, TODAY)
    settled = settle_text(cast.dana.actor, text, names_a_child=True, now=NOW)
    assert kim.given_name not in settled.text and not settled.doubts
    assert forget_texts(system_actor("surveys"), now=NOW + timedelta(days=367)) == 1
    assert not Written.objects.exists() and Tallied.objects.exists()


def test_one_tool_is_asked_about_and_a_form_counts_once(cast: Cast, asked: Survey) -> None:
    one = ask_about_tool(cast.dana.actor, "chatgpt", now=NOW)
    assert list(surveys_about(cast.dana.actor, "chatgpt")) == [one]
    said = Answers("es", {"often": ("daily", "weekly"), "entered": ("names",)}, {}, "teacher", "no such school")
    assert give_survey_answer(PUBLIC, one, said, once="form 1", now=NOW)
    assert not give_survey_answer(PUBLIC, one, said, once="form 1", now=NOW)
    for number in range(2, 12):
        assert give_survey_answer(PUBLIC, one, said, once=f"form {number}", now=NOW)
    keep_surveys(now=NOW + timedelta(days=16))
    closed = Survey.objects.get(pk=one.pk)
    assert closed.closed_on == one.closes_on and not SpentForm.objects.exists()
    assert answers_told(closed.closed_on)["chatgpt"].people == 11
    assert picked(results(cast.dana.actor, closed, closed.closed_on), "entered")["names"] == 11


def test_a_need_of_many_becomes_a_problem_when_a_person_says_so(cast: Cast, asked: Survey) -> None:
    say(asked, 14, helps="clear_rules training")
    say(asked, 20, often="weekly")
    closed = close_survey(cast.dana.actor, asked, now=NOW)
    heard = needs_heard(cast.dana.actor, closed)
    assert {(each.choice.id, each.people, each.percent) for each in heard} == {
        ("clear_rules", 14, 41),
        ("training", 14, 41),
    }
    outcome = Outcome("Staff who miss clear rules", "percent", Decimal(41), Decimal(20), TODAY + timedelta(days=300))
    statement = ProblemStatement(
        str(heard[0].need.title), "They guess.", GoalArea.OPERATIONAL_EFFICIENCY, (Evidence("Survey", "41 %"),),
        outcome, str(cast.dana.person.pk),
    )  # fmt: skip
    with problem("not_allowed"):
        make_problem_of_need(cast.tess.actor, closed, "clear_rules", statement, now=NOW)
    made = make_problem_of_need(cast.dana.actor, closed, "clear_rules", statement, now=NOW)
    assert needs_heard(cast.dana.actor, closed)[0].problem_id == str(made.pk)
    with problem("surveys.named_already"):
        make_problem_of_need(cast.dana.actor, closed, "clear_rules", statement, now=NOW)
    with problem("not_found"):
        make_problem_of_need(cast.dana.actor, closed, "safe_tool", statement, now=NOW)


def test_who_may_ask_and_how_much_is_taken_in(cast: Cast, asked: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    with problem("not_allowed"):
        open_survey(cast.tess.actor, PLAN, now=NOW)
    with problem("surveys.incomplete"):
        open_survey(cast.dana.actor, SurveyPlan(Audience.STUDENTS, TODAY), now=NOW)
    with problem("surveys.incomplete"):
        open_survey(cast.dana.actor, SurveyPlan(Audience.STAFF, TODAY - timedelta(days=1)), now=NOW)
    with problem("surveys.nothing_said"):
        say(asked, often="no-such-choice")
    with problem("surveys.too_long"):
        say(asked, text="x" * 1001)
    monkeypatch.setattr(rules, "MOST_A_DAY", 2)
    say(asked, 2, often="weekly")
    with problem("surveys.too_many"):
        say(asked, often="weekly")


def test_what_is_said_stands_in_the_audit_beside_the_logs(cast: Cast, asked: Survey) -> None:
    now = utc_now()
    here = open_survey(cast.dana.actor, replace(PLAN, closes_on=localdate(now)), now=now)
    for _ in range(14):
        answers = Answers("en", {"tools": ("chatgpt",)}, {"tools": "Claude"}, "teacher", str(cast.alder.pk))
        give_survey_answer(PUBLIC, here, answers, now=now)
    assert audit(cast.dana.actor).services == ()
    close_survey(cast.dana.actor, here, now=now)
    found = audit(cast.dana.actor)
    told = {each.slug: each.told for each in found.services}
    assert set(told) == {"chatgpt", "claude"} and "survey" in found.kinds
    claude = told["claude"]
    assert claude and claude.people == Shown(14) and claude.by_role == {"teacher": Shown(14)}
    assert found.answered and found.answered.people == Shown(14)


def test_files_and_surveys_of_the_same_people_are_not_added_up() -> None:
    file = SurveyTold(30, {"teacher": 30}, {"a": 30})
    exact = Exact({}, Tally(), Tally(), {}, answers={"claude": file, "diffit": file})
    said = {"claude": ToolAnswers(20, {"teacher": 20}, {"a": 20}), "diffit": ToolAnswers(12, {"parent": 12}, {})}
    both = with_surveys(exact, said, 40)
    assert both.answers["claude"] == file and both.answered.people == 40
    assert both.answers["diffit"].people == 42 and both.answers["diffit"].by_role == {"teacher": 30, "parent": 12}
