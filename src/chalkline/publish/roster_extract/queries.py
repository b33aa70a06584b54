"""Reads of the roster extract: its people, nicknames, how far it has been issued."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Person, everybody_on_roster, person_by_id
from chalkline.publish.roster_extract.models import ExtractHead, Nickname
from chalkline.publish.roster_extract.rules import as_told, mark_of
from chalkline.publish.roster_extract.words import OnRoster
from chalkline.rulebook.extract import RosterPerson
from chalkline.rulebook.pack import MARKING_KEY, mark_in_records


def people_told() -> Iterator[RosterPerson]:
    """Everybody of the roster as gateways know them, by id, one at a time."""
    added: dict[str, list[str]] = {}
    for person_id, name in Nickname.objects.filter(ended_at=None).values_list("person_id", "name"):
        added.setdefault(str(person_id), []).append(name)
    for (
        id_,
        sourced,
        given,
        family,
        email,
        username,
        number,
        school,
        role,
        grade,
        classes,
        active,
        particulars,
    ) in everybody_on_roster():
        row = OnRoster(
            id=str(id_),
            sourced_id=sourced or "",
            given=given,
            family=family,
            email=email,
            username=username,
            number=number,
            school_id=str(school or ""),
            role=role,
            grade=grade,
            classes=tuple(classes),
            is_active=active,
            particulars=particulars,
        )
        yield as_told(row, tuple(added.get(row.id, ())))


def nicknames_of(actor: Actor, person: Person) -> QuerySet[Nickname]:
    """By what somebody is called besides the name on the roster."""
    actor.must("nicknames.keep", school_id=str(person.school_id or ""), hidden=True)
    return Nickname.objects.filter(person=person, ended_at=None)


def nickname_by_id(actor: Actor, nickname_id: str) -> Nickname:
    """One nickname. Raises Problem("not_found") also where the actor may not see it."""
    found = Nickname.objects.select_related("person").filter(pk=id_from(nickname_id), ended_at=None).first()
    if found is None:
        raise not_found(Sentence("nickname"))
    actor.must("nicknames.keep", school_id=str(found.person.school_id or ""), hidden=True)
    return found


def recorded_as(person_id: str) -> str:
    """How records of calls name somebody; "" for nobody we know. Takes no actor: it tells calls of one's own apart."""
    person = person_by_id(person_id)
    if person is None:
        return ""
    marking = Keyring(settings.CHALKLINE.key_folder).key(MARKING_KEY).hex()
    return mark_in_records(mark_of(person.sourced_id, str(person.pk)), marking)


def extract_head() -> ExtractHead | None:
    """How far extracts have been issued, or None before the first. Takes no actor: the pack names it."""
    return ExtractHead.objects.first()
