"""A delegation in force, said briefly: the committee lets the AI coordinator decide green requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cast import NOW, Cast
from chalkline.govern.committees.api import Choice, Committee, Light
from chalkline.govern.delegations.api import (
    Delegation,
    Limits,
    adopt_delegation,
    propose_delegation,
    put_delegation_on_agenda,
)
from chalkline.people.api import Role, system_actor
from deciding import committee_seated, decided_by_all, meeting_called

LIMITS = Limits(Light.GREEN, frozenset({"public", "internal"}), 3, date(2027, 6, 30))


def delegation_in_force(
    cast: Cast, committee: Committee | None = None, role: Role = Role.AI_COORDINATOR, **changes: Any
) -> Delegation:
    """Proposed by the superintendent, decided by everybody who may vote on it."""
    body = committee or committee_seated(cast)
    limits = replace(LIMITS, **changes)
    because = "Small matters wait for weeks."
    made = propose_delegation(cast.sue.actor, body, limits, role=role, because=because, now=NOW)
    item = put_delegation_on_agenda(cast.ada.actor, made, meeting_called(cast, body), now=NOW)
    decision = decided_by_all(cast, item, Choice.FOR)
    given = adopt_delegation(system_actor("reactions"), decision, now=NOW)
    assert given is not None
    return given
