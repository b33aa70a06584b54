"""The strategy as the records have it on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from chalkline.approve.requests.api import purpose_name
from chalkline.approve.uses.api import uses_in_force
from chalkline.govern.committees.api import CONSTITUENCY_NAMES, Authority, Committee, Constituency, committees, seats_on
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force
from chalkline.purpose.goals.api import PLAN_NAMES, Goal, GoalPlan, goals_that_hold
from chalkline.purpose.portfolio.api import (
    GATE_NAMES,
    active_ids,
    candidates,
    first_workflow,
    limit_in_force,
    order_of,
    weights_in_force,
)
from chalkline.purpose.problems.api import GOAL_AREA_NAMES, DistrictProblem, GoalArea, number_text, problems
from chalkline.purpose.use_cases.api import UseCase, use_cases
from chalkline.report.documents.api import Changed, Document, compared, digest_of_document, read
from chalkline.report.strategy.models import StrategyVersion
from chalkline.report.strategy.rules import draft_said, standing_said, strategy_document
from chalkline.report.strategy.words import Deciders, Held, Idea, Purpose, Ranked, StrategyFacts, StrategyState, Wanted
from chalkline.rulebook.api import Everything, named_roles


def strategy(actor: Actor, on: date) -> Document:
    """The strategy document, put together anew. Raises Problem where the actor may not see purposes."""
    actor.must("purpose.see")
    policy = policy_in_force()
    never = () if isinstance(policy.never, Everything) else policy.never
    names = sorted(policy.purpose_names.get(each, each) for each in never)
    facts = StrategyFacts(
        district=settings.CHALKLINE.district,
        on=on,
        goals=tuple(_wanted(each) for each in goals_that_hold(actor, on).order_by("until_on", "title")),
        purposes=_purposes(actor),
        first=_first(actor),
        ranked=tuple(_ranked(actor, on)),
        limit=limit_in_force(on=on),
        deciders=tuple(_deciders(each, on) for each in committees(actor).order_by("name")),
        held=tuple(
            Held(
                SubjectRef("use", str(use.pk)),
                use.tool.name,
                Sentence(purpose_name(use.purpose)),
                named_roles(frozenset(use.roles)),
                use.expires_on,
            )
            for use in uses_in_force(actor, on).order_by("expires_on", "title")
        ),
        never=tuple(Sentence(name) for name in names),
        revision=policy.revision,
    )
    return strategy_document(facts)


def versions(actor: Actor) -> QuerySet[StrategyVersion]:
    """Every version that was put before a committee, latest first."""
    actor.must("purpose.see")
    return StrategyVersion.objects.select_related("decision__committee", "proposed_by")


def version_by_id(actor: Actor, version_id: str) -> StrategyVersion:
    """One version. Raises Problem("not_found")."""
    found = versions(actor).filter(pk=id_from(version_id)).first()
    if found is None:
        raise not_found(Sentence("version of the strategy"))
    return found


def adopted(actor: Actor, on: date) -> StrategyVersion | None:
    """The version that is in force on a day, or None."""
    held = versions(actor).filter(state=StrategyState.ADOPTED.value, adopted_on__lte=on, until__gte=on)
    return held.order_by("-adopted_on", "-number").first()


def waiting_version(actor: Actor) -> StrategyVersion | None:
    """The version that is before a committee, or None."""
    return versions(actor).filter(state=StrategyState.PROPOSED.value).first()


def version_document(version: StrategyVersion) -> Document:
    """A version as it was put before the committee, with how it stands said at its end."""
    document = read(version.document)
    decision = version.decision
    if version.state != StrategyState.ADOPTED or decision is None or not (version.adopted_on and version.until):
        return replace(document, note=(*document.note, draft_said()))
    about = SubjectRef("decision", str(decision.pk))
    said = standing_said(
        version.number, decision.committee.name, about, str(decision), version.adopted_on, version.until
    )
    return replace(document, note=(*document.note, said))


def changed_since_adopted(actor: Actor, version: StrategyVersion, on: date) -> tuple[Changed, ...]:
    """In what the records of a day differ from a version."""
    return compared(read(version.document), strategy(actor, on))


def is_as_proposed(version: StrategyVersion) -> bool:
    """Whether it still has the digest that was decided on."""
    return digest_of_document(read(version.document)) == version.digest


def version_ref(version: StrategyVersion) -> SubjectRef:
    """How facts and decisions name exactly this version."""
    return SubjectRef("strategy", str(version.pk), version.digest)


def _purposes(actor: Actor) -> tuple[Purpose, ...]:
    order = list(GoalArea)
    ideas: dict[str, list[Idea]] = {}
    for each in use_cases(actor).order_by("title"):
        ideas.setdefault(str(each.problem_id), []).append(_idea(each))
    found = sorted(problems(actor), key=lambda each: (order.index(GoalArea(each.area)), each.by_on, each.title))
    return tuple(_purpose(each, tuple(ideas.get(str(each.pk), ()))) for each in found)


def _purpose(problem: DistrictProblem, ideas: tuple[Idea, ...]) -> Purpose:
    return Purpose(
        source=SubjectRef("problem", str(problem.pk)),
        area=GOAL_AREA_NAMES[GoalArea(problem.area)],
        title=problem.title,
        measure=problem.measure,
        unit=problem.unit,
        baseline=number_text(problem.baseline),
        target=number_text(problem.target),
        by_on=problem.by_on,
        ideas=ideas,
    )


def _wanted(goal: Goal) -> Wanted:
    plan = PLAN_NAMES[GoalPlan(goal.plan)]
    return Wanted(SubjectRef("goal", str(goal.pk)), goal.title, plan, goal.adopted_by, goal.until_on)


def _first(actor: Actor) -> Idea | None:
    chosen = first_workflow(actor)
    return _idea(chosen.use_case) if chosen else None


def _ranked(actor: Actor, on: date) -> Iterator[Ranked]:
    """The portfolio in its order under the committee's weights, then what its gates block."""
    order, active = order_of(candidates(actor, on=on), weights_in_force(on=on)), active_ids(on=on)
    for entry in (*(place.entry for place in order.places), *order.blocked):
        gates = tuple(GATE_NAMES[each.gate] for each in entry.shut)
        yield Ranked(SubjectRef("use_case", entry.id), entry.title, entry.id in active, gates)


def _idea(use_case: UseCase) -> Idea:
    return Idea(SubjectRef("use_case", str(use_case.pk)), use_case.title, use_case.how_it_helps)


def _deciders(committee: Committee, on: date) -> Deciders:
    voices = {Constituency(seat.constituency) for seat in seats_on(committee, on)}
    return Deciders(
        source=SubjectRef("committee", str(committee.pk)),
        name=committee.name,
        purpose=committee.purpose,
        cadence=committee.cadence,
        speaks_for=tuple(CONSTITUENCY_NAMES[each] for each in Constituency if each in voices),
        review_on=committee.review_on,
        is_advisory=committee.authority == Authority.ADVISORY.value,
    )
