"""A policy as a picture: for each role and kind of data, how many approved uses let it go to some tool. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from chalkline.rulebook.cells import cells_of
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.vocabulary import vocabulary


def uses_by_role_and_data(policy: Policy) -> Mapping[tuple[str, str], int]:
    """(role, kind of data) -> how many uses permit it somewhere, rules of the district counted in."""
    kind_of = vocabulary().kind_of_element
    found: dict[tuple[str, str], int] = {}
    for terms in policy.terms:
        met = {(cell.role, kind_of[cell.element].id) for cell in cells_of(policy, terms) if cell.element in kind_of}
        for each in met:
            found[each] = found.get(each, 0) + 1
    return found
