"""Reads of the portfolio: the sheets of a use case, its gates and steps, the order, the rules in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import facts_of_kinds
from chalkline.people.api import EMPLOYED, Actor, actor_of_person
from chalkline.purpose.portfolio import rules
from chalkline.purpose.portfolio.choosing import FirstVerdict, ScoredBy, first_verdict
from chalkline.purpose.portfolio.covering import ENDED, SIGNED, Held, agreements_from, read_from_records
from chalkline.purpose.portfolio.criteria import Criterion
from chalkline.purpose.portfolio.models import (
    AnsweredGate,
    DescribedWork,
    FirstWorkflow,
    HeldPlace,
    PortfolioRule,
    ScoreSheet,
)
from chalkline.purpose.portfolio.ordering import Entry, Order, in_order
from chalkline.purpose.portfolio.ranking import swing_weights
from chalkline.purpose.portfolio.words import (
    DEFAULT_LIMIT,
    DEFAULT_POINTS,
    Gate,
    GateAnswer,
    GateFacts,
    GateStanding,
    RuleKind,
    RuleState,
    Score,
    WorkSteps,
    score_from_json,
    steps_from_json,
)
from chalkline.purpose.use_cases.api import UseCase, outline_of, use_cases
from chalkline.rulebook.api import vocabulary


def sheets_of(actor: Actor, use_case: UseCase) -> QuerySet[ScoreSheet]:
    """Who scored it, the first one first."""
    actor.must("purpose.see")
    return ScoreSheet.objects.filter(use_case=use_case).select_related("person")


def scores_of(sheet: ScoreSheet) -> tuple[Score, ...]:
    """The scores on a sheet."""
    return tuple(score_from_json(row) for row in sheet.scores)


def sheet_by(person_id: str, use_case: UseCase) -> ScoreSheet | None:
    """One person's own sheet."""
    return ScoreSheet.objects.filter(use_case=use_case, person_id=id_from(person_id)).first()


def gates_standing(actor: Actor, use_case: UseCase, *, on: date) -> tuple[GateStanding, ...]:
    """Every gate of a use case, as it stands."""
    actor.must("purpose.see")
    answered = AnsweredGate.objects.filter(use_case=use_case)
    return _gates(use_case, on, _works_here([use_case]), answered, agreements_signed())


def gate_answers(actor: Actor, use_case: UseCase) -> dict[str, AnsweredGate]:
    """Who answered what last, by gate."""
    actor.must("purpose.see")
    return {each.gate: each for each in AnsweredGate.objects.filter(use_case=use_case).select_related("answered_by")}


def work_of(actor: Actor, use_case: UseCase) -> DescribedWork | None:
    """The steps of the work, and who described them."""
    actor.must("purpose.see")
    return DescribedWork.objects.filter(use_case=use_case).select_related("described_by").first()


def steps_of(work: DescribedWork) -> WorkSteps:
    """The steps as values."""
    return steps_from_json(work.steps)


def counts_as_high_impact(use_case: UseCase) -> bool:
    """Whether it counts against the limit."""
    purpose = vocabulary().purposes[use_case.purpose]
    return rules.is_high_impact(
        light=purpose.light, judges_people=use_case.flags_people, has_students="student" in use_case.roles
    )


@dataclass(frozen=True)
class Candidate:
    """A use case with all that the portfolio knows of it."""

    use_case: UseCase
    entry: Entry
    verdict: FirstVerdict
    has_steps: bool
    is_high_impact: bool


def candidates(actor: Actor, *, on: date) -> list[Candidate]:
    """Every use case with its scores, its gates and what the four tests say."""
    found = list(use_cases(actor).select_related("problem__owner"))
    by_sheet = _by_use_case(ScoreSheet.objects.select_related("person"))
    by_gate = _by_use_case(AnsweredGate.objects.all())
    described = set(DescribedWork.objects.values_list("use_case_id", flat=True))
    here, held = _works_here(found), agreements_signed()
    made = []
    for each in found:
        sheets = tuple(_scored_by(sheet) for sheet in by_sheet.get(each.pk, []))
        gates = _gates(each, on, here, by_gate.get(each.pk, []), held)
        entry = Entry(str(each.pk), each.title, sheets, gates)
        high = counts_as_high_impact(each)
        verdict = first_verdict(
            sheets,
            shut=[Sentence("{why}", why=gate.reason) for gate in rules.blocking(gates)],
            unanswered=len(rules.unanswered(gates)),
            has_steps=each.pk in described,
            is_high_impact=high,
        )
        made.append(Candidate(each, entry, verdict, each.pk in described, high))
    return made


def order_of(found: Iterable[Candidate], weights: Mapping[Criterion, float]) -> Order:
    """The portfolio in its order, under these weights."""
    return in_order([each.entry for each in found], weights)


