"""A goal was adopted by somebody and ends; problems say which goals they serve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cast import NOW, Cast
from chalkline.kernel.problem import Problem
from chalkline.ledger.api import history_of
from chalkline.purpose.goals.api import (
    GoalPlan,
    GoalStatement,
    end_goal,
    goal_statement_of,
    goals,
    goals_that_hold,
    restate_goal,
    set_goal,
)
from chalkline.purpose.problems.api import attach_to_goal, detach_from_goal, goals_served
from deciding import problem_named
from expecting import problem

GOAL = GoalStatement(
    title="More students read science at grade level",
    what_it_says="By spring 2028, 60 percent of grade 7 passes the science screener.",
    plan=GoalPlan.IMPROVEMENT_PLAN,
    adopted_by="School board",
    from_on=date(2026, 7, 1),
    until_on=date(2028, 6, 30),
)


def test_a_goal_reads_back_and_its_history_tells_it(cast: Cast) -> None:
    made = set_goal(cast.carl.actor, GOAL, now=NOW)
    assert goal_statement_of(made) == GOAL and made.digest == GOAL.digest
    assert goals(cast.fay.actor, search="SCIENCE", plan="improvement_plan").count() == 1
    with problem("goals.no_reason"):
        restate_goal(cast.ada.actor, made, replace(GOAL, adopted_by="Cabinet"), because=" ", now=NOW)
    restate_goal(cast.ada.actor, made, GOAL, because="", now=NOW)
    restate_goal(cast.ada.actor, made, replace(GOAL, adopted_by="Cabinet"), because="It was the cabinet.", now=NOW)
    end_goal(cast.ada.actor, made, because="The new plan has another.", now=NOW)
    end_goal(cast.ada.actor, made, because="The new plan has another.", now=NOW)
    kinds = [each.kind for each in history_of("goal", str(made.pk))]
    assert kinds == ["purpose.goal.ended/1", "purpose.goal.restated/1", "purpose.goal.set/1"]
    made.refresh_from_db()
    with problem("goals.ended"):
        restate_goal(cast.ada.actor, made, GOAL, because="Back.", now=NOW)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "x" * 121}),
        ("what_it_says", {"what_it_says": ""}),
        ("adopted_by", {"adopted_by": ""}),
        ("from_on", {"from_on": date.min}),
        ("until_on", {"until_on": date(2026, 7, 1)}),
        ("until_on", {"until_on": date(2099, 7, 1)}),
        ("link", {"link": "javascript:alert(1)"}),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast: Cast, field: str, change: dict[str, object]) -> None:
    with pytest.raises(Problem) as caught:
        set_goal(cast.carl.actor, replace(GOAL, **change), now=NOW)  # type: ignore[arg-type]  # one field at a time
    assert caught.value.code == "goals.incomplete" and list(caught.value.fields) == [field]


@pytest.mark.parametrize("who", ["tess", "paula", "fay", "bo", "otto", "kim"])
def test_goals_are_set_by_those_who_lead(cast: Cast, who: str) -> None:
    with problem("not_allowed"):
        set_goal(getattr(cast, who).actor, GOAL, now=NOW)


def test_a_problem_serves_a_goal_that_holds_once(cast: Cast) -> None:
    named, goal = problem_named(cast), set_goal(cast.carl.actor, GOAL, now=NOW)
    for _ in range(2):
        attach_to_goal(cast.carl.actor, named, goal, now=NOW)
    assert goals_served(named) == [goal]
    told = [each.kind for each in history_of("goal", str(goal.pk))]
    assert told.count("purpose.problem.attached_to_goal/1") == 1
    with problem("not_allowed"):
        attach_to_goal(cast.tess.actor, named, goal, now=NOW)
    for _ in range(2):
        detach_from_goal(cast.ada.actor, named, goal, now=NOW)
    assert goals_served(named) == []
    end_goal(cast.carl.actor, goal, because="Done.", now=NOW)
    goal.refresh_from_db()
    with problem("goals.ended"):
        attach_to_goal(cast.carl.actor, named, goal, now=NOW)
    assert not goals_that_hold(cast.nora.actor, date(2026, 12, 1)).exists()
