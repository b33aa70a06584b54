"""What a roster would change, before it does: who is new, who changes in what, who is gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chalkline.people.models import KeptParticulars, Person, School
from chalkline.people.particulars import KINDS, NONE
from chalkline.people.particulars_sealing import ParticularsSealer
from chalkline.people.queries import open_grants
from chalkline.people.roster_rows import PersonRow, Rejected, Roster

MANY = 0.2  # a roster that drops more than this share of people is likelier a bad export than a bad year


@dataclass(frozen=True)
class Changed:
    """Somebody known, what the roster says of them now, and the fields in which that differs."""

    person: Person
    row: PersonRow
    fields: tuple[str, ...]


@dataclass(frozen=True)
class RosterChange:
    """What taking the roster over would do. ``active``: people of earlier rosters who are here now."""

    rows: int
    added: tuple[PersonRow, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    leaving: tuple[Person, ...]
    active: int
    new_schools: tuple[str, ...]
    closing_schools: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    unread: tuple[Rejected, ...] = ()
    held: tuple[tuple[str, int, int], ...] = ()  # kind of particulars, people of whom it is held now and then

    @property
    def many_leave(self) -> bool:
        """Whether so many leave that the export is likelier wrong than right."""
        return bool(self.active) and len(self.leaving) / self.active > MANY


def compare_roster(roster: Roster) -> RosterChange:
    """Compare a roster with the people here. Takes no actor: whoever asks has checked who may import."""
    schools = {school.sourced_id: school for school in School.objects.all()}
    number_of = {school.pk: school.sourced_id for school in schools.values()}
    everybody = list(Person.objects.all())
    known = {person.sourced_id: person for person in everybody if person.sourced_id}
    by_hand = {person.email.lower(): person for person in everybody if not person.sourced_id and person.email}
    present = {row.sourced_id for row in roster.people}
    sealer = ParticularsSealer()
    kept = dict(KeptParticulars.objects.values_list("person_id", "digest"))
    added, changed, unchanged = [], [], 0
    for row in roster.people:
        person = known.get(row.sourced_id) or (by_hand.pop(row.email.lower(), None) if row.email else None)
        if person is None:
            added.append(row)
            continue
        fields = _differing(person, row, number_of.get(person.school_id, "") if person.school_id else "")
        if kept.get(person.pk, "") != digest_of_particulars(row, person, sealer):
            fields = (*fields, "particulars")
        if fields:
            changed.append(Changed(person, row, fields))
        else:
            unchanged += 1
    on_roster = {row.sourced_id for row in roster.orgs}
    return RosterChange(
        rows=roster.rows,
        added=tuple(added),
        changed=tuple(changed),
        unchanged=unchanged,
        leaving=tuple(each for each in known.values() if each.is_active and each.sourced_id not in present),
        active=sum(person.is_active for person in known.values()),
        new_schools=tuple(row.name for row in roster.orgs if row.sourced_id not in schools),
        closing_schools=tuple(
            school.name for school in schools.values() if school.is_active and school.sourced_id not in on_roster
        ),
        rejected=tuple(roster.rejected),
        unread=tuple(roster.unread),
        held=_held(roster),
    )


def digest_of_particulars(row: PersonRow, person: Person, sealer: ParticularsSealer) -> str:
    """What is kept beside them; "" where there are none."""
    return sealer.digest(row.particulars, str(person.pk)) if row.particulars != NONE else ""


def _held(roster: Roster) -> tuple[tuple[str, int, int], ...]:
    now = Counter(
        kind for kinds in KeptParticulars.objects.values_list("kinds", flat=True) for kind in kinds.split(",")
    )
    then = Counter(kind for row in roster.people for kind in row.particulars.kinds)
    return tuple((kind, now[kind], then[kind]) for kind in KINDS if now[kind] or then[kind])


def roles_ending(change: RosterChange) -> tuple[str, ...]:
    """The names of those who hold a role here and would be gone."""
    leaving = {person.pk for person in change.leaving}
    return tuple(sorted({str(grant.person) for grant in open_grants() if grant.person_id in leaving}))


def _differing(person: Person, row: PersonRow, school_number: str) -> tuple[str, ...]:
    before = {
        "sourced_id": (person.sourced_id, row.sourced_id),
        "given_name": (person.given_name, row.given_name),
        "family_name": (person.family_name, row.family_name),
        "email": (person.email, row.email),
        "username": (person.username, row.username),
        "local_number": (person.local_number, row.local_number),
        "school": (school_number, row.org_id),
        "roster_role": (person.roster_role, row.role),
        "grade": (person.grade, row.grade),
        "grades_taught": (person.grades_taught, ",".join(row.grades_taught)),
        "classes": (list(person.classes), list(row.classes)),
        "is_active": (person.is_active, True),
    }
    return tuple(name for name, (was, now) in before.items() if was != now)
