"""Reads of keys, and the contents of a pack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from chalkline.approve.human_records.api import open_records
from chalkline.data.families.api import said_by_families
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import (
    Actor,
    Person,
    roster_ids_of,
)
from chalkline.people.standing.api import current_trainings
from chalkline.publish.bundle.api import stops_in_force
from chalkline.publish.expectations.api import levels_in_pack
from chalkline.publish.roster_extract.api import mark_of, recorded_as
from chalkline.publish.standing_pack.models import Key, PackHead
from chalkline.rulebook.pack import (
    Families,
    HolderKind,
    PackKey,
    PackRecord,
    StudentChoices,
    mark_in_records,
)
from chalkline.rulebook.stops import Stops


@dataclass(frozen=True)
class PackContents:
    """Counts of what is in the standing pack."""

    open_keys: int
    stopped_keys: int
    paused_uses: int
    ended_uses: int
    lost_agreements: int


def keys_of(actor: Actor, use_id: str = "") -> QuerySet[Key]:
    """Keys the actor may see: all of them, or those that are the actor's own. Newest first."""
    if not actor.may("keys.see"):
        actor.must("keys.see", owner_id=actor.id)
    keys = Key.objects.select_related("person", "school", "use__tool")
    if not actor.may("keys.see"):
        keys = keys.filter(person_id=actor.id)
    return keys.filter(use_id=id_from(use_id)) if use_id else keys


def key_by_id(actor: Actor, key_id: str) -> Key:
    """One key. Raises Problem("not_found") also where the actor may not see it."""
    key = Key.objects.select_related("person", "school", "use__tool").filter(pk=id_from(key_id)).first()
    if key is None:
        raise not_found(Sentence("key"))
    actor.must("keys.see", owner_id=str(key.person_id or ""), hidden=True)
    return key


def own_keys_of(actor: Actor, student: Person) -> list[str]:
    """Ids of the keys that are one student's own, for a family's request to see what is held."""
    actor.must("access.answer")
    held = Key.objects.filter(person=student, holder_kind=HolderKind.PERSON.value, role="student")
    return [str(key_id) for key_id in held.values_list("id", flat=True)]


def named_in_records(actor: Actor, person: Person) -> str:
    """How records of calls name somebody, for a family's request to see what is held."""
    actor.must("access.answer")
    return recorded_as(str(person.pk))


def pack_head() -> PackHead | None:
    """How far packs have been issued, or None before the first."""
    return PackHead.objects.first()


def pack_contents(actor: Actor) -> PackContents:
    """How much gateways know now: keys that open something or no longer do, and what was stopped."""
    actor.must("bundles.see")
    stops = all_stops(localdate())
    closed = [id_from(each) for each in stops.uses | stops.ended]
    opening = Key.objects.exclude(pk__in=stops.keys).exclude(use_id__in=closed).count()
    return PackContents(
        open_keys=opening,
        stopped_keys=Key.objects.count() - opening,
        paused_uses=len(stops.uses - stops.ended),
        ended_uses=len(stops.ended),
        lost_agreements=len(stops.agreements),
    )


def pack_keys(on: date) -> tuple[PackKey, ...]:
    """Every key as gateways know it on a day. Revoked ones stay, so that the refusal can say so."""
    trained = current_trainings(on)
    return tuple(
        PackKey(
            digest=key.digest,
            key_id=str(key.id),
            use_id=str(key.use_id),
            holder_kind=HolderKind(key.holder_kind),
            role=key.role,
            grade_bands=frozenset(key.grade_bands),
            school=str(key.school_id or ""),
            training=trained.get(str(key.person_id), frozenset()),
            student=_student_of(key),
            person=mark_of(key.person.sourced_id, str(key.person_id)) if key.person else "",
            people_sign_in=key.people_sign_in,
            class_id=key.class_id,
        )
        for key in Key.objects.select_related("person").order_by("id")
    )


def _student_of(key: Key) -> str:
    """The mark of a key's holder, where that is a student: every call with it is for this one."""
    is_student = key.holder_kind == HolderKind.PERSON and key.person and key.person.roster_role == "student"
    return mark_of(key.person.sourced_id, str(key.person_id)) if is_student and key.person else ""


def families() -> Families:
    """What families have said, by the mark under which the roster extract has the student."""
    said = {each.person_id: each for each in said_by_families()}
    roster_ids = roster_ids_of(said)
    choices = [
        StudentChoices(frozenset({mark_of(roster_ids.get(student_id), student_id)}), each.refused, each.agreed)
        for student_id, each in sorted(said.items())
    ]
    return Families(choices=tuple(choices))


def training_by_mark(on: date) -> dict[str, frozenset[str]]:
    """Trainings that are current on a day, by the mark under which the roster extract has the person."""
    trained = current_trainings(on)
    roster_ids = roster_ids_of(trained)
    return {mark_of(roster_ids.get(each), each): trainings for each, trainings in trained.items()}


def records_shown(on: date, marking: str) -> tuple[PackRecord, ...]:
    """Under which records of people who decide calls may be made on a day. Not what they decide."""
    return tuple(
        PackRecord(
            each.record_id,
            each.use_id,
            each.purpose,
            each.until_on,
            mark_in_records(mark_of(each.roster_id, each.person_id), marking),
        )
        for each in open_records(on)
    )


def all_stops(on: date) -> Stops:
    """Paused and on that day ended uses, published or not, revoked keys, and keys of people who have left."""
    stopped = Key.objects.filter(Q(revoked_at__isnull=False) | Q(person__is_active=False))
    return replace(
        stops_in_force(also_unpublished=True, on=on),
        keys=frozenset(str(key_id) for key_id in stopped.values_list("id", flat=True)),
        levels=levels_in_pack(on),
    )
