"""Reading the records that a policy is compiled from: approved uses, tools, agreements."""

from __future__ import annotations

from datetime import date

from chalkline.approve.uses.api import declined, ended, limited_uses, stopped_uses, terms_in_force
from chalkline.data.integrity.api import uses_held_back
from chalkline.publish.bundle.words import Records
from chalkline.rulebook.policy import Policy, Stops, ToolFacts
from chalkline.tools.agreements.api import InForce, agreements_in_force
from chalkline.tools.register.api import tools_known


def records_on(day: date) -> Records:
    """Everything on record on a day of the district."""
    return Records(terms=terms_in_force(day), ended=ended(day), declined=declined(day), tools=tool_facts_on(day))


def stops_on(day: date, policy: Policy, *, also_unpublished: bool = False) -> Stops:
    """What must not be used any more, whatever ``policy`` says: only what restricts it.

    ``also_unpublished``: stops of uses that are not in ``policy`` too, for gateways, which may get the next policy
    a moment before the next stops.
    """
    over = frozenset(each.use_id for each in ended(day))
    facts = {each.tool: each for each in tool_facts_on(day)}
    stopped = stopped_uses() | uses_held_back(day)
    meant = (stopped | over) if also_unpublished else frozenset(policy.by_use)
    return Stops(
        uses=(stopped - over) & meant,
        ended=over & meant,
        limited=tuple(each for each in limited_uses() if each.use_id in meant or also_unpublished),
        agreements=frozenset(each.tool for each in policy.tools if _has_lost(each, facts.get(each.tool), day)),
    )


def _has_lost(then: ToolFacts, now: ToolFacts | None, day: date) -> bool:
    """Whether a tool's agreement covered more when the policy was compiled than it does on ``day``."""
    if not then.has_agreement_on(day):
        return False
    return now is None or not now.has_agreement_on(day) or not then.agreement_elements <= now.agreement_elements


def tool_facts_on(day: date) -> tuple[ToolFacts, ...]:
    """Registered tools with the student data agreements that are in force.

    Where a tool has several, the schedules count together and the earliest end counts: the use of an
    element must not outlast the agreement that lists it.
    """
    student: dict[str, list[InForce]] = {}
    for each in agreements_in_force(day):
        if each.covers_students:
            student.setdefault(each.tool, []).append(each)
    return tuple(_facts(tool.slug, tool.name, student.get(tool.slug, [])) for tool in tools_known())


def _facts(slug: str, name: str, agreements: list[InForce]) -> ToolFacts:
    if not agreements:
        return ToolFacts(slug, name)
    return ToolFacts(
        tool=slug,
        name=name,
        agreement_name=agreements[0].name,
        agreement_elements=frozenset().union(*(each.elements for each in agreements)),
        agreement_ends_on=min(each.ends_on for each in agreements),
    )
