"""Reads of signatures: what waits for one, who has not, how far each school is. Names only for few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from chalkline.govern.policies.models import ClassTold, PolicyVersion, Repeal, Signature
from chalkline.govern.policies.queries import adopted_versions, binds, binds_of, signatures_count_from
from chalkline.govern.policies.words import RepealState, VersionState
from chalkline.kernel.ids import id_from
from chalkline.people.api import (
    Actor,
    Person,
    classes_taught,
    members_of_classes,
    people_with_roles,
    person_by_id,
    schools_and_office,
)


@dataclass(frozen=True)
class SchoolSigned:
    """How far one school (or the district office) is."""

    school_id: str
    school: str
    bound: int
    signed: int

    @property
    def missing(self) -> int:
        """How many have not."""
        return self.bound - self.signed


def newest_adopted() -> list[PolicyVersion]:
    """Of each policy the newest adopted version; none of a policy whose end is decided: nobody signs it any more."""
    ended = set(Repeal.objects.filter(state=RepealState.REPEALED.value).values_list("policy_id", flat=True))
    newest = {each.policy_id: each for each in adopted_versions()}  # in the order of their numbers
    return [each for each in newest.values() if each.policy_id not in ended]


def to_sign(actor: Actor) -> list[PolicyVersion]:
    """What waits for the actor's own signature, by code."""
    if not actor.may("policies.sign", owner_id=actor.id):
        actor.must("policies.see")
        return []
    return [
        each
        for each in newest_adopted()
        if binds_of(each).signed and binds(each, actor.id) and signature_of(each, actor.id) is None
    ]


def to_tell(actor: Actor) -> list[tuple[PolicyVersion, tuple[str, ...]]]:
    """Expectations of students that the actor's classes were not told of yet, with these classes."""
    if not actor.may("policies.tell_class", owner_id=actor.id):
        actor.must("policies.see")
        return []
    person = person_by_id(actor.id)
    mine = classes_taught(actor.id)
    if person is None or not mine:
        return []
    found = []
    for version in newest_adopted():
        binding = binds_of(version)
        if binding.students and (not binding.schools or str(person.school_id) in binding.schools):
            open_ones = mine - told_classes(version, mine)
            if open_ones:
                found.append((version, tuple(sorted(open_ones))))
    return found


def told_classes(version: PolicyVersion, classes: Iterable[str]) -> set[str]:
    """Which of these classes were told of a version, or of an earlier one that asks the same."""
    numbers = signatures_count_from(version)
    told = ClassTold.objects.filter(
        version__policy_id=version.policy_id,
        version__number__gte=numbers,
        version__number__lte=version.number,
        class_id__in=list(classes),
    )
    return set(told.values_list("class_id", flat=True))


def signature_of(version: PolicyVersion, person_id: str) -> Signature | None:
    """The signature of somebody that counts for a version: on it, or on an earlier one with the same duties."""
    return _counting(version).filter(person_id=id_from(person_id)).order_by("-version__number").first()


def own_signatures(actor: Actor) -> QuerySet[Signature]:
    """What somebody signed, newest first."""
    actor.must("policies.sign", owner_id=actor.id)
    held = Signature.objects.filter(person_id=id_from(actor.id)).select_related("version__policy")
    return held.order_by("-signed_at")


def people_bound(version: PolicyVersion) -> QuerySet[Person]:
    """Active staff whom a version binds. Takes no actor: who asks has checked."""
    binding = binds_of(version)
    return people_with_roles(binding.staff if binding.signed else frozenset(), binding.schools)


def people_unsigned(version: PolicyVersion) -> QuerySet[Person]:
    """Those of them who have not signed. Takes no actor, as above."""
    return people_bound(version).exclude(pk__in=_counting(version).values("person_id"))


def signed_by_school(actor: Actor, version: PolicyVersion) -> list[SchoolSigned]:
    """How many have signed, by school: of every school, or of the actor's own."""
    if not actor.could("policies.see_signing"):
        actor.must("policies.see_signing")
    bound = Counter(str(each or "") for each in people_bound(version).order_by().values_list("school_id", flat=True))
    open_ones = people_unsigned(version).order_by().values_list("school_id", flat=True)
    missing = Counter(str(each or "") for each in open_ones)
    names = schools_and_office()
    found = [
        SchoolSigned(school_id, names.get(school_id, ""), count, count - missing[school_id])
        for school_id, count in bound.items()
        if actor.may("policies.see_signing", school_id=school_id)
    ]
    return sorted(found, key=lambda each: (each.school == "", each.school))


def unsigned_named(actor: Actor, version: PolicyVersion) -> QuerySet[Person]:
    """Who has not signed, by name: of the schools one answers for, and only where one may see staff by name."""
    if not actor.could("policies.see_signing"):
        actor.must("policies.see_signing")
    actor.must("people.see_staff")
    found = people_unsigned(version).select_related("school").order_by("school__name", "family_name", "given_name")
    if actor.may("policies.see_signing"):
        return found
    own = [each for each in schools_and_office() if actor.may("policies.see_signing", school_id=each)]
    return found.filter(school_id__in=own)


def told_by_school(actor: Actor, version: PolicyVersion) -> list[SchoolSigned]:
    """How many classes were told, by school. Classes, never students."""
    if not actor.could("policies.see_signing"):
        actor.must("policies.see_signing")
    binding = binds_of(version)
    found = []
    for school_id, name in sorted(schools_and_office().items(), key=lambda each: each[1]):
        inside = not binding.schools or school_id in binding.schools
        if not inside or not actor.may("policies.see_signing", school_id=school_id):
            continue
        classes = [each for each, (teachers, _) in members_of_classes(school_id).items() if teachers]
        if classes:
            found.append(SchoolSigned(school_id, name, len(classes), len(told_classes(version, classes))))
    return found


def _counting(version: PolicyVersion) -> QuerySet[Signature]:
    return Signature.objects.filter(
        version__policy_id=version.policy_id,
        version__state=VersionState.ADOPTED.value,
        version__number__gte=signatures_count_from(version),
        version__number__lte=version.number,
    )
