"""Writes of goals: setting one down, restating one, ending one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.purpose.goals import rules
from chalkline.purpose.goals.events import GoalEnded, GoalRestated, GoalSet
from chalkline.purpose.goals.models import Goal
from chalkline.purpose.goals.words import GoalStatement


@command(records=(GoalSet,))
def set_goal(actor: Actor, statement: GoalStatement, *, now: datetime) -> Goal:
    """Set down a goal that the district has adopted."""
    actor.must("goals.set")
    rules.must_be_complete(statement)
    goal = Goal.objects.create(**statement.as_json(), set_by_id=actor.id, set_at=now, digest=statement.digest)
    record(GoalSet(**_said(goal, statement)), actor_id=actor.id, now=now)
    return goal


@command(records=(GoalRestated,), may_change_nothing=True)
def restate_goal(actor: Actor, goal: Goal, statement: GoalStatement, *, because: str, now: datetime) -> Goal:
    """State a goal anew, with a reason. Saying the same again changes nothing."""
    actor.must("goals.set")
    current = Goal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    rules.must_be_complete(statement)
    if statement.digest == current.digest:
        return current
    if current.ended_at:
        raise rules.ended(current.title)
    said = rules.must_say_why(because)
    former = current.digest
    for name, value in statement.as_json().items():
        setattr(current, name, value)
    current.digest = statement.digest
    current.save()
    told = GoalRestated(**_said(current, statement), former_digest=former, because=said)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(GoalEnded,), may_change_nothing=True)
def end_goal(actor: Actor, goal: Goal, *, because: str, now: datetime) -> Goal:
    """Say that the district does not pursue a goal any more. Twice changes nothing."""
    actor.must("goals.set")
    current = Goal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    if current.ended_at:
        return current
    said = rules.must_say_why(because)
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    record(GoalEnded(_ref(current), current.title, said), actor_id=actor.id, now=now)
    return current


def _ref(goal: Goal) -> SubjectRef:
    return SubjectRef("goal", str(goal.pk), goal.digest)


def _said(goal: Goal, statement: GoalStatement) -> dict[str, Any]:
    return {
        "goal": _ref(goal),
        "title": statement.title,
        "plan": statement.plan.value,
        "adopted_by": statement.adopted_by,
        "from_on": statement.from_on.isoformat(),
        "until_on": statement.until_on.isoformat(),
        "what_it_says": statement.what_it_says,
    }
