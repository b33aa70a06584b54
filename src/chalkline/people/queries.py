"""Reads of people."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Length, Lower, StrIndex, Substr
from django.utils.timezone import localdate

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.actor import SYSTEM, Actor
from chalkline.people.models import Account, ApiToken, Grant, Invitation, Person, School
from chalkline.people.particulars import NONE
from chalkline.people.particulars_sealing import ParticularsSealer
from chalkline.people.words import CHILDREN_AND_FAMILIES, ROLE_NAMES, Holding, InLogs, Role

DECIDERS = (Role.SUPERINTENDENT, Role.PRIVACY_OFFICER, Role.ACADEMIC_OFFICER)
ROSTER_ROLES = {"teacher": Role.TEACHER, "administrator": Role.STAFF, "aide": Role.STAFF}


def actor_of_person(person: Person) -> Actor:
    """The person with every role held now: those granted, and the one the roster gives."""
    if not person.is_active:
        return Actor(id=str(person.id), name=str(person))
    school_id = str(person.school_id or "")
    holdings = [
        Holding(Role(grant.role), str(grant.school_id or "")) for grant in person.grants.all() if is_held(grant)
    ]
    given = ROSTER_ROLES.get(person.roster_role)
    if given:
        holdings.append(Holding(given, school_id))
    return Actor(id=str(person.id), name=str(person), holdings=tuple(holdings), school_id=school_id)


def is_held(grant: Grant) -> bool:
    """Whether a role counts today: not ended, and its last day, if it has one, has not passed."""
    return grant.ended_at is None and (grant.ends_on is None or grant.ends_on >= localdate())


def held_now() -> Q:
    """The same as a condition on grants."""
    return Q(ended_at=None) & (Q(ends_on=None) | Q(ends_on__gte=localdate()))


def actor_of_account(account: Account) -> Actor:
    """The actor behind a signed-in account; one that was closed may do nothing."""
    if not account.is_active:
        return Actor(id=str(account.person_id), name=str(account.person))
    person = Person.objects.prefetch_related("grants").select_related("school").get(pk=account.person_id)
    return actor_of_person(person)


def accounts() -> QuerySet[Account]:
    """Accounts that can sign in, with their people. Read by sign-in itself, before anyone is known."""
    active = Account.objects.filter(is_active=True, person__is_active=True)
    return active.select_related("person__school").order_by("person__family_name", "person__given_name")


def names_of(actor_ids: Iterable[str]) -> dict[str, str]:
    """Names for the actor ids of facts: people by name, jobs as Chalkline, erased people as such."""
    asked = list(actor_ids)
    wanted = {actor_id for actor_id in asked if actor_id and not actor_id.startswith(SYSTEM)}
    people = {str(person.id): str(person) for person in Person.objects.filter(id__in=wanted)}
    return {actor_id: people.get(actor_id, "Chalkline" if actor_id.startswith(SYSTEM) else "") for actor_id in asked}


def holders_of(role: Role) -> QuerySet[Person]:
    """Active people who hold a granted role now."""
    held = Grant.objects.filter(held_now(), role=role).values("person_id")
    return Person.objects.filter(is_active=True, pk__in=held)


def who_leads() -> tuple[int, int]:
    """How many hold the superintendent's role, and the AI coordinator's: for those who ask whether anybody does."""
    return holders_of(Role.SUPERINTENDENT).count(), holders_of(Role.AI_COORDINATOR).count()


def person_by_id(person_id: str) -> Person | None:
    """One person, or None."""
    return Person.objects.filter(pk=id_from(person_id)).select_related("school").first()


def people_by_email(addresses: Iterable[str]) -> dict[str, Person]:
    """Active people by the addresses asked for, as they were spelled; unknown ones are left out."""
    wanted = {address.strip().lower(): address for address in addresses}
    found = Person.objects.annotate(address=Lower("email")).filter(address__in=wanted, is_active=True)
    return {wanted[person.email.lower()]: person for person in found.select_related("school")}


def people_in_logs() -> Iterator[InLogs]:
    """Everybody who may turn up in a log, those who have left too: a log tells of the past.

    Takes no actor: the loader of logs has checked its own, and keeps of them only a keyed hash and a role.
    """
    named = Person.objects.values_list("id", "email", "username", "roster_role", "school_id", "grade", "sourced_id")
    for person_id, email, username, role, school_id, grade, roster_id in named.iterator():
        yield InLogs(str(person_id), email, username, role, str(school_id or ""), grade, roster_id or "")


def schools() -> QuerySet[School]:
    """Active schools, the district office left out."""
    return School.objects.filter(is_active=True, kind="school")


def schools_and_office() -> dict[str, str]:
    """Names of every school and of the district office, by id, those that were closed too."""
    return {str(each.id): each.name for each in School.objects.all()}


def names_of_schools() -> dict[str, tuple[str, ...]]:
    """What each school and the district office is called in files: by its name and its id on the roster."""
    return {str(each.id): (each.name, each.sourced_id) for each in School.objects.all()}


def open_grants() -> QuerySet[Grant]:
    """Roles held now, with their people."""
    return Grant.objects.filter(held_now()).select_related("person", "school")


def deciders_missing() -> tuple[Sentence, ...]:
    """The names of the roles without which nothing can be decided and that nobody who can sign in holds."""
    can = open_grants().filter(person__is_active=True, person__account__is_active=True)
    held = set(can.values_list("role", flat=True))
    return tuple(ROLE_NAMES[role] for role in DECIDERS if role.value not in held)


def actor_by_email(email: str) -> Actor:
    """The actor whose account has this address. Raises Problem: the command line names people so."""
    return actor_of_account(account_by_email(email))


def account_by_email(email: str) -> Account:
    """The account with this address. Raises Problem("people.no_such_account")."""
    account = Account.objects.select_related("person").filter(email__iexact=email.strip()).first()
    if account is None:
        raise Problem(
            "people.no_such_account",
            what=Sentence("No account has the address {email}.", email=email),
            why=Sentence("Everything done here is done by somebody, and is recorded as theirs."),
            next_step=Sentence("Check the address, or have an account opened first."),
            kind=Kind.NOT_FOUND,
        )
    return account


def actor_by_token(secret: str, *, now: datetime) -> Actor | None:
    """The actor behind an API token; None when it is unknown, ended or past its time."""
    held = ApiToken.objects.select_related("account").filter(digest=digest_of_secret(secret), ended_at=None)
    token = held.filter(expires_at__gt=now).first()
    return actor_of_account(token.account) if token else None


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    """The actor's own tokens, newest first. Nobody sees another's."""
    actor.must("people.make_token", owner_id=actor.id)
    return ApiToken.objects.filter(account__person_id=id_from(actor.id)).order_by("-made_at")


def token_by_id(actor: Actor, token_id: str) -> ApiToken:
    """One token of the actor's own. Raises Problem("not_found")."""
    token = tokens_of(actor).filter(pk=id_from(token_id)).first()
    if token is None:
        raise not_found(Sentence("token"))
    return token


