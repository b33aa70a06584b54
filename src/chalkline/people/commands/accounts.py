"""Writes of people: accounts, roles, persons who are not on the roster."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.actor import Actor
from chalkline.people.commanding import command
from chalkline.people.commands.above import must_be_theirs_to_give, must_not_be_above
from chalkline.people.commands.lockout import GIVERS, must_leave_somebody
from chalkline.people.events import AccountOpened, PersonAdded, RoleEnded, RoleGranted
from chalkline.people.models import Account, Grant, Person, School
from chalkline.people.words import ROLE_NAMES, Role

A_VISIT = timedelta(hours=4)
MOMENT = timedelta(minutes=5)  # a page opened again within it writes nothing


@command(records=(RoleGranted,), may_change_nothing=True)
def grant_role(
    actor: Actor,
    person: Person,
    role: Role,
    *,
    school: School | None = None,
    ends_on: date | None = None,
    now: datetime,
) -> Grant:
    """Give ``person`` a role, at one school or in the whole district, for good or up to a last day.

    Granting twice changes nothing, or the last day where it is another. Raises Problem: people.own_role,
    people.not_yours_to_give, people.role_ends_before.
    """
    actor.must("people.grant_role")
    if str(person.id) == actor.id:
        raise Problem(
            "people.own_role",
            what=Sentence("You cannot give a role to yourself."),
            why=Sentence("Somebody else has to answer for what you may do here."),
            next_step=Sentence("Ask the superintendent or another person who grants roles."),
            kind=Kind.NOT_ALLOWED,
        )
    must_be_theirs_to_give(actor, person, role)
    today = localdate(now)
    if ends_on is not None and ends_on < today:
        raise _past_day()
    before = Grant.objects.select_for_update(of=("self",)).filter(
        person=person, role=role, school=school, ended_at=None
    )
    held = before.first()
    if held and held.ends_on == ends_on:
        return held
    if held:
        held.ended_at = now
        held.save(update_fields=["ended_at"])
    grant = Grant.objects.create(
        person=person, role=role, school=school, granted_by=actor.id, granted_at=now, ends_on=ends_on
    )
    told = RoleGranted(
        person=_ref(person),
        role=role,
        role_name=str(ROLE_NAMES[role]),
        school_id=str(school.id) if school else "",
        ends_on=ends_on.isoformat() if ends_on else "",
        name=str(person),
    )
    record(told, actor_id=actor.id, now=now)
    return grant


@command(records=(RoleEnded,), may_change_nothing=True)
def end_role(actor: Actor, grant: Grant, *, now: datetime) -> Grant:
    """End a role. It stops counting at the person's next request."""
    actor.must("people.end_role")
    current = Grant.objects.select_for_update(of=("self",)).select_related("person").get(pk=grant.pk)
    if current.ended_at:
        return current
    if current.role == Role.SUPERINTENDENT:
        must_not_be_above(actor, current.person)
    if current.role in GIVERS:
        must_leave_somebody(without=[current.person_id], only=current)
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    told = RoleEnded(
        person=_ref(current.person),
        role=current.role,
        role_name=str(ROLE_NAMES[Role(current.role)]),
        school_id=str(current.school_id or ""),
        name=str(current.person),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(AccountOpened,), may_change_nothing=True)
def open_account(actor: Actor, person: Person, *, email: str = "", now: datetime) -> Account:
    """Let ``person`` sign in, again if the account was ended. Students are refused: they are never accounts here."""
    actor.must("people.open_account")
    address = (email or person.email).strip()
    if person.roster_role == "student" or not address:
        raise Problem(
            "people.no_account",
            what=Sentence("{name} cannot have an account.", name=str(person)),
            why=Sentence("Students never sign in to Chalkline, and everyone else needs an e-mail address."),
            next_step=Sentence("Check the person's role and e-mail address in the roster."),
        )
    existing = Account.objects.select_for_update(of=("self",)).filter(person=person).first()
    if existing and existing.is_active:
        return existing
    if existing:
        return _reopened(actor, existing, now=now)
    try:
        with transaction.atomic():
            account = Account(email=address, person=person)
            account.set_unusable_password()
            account.save()
    except IntegrityError:
        raise Problem(
            "people.email_taken",
            what=Sentence("The address {email} already belongs to another account.", email=address),
            why=Sentence("An address leads to one person only."),
            next_step=Sentence("Correct the address of one of the two people in the roster."),
            kind=Kind.CONFLICT,
        ) from None
    record(AccountOpened(_ref(person), str(person)), actor_id=actor.id, now=now)
    return account


@command(records=(), may_change_nothing=True)
def note_visit(actor: Actor, *, now: datetime) -> datetime | None:
    """Note that somebody is here; returns when they were here before (None at the first visit).

    A visit lasts until nothing was opened for four hours. Not a fact of the ledger: when people look
    at Chalkline is nobody's business but their own.
    """
    actor.must("people.note_visit", owner_id=actor.id)
    account = Account.objects.select_for_update().filter(person_id=actor.id).first()
    if account is None:
        return None
    seen = account.last_seen_at
    if seen is None or now - seen > A_VISIT:
        account.previously_seen_at = seen
    if seen is None or now - seen > MOMENT:
        account.last_seen_at = now
        account.save(update_fields=["last_seen_at", "previously_seen_at"])
    return account.previously_seen_at


@command(records=(PersonAdded,))
def add_person(actor: Actor, *, given_name: str, family_name: str, email: str, now: datetime) -> Person:
    """Enter somebody who is not on the roster: a parent, a board member, an auditor."""
    actor.must("people.open_account")
    if not given_name.strip() or not family_name.strip():
        raise Problem(
            "people.name_missing",
            what=Sentence("A person needs a first and a last name."),
            why=Sentence("Others see by whom a thing was decided."),
            next_step=Sentence("Fill in both names."),
        )
    person = Person.objects.create(
        given_name=given_name.strip(), family_name=family_name.strip(), email=email.strip(), roster_role="outside"
    )
    record(PersonAdded(_ref(person), str(person)), actor_id=actor.id, now=now)
    return person


def _reopened(actor: Actor, account: Account, *, now: datetime) -> Account:
    """The account as it was, but for the password: a new link sets one."""
    account.is_active = True
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    record(AccountOpened(_ref(account.person), str(account.person)), actor_id=actor.id, now=now)
    return account


def _past_day() -> Problem:
    return Problem(
        "people.role_ends_before",
        what=Sentence("This day has passed already."),
        why=Sentence("A role counts up to its last day."),
        next_step=Sentence("Choose today or a later day, or leave it empty."),
        fields={"ends_on": Sentence("Choose today or a later day, or leave it empty.")},
    )


def _ref(person: Person) -> SubjectRef:
    return SubjectRef("person", str(person.id))
