"""Reading the records that a policy is compiled from: approved uses, tools, agreements."""

from __future__ import annotations

from datetime import date

from chalkline.approve.uses.api import declined, ended, stopped_uses, terms_in_force
from chalkline.publish.bundle.words import Records
from chalkline.rulebook.policy import ToolFacts
from chalkline.tools.agreements.api import InForce, agreements_in_force
from chalkline.tools.register.api import tools_known


def records_on(day: date) -> Records:
    """Everything on record on a day of the district."""
    return Records(terms=terms_in_force(day), ended=ended(day), declined=declined(day), tools=tool_facts_on(day))


def suspended_uses() -> frozenset[str]:
    """Uses that must not be used right now, whatever the bundle says: suspended, or ended early."""
    return stopped_uses()


def tool_facts_on(day: date) -> tuple[ToolFacts, ...]:
    """Registered tools with the student data agreements that are in force.

    Where a tool has several, the schedules count together and the earliest end counts: the use of an
    element must not outlast the agreement that lists it.
    """
    student = [each for each in agreements_in_force(day) if each.covers_students]
    return tuple(
        _facts(tool.slug, tool.name, [each for each in student if each.tool == tool.slug]) for tool in tools_known()
    )


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
