"""Problems and use cases."""

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
) -> Any:
    """What AI would do about a problem."""
    from chalkline.purpose.use_cases.api import KindOfAI, UseCaseOutline, propose_use_case

    outline = UseCaseOutline(
        title=title,
        how_it_helps=how_it_helps,
        purpose=purpose,
        kind=KindOfAI(kind),
        roles=frozenset(roles),
        grade_bands=frozenset(grades),
    )
    return propose_use_case(moment.actor, problem, outline, now=moment.now)
