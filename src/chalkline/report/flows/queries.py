"""The flows of the policy in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from chalkline.data.flows.api import WAY_NAMES, Route, ScheduleCheck, Way, check_schedule, routes
from chalkline.govern.decisions.api import number_read
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force, stops_in_force
from chalkline.report.flows.rules import cover_of, going_of, strictest
from chalkline.report.flows.words import Flow, Going, Step
from chalkline.rulebook.api import ElementRule, KeptBy, Policy, Stops, Terms, handling_of, named_roles, vocabulary
from chalkline.tools.agreements.api import InForce, agreements_in_force


def flows(actor: Actor, on: date) -> list[Flow]:
    """Every kind of data that may go to a tool on a day, by tool and kind."""
    actor.must("data.see")
    policy, stops = policy_in_force(), stops_in_force()
    said = {(route.use_id, route.element): route for route in routes(actor)}
    held = [terms for terms in policy.terms if terms.starts_on <= on <= terms.expires_on]
    found = [flow for terms in held for flow in _of_use(terms, policy, stops, said, on)]
    order = [kind.id for kind in vocabulary().data_kinds]
    return sorted(found, key=lambda each: (each.tool_name.casefold(), order.index(each.kind), _number(each)))


def _number(flow: Flow) -> tuple[int, int]:
    """By which a decision stands in order: 2026-9 before 2026-10."""
    return number_read(flow.decision_number) or (0, 0)


def not_covered(actor: Actor, on: date) -> list[ScheduleCheck]:
    """Of the tools that get data, those to which something flows that no schedule lists."""
    flowing = _flowing(actor, on)
    return [each for each in _checked(flowing, agreements_in_force(on, tools=flowing), on) if each.not_listed]


def schedule_checks(actor: Actor, on: date) -> list[ScheduleCheck]:
    """For each tool that gets data, or has an agreement: what is signed against what flows on a day."""
    return _checked(_flowing(actor, on), agreements_in_force(on), on)


def _flowing(actor: Actor, on: date) -> dict[str, set[str]]:
    flowing: dict[str, set[str]] = {}
    for flow in flows(actor, on):
        flowing.setdefault(flow.tool, set()).update(flow.elements)
    return flowing


def _checked(flowing: Mapping[str, set[str]], agreements: Iterable[InForce], on: date) -> list[ScheduleCheck]:
    signed = [each for each in agreements if each.covers_students]
    listed: dict[str, set[str]] = {}
    last: dict[str, date] = {}
    for each in signed:
        listed.setdefault(each.tool, set()).update(each.elements)
        last[each.tool] = min(last.get(each.tool, each.ends_on), each.ends_on)
    records = {rule.element for rule in vocabulary().element_rules() if rule.is_student_record and rule.must_be_listed}
    return [
        check_schedule(tool, flowing.get(tool, set()), records, listed.get(tool, set()), last.get(tool), on)
        for tool in sorted({*flowing, *listed})
    ]


def _of_use(
    terms: Terms, policy: Policy, stops: Stops, said: Mapping[tuple[str, str], Route], on: date
) -> Iterator[Flow]:
    facts = None if terms.tool in stops.agreements else policy.facts.get(terms.tool)
    for kind in vocabulary().kinds_of_elements(terms.elements):
        elements = tuple(each for each in kind.elements if each in terms.elements)
        rules = [policy.rules[each] for each in elements if each in policy.rules]
        yield Flow(
            tool=terms.tool,
            tool_name=terms.tool_name,
            kind=kind.id,
            kind_name=Sentence(kind.label),
            elements=elements,
            element_names=tuple(Sentence(rule.label) for rule in rules),
            classification=strictest(rule.classification for rule in rules),
            is_student_record=any(rule.is_student_record for rule in rules),
            cover=cover_of(rules, facts, on),
            agreement=facts.agreement_name if facts else "",
            agreement_until=facts.agreement_ends_on if facts else None,
            use_id=terms.use_id,
            decision_number=terms.decision_number,
            people=named_roles(terms.roles),
            until=terms.expires_on,
            is_paused=terms.use_id in stops.uses,
            at_gateway=KeptBy.GATEWAY in terms.kept_by,
            steps=tuple(
                _step(
                    rule,
                    said.get((terms.use_id, rule.element)),
                    going_of(handling_of(rule.element, terms, on, policy, stops)),
                )
                for rule in rules
            ),
        )


def _step(rule: ElementRule, route: Route | None, going: Going) -> Step:
    return Step(
        element=rule.element,
        name=Sentence(rule.label),
        why=route.why if route else "",
        system=route.system.name if route and route.system else "",
        way=WAY_NAMES[Way(route.way)] if route else None,
        going=going,
    )
