"""Reading the records that a policy is compiled from: approved uses, tools, agreements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from chalkline.approve.uses.api import declined, ended, limited_uses, stopped_uses, terms_in_force
from chalkline.data.integrity.api import uses_held_back
from chalkline.publish.bundle.words import Records
from chalkline.publish.district_rules.api import rules_now, rules_to_publish
from chalkline.publish.stops.api import drilled_stops, stopped_models, stopped_tools, told_instead
from chalkline.rulebook.policy import Policy, ToolFacts
from chalkline.rulebook.stops import Stops
from chalkline.tools.agreements.api import InForce, agreements_in_force
from chalkline.tools.register.api import tools_known

MANY = 5000  # tools by name in one question to a database


def records_on(day: date) -> Records:
    """Everything on record on a day of the district."""
    ours = rules_to_publish()
    return Records(
        terms=terms_in_force(day),
        ended=ended(day),
        declined=declined(day),
        tools=tool_facts_on(day),
        rules=ours.rules,
        promises=ours.promises,
    )


def stops_on(day: date, policy: Policy, *, also_unpublished: bool = False) -> Stops:
    """What must not be used any more, whatever ``policy`` says: only what restricts it.

    ``also_unpublished``: stops of uses that are not in ``policy`` too, for gateways, which may get the next policy
    a moment before the next stops.
    """
    over = frozenset(each.use_id for each in ended(day))
    covered = {each.tool: each for each in policy.tools if each.has_agreement_on(day)}
    facts = (
        {each.tool: each for each in tool_facts_on(day, tools=covered if len(covered) < MANY else None)}
        if covered
        else {}
    )
    stopped = stopped_uses() | uses_held_back(day)
    meant = (stopped | over) if also_unpublished else frozenset(policy.by_use)
    return Stops(
        uses=(stopped - over) & meant,
        ended=over & meant,
        limited=tuple(each for each in limited_uses() if each.use_id in meant or also_unpublished),
        agreements=frozenset(tool for tool, then in covered.items() if _has_lost(then, facts.get(tool), day)),
        tools=stopped_tools(),
        models=stopped_models(),
        instead=told_instead(),
        drilled=drilled_stops(),
        rules=tuple(each for each in rules_now() if each not in policy.district_rules),
    )


def _has_lost(then: ToolFacts, now: ToolFacts | None, day: date) -> bool:
    """Whether a tool's agreement covered more when the policy was compiled than it does on ``day``."""
    if not then.has_agreement_on(day):
        return False
    return now is None or not now.has_agreement_on(day) or not then.agreement_elements <= now.agreement_elements


def tool_facts_on(day: date, *, tools: Collection[str] | None = None) -> tuple[ToolFacts, ...]:
    """Registered tools (or these of them) with the student data agreements that are in force.

    Where a tool has several, the schedules count together and the earliest end counts: the use of an
    element must not outlast the agreement that lists it.
    """
    student: dict[str, list[InForce]] = {}
    for each in agreements_in_force(day, tools=tools):
        if each.covers_students:
            student.setdefault(each.tool, []).append(each)
    known = tools_known() if tools is None else tools_known().filter(slug__in=tools)
    named = known.order_by("name", "slug").values_list(
        "slug", "name", "service__category", "service__district_override"
    )
    return tuple(
        _facts(slug, name, (ours or {}).get("category", category or ""), student.get(slug, []))
        for slug, name, category, ours in named
    )


def _facts(slug: str, name: str, category: str, agreements: list[InForce]) -> ToolFacts:
    if not agreements:
        return ToolFacts(slug, name, category=category)
    return ToolFacts(
        category=category,
        tool=slug,
        name=name,
        agreement_name=agreements[0].name,
        agreement_elements=frozenset().union(*(each.elements for each in agreements)),
        agreement_ends_on=min(each.ends_on for each in agreements),
    )
