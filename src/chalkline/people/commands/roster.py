"""Taking over a roster export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.actor import Actor
from chalkline.people.commanding import command
from chalkline.people.events import RosterImported
from chalkline.people.models import Person, School
from chalkline.people.roster_reading import PersonRow, Rejected, Roster, read_roster

MANY = 0.2  # a roster that drops more than this share of people is likelier a bad export than a bad year

FIELDS = [
    "sourced_id", "given_name", "family_name", "email", "username", "local_number", "school", "roster_role", "grade",
    "grades_taught", "is_active",
]  # fmt: skip


@dataclass(frozen=True)
class RosterReceipt:
    """What an import did; ``rejected`` can be handed back as a file to fix."""

    rows: int
    added: int
    changed: int
    unchanged: int
    left: int
    rejected: tuple[Rejected, ...]


@command(records=(RosterImported,))
def import_roster(
    actor: Actor, files: Mapping[str, bytes], *, even_if_many_leave: bool = False, now: datetime
) -> RosterReceipt:
    """Take over a OneRoster CSV export, given as {file name: bytes}.

    People are matched by sourcedId; somebody entered by hand is taken over by e-mail address. Those no
    longer in the export are marked as having left, never deleted: decisions they took part in stay
    theirs. Bad rows are left out and told.
    """
    actor.must("people.import_roster")
    roster = read_roster(files)
    schools = _take_schools(roster)
    receipt = _take_people(roster, schools, even_if_many_leave=even_if_many_leave)
    record(
        RosterImported(
            roster=SubjectRef("roster", "oneroster"),
            digest=digest_of({name: digest_of(content.hex()) for name, content in files.items()}),
            rows=receipt.rows,
            added=receipt.added,
            changed=receipt.changed,
            left=receipt.left,
            rejected=len(receipt.rejected),
        ),
        actor_id=actor.id,
        now=now,
    )
    return receipt


def _take_schools(roster: Roster) -> dict[str, School]:
    known = {school.sourced_id: school for school in School.objects.all()}
    for row in roster.orgs:
        school = known.get(row.sourced_id) or School(sourced_id=row.sourced_id)
        school.name, school.kind, school.is_active = row.name, row.kind, True
        school.save()
        known[row.sourced_id] = school
    School.objects.exclude(sourced_id__in=[row.sourced_id for row in roster.orgs]).update(is_active=False)
    return known


def _take_people(roster: Roster, schools: dict[str, School], *, even_if_many_leave: bool) -> RosterReceipt:
    known = {person.sourced_id: person for person in Person.objects.exclude(sourced_id=None)}
    present = {row.sourced_id for row in roster.people}
    leaving = [person for person in known.values() if person.is_active and person.sourced_id not in present]
    active = sum(person.is_active for person in known.values())
    if active and len(leaving) / active > MANY and not even_if_many_leave:
        raise _many_leave(len(leaving), active)
    added, changed, unchanged = [], [], 0
    entered_by_hand = {p.email.lower(): p for p in Person.objects.filter(sourced_id=None).exclude(email="")}
    for row in roster.people:
        person = known.get(row.sourced_id) or entered_by_hand.get(row.email.lower())
        if person is None:
            added.append(_filled(Person(sourced_id=row.sourced_id), row, schools))
            continue
        before = [getattr(person, name) for name in FIELDS]
        person.sourced_id = row.sourced_id
        _filled(person, row, schools)
        if before == [getattr(person, name) for name in FIELDS]:
            unchanged += 1
        else:
            changed.append(person)
    for person in leaving:
        person.is_active = False
    Person.objects.bulk_create(added, batch_size=500)
    Person.objects.bulk_update([*changed, *leaving], FIELDS, batch_size=200)
    return RosterReceipt(roster.rows, len(added), len(changed), unchanged, len(leaving), tuple(roster.rejected))


def _filled(person: Person, row: PersonRow, schools: dict[str, School]) -> Person:
    person.given_name, person.family_name = row.given_name, row.family_name
    person.email, person.username, person.local_number = row.email, row.username, row.local_number
    person.school = schools[row.org_id]
    person.roster_role, person.grade = row.role, row.grade
    person.grades_taught = ",".join(row.grades_taught)
    person.is_active = True
    return person


def _many_leave(leaving: int, active: int) -> Problem:
    return Problem(
        "roster.many_leave",
        what=Sentence("This roster would mark {n} of {m} people as having left.", n=leaving, m=active),
        why=Sentence("So many at once is usually an export that stopped half-way. Nothing was changed."),
        next_step=Sentence("Check the export. If it is right, load it again and say that many people leave."),
        kind=Kind.CONFLICT,
    )