def invitation_by_secret(secret: str, *, now: datetime) -> Invitation:
    """The invitation behind a link. Raises Problem when it is unknown, used, replaced or too old: all alike."""
    found = Invitation.objects.select_related("account__person").filter(
        digest=digest_of_secret(secret), ended_at=None, expires_at__gt=now, account__is_active=True
    )
    invitation = found.first()
    if invitation is None or not invitation.account.person.is_active:
        raise Problem(
            "people.invitation_over",
            what=Sentence("This link does not work any more."),
            why=Sentence("It works once, for seven days, and a newer link replaces it."),
            next_step=Sentence("Ask whoever sent it for a new one. If you set your password already, just sign in."),
            kind=Kind.NOT_FOUND,
        )
    return invitation


def digest_of_secret(secret: str) -> str:
    """What is kept of the secret in a link or a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def staff_addresses() -> frozenset[str]:
    """Every e-mail address of active staff, in lower case."""
    here = Person.objects.filter(is_active=True).exclude(roster_role__in=CHILDREN_AND_FAMILIES).exclude(email="")
    return frozenset(address.lower() for address in here.values_list("email", flat=True))


def student_domains() -> frozenset[str]:
    """The domains of students' e-mail addresses, in lower case."""
    after_at = Substr(Lower("email"), StrIndex("email", Value("@")) + 1)
    students = Person.objects.filter(roster_role="student", email__contains="@").annotate(domain=after_at)
    return frozenset(students.order_by().values_list("domain", flat=True).distinct())


