"""Reads of routes: the rules in force, the route of a request, and of one that is only imagined."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.approve.requests.api import Request, RequestTerms, everyone_who_asked, request_ref, terms_of, title_of
from chalkline.approve.requests.rules import classes_of
from chalkline.approve.routes import rules
from chalkline.approve.routes.models import RuleSet
from chalkline.approve.routes.words import Assessed, Route, Rules, RuleSetState, rules_from_json
from chalkline.govern.committees.api import Light
from chalkline.govern.decisions.api import Basis, Decision
from chalkline.govern.delegations.api import Delegate, Matter, delegates_for
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import agreements_in_force
from chalkline.tools.evaluations.api import standing_of, tools_evaluated

TRAINING = "A01"  # of vendor_questions.yaml: whether anything given trains a model


def rule_sets(actor: Actor) -> QuerySet[RuleSet]:
    """Every rule set there ever was, latest first."""
    actor.must("routes.see")
    return RuleSet.objects.select_related("decision", "proposed_by")


def rule_set_by_id(actor: Actor, rule_set_id: str) -> RuleSet:
    """One rule set. Raises Problem("not_found")."""
    found = rule_sets(actor).filter(pk=id_from(rule_set_id)).first()
    if found is None:
        raise not_found(Sentence("set of rules"))
    return found


def rules_in_force() -> tuple[Rules, str]:
    """The rules that hold, and their digest ("" for those that Chalkline comes with)."""
    kept = RuleSet.objects.filter(state=RuleSetState.IN_FORCE.value).first()
    return (rules_from_json(kept.content), kept.digest) if kept else (Rules(), "")


def route_of(request: Request) -> Route:
    """How much care a request needs today, by which rules, and which way it goes."""
    judges = bool(request.use_case and request.use_case.flags_people)
    in_force, version = rules_in_force()
    assessed = assess_terms(terms_of(request), in_force, judges_people=judges)
    delegates = _delegates(request, assessed.level)
    lane = rules.lane_of(assessed.level, somebody_may_decide=bool(delegates))
    return Route(assessed, lane, version, in_force.principal_first, delegates)


def level_of(request: Request) -> Light:
    """How much care a request needs today."""
    return route_of(request).level


def assess_terms(terms: RequestTerms, in_force: Rules, *, judges_people: bool = False) -> Assessed:
    """The level of anything that could be asked for, by any rules: for trying them out."""
    holds = rules.what_holds(terms, vocabulary(), known_of(terms.tool), judges_people=judges_people)
    return rules.assess(holds, in_force)


def level_from_records(tools: Collection[str] | None = None) -> Callable[[Request], Light]:
    """A function that tells the level of many requests (for these tools), reading rules and agreements once."""
    in_force, _version = rules_in_force()
    listed: dict[str, frozenset[str]] = {}
    for each in agreements_in_force(localdate(), tools=tools):
        if each.covers_students:
            listed[each.tool] = listed.get(each.tool, frozenset()) | each.elements

    known_tools: dict[str, rules.Known] = {}
    if tools is not None:
        without = set(tools) - tools_evaluated(tools)
        known_tools = {slug: rules.Known(listed.get(slug, frozenset())) for slug in without}

    def level(request: Request) -> Light:
        judges = bool(request.use_case and request.use_case.flags_people)
        slug = request.tool.slug
        if slug not in known_tools:
            known_tools[slug] = _known(slug, listed.get(slug, frozenset()))
        known = known_tools[slug]
        return rules.assess(
            rules.what_holds(terms_of(request), vocabulary(), known, judges_people=judges), in_force
        ).level

    return level


def known_of(tool: str) -> rules.Known:
    """What records say of a tool today."""
    signed = [each for each in agreements_in_force(localdate(), tools=[tool]) if each.covers_students]
    return _known(tool, frozenset().union(*(each.elements for each in signed)))


def _known(tool: str, listed: frozenset[str]) -> rules.Known:
    standing = standing_of(tool) if tool else None
    if standing is None:
        return rules.Known(listed)
    found = {each.question for each in standing.blocks}
    trains = True if TRAINING in found else (False if standing.is_finished else None)
    return rules.Known(listed, tuple(str(each.said) for each in standing.blocking), trains)


def matter_of(request: Request, level: Light, digest: str = "", *, barred: frozenset[str] = frozenset()) -> Matter:
    """A request as a delegation is held against it."""
    return Matter(
        subject=request_ref(request, digest),
        title=title_of(request),
        level=level,
        classes=classes_of(terms_of(request), vocabulary()),
        barred=everyone_who_asked(request) | barred,
        concerns=concerns_of(request),
    )


def who_decided_alone(request: Request) -> frozenset[str]:
    """Who decided it for a committee before. Once appealed, or taken back, it is for the committee itself."""
    made = Decision.objects.filter(subject_kind="request", subject_id=str(request.pk), basis=Basis.DELEGATION.value)
    return frozenset(str(each) for each in made.values_list("closed_by_id", flat=True))


def concerns_of(request: Request) -> tuple[SubjectRef, ...]:
    """The tool it is about and its vendor: who declared an interest in either takes no part."""
    tool = SubjectRef("tool", request.tool.slug)
    vendor = request.tool.vendor.strip().casefold()
    return (tool, SubjectRef("vendor", vendor)) if vendor else (tool,)


def _delegates(request: Request, level: Light) -> tuple[Delegate, ...]:
    if level is Light.RED or who_decided_alone(request):
        return ()
    return tuple(delegates_for(matter_of(request, level), localdate()))
