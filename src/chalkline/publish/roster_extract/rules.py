"""What is a nickname, and what a row of the roster says to a gateway. Pure."""

from __future__ import annotations

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.roster_extract.words import OnRoster
from chalkline.rulebook.extract import PersonKind, RosterPerson
from chalkline.rulebook.pack import student_mark
from chalkline.rulebook.words import ROSTER_ROLES, Group, band_of_grade

LONGEST_NICKNAME = 40
KINDS = {Group.STUDENTS: PersonKind.STUDENT, Group.STAFF: PersonKind.STAFF, Group.FAMILIES: PersonKind.FAMILY}


def nickname_meant(text: str) -> str:
    """The nickname, spaces in order. Raises Problem("nicknames.unfit") for what is no name."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NICKNAME or not any(each.isalpha() for each in name) or not name.isprintable():
        raise Problem(
            "nicknames.unfit",
            what=Sentence("A nickname is a name of at most {n} letters.", n=LONGEST_NICKNAME),
            why=Sentence("The gateway looks for it in what people type."),
            next_step=Sentence("Write it as the child is called, for example “Majo”."),
            fields={"name": Sentence("Write it as the child is called, for example “Majo”.")},
        )
    return name


def mark_of(sourced_id: str | None, person_id: str) -> str:
    """How gateways name a person: by the roster id, or by our own id for those who have none."""
    return student_mark(sourced_id or person_id)


def as_told(row: OnRoster, nicknames: tuple[str, ...]) -> RosterPerson:
    """What a gateway is told of one person. Of those who have left: only what tells them from strangers.

    ``nicknames`` are those added for this person; the usual short forms of given names are known to the gateway.
    """
    role = ROSTER_ROLES.get(row.role)
    kind = KINDS[role.group] if role else PersonKind.STAFF
    identifiers = dict.fromkeys(each for each in (row.sourced_id, row.number, row.username) if each)
    told = RosterPerson(
        mark=mark_of(row.sourced_id, row.id),
        kind=kind,
        role=row.role,
        identifiers=tuple(identifiers),
        emails=(row.email.lower(),) if row.email else (),
        school=row.school_id,
        former=not row.is_active,
    )
    if not row.is_active:
        return told
    more = row.particulars
    return RosterPerson(
        mark=told.mark,
        kind=kind,
        role=told.role,
        given=row.given,
        family=row.family,
        middle=more.middle,
        nicknames=nicknames,
        identifiers=told.identifiers,
        emails=told.emails,
        phones=more.phones,
        addresses=more.addresses,
        school=told.school,
        grade_band=(band_of_grade(row.grade) or "") if kind is PersonKind.STUDENT else "",
        sections=frozenset(row.classes),
        children=frozenset(map(student_mark, more.children)),
        preferred_given=more.preferred_given,
        preferred_family=more.preferred_family,
        birth_on=more.birth_on,
        other_ids=tuple(each for each in more.identifiers if each not in told.identifiers),
    )
