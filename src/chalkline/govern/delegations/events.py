"""The facts of delegations."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("govern.delegation.proposed/1", says="{actor} proposed to the {committee_name}: {title}.")
@dataclass(frozen=True)
class DelegationProposed:
    """Somebody proposed that a committee lets a role or a person decide small matters."""

    delegation: SubjectRef
    committee: SubjectRef
    committee_name: str
    title: str
    content: tuple[str, ...]
    because: str = part("words")


@fact("govern.delegation.put_in_force/1", says="{title}, until {until_on} (decision {number}).")
@dataclass(frozen=True)
class DelegationPutInForce:
    """The committee gave the right, with its limits."""

    delegation: SubjectRef
    decision: SubjectRef
    title: str
    content: tuple[str, ...]
    number: str
    until_on: str


@fact("govern.delegation.turned_down/1", says="The committee turned down: {title} (decision {number}).")
@dataclass(frozen=True)
class DelegationTurnedDown:
    """The committee keeps deciding itself."""

    delegation: SubjectRef
    decision: SubjectRef
    title: str
    number: str


@fact("govern.delegation.ended/1", says="{actor} ended the delegation: {title}.")
@dataclass(frozen=True)
class DelegationEnded:
    """The right was taken back before its last day; what was decided by it stands."""

    delegation: SubjectRef
    title: str
    reason: str = part("words")


@fact("govern.delegation.look_drawn/1", says="Decision {number} on “{title}” was drawn to come back to the committee.")
@dataclass(frozen=True)
class LookDrawn:
    """A delegated decision is looked at by the committee that gave the right."""

    look: SubjectRef
    decision: SubjectRef
    delegation: SubjectRef
    number: str
    title: str


@fact("govern.delegation.look_confirmed/1", says="The committee looked at decision {number} on “{title}”: it stands.")
@dataclass(frozen=True)
class LookConfirmed:
    """The committee found nothing wrong with it."""

    look: SubjectRef
    decision: SubjectRef
    number: str
    title: str


@fact("govern.delegation.pulled_back/1", says="The committee took back decision {number} on “{title}”.")
@dataclass(frozen=True)
class DecisionPulledBack:
    """What followed from it ends; the committee decides itself. ``subject`` is what was decided on."""

    look: SubjectRef
    decision: SubjectRef
    subject: SubjectRef
    by_decision: SubjectRef
    number: str
    title: str
    reason: str = part("words")
