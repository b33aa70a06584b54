"""Goals, problems, use cases, and which of them comes first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from telling.deed import Day, Moment, Named, Someone, deed


@dataclass(frozen=True)
class Shown:
    """One piece of evidence."""

    what: str
    number: str


@dataclass(frozen=True)
class Measured:
    """What shall become better: from where, to where, by when."""

    what: str
    counts: str
    today: Decimal
    target: Decimal
    by: Day


@dataclass(frozen=True)
class Worked:
    """One step of the work."""

    what: str
    by: str
    minutes: int


@deed("names a problem")
def names_a_problem(
    moment: Moment,
    *,
    title: str,
    what_happens: str,
    area: str,
    evidence: list[Shown],
    outcome: Measured,
    owner: Someone,
    tried: str = "",
) -> Any:
    """With evidence, an owner, and an outcome that can be measured."""
    from chalkline.purpose.problems.api import Evidence, GoalArea, Outcome, ProblemStatement, name_problem

    statement = ProblemStatement(
        title=title,
        what_happens=what_happens,
        area=GoalArea(area),
        evidence=tuple(Evidence(each.what, each.number) for each in evidence),
        outcome=Outcome(outcome.what, outcome.counts, outcome.today, outcome.target, outcome.by),
        owner_id=str(owner.pk),
        tried=tried,
    )
    return name_problem(moment.actor, statement, now=moment.now)


@deed("proposes a use case")
def proposes_a_use_case(
    moment: Moment,
    *,
    problem: Named,
    title: str,
    how_it_helps: str,
    purpose: str,
    roles: list[str],
    grades: list[str],
    kind: str = "generative",
    reads: list[str] | None = None,
    decides: str = "",
    decided_by: str = "",
    errors_by_group: str = "",
) -> Any:
    """What AI would do about a problem; for what flags or scores people also what it reads and who decides."""
    from chalkline.purpose.use_cases.api import KindOfAI, UseCaseOutline, propose_use_case

    outline = UseCaseOutline(
        title=title,
        how_it_helps=how_it_helps,
        purpose=purpose,
        kind=KindOfAI(kind),
        roles=frozenset(roles),
        grade_bands=frozenset(grades),
        inputs=frozenset(reads or []),
        human_decision=decides,
        decided_by=decided_by,
        errors_by_group=errors_by_group,
    )
    return propose_use_case(moment.actor, problem, outline, now=moment.now)


@deed("sets down a goal")
def sets_down_a_goal(
    moment: Moment, *, title: str, says: str, plan: str, adopted_by: str, begins: Day, ends: Day
) -> Any:
    """A goal that the district adopted."""
    from chalkline.purpose.goals.api import GoalPlan, GoalStatement, set_goal

    return set_goal(moment.actor, GoalStatement(title, says, GoalPlan(plan), adopted_by, begins, ends), now=moment.now)


@deed("attaches a problem to a goal")
def attaches_a_problem(moment: Moment, *, problem: Named, goal: Named) -> Any:
    """Solving the problem serves the goal."""
    from chalkline.purpose.problems.api import attach_to_goal

    return attach_to_goal(moment.actor, problem, goal, now=moment.now)


@deed("describes the work")
def describes_the_work(moment: Moment, *, use_case: Named, today: list[Worked], then: list[Worked]) -> Any:
    """The steps as they are, and as they would be."""
    from chalkline.purpose.portfolio.api import Step, WorkSteps, describe_work

    steps = WorkSteps(
        tuple(Step(each.what, each.by, each.minutes) for each in today),
        tuple(Step(each.what, each.by, each.minutes) for each in then),
    )
    return describe_work(moment.actor, use_case, steps, now=moment.now)


@deed("scores a use case")
def scores_a_use_case(
    moment: Moment,
    *,
    use_case: Named,
    common: int,
    painful: int,
    measurable: int,
    reviewable: int,
    harmless: int,
    little_data: int,
    because: str,
    link: str = "",
) -> Any:
    """Six scores on written anchors, each with the same sentence of how one knows."""
    from chalkline.purpose.portfolio.api import Criterion, Score, score_use_case

    points = (common, painful, measurable, reviewable, harmless, little_data)
    scores = tuple(Score(each, n, because, link) for each, n in zip(Criterion, points, strict=True))
    return score_use_case(moment.actor, use_case, scores, now=moment.now)


@deed("answers a gate")
def answers_a_gate(moment: Moment, *, use_case: Named, gate: str, is_open: bool, reason: str) -> Any:
    """Open or shut, with a reason."""
    from chalkline.purpose.portfolio.api import Gate, GateAnswer, answer_gate

    return answer_gate(moment.actor, use_case, GateAnswer(Gate(gate), is_open, reason), now=moment.now)


@deed("chooses the first workflow")
def chooses_the_first_workflow(moment: Moment, *, use_case: Named, because: str) -> Any:
    """What the district begins with."""
    from chalkline.purpose.portfolio.api import choose_first_workflow

    return choose_first_workflow(moment.actor, use_case, because=because, now=moment.now)


@deed("proposes weights")
def proposes_weights(
    moment: Moment,
    *,
    common: int,
    painful: int,
    measurable: int,
    reviewable: int,
    harmless: int,
    little_data: int,
    because: str,
) -> Any:
    """To the committee: how much each criterion counts."""
    from chalkline.purpose.portfolio.api import Criterion, propose_rule

    given = (common, painful, measurable, reviewable, harmless, little_data)
    points = dict(zip(Criterion, given, strict=True))
    return propose_rule(moment.actor, points=points, because=because, now=moment.now)


@deed("puts a proposal on the agenda")
def puts_a_proposal_on_the_agenda(moment: Moment, *, proposal: Named, meeting: Named) -> Any:
    """Weights or a limit, before the committee."""
    from chalkline.purpose.portfolio.api import put_rule_on_agenda

    return put_rule_on_agenda(moment.actor, proposal, meeting, now=moment.now)