def rule_in_force(kind: RuleKind, *, on: date) -> PortfolioRule | None:
    """What the committee set, while it holds."""
    found = PortfolioRule.objects.filter(kind=kind.value, state=RuleState.IN_FORCE.value, until_on__gte=on)
    return found.select_related("decision", "proposed_by").first()


def points_of(rule: PortfolioRule | None) -> dict[Criterion, int]:
    """The points of a rule of weights; equal ones where no committee has set any."""
    return {Criterion(key): int(n) for key, n in rule.content["points"].items()} if rule else dict(DEFAULT_POINTS)


def weights_of(points: Mapping[Criterion, int]) -> dict[Criterion, float]:
    """Points as weights that add up to 1."""
    weights = swing_weights({each.value: float(n) for each, n in points.items()})
    return {each: weights[each.value] for each in points}


def weights_in_force(*, on: date) -> dict[Criterion, float]:
    """The weights of the ranking today."""
    return weights_of(points_of(rule_in_force(RuleKind.WEIGHTS, on=on)))


def limit_in_force(*, on: date) -> int:
    """How many high-impact use cases may be active."""
    rule = rule_in_force(RuleKind.LIMIT, on=on)
    return int(rule.content["limit"]) if rule else DEFAULT_LIMIT


def portfolio_rules(actor: Actor) -> QuerySet[PortfolioRule]:
    """Everything that was proposed, newest first."""
    actor.must("purpose.see")
    return PortfolioRule.objects.select_related("decision", "proposed_by")


def rule_by_id(actor: Actor, rule_id: str) -> PortfolioRule:
    """One proposal. Raises Problem("not_found")."""
    found = portfolio_rules(actor).filter(pk=id_from(rule_id)).first()
    if found is None:
        raise not_found(Sentence("proposal"))
    return found


def first_workflow(actor: Actor) -> FirstWorkflow | None:
    """The workflow the district begins with."""
    actor.must("purpose.see")
    return FirstWorkflow.objects.filter(ended_at=None).select_related("use_case__problem", "chosen_by").first()


def active_ids(*, on: date) -> frozenset[str]:
    """The ids of use cases that an approved use makes active on a day, stopped uses included."""
    held = HeldPlace.objects.filter(freed_at=None, until_on__gte=on)
    return frozenset(str(pk) for pk in held.values_list("use_case_id", flat=True))


def active_high_impact(*, on: date) -> dict[str, str]:
    """Of the use cases that are active, those that count against the limit: id -> title."""
    found = UseCase.objects.filter(pk__in=active_ids(on=on))
    return {str(each.pk): each.title for each in found if counts_as_high_impact(each)}


def must_have_room(use_case: UseCase, *, on: date) -> None:
    """Raise Problem("portfolio.limit_reached") when this one may not become active beside those that are.

    A use case that is active already, or is not high-impact, always has room.
    """
    if not counts_as_high_impact(use_case):
        return
    counted = active_high_impact(on=on)
    if str(use_case.pk) not in counted:
        rules.must_have_room(limit_in_force(on=on), list(counted.values()))


def _by_use_case(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.use_case_id, []).append(row)
    return found


def _scored_by(sheet: ScoreSheet) -> ScoredBy:
    scores = scores_of(sheet)
    return ScoredBy(
        str(sheet.person),
        {each.criterion: each.points for each in scores},
        {each.criterion: each.because for each in scores},
    )


def _works_here(found: Iterable[UseCase]) -> frozenset[Any]:
    """The ids of owners of problems who work here now."""
    owners = {each.problem.owner_id: each.problem.owner for each in found}
    return frozenset(pk for pk, owner in owners.items() if actor_of_person(owner).roles & EMPLOYED)


def agreements_signed() -> tuple[Held, ...]:
    """Every agreement there ever was, by the ledger: a purpose knows of tools only what was told."""
    return agreements_from((told.kind, told.values) for told in facts_of_kinds(SIGNED, ENDED))


def _gates(
    use_case: UseCase,
    on: date,
    works_here: Collection[Any],
    answered: Iterable[AnsweredGate],
    held: Sequence[Held],
) -> tuple[GateStanding, ...]:
    outline = outline_of(use_case)
    facts = GateFacts(
        owner_works_here=use_case.problem.owner_id in works_here,
        outcome_ahead=use_case.problem.by_on >= on,
        never_for_ai=vocabulary().purposes[use_case.purpose].is_never,
        judges_people=outline.judges_people,
        says_groups=bool(outline.errors_by_group.strip()),
    )
    answers = {Gate(each.gate): GateAnswer(Gate(each.gate), each.is_open, each.reason, each.link) for each in answered}
    listed = outline.inputs | frozenset(vocabulary().purposes[use_case.purpose].elements)
    return rules.gates_of(facts, answers, read_from_records(listed, _student_records(), held, on=on))


@cache
def _student_records() -> dict[str, str]:
    """The data elements that are records of students, with their names."""
    return {rule.element: rule.label for rule in vocabulary().element_rules() if rule.is_student_record}
