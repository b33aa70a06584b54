"""That nobody puts a second self above themselves, or beside themselves where two people are asked for.

Whoever gives roles could otherwise make somebody up, by hand or as a row of the roster, give them a role that checks
their own, and sign in as both. While a superintendent can sign in, only a superintendent touches who is superintendent,
and only a superintendent gives a role that publishes, reviews or checks to somebody who is not on the roster; once one
has signed in, to anybody.
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

OUTSIDE = "outside"
CHECKS_OTHERS = LEADERS | SAFEKEEPERS | {Role.AUDITOR}


def roles_to_give(actor: Actor, person: Person) -> tuple[Role, ...]:
    """The roles that ``actor`` could give to ``person``, in the order of the words."""
    return tuple(role for role in Role if not _reaches_above(actor, person, role))


def must_be_theirs_to_give(actor: Actor, person: Person, role: Role) -> None:
    """Refuse a role that only a superintendent gives: Problem("people.not_yours_to_give")."""
    if not _reaches_above(actor, person, role):
        return
    above = role is Role.SUPERINTENDENT
    raise Problem(
        "people.not_yours_to_give",
        what=Sentence("Only a superintendent makes somebody superintendent.")
        if above
        else Sentence("Only a superintendent gives {name} the role {role}.", name=str(person), role=ROLE_NAMES[role]),
        why=Sentence("This role reaches further than your own.") if above else _why_not(person),
        next_step=Sentence("Ask the superintendent to give it."),
        kind=Kind.NOT_ALLOWED,
    )


def _why_not(person: Person) -> Sentence:
    if person.roster_role == OUTSIDE:
        return Sentence(
            "{name} is not on the roster, and this role checks what others do: nobody should be able to be both.",
            name=str(person),
        )
    return Sentence("This role checks what others do. Whoever loads the roster does not choose who checks them.")


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
    if role is Role.SUPERINTENDENT:
        return _superintendents().exists()
    if role not in CHECKS_OTHERS:
        return False
    # Who is on the roster is there because somebody loaded it; while a district begins, no superintendent has come yet.
    known = person.roster_role != OUTSIDE
    return (_superintendents().exclude(person__account__last_login=None) if known else _superintendents()).exists()


def _superintendents() -> QuerySet[Grant]:
    """Those held now, everywhere, by people who can sign in."""
    return open_grants().filter(
        role=Role.SUPERINTENDENT, school=None, person__is_active=True, person__account__is_active=True
    )
