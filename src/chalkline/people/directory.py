"""Who is shown to whom: the directory of people, with what each holds.

Staff and those seated from outside are shown to people who work here. Students and their families are
shown only to those who answer for the roster; to everybody else they do not exist here.
"""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.actor import Actor
from chalkline.people.models import Account, Grant, Invitation, KeptParticulars, Person, School
from chalkline.people.queries import held_now
from chalkline.people.words import CHILDREN_AND_FAMILIES, Role

MOST_WORDS = 5


def staff(actor: Actor) -> QuerySet[Person]:
    """Active people who work here or are seated here from outside."""
    actor.must("people.see_staff")
    return _shown().exclude(roster_role__in=CHILDREN_AND_FAMILIES)


def students_and_families(actor: Actor) -> QuerySet[Person]:
    """Active students and family members of the roster."""
    actor.must("people.see_roster")
    return _shown().filter(roster_role__in=CHILDREN_AND_FAMILIES)


def named(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Those with all of the words in their name or address."""
    for word in words.split()[:MOST_WORDS]:
        people = people.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(email__icontains=word)
        )
    return people


def staff_named(actor: Actor, words: str) -> QuerySet[Person]:
    """Active people who are neither students nor their families, by all of the words in their name or address."""
    return named(staff(actor), words)


def holding(people: QuerySet[Person], role: Role) -> QuerySet[Person]:
    """Those who were given a role and hold it now."""
    return people.filter(pk__in=Grant.objects.filter(held_now(), role=role).values("person_id"))


def person_shown(actor: Actor, person_id: str) -> Person:
    """One person, who may have left. Raises Problem("not_found") also for those this reader may not know of."""
    actor.must("people.see_staff")
    found = Person.objects.select_related("school").filter(pk=id_from(person_id)).first()
    if found is None:
        raise not_found(Sentence("person"))
    if found.roster_role in CHILDREN_AND_FAMILIES:
        actor.must("people.see_roster", hidden=True)
    return found


def particulars_held(actor: Actor, person: Person) -> tuple[str, ...]:
    """Which kinds of particulars are kept of somebody (particulars.KINDS), for those who may see the roster.

    What they say is shown to nobody.
    """
    actor.must("people.see_roster")
    kept = KeptParticulars.objects.filter(person=person).values_list("kinds", flat=True).first()
    return tuple(kept.split(",")) if kept else ()


def grants_of(actor: Actor, person: Person) -> list[Grant]:
    """Every role somebody was given, those held now first, then the newest."""
    person_shown(actor, str(person.pk))
    return list(Grant.objects.filter(person=person).select_related("school").order_by("ended_at", "-granted_at"))


def grant_by_id(actor: Actor, grant_id: str) -> Grant:
    """One role given to somebody. Raises Problem("not_found")."""
    actor.must("people.see_staff")
    found = Grant.objects.select_related("person", "school").filter(pk=id_from(grant_id)).first()
    if found is None:
        raise not_found(Sentence("role"))
    return found


def account_of(actor: Actor, person: Person) -> Account | None:
    """How somebody signs in, for those who open accounts."""
    actor.must("people.open_account")
    return Account.objects.filter(person=person).select_related("person").first()


def invitation_open(actor: Actor, account: Account) -> Invitation | None:
    """The link that still waits to be used; its secret is not kept."""
    actor.must("people.invite")
    return Invitation.objects.filter(account=account, ended_at=None).order_by("-made_at").first()


def schools_shown(actor: Actor) -> QuerySet[School]:
    """Every school and the district office, those that closed too."""
    actor.must("people.see_staff")
    return School.objects.all()


def _shown() -> QuerySet[Person]:
    held = Prefetch("grants", queryset=Grant.objects.filter(held_now()), to_attr="held")
    return Person.objects.filter(is_active=True).select_related("school", "account").prefetch_related(held)
