"""That nobody puts a second self above themselves, or beside themselves where two people are asked for.

Whoever gives roles could otherwise make somebody up, give them a role that checks their own, and sign in as both.
While a superintendent can sign in, only a superintendent touches who is superintendent, and only a superintendent
gives a role that publishes, reviews or checks to somebody who is not on the roster.
"""

from __future__ import annotations

from django.db.models import QuerySet

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.actor import Actor
from chalkline.people.models import Grant, Person
from chalkline.people.permissions import LEADERS, SAFEKEEPERS
from chalkline.people.queries import open_grants
from chalkline.people.words import ROLE_NAMES, Role

CHECKS_OTHERS = LEADERS | SAFEKEEPERS | {Role.AUDITOR}


def roles_to_give(actor: Actor, person: Person) -> tuple[Role, ...]:
    """The roles that ``actor`` could give to ``person``, in the order of the words."""
    return tuple(role for role in Role if not _reaches_above(actor, person, role))


def must_be_theirs_to_give(actor: Actor, person: Person, role: Role) -> None:
    """Refuse a role that only a superintendent gives: Problem("people.not_yours_to_give")."""
    if not _reaches_above(actor, person, role):
        return
    outside = role is not Role.SUPERINTENDENT
    raise Problem(
        "people.not_yours_to_give",
        what=Sentence("Only a superintendent gives {name} the role {role}.", name=str(person), role=ROLE_NAMES[role])
        if outside
        else Sentence("Only a superintendent makes somebody superintendent."),
        why=Sentence(
            "{name} is not on the roster, and this role checks what others do: nobody should be able to be both.",
            name=str(person),
        )
        if outside
        else Sentence("This role reaches further than your own."),
        next_step=Sentence("Ask the superintendent to give it."),
        kind=Kind.NOT_ALLOWED,
    )


def is_above(actor: Actor, person: Person) -> bool:
    """Whether ``person`` is superintendent and ``actor`` is not."""
    if actor.is_system or Role.SUPERINTENDENT in actor.roles:
        return False
    return _superintendents().filter(person=person).exists()


def may_end_role(actor: Actor, grant: Grant) -> bool:
    """Whether ``actor`` could end this role."""
    above = grant.role == Role.SUPERINTENDENT and is_above(actor, grant.person)
    return actor.may("people.end_role") and not above


def must_not_be_above(actor: Actor, person: Person) -> None:
    """Refuse to end a role, to end an account or to make a link of a superintendent: Problem("people.above_you")."""
    if not is_above(actor, person):
        return
    raise Problem(
        "people.above_you",
        what=Sentence("{name} is superintendent: only a superintendent changes this.", name=str(person)),
        why=Sentence("Whoever could make a new link to this account could sign in by it."),
        next_step=Sentence("Ask a superintendent, or the operator of the server where none can sign in."),
        kind=Kind.NOT_ALLOWED,
    )


def _reaches_above(actor: Actor, person: Person, role: Role) -> bool:
    if actor.is_system or Role.SUPERINTENDENT in actor.roles:
        return False
    if role is not Role.SUPERINTENDENT and not (person.roster_role == "outside" and role in CHECKS_OTHERS):
        return False
    return _superintendents().exists()


def _superintendents() -> QuerySet[Grant]:
    """Those held now, everywhere, by people who can sign in."""
    return open_grants().filter(
        role=Role.SUPERINTENDENT, school=None, person__is_active=True, person__account__is_active=True
    )
