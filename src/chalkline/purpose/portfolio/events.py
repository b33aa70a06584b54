"""The facts of the portfolio."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("purpose.use_case.scored/1", says="{actor} scored “{title}”.")
@dataclass(frozen=True)
class UseCaseScored:
    """Somebody scored a use case on the written anchors. ``points``: criterion and points, in the order asked."""

    use_case: SubjectRef
    title: str
    points: tuple[str, ...]
    because: tuple[str, ...] = part("words")


@fact("purpose.use_case.scored_anew/1", says="{actor} changed the scores of “{title}”: {why}")
@dataclass(frozen=True)
class UseCaseScoredAnew:
    """Somebody changed scores that others may have seen."""

    use_case: SubjectRef
    title: str
    points: tuple[str, ...]
    former: tuple[str, ...]
    because: tuple[str, ...] = part("words")
    why: str = part("words")


@fact("purpose.gate.answered/1", says="{actor} answered at a gate of “{title}”: {gate_said}, {answer_said}.")
@dataclass(frozen=True)
class GateAnswered:
    """A gate of a use case was answered, open or shut."""

    use_case: SubjectRef
    title: str
    gate: str
    gate_said: str
    answer_said: str
    is_open: bool
    reason: str = part("words")


@fact(
    "purpose.work.described/1", says="{actor} described the work behind “{title}”: {today} minutes today, {then} then."
)
@dataclass(frozen=True)
class WorkDescribed:
    """The steps of the work as they are and as they would be."""

    use_case: SubjectRef
    title: str
    today: int
    then: int
    steps: tuple[str, ...] = part("words")


@fact("purpose.first_workflow.chosen/1", says="{actor} chose “{title}” as the first workflow: {because}")
@dataclass(frozen=True)
class FirstWorkflowChosen:
    """The district begins with this workflow."""

    use_case: SubjectRef
    title: str
    because: str = part("words")


@fact("purpose.rule.proposed/1", says="{actor} proposed to the committee: {title}.")
@dataclass(frozen=True)
class RuleProposed:
    """Weights or a limit were proposed."""

    portfolio_rule: SubjectRef
    rule_kind: str
    title: str
    content: tuple[str, ...]
    because: str = part("words")


@fact("purpose.rule.put_in_force/1", says="{title} holds until {until_on} (decision {number}).")
@dataclass(frozen=True)
class RulePutInForce:
    """The committee decided; from now on the portfolio follows this."""

    portfolio_rule: SubjectRef
    decision: SubjectRef
    rule_kind: str
    title: str
    content: tuple[str, ...]
    number: str
    until_on: str


@fact("purpose.rule.turned_down/1", says="{title} was not adopted (decision {number}).")
@dataclass(frozen=True)
class RuleTurnedDown:
    """The committee decided against it."""

    portfolio_rule: SubjectRef
    decision: SubjectRef
    rule_kind: str
    title: str
    number: str


@fact("purpose.use_case.became_active/1", says="“{title}” became active.")
@dataclass(frozen=True)
class UseCaseBecameActive:
    """A first approved use serves the use case. ``high_impact``: it counts against the limit."""

    use_case: SubjectRef
    use: SubjectRef
    title: str
    high_impact: bool


@fact("purpose.use_case.came_to_rest/1", says="“{title}” is no longer active.")
@dataclass(frozen=True)
class UseCaseCameToRest:
    """The last approved use that served the use case has ended."""

    use_case: SubjectRef
    use: SubjectRef
    title: str