def student_number_lengths() -> frozenset[int]:
    """How long student numbers are here, where they are numbers at all."""
    students = Person.objects.filter(roster_role="student", local_number__regex=r"^[0-9]{4,12}$")
    lengths = students.annotate(length=Length("local_number")).order_by()
    return frozenset(lengths.values_list("length", flat=True).distinct())


def students_of_schools(school_ids: Iterable[str] | None, words: str = "") -> QuerySet[Person]:
    """Active students of these schools (None: of all), with all of ``words`` in their name or number.

    Takes no actor: the step that asks has checked whom its own actor answers for.
    """
    found = Person.objects.filter(roster_role="student", is_active=True).select_related("school")
    if school_ids is not None:
        found = found.filter(school_id__in=list(school_ids))
    for word in words.split()[:5]:
        found = found.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(local_number__iexact=word)
        )
    return found


def student_names() -> Iterator[tuple[str, str]]:
    """(given name, family name) of every active student, to find them in a text. Takes no actor: nothing is shown."""
    students = Person.objects.filter(roster_role="student", is_active=True).order_by()
    yield from students.values_list("given_name", "family_name").iterator()


def taught_together(teacher_id: str, student_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Which of these students are in a class that this person teaches. Takes no actor, as above."""
    taught = classes_taught(teacher_id)
    found = Person.objects.filter(pk__in=student_ids, is_active=True, roster_role="student").only("id", "classes")
    return frozenset(each.id for each in found if taught & set(each.classes)) if taught else frozenset()


def classes_taught(teacher_id: str) -> frozenset[str]:
    """Roster ids of the classes that this person teaches; none for a student. Takes no actor, as above."""
    teacher = Person.objects.filter(pk=id_from(teacher_id), is_active=True).exclude(roster_role="student").first()
    return frozenset(teacher.classes) if teacher else frozenset()


def grades_of_classes(school_id: str, class_ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """Of these classes of a school the grades of their students, with how many are in each. Takes no actor."""
    found: dict[str, Counter[str]] = {each: Counter() for each in class_ids}
    students = Person.objects.filter(school_id=id_from(school_id), is_active=True, roster_role="student").order_by()
    for grade, classes in students.values_list("grade", "classes").iterator():
        for each in found.keys() & set(classes):
            found[each][grade] += 1
    return {each: dict(grades) for each, grades in found.items()}


def people_with_roles(roster_roles: Iterable[str], school_ids: Iterable[str] = ()) -> QuerySet[Person]:
    """Active people of these roles of the roster, at these schools (none named: at all). Takes no actor, as above."""
    found = Person.objects.filter(is_active=True, roster_role__in=list(roster_roles))
    wanted = list(school_ids)
    return found.filter(school_id__in=wanted) if wanted else found


def members_of_classes(school_id: str) -> dict[str, tuple[int, int]]:
    """Teachers and students of a school that each class has, counted, by its roster id. Takes no actor, as above."""
    found: dict[str, tuple[int, int]] = {}
    here = Person.objects.filter(school_id=id_from(school_id), is_active=True, roster_role__in=("teacher", "student"))
    for role, classes in here.order_by().values_list("roster_role", "classes").iterator():
        for each in classes:
            teachers, students = found.get(each, (0, 0))
            found[each] = (teachers + (role == "teacher"), students + (role == "student"))
    return found


def roster_ids_of(person_ids: Iterable[str]) -> dict[str, str]:
    """Person id -> roster id, of those who have one. Takes no actor: the standing pack is made of it."""
    found = Person.objects.filter(pk__in=list(person_ids)).exclude(sourced_id=None)
    return {str(id_): str(sourced) for id_, sourced in found.values_list("id", "sourced_id")}


def everybody_on_roster() -> Iterator[tuple[Any, ...]]:
    """(id, roster id, names, address, username, number, school id, role, grade, classes, active, particulars), by id.

    Those who have left too; not those entered by hand. Takes no actor: the roster extract is made of it.
    """
    fields = (
        "id", "sourced_id", "given_name", "family_name", "email", "username", "local_number", "school_id",
        "roster_role", "grade", "classes", "is_active", "particulars__sealed",
    )  # fmt: skip
    sealer = ParticularsSealer()
    people = Person.objects.exclude(roster_role="outside").order_by("id")
    for *told, sealed in people.values_list(*fields).iterator(chunk_size=2000):
        yield (*told, sealer.opened(sealed, str(told[0])) if sealed else NONE)
