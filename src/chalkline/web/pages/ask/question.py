"""The question as it is asked on the page: a sentence with blanks, kept in the address so that it can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from chalkline.approve.requests.api import RequestTerms
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, person_by_id, schools
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, DataKind, band_named, grade_name, vocabulary
from chalkline.tools.register.api import tools_known

ME, STUDENTS = "me", "students"
NO_DATA = "none"
MOST_OFFERED = 40
USUAL_KINDS = ("none", "prompts", "work", "names", "scores")
EVERY_SCHOOL = ""


@dataclass(frozen=True)
class Asked:
    """What was asked. ``who``: "me" or "students"; ``grade``: a roster grade, "none" or "" (not said)."""

    tool: str = ""
    purpose: str = ""
    who: str = ME
    grade: str = ""
    school: str = EVERY_SCHOOL
    data: tuple[str, ...] = (NO_DATA,)
    my_role: str = "teacher"

    @property
    def role(self) -> str:
        """The roster role of whoever would sit at the keyboard."""
        return "student" if self.who == STUDENTS else self.my_role

    @property
    def is_asked(self) -> bool:
        """Whether there is enough to answer."""
        return bool(self.tool.strip() and self.purpose)

    @property
    def band(self) -> str:
        """The grade band, as a request names it; "" when no grade was said."""
        return band_named(self.grade) or ""

    def query(self, **changes: Any) -> str:
        """As the query of an address."""
        one = replace(self, **changes)
        pairs = [("tool", one.tool), ("purpose", one.purpose), ("who", one.who), ("grade", one.grade)]
        return urlencode([*pairs, ("school", one.school), *(("data", each) for each in one.data)])


def terms_wanted(asked: Asked, tool: str) -> RequestTerms:
    """What a request for this would ask for. Students never work alone: their teacher is among the people."""
    people = {"teacher", "student"} if asked.who == STUDENTS else {asked.my_role}
    return RequestTerms(
        tool=tool,
        purpose=asked.purpose,
        roles=frozenset(people),
        grade_bands=frozenset({asked.band} - {""}),
        school_ids=frozenset({asked.school} - {EVERY_SCHOOL}),
        elements=vocabulary().elements_of_kinds(asked.data),
        why="",
    )


def asked_by(actor: Actor, query: QueryDict) -> Asked:
    """The question in an address; what is left out is as this person's own school and role suggest."""
    person = person_by_id(actor.id)
    mine = person.roster_role if person and person.roster_role in ROSTER_ROLES else "staff"
    school = person.school if person else None
    own = str(school.pk) if school and school.kind == "school" else EVERY_SCHOOL
    kinds = [each for each in query.getlist("data") if each in vocabulary().kinds]
    return Asked(
        tool=query.get("tool", "")[:200],
        purpose=query.get("purpose", ""),
        who=STUDENTS if query.get("who") == STUDENTS else ME,
        grade=query.get("grade", "" if mine == "teacher" else NO_CLASS),
        school=query.get("school", own),
        data=tuple(_without_none(kinds)) or (NO_DATA,),
        my_role=mine,
    )


def _without_none(kinds: Sequence[str]) -> list[str]:
    """ "No student information" says nothing beside anything else."""
    return [each for each in kinds if each != NO_DATA] or list(kinds)


def grades_offered() -> list[tuple[str, Sentence]]:
    """The grades one can teach, from the youngest."""
    offered = [(NO_CLASS, Sentence("no class"))]
    for band in BANDS.values():
        offered.extend((grade, grade_name(grade)) for grade in band.grades)
    return offered


def schools_offered() -> list[tuple[str, Any]]:
    """The schools of the district, and all of them."""
    return [(EVERY_SCHOOL, Sentence("any school")), *((str(school.pk), school.name) for school in schools())]


def tools_offered() -> list[tuple[str, str]]:
    """The first names to choose from while typing; with each letter others are looked up (tools.suggest)."""
    return list(tools_known().values_list("slug", "name")[:MOST_OFFERED])


@dataclass(frozen=True)
class KindsOffered:
    """Kinds of data: the usual ones at once, the rest folded away until one of them is chosen."""

    usual: tuple[DataKind, ...]
    rest: tuple[DataKind, ...]
    is_open: bool


def kinds_offered(chosen: Sequence[str]) -> KindsOffered:
    """The kinds of data to choose from."""
    words = vocabulary()
    rest = tuple(kind for kind in words.data_kinds if kind.id not in USUAL_KINDS)
    return KindsOffered(
        usual=tuple(words.kinds[each] for each in USUAL_KINDS),
        rest=rest,
        is_open=any(kind.id in chosen for kind in rest),
    )
