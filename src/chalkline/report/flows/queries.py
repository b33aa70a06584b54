"""The flows of the policy in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force, stops_in_force
from chalkline.report.flows.rules import cover_of, strictest
from chalkline.report.flows.words import Flow
from chalkline.rulebook.api import Policy, Stops, Terms, named_roles, vocabulary


def flows(actor: Actor, on: date) -> list[Flow]:
    """Every kind of data that may go to a tool on a day, by tool and kind."""
    actor.must("data.see")
    policy, stops = policy_in_force(), stops_in_force()
    held = [terms for terms in policy.terms if terms.starts_on <= on <= terms.expires_on]
    found = [flow for terms in held for flow in _of_use(terms, policy, stops, on)]
    order = [kind.id for kind in vocabulary().data_kinds]
    return sorted(found, key=lambda each: (each.tool_name.casefold(), order.index(each.kind), each.decision_number))


def _of_use(terms: Terms, policy: Policy, stops: Stops, on: date) -> Iterator[Flow]:
    facts = policy.facts.get(terms.tool)
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
        )
