"""The words of people: roles one can hold here, and how far a permission reaches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Role(StrEnum):
    """What one can hold in Chalkline. Ids are those of law/vocabulary/roles.yaml where it has them."""

    BOARD = "board"
    SUPERINTENDENT = "supt"
    AI_COORDINATOR = "ai_coordinator"
    TECHNOLOGY_DIRECTOR = "cto"
    SECURITY_LEAD = "ciso"
    PRIVACY_OFFICER = "dpo"
    ACADEMIC_OFFICER = "cao"
    COMMUNICATIONS = "comms"
    PRINCIPAL = "principal"
    CLERK = "clerk"
    TEACHER = "teacher"
    COUNSELOR = "counselor"
    STAFF = "staff"
    FAMILY_REPRESENTATIVE = "family"
    STUDENT_REPRESENTATIVE = "student"
    AUDITOR = "auditor"
    COUNSEL = "gc"
    ACCESSIBILITY = "a11y"
    PURCHASING = "procurement"


ROLE_NAMES: dict[Role, Sentence] = {
    Role.BOARD: Sentence("Board member"),
    Role.SUPERINTENDENT: Sentence("Superintendent"),
    Role.AI_COORDINATOR: Sentence("AI coordinator"),
    Role.TECHNOLOGY_DIRECTOR: Sentence("Technology director"),
    Role.SECURITY_LEAD: Sentence("Security lead"),
    Role.PRIVACY_OFFICER: Sentence("Privacy officer"),
    Role.ACADEMIC_OFFICER: Sentence("Chief academic officer"),
    Role.COMMUNICATIONS: Sentence("Communications lead"),
    Role.PRINCIPAL: Sentence("Principal"),
    Role.CLERK: Sentence("School office clerk"),
    Role.TEACHER: Sentence("Teacher"),
    Role.COUNSELOR: Sentence("Counselor"),
    Role.STAFF: Sentence("Staff member"),
    Role.FAMILY_REPRESENTATIVE: Sentence("Family representative"),
    Role.STUDENT_REPRESENTATIVE: Sentence("Student representative"),
    Role.AUDITOR: Sentence("Auditor"),
    Role.COUNSEL: Sentence("General counsel"),
    Role.ACCESSIBILITY: Sentence("Accessibility coordinator"),
    Role.PURCHASING: Sentence("Purchasing lead"),
}


class Reach(StrEnum):
    """How far a permission reaches. Everything but EVERYWHERE is checked against the facts."""

    EVERYWHERE = "everywhere"
    OWN_SCHOOL = "own school"
    OWN = "own"
    SEAT = "seat"
    ASSIGNED = "assigned"


@dataclass(frozen=True)
class Holding:
    """One role held, at one school or ("") in the whole district."""

    role: Role
    school_id: str = ""


def roles_to_show(holdings: tuple[Holding, ...]) -> tuple[Role, ...]:
    """The roles as people are introduced: each once, "staff member" only where nothing else is held."""
    roles = tuple(dict.fromkeys(holding.role for holding in holdings))
    return tuple(role for role in roles if role is not Role.STAFF) or roles


# People of the roster who do not work here: shown only to those who may see the roster.
FAMILIES = frozenset({"guardian", "parent", "relative"})
CHILDREN_AND_FAMILIES = FAMILIES | {"student"}
ROSTER_ROLE_NAMES: dict[str, Sentence] = {
    "teacher": Sentence("Teacher"),
    "administrator": Sentence("Administrator"),
    "aide": Sentence("Aide"),
    "counselor": Sentence("Counselor"),
    "proctor": Sentence("Proctor"),
    "outside": Sentence("Not on the roster"),
    "student": Sentence("Student"),
    "guardian": Sentence("Guardian"),
    "parent": Sentence("Parent"),
    "relative": Sentence("Relative"),
}


@dataclass(frozen=True)
class InLogs:
    """How somebody of the roster may be named in a log, and what may be kept of them instead."""

    person_id: str
    email: str
    username: str
    role: str
    school_id: str
    grade: str
    roster_id: str = ""
