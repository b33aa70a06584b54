"""Reads of delegations: those in force, who may decide by them, whether one covers a matter, the looks that wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chalkline.govern.committees.api import Committee, Light
from chalkline.govern.committees.commands.interests import barred_by_interest
from chalkline.govern.decisions.api import Basis, Decision
from chalkline.govern.delegations import rules
from chalkline.govern.delegations.models import Delegation, Look
from chalkline.govern.delegations.words import DelegationState, Limits, LookState, Matter
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import ROLE_NAMES, Actor, Person, Role, holders_of


def delegations(actor: Actor) -> QuerySet[Delegation]:
    """Every delegation there ever was, latest first."""
    actor.must("delegations.see")
    return Delegation.objects.select_related("committee", "person", "decision", "proposed_by")


def delegation_by_id(actor: Actor, delegation_id: str) -> Delegation:
    """One delegation. Raises Problem("not_found")."""
    found = delegations(actor).filter(pk=id_from(delegation_id)).first()
    if found is None:
        raise not_found(Sentence("delegation"))
    return found


def in_force(on: date) -> QuerySet[Delegation]:
    """Delegations that hold on a day."""
    held = Delegation.objects.filter(state=DelegationState.IN_FORCE.value, until_on__gte=on)
    return held.select_related("committee", "person", "decision").order_by("in_force_at")


def state_of_delegation(delegation: Delegation, on: date) -> DelegationState:
    """The state on a day."""
    return rules.state_on(DelegationState(delegation.state), delegation.until_on, on)


def limits_of(delegation: Delegation) -> Limits:
    """How far it reaches."""
    return Limits(
        level=Light(delegation.level),
        classes=frozenset(delegation.classes),
        a_month=delegation.a_month,
        until_on=delegation.until_on,
        percent=delegation.percent,
    )


def delegates_of(delegation: Delegation) -> list[Person]:
    """Who may decide by it now: the person, or the holders of the role."""
    if delegation.person:
        return [delegation.person] if delegation.person.is_active else []
    return list(holders_of(Role(delegation.role)))


def to_whom(delegation: Delegation) -> Sentence | str:
    """The person or the role, in words."""
    return str(delegation.person) if delegation.person else ROLE_NAMES[Role(delegation.role)]


def title_of_delegation(delegation: Delegation) -> str:
    """As minutes and facts say it."""
    return f"{to_whom(delegation)} may decide {delegation.level} requests for the {delegation.committee.name}"


def decided_by_it(delegation: Delegation) -> QuerySet[Decision]:
    """What was decided by it, latest first."""
    return Decision.objects.filter(basis=Basis.DELEGATION.value, basis_id=str(delegation.pk))


def taken_in_month(delegation: Delegation, on: date) -> int:
    """How many were decided by it in the calendar month of a day."""
    return decided_by_it(delegation).filter(decided_on__year=on.year, decided_on__month=on.month).count()


def everybody_barred(matter: Matter) -> frozenset[str]:
    """Who has a stake in a matter: as the step that knows it says, and by an interest they declared."""
    return matter.barred | {each.person_id for each in barred_by_interest(matter.concerns)}


@dataclass(frozen=True)
class Delegate:
    """Somebody who may decide a matter, and the delegation that lets them."""

    person: Person
    delegation: Delegation


def delegates_for(matter: Matter, on: date) -> Iterator[Delegate]:
    """Everybody who may decide a matter by a delegation today; nobody with a stake in it is among them."""
    barred = everybody_barred(matter)
    for delegation in in_force(on):
        if rules.what_exceeds(limits_of(delegation), matter, taken_in_month(delegation, on), on) is None:
            for person in delegates_of(delegation):
                if str(person.pk) not in barred:
                    yield Delegate(person, delegation)


def looks(actor: Actor, committee: Committee | None = None) -> QuerySet[Look]:
    """Delegated decisions that were drawn, the oldest first."""
    actor.must("delegations.see")
    found = Look.objects.select_related("decision", "delegation__committee", "delegation__person", "settled_by")
    return found.filter(delegation__committee=committee) if committee else found


def looks_waiting(actor: Actor, committee: Committee | None = None) -> QuerySet[Look]:
    """Those that the committee has not looked at."""
    return looks(actor, committee).filter(state=LookState.WAITING.value)


def look_by_id(actor: Actor, look_id: str) -> Look:
    """One look. Raises Problem("not_found")."""
    found = looks(actor).filter(pk=id_from(look_id)).first()
    if found is None:
        raise not_found(Sentence("look"))
    return found
