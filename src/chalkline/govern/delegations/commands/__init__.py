"""Writes of delegations: proposing and ending them, deciding by them, looking at what was decided."""

from chalkline.govern.delegations.commands.deciding import decide_by_delegation
from chalkline.govern.delegations.commands.giving import (
    adopt_delegation,
    end_delegation,
    propose_delegation,
    put_delegation_on_agenda,
)
from chalkline.govern.delegations.commands.looking import put_look_on_agenda, settle_look

__all__ = [
    "adopt_delegation",
    "decide_by_delegation",
    "end_delegation",
    "propose_delegation",
    "put_delegation_on_agenda",
    "put_look_on_agenda",
    "settle_look",
]
