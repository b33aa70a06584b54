"""The level of a class: it only restricts, it is never a stranger's, and accessibility stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from chalkline.rulebook.api import EVERY, Question, Stops, Terms, Verdict, decide
from chalkline.rulebook.class_level import Level, highest_for, level_of
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.readings import as_refusal
from chalkline.rulebook.stops import ClassLevel
from chalkline.rulebook.words import PERMISSIVENESS, UNKNOWN
from policies import DAY, FEEDBACK, asked, policies, policy, questions, stops

PURPOSES = frozenset({"uc_feedback", "uc_research", "uc_access", "uc_coding"})
USE: Terms = replace(FEEDBACK, purposes=PURPOSES, conditions=())
RANK = PERMISSIVENESS | {Verdict.CANNOT_TELL: 0}


def said(purpose: object, *classes: str, levels: tuple[ClassLevel, ...], work: str = "", day: int = 0) -> str:
    """What a student's call for this gets: a verdict, or the code of its refusal."""
    question = asked(
        role="student",
        school="S4",
        purpose=purpose,
        elements=frozenset({"ai_prompt"}),
        use_id="use-feedback",
        classes=frozenset(classes),
        work=work,
        on=DAY + timedelta(days=day),
    )
    answer = decide(question, policy(USE), Stops(levels=levels))
    goes = answer.verdict in (Verdict.ALLOW, Verdict.REDACT)
    return answer.verdict.value if goes else as_refusal(answer).code


@pytest.mark.parametrize(
    ("level", "open_for"),
    [
        (1, {"uc_access"}),
        (2, {"uc_access", "uc_research"}),
        (3, {"uc_access", "uc_research", "uc_feedback"}),
        (4, PURPOSES),
        (5, PURPOSES),
    ],
)
def test_each_level_leaves_room_for_its_purposes(level: int, open_for: set[str]) -> None:
    held = (ClassLevel("c1", level),)
    assert {each for each in PURPOSES if said(each, "c1", levels=held) == "allow"} == open_for
    assert {said(each, "c1", levels=held) for each in PURPOSES - open_for} <= {"class_level"}
    assert all(said(each, "c2", levels=held) == "allow" for each in PURPOSES)  # another class
    assert all(said(each, levels=held) == "allow" for each in PURPOSES)  # no class is known
    assert said(UNKNOWN, "c1", levels=held) == "context_missing"


def test_no_teacher_sets_the_level_of_somebody_elses_class() -> None:
    one = (ClassLevel("c1", 1),)
    assert said("uc_coding", "c1", "c2", levels=one) == "allow"  # c2 has no level, and the call may be for it
    both = (*one, ClassLevel("c2", 3))
    assert said("uc_feedback", "c1", "c2", levels=both) == "allow"
    assert said("uc_coding", "c1", "c2", levels=both) == "class_level"


def test_a_piece_of_work_has_its_own_level_and_a_test_holds_the_whole_class() -> None:
    essay = ClassLevel("c1", 4, "essay", DAY, DAY + timedelta(days=7))
    test = ClassLevel("c1", 1, "test", DAY + timedelta(days=2), DAY + timedelta(days=2), holds_class=True)
    held = (ClassLevel("c1", 2), essay, test)
    assert said("uc_coding", "c1", levels=held) == "class_level"
    assert said("uc_coding", "c1", levels=held, work="essay") == "allow"
    assert said("uc_coding", "c1", levels=held, work="essay", day=8) == "class_level"  # it is over
    assert said("uc_coding", "c1", levels=held, work="essay", day=2) == "class_level"  # on the day of the test
    assert level_of(held, "", DAY + timedelta(days=2)) is Level.NONE


@given(policies, questions, stops)
def test_a_level_never_lets_out_what_would_not_go_without_it(rules: Policy, question: Question, held: Stops) -> None:
    without = decide(question, rules, replace(held, levels=()))
    assert RANK[decide(question, rules, held).verdict] <= RANK[without.verdict]


def test_a_level_may_not_promise_what_nobody_approved() -> None:
    assert highest_for(()) is Level.NONE and highest_for({"uc_access"}) is Level.NONE
    assert highest_for({"uc_research"}) is Level.IDEAS and highest_for({"uc_research", "uc_tutor"}) is Level.FEEDBACK
    assert highest_for({"uc_coding"}) is Level.EXPLORE is highest_for(EVERY)


def test_a_student_is_told_in_words_they_understand() -> None:
    question = asked(role="student", school="S4", purpose="uc_coding", elements=frozenset({"ai_prompt"}),
                     use_id="use-feedback", classes=frozenset({"c1"}))  # fmt: skip
    told = str(as_refusal(decide(question, policy(USE), Stops(levels=(ClassLevel("c1", 1),)))).message)
    assert told == (
        "This call was not sent. Your class works without AI right now (level 1 of 5). Do it yourself, or ask your "
        "teacher. Help with accessibility is always open."
    )
