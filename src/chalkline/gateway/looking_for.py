"""Whose names a call is looked through for: by who calls, and by what the use says."""

from __future__ import annotations

from chalkline.gateway.calling import Caller
from chalkline.protect.detecting import NameScope
from chalkline.rulebook.names_looked_for import NamesLookedFor, names_looked_for
from chalkline.rulebook.policy import Policy


def scope_of(caller: Caller, policy: Policy) -> NameScope:
    """The caller's own sections first; the district's families where the use says so, or where none are nearer."""
    terms = policy.by_use.get(caller.key.use_id)
    asked = names_looked_for(terms.conditions) if terms else frozenset()
    district = NamesLookedFor.DISTRICT in asked
    return NameScope(
        sections=caller.sections,
        caller=caller.person,
        district_singles=district,
        staff=NamesLookedFor.STAFF in asked,
        district_families=district or not caller.sections,
    )
