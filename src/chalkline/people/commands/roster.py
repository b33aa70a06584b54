"""Taking over a roster export: handed in, looked at, confirmed, taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chalkline.jobs.api import JOBS, WorkSeen, start_work
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.actor import Actor
from chalkline.people.commanding import command
from chalkline.people.commands.lockout import must_leave_somebody
from chalkline.people.events import RosterConfirmed, RosterHandedIn, RosterImported
from chalkline.people.models import KeptParticulars, Person, School
from chalkline.people.particulars import NONE
from chalkline.people.particulars_sealing import ParticularsSealer
from chalkline.people.roster_comparing import RosterChange, compare_roster, digest_of_particulars, roles_ending
from chalkline.people.roster_rows import PersonRow, Rejected, Roster

READER, TAKER = "people.read_roster", "people.take_roster"
READING, TAKING = "people.roster.read", "people.roster.take"  # kinds of work

FIELDS = [
    "sourced_id", "given_name", "family_name", "email", "username", "local_number", "school", "roster_role", "grade",
    "grades_taught", "classes", "is_active",
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
    unread: tuple[Rejected, ...] = ()


@command(records=(RosterHandedIn,))
def hand_in_roster(actor: Actor, source: Path, name: str, *, now: datetime) -> WorkSeen:
    """Have an export that lies in a folder of its own read by a job. Nothing changes until it is confirmed."""
    actor.must("people.import_roster")
    work = start_work(READING, name, owner_id=actor.id, total=100, now=now)
    JOBS[READER].enqueue(work_id=work.id, source=str(source), now=now, key=f"read:{work.id}")
    record(RosterHandedIn(SubjectRef("work", work.id), name), actor_id=actor.id, now=now)
    return work


@command(records=(RosterConfirmed,))
def confirm_roster(
    actor: Actor,
    reading: WorkSeen,
    *,
    even_if_many_leave: bool = False,
    even_if_roles_end: bool = False,
    now: datetime,
) -> WorkSeen:
    """Have a roster that was read and looked at taken over, by a job."""
    actor.must("people.import_roster")
    work = start_work(TAKING, reading.title, owner_id=actor.id, now=now)
    JOBS[TAKER].enqueue(
        work_id=work.id,
        reading_id=reading.id,
        actor_id=actor.id,
        even_if_many_leave=even_if_many_leave,
        even_if_roles_end=even_if_roles_end,
        now=now,
        key=f"take:{work.id}",
    )
    record(
        RosterConfirmed(SubjectRef("work", work.id), even_if_many_leave, even_if_roles_end), actor_id=actor.id, now=now
    )
    return work


@command(records=(RosterImported,))
def import_roster(
    actor: Actor,
    roster: Roster,
    *,
    even_if_many_leave: bool = False,
    even_if_roles_end: bool = False,
    now: datetime,
) -> RosterReceipt:
    """Take over a OneRoster CSV export that was read.

    People are matched by sourcedId; somebody entered by hand is taken over by e-mail address. Those no
    longer in the export are marked as having left, never deleted: decisions they took part in stay
    theirs. Bad rows are left out and told. Refused while it would leave nobody who can give roles; where
    somebody with a role would be gone, that has to be said to be right.
    """
    actor.must("people.import_roster")
    change = compare_roster(roster)
    if change.many_leave and not even_if_many_leave:
        raise _many_leave(len(change.leaving), change.active)
    must_leave_somebody(without=[person.pk for person in change.leaving])
    losing = roles_ending(change)
    if losing and not even_if_roles_end:
        raise _roles_end(losing)
    schools = _take_schools(roster)
    _take_people(change, schools)
    receipt = RosterReceipt(
        change.rows,
        len(change.added),
        len(change.changed),
        change.unchanged,
        len(change.leaving),
        change.rejected,
        change.unread,
    )
    told = RosterImported(
        roster=SubjectRef("roster", roster.digest[:32]),
        digest=roster.digest,
        rows=receipt.rows,
        added=receipt.added,
        changed=receipt.changed,
        left=receipt.left,
        rejected=len(receipt.rejected),
    )
    record(told, actor_id=actor.id, now=now)
    return receipt


def would_leave_nobody(change: RosterChange) -> bool:
    """Whether nobody who can give roles would be left."""
    try:
        must_leave_somebody(without=[person.pk for person in change.leaving])
    except Problem:
        return True
    return False


def _take_schools(roster: Roster) -> dict[str, School]:
    known = {school.sourced_id: school for school in School.objects.all()}
    for row in roster.orgs:
        school = known.get(row.sourced_id) or School(sourced_id=row.sourced_id)
        school.name, school.kind, school.is_active = row.name, row.kind, True
        school.save()
        known[row.sourced_id] = school
    School.objects.exclude(sourced_id__in=[row.sourced_id for row in roster.orgs]).update(is_active=False)
    return known


def _take_people(change: RosterChange, schools: dict[str, School]) -> None:
    added = [_filled(Person(), row, schools) for row in change.added]
    changed = [_filled(each.person, each.row, schools) for each in change.changed]
    leaving = list(change.leaving)
    for person in leaving:
        person.is_active = False
    Person.objects.bulk_create(added, batch_size=500)
    Person.objects.bulk_update([*changed, *leaving], FIELDS, batch_size=200)
    rows = [*change.added, *(each.row for each in change.changed)]
    gone = [person.pk for person in (*changed, *leaving)]
    for at in range(0, len(gone), 500):
        KeptParticulars.objects.filter(person_id__in=gone[at : at + 500]).delete()
    _keep_particulars([*added, *changed], rows)


def _keep_particulars(people: list[Person], rows: list[PersonRow]) -> None:
    """What the export says of them now and nothing older; of those who leave nothing."""
    sealer = ParticularsSealer()
    kept = [
        KeptParticulars(
            person=person,
            kinds=",".join(row.particulars.kinds),
            sealed=sealer.sealed(row.particulars, str(person.pk)),
            digest=digest_of_particulars(row, person, sealer),
        )
        for person, row in zip(people, rows, strict=True)
        if row.particulars != NONE
    ]
    KeptParticulars.objects.bulk_create(kept, batch_size=500)


def _filled(person: Person, row: PersonRow, schools: dict[str, School]) -> Person:
    person.sourced_id = row.sourced_id
    person.given_name, person.family_name = row.given_name, row.family_name
    person.email, person.username, person.local_number = row.email, row.username, row.local_number
    person.school = schools[row.org_id]
    person.roster_role, person.grade = row.role, row.grade
    person.grades_taught = ",".join(row.grades_taught)
    person.classes = list(row.classes)
    person.is_active = True
    return person


def _roles_end(names: tuple[str, ...]) -> Problem:
    return Problem(
        "roster.roles_end",
        what=Sentence("People with a role here would be gone: {names}.", names=names),
        why=Sentence("They could do nothing here any more. Often it is a new number, and not a person who left."),
        next_step=Sentence("Check them in the export. If they have left, load it again and say so."),
        kind=Kind.CONFLICT,
    )


def _many_leave(leaving: int, active: int) -> Problem:
    return Problem(
        "roster.many_leave",
        what=Sentence("This roster would mark {n} of {m} people as having left.", n=leaving, m=active),
        why=Sentence("So many at once is usually an export that stopped half-way. Nothing was changed."),
        next_step=Sentence("Check the export. If it is right, load it again and say that many people leave."),
        kind=Kind.CONFLICT,
    )
