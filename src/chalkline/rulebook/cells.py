"""The finite domain of a policy: every role, grade band, purpose and kind of data that some use of a tool permits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from chalkline.rulebook.naming import named_bands, named_elements, named_purposes, named_roles
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.stops import NO_STOPS
from chalkline.rulebook.weighing_rules import kinds_of, rules_for
from chalkline.rulebook.words import BANDS, NO_CLASS, Everything, Verdict


@dataclass(frozen=True)
class Cell:
    """One thing that a use permits."""

    terms: Terms
    role: str
    band: str
    purpose: str
    element: str


def spans_of(policy: Policy, terms: Terms) -> tuple[list[str], list[str], list[str], list[str]]:
    """Roles, bands, purposes and elements that ``terms`` permit; scopes without a limit count as all that exist."""
    bands = [*BANDS, NO_CLASS] if isinstance(terms.grade_bands, Everything) else sorted(terms.grade_bands)
    purposes = sorted(policy.purpose_names) if isinstance(terms.purposes, Everything) else sorted(terms.purposes)
    return sorted(terms.roles), bands, purposes, sorted(terms.elements)


def cells_in(policy: Policy) -> int:
    """How many cells the uses of a policy permit."""
    return sum(len(a) * len(b) * len(c) * len(d) for a, b, c, d in (spans_of(policy, each) for each in policy.terms))


def cells_of(policy: Policy, terms: Terms, only: Collection[str] | None = None) -> Iterator[Cell]:
    """Every cell that ``terms`` permit and no rule of the district refuses; with ``only`` those of these elements.

    Whatever an invariant asks of the element alone is asked once an element: the other cells of it are the same.
    """
    roles, bands, purposes, elements = spans_of(policy, terms)
    wanted = elements if only is None else [each for each in elements if each in only]
    refusing = [each for each in rules_for(terms, policy, NO_STOPS) if each.verdict is Verdict.REFUSE]
    kinds = kinds_of(terms.tool, terms.kept_by, policy.compiled_on, policy, NO_STOPS) if refusing else frozenset()
    for role in roles if wanted else ():
        for band in bands:
            for purpose in purposes:
                for element in wanted:
                    asked = (role, band, purpose, frozenset({element}))
                    if not any(rule.selection.speaks_of(*asked, kinds) for rule in refusing):
                        yield Cell(terms, role, band, purpose, element)


def names_of_cell(policy: Policy, cell: Cell) -> dict[str, object]:
    return {
        "number": cell.terms.decision_number,
        "tool": cell.terms.tool_name,
        "roles": named_roles({cell.role}),
        "bands": named_bands(frozenset({cell.band})),
        "purpose": named_purposes(policy, frozenset({cell.purpose})),
        "data": named_elements(policy, {cell.element}),
    }
