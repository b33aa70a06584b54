"""From a sign-in with the district's own provider to an account: by address or identifier, and no claim of a role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.actor import system_actor
from chalkline.people.commands.accounts import open_account
from chalkline.people.models import Account, Person
from chalkline.people.queries import ROSTER_ROLES


def account_for_sign_in(address: str, identifiers: Iterable[str], *, now: datetime) -> Account:
    """The account of whoever a checked sign-in names.

    Staff of the roster who have none yet get one, as Chalkline itself opens it; nobody else does. Raises Problem:
    people.sign_in_unknown, people.sign_in_unclear, people.sign_in_ended.
    """
    found = _named(address, [each for each in identifiers if each])
    here = [person for person in found if person.is_active]
    if len(here) > 1:
        raise _unclear()
    if not here:
        raise _ended() if found else _unknown()
    person = here[0]
    account = Account.objects.filter(person=person).first()
    if account is None and person.roster_role in ROSTER_ROLES:
        return open_account(system_actor("sign-in"), person, now=now)
    if account is None:
        raise _unknown()
    if not account.is_active:
        raise _ended()
    return account


def _named(address: str, identifiers: list[str]) -> list[Person]:
    """Everybody who is known by any of these. An account's own address counts too: it may have been given by hand."""
    wanted = Q(pk__in=[])
    if address:
        wanted |= Q(email__iexact=address) | Q(account__email__iexact=address)
    if identifiers:
        wanted |= Q(sourced_id__in=identifiers) | Q(username__in=identifiers)
    return list(Person.objects.filter(wanted).distinct())


def _unknown() -> Problem:
    return Problem(
        "people.sign_in_unknown",
        what=Sentence("You signed in, and nobody here has an account under this name."),
        why=Sentence("Accounts are for people who work with the district on its AI; nobody opens one alone."),
        next_step=Sentence("Ask the technology director to open an account for you."),
        kind=Kind.NOT_ALLOWED,
    )


def _unclear() -> Problem:
    return Problem(
        "people.sign_in_unclear",
        what=Sentence("You signed in, and more than one person here is known by that."),
        why=Sentence("An address or number in the roster belongs to two people."),
        next_step=Sentence("Tell the school office, so that the roster is corrected."),
        kind=Kind.CONFLICT,
    )


def _ended() -> Problem:
    return Problem(
        "people.sign_in_ended",
        what=Sentence("You signed in, and your account here has ended."),
        why=Sentence("It was ended by a person, or the roster says that you have left."),
        next_step=Sentence("If that is wrong, ask the technology director."),
        kind=Kind.NOT_ALLOWED,
    )
