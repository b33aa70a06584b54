"""The words of the rulebook: verdicts, standings, what is unknown, whom grades and roles name.

Pure. Ids here are those of the vocabularies in ``law/vocabulary``; names are sentences, so that
every reason built from them can be said in the reader's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, Literal

from chalkline.kernel.sentences import Sentence


class Unknown(Enum):
    """The mark of a part of a question that nobody knows: a log shows a host, not a purpose."""

    UNKNOWN = "?"

    def __bool__(self) -> Literal[False]:
        return False


class Everything(Enum):
    """The mark of a scope without a limit, spelled "*" in a bundle."""

    EVERY = "*"


UNKNOWN: Final = Unknown.UNKNOWN
EVERY: Final = Everything.EVERY

Scope = frozenset[str] | Everything
MaybeText = str | Unknown
MaybeSet = frozenset[str] | Unknown

NO_CLASS: Final = "none"  # the grade band of an adult's own work, with no class and no student in it


class Verdict(StrEnum):
    """What may happen with a call, and ``cannot_tell`` where what is unknown could change it."""

    ALLOW = "allow"
    REDACT = "redact"
    GROUND = "ground"
    HOLD = "hold"
    REFUSE = "refuse"
    CANNOT_TELL = "cannot_tell"


PERMISSIVENESS: dict[Verdict, int] = {
    Verdict.REFUSE: 0,
    Verdict.HOLD: 1,
    Verdict.GROUND: 2,
    Verdict.REDACT: 3,
    Verdict.ALLOW: 4,
}


class Standing(StrEnum):
    """How what is asked stands to what was approved."""

    COVERED = "covered"
    OUTSIDE_TERMS = "outside_terms"
    UNAPPROVED = "unapproved"
    ENDED = "ended"
    SUSPENDED = "suspended"
    DECLINED = "declined"
    NEVER = "never"
    CANNOT_TELL = "cannot_tell"


class KeptBy(StrEnum):
    """By what a term or a condition is kept in practice."""

    GATEWAY = "gateway"
    FILTER = "filter"
    SIGN_IN = "sign_in"
    PEOPLE = "people"


KEPT_BY_NAMES: dict[KeptBy, Sentence] = {
    KeptBy.GATEWAY: Sentence("by the gateway"),
    KeptBy.FILTER: Sentence("by the web filter"),
    KeptBy.SIGN_IN: Sentence("by sign-in"),
    KeptBy.PEOPLE: Sentence("by people"),
}


class ConditionKind(StrEnum):
    """What a condition asks for. Those kept by the gateway change the verdict; the rest are shown."""

    REVIEW = "review"  # a person reads and owns each output before it is used
    SUPERVISION = "supervision"  # an adult is present
    NOTICE = "notice"  # families are told first
    TRAINING = "training"  # `value` names the training that must be current
    CONSENT = "consent"  # the family of each student has said yes
    GROUND = "ground"  # answers only from approved content
    HOLD = "hold"  # a person releases each call
    KEEP = "keep"  # texts are kept, sealed; `value` says how many and how long (rulebook/keeping.py)
    OTHER = "other"
    SAFETY = "safety"  # content safety: tightened, or opened for work that speaks of harm (protect/safety/setting.py)
    CLASS_VIEW = "class_view"  # the teacher of a class may see how it is used; `value` says how much (class_view.py)
    NAMES = "names"  # whose names are looked for besides; `value` says whose (names_looked_for.py)


STRICTLY = "strictly"  # the value of a GROUND condition that keeps doubtful sentences back


class Action(StrEnum):
    """What data_elements.yaml says should happen to an element (see 2-architecture, section 5)."""

    ALLOW = "allow"
    ALLOW_APPROVED = "allow_approved"
    ALLOW_IF_IN_AGREEMENT = "allow_if_in_agreement"
    MASK = "mask"
    BLOCK = "block"


@dataclass(frozen=True)
class Band:
    """A grade band: its name, and the grades of the roster that fall into it."""

    id: str
    name: Sentence
    grades: tuple[str, ...]


BANDS: dict[str, Band] = {
    "k2": Band("k2", Sentence("grades K–2"), ("PK", "TK", "KG", "01", "02")),
    "g35": Band("g35", Sentence("grades 3–5"), ("03", "04", "05")),
    "g68": Band("g68", Sentence("grades 6–8"), ("06", "07", "08")),
    "g912": Band("g912", Sentence("grades 9–12"), ("09", "10", "11", "12")),
}
OTHER_GRADE_SPELLINGS = {"K": "KG", "K4": "TK", "PS": "PK", "PR": "PK", "IT": "PK", "13": "12"}
_BAND_OF_GRADE = {grade: band.id for band in BANDS.values() for grade in band.grades}


def band_of_grade(grade: str) -> str | None:
    """The band of a grade as rosters and people write it: "KG", "k", "4", "04"; None if it is none."""
    text = grade.strip().upper()
    text = OTHER_GRADE_SPELLINGS.get(text, text)
    if text.isascii() and text.isdigit():
        text = f"{int(text):02d}"
    return _BAND_OF_GRADE.get(text)


def band_named(text: str) -> str | None:
    """The band meant by a band id ("g35"), a grade ("4") or "none"; None if it is none of these."""
    wanted = text.strip()
    if wanted.lower() in BANDS or wanted.lower() == NO_CLASS:
        return wanted.lower()
    return band_of_grade(wanted)


def band_name(band: str) -> Sentence:
    """ "grades 6–8", or how one says that no class is meant."""
    if band == NO_CLASS:
        return Sentence("work without a class")
    return BANDS[band].name if band in BANDS else Sentence("{band}", band=band)


def grade_name(grade: str) -> Sentence:
    """ "grade 4", "kindergarten": a grade of the roster, or NO_CLASS."""
    known = {
        "PK": Sentence("pre-kindergarten"),
        "TK": Sentence("transitional kindergarten"),
        "KG": Sentence("kindergarten"),
        NO_CLASS: Sentence("no class"),
    }
    spelled = OTHER_GRADE_SPELLINGS.get(grade.upper(), grade)
    if spelled in known:
        return known[spelled]
    return Sentence("grade {n}", n=int(spelled) if spelled.isdigit() else spelled)


class Group(StrEnum):
    """The three groups of people in a roster."""

    STAFF = "staff"
    STUDENTS = "students"
    FAMILIES = "families"


@dataclass(frozen=True)
class RosterRole:
    """Who somebody is in the roster and in logs, and how one speaks of them."""

    id: str
    group: Group
    plural: Sentence


ROSTER_ROLES: dict[str, RosterRole] = {
    "teacher": RosterRole("teacher", Group.STAFF, Sentence("teachers")),
    "administrator": RosterRole("administrator", Group.STAFF, Sentence("administrators")),
    "aide": RosterRole("aide", Group.STAFF, Sentence("aides")),
    "counselor": RosterRole("counselor", Group.STAFF, Sentence("counselors")),
    "proctor": RosterRole("proctor", Group.STAFF, Sentence("proctors")),
    "staff": RosterRole("staff", Group.STAFF, Sentence("other staff")),
    "student": RosterRole("student", Group.STUDENTS, Sentence("students")),
    "parent": RosterRole("parent", Group.FAMILIES, Sentence("parents")),
    "guardian": RosterRole("guardian", Group.FAMILIES, Sentence("guardians")),
    "relative": RosterRole("relative", Group.FAMILIES, Sentence("relatives")),
}


def role_name(role: str) -> Sentence:
    """ "teachers"."""
    return ROSTER_ROLES[role].plural if role in ROSTER_ROLES else Sentence("{role}", role=role)


def training_id(title: str) -> str:
    """How conditions and keys name a training: its title in lower case, with hyphens. "" where it has no letters."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:80]
