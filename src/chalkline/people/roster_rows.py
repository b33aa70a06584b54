"""What an export of a roster holds, once read: schools, people, the rows that were left out. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalkline.kernel.sentences import Sentence
from chalkline.people.particulars import NONE, Particulars


@dataclass(frozen=True)
class OrgRow:
    """A school or the district itself."""

    sourced_id: str
    name: str
    kind: str


@dataclass(frozen=True)
class PersonRow:
    """Somebody on the roster. ``grades_taught`` comes from the classes a teacher is enrolled in.

    ``classes`` are the ids of the classes that a teacher teaches or a student is in.
    """

    sourced_id: str
    given_name: str
    family_name: str
    email: str
    username: str
    local_number: str
    org_id: str
    role: str
    grade: str
    grades_taught: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    particulars: Particulars = NONE


@dataclass(frozen=True)
class Rejected:
    """A row that was left out: where it stands and why."""

    file: str
    line: int
    sourced_id: str
    reason: Sentence


@dataclass
class Roster:
    """What an export holds. ``unread``: particulars that could not be read; their people are taken over without."""

    orgs: list[OrgRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    rows: int = 0
    digest: str = ""
    unread: list[Rejected] = field(default_factory=list)
