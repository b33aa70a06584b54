"""Things of the portfolio, said briefly: a sheet of scores, gates answered, steps described."""

from __future__ import annotations

from collections.abc import Mapping

from cast import NOW, Cast, Member
from chalkline.purpose.portfolio.api import (
    ANSWERED_GATES,
    Criterion,
    GateAnswer,
    Score,
    Step,
    WorkSteps,
    answer_gate,
    describe_work,
    score_use_case,
)
from chalkline.purpose.problems.api import DistrictProblem
from chalkline.purpose.use_cases.api import UseCase, propose_use_case
from deciding import outline, problem_named

STEPS = WorkSteps(
    (Step("Rewrites a passage at three levels", "Teacher", 50),),
    (Step("Pastes the passage and asks for three levels", "Teacher", 5), Step("Reads and mends each", "Teacher", 15)),
)


def sheet(points: int = 75, **changes: int) -> tuple[Score, ...]:
    """The same score on everything, but for ``changes``, by the name of the criterion."""
    return tuple(
        Score(each, changes.get(each.value, points), f"Seen in September: {each.value}.", "https://docs.example/log")
        for each in Criterion
    )


def proposed(cast: Cast, title: str, *, on: DistrictProblem | None = None, **changes: object) -> UseCase:
    """A use case that Tess proposed."""
    made = propose_use_case(cast.tess.actor, on or problem_named(cast), outline(title=title, **changes), now=NOW)
    return UseCase.objects.select_related("problem").get(pk=made.pk)


def scored(use_case: UseCase, sheets: Mapping[Member, tuple[Score, ...]] | None = None) -> None:
    """Scored by these people."""
    for person, scores in (sheets or {}).items():
        score_use_case(person.actor, use_case, scores, now=NOW)


def gates_opened(cast: Cast, use_case: UseCase) -> None:
    """Priya answers every gate with yes."""
    for gate in ANSWERED_GATES:
        answer_gate(cast.priya.actor, use_case, GateAnswer(gate, True, "Looked at it with counsel."), now=NOW)


def ready(cast: Cast, title: str, *, on: DistrictProblem | None = None, points: int = 75, **changes: int) -> UseCase:
    """Scored alike by Ada and Carl, every gate open, steps described."""
    use_case = proposed(cast, title, on=on)
    scored(use_case, {cast.ada: sheet(points, **changes), cast.carl: sheet(points, **changes)})
    gates_opened(cast, use_case)
    describe_work(cast.tess.actor, use_case, STEPS, now=NOW)
    return use_case
