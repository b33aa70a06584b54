"""How the scope of a request or a use is said: who, which grades, which schools, which data, what for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import schools
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, band_name, role_name, vocabulary
from chalkline.web.templatetags.saying import said

Words = tuple[Sentence, ...]


def people_said(roles: Iterable[str]) -> Words:
    """ "teachers and students"."""
    given = set(roles)
    return tuple(role_name(role) for role in ROSTER_ROLES if role in given)


def grades_said(bands: Iterable[str]) -> Words:
    """ "grades 3–5 and grades 6–8"."""
    given = set(bands)
    return tuple(band_name(band) for band in [*BANDS, NO_CLASS] if band in given)


def schools_said(school_ids: Iterable[str]) -> Words:
    """Schools by name; none named means every school."""
    given = set(school_ids)
    if not given:
        return (Sentence("every school"),)
    return tuple(Sentence("{name}", name=school.name) for school in schools() if str(school.pk) in given)


def purpose_said(purpose: str) -> Sentence:
    """What for, by the name on the list of purposes."""
    known = vocabulary().purposes.get(purpose)
    return Sentence(known.name) if known else Sentence("{purpose}", purpose=purpose)


def data_said(elements: Iterable[str]) -> Words:
    """Data in a teacher's words: a whole kind by its name, single elements by theirs."""
    left, words, whole = set(elements), vocabulary(), []
    for kind in words.data_kinds:
        if left.issuperset(kind.elements):
            whole.append(Sentence(kind.label))
            left.difference_update(kind.elements)
    return (*whole, *(Sentence(each.label) for each in words.element_list if each.id in left))


@dataclass(frozen=True)
class Scope:
    """A scope in words, each part a list to be joined."""

    purpose: Sentence
    people: Words
    grades: Words
    schools: Words
    data: Words

    @property
    def rows(self) -> list[tuple[Sentence, str]]:
        """For a table of facts, in the reader's language."""
        return [
            (Sentence("What for"), capital(said(self.purpose))),
            (Sentence("Who"), capital(said(listed(self.people)))),
            (Sentence("Grades"), capital(said(listed(self.grades)))),
            (Sentence("Schools"), capital(said(listed(self.schools)))),
            (Sentence("Data it may get"), capital(said(listed(self.data)))),
        ]


def scope_said(
    *,
    purpose: str,
    roles: Iterable[str],
    grade_bands: Iterable[str],
    school_ids: Iterable[str],
    elements: Iterable[str],
) -> Scope:
    """The scope in words."""
    return Scope(
        purpose_said(purpose),
        people_said(roles),
        grades_said(grade_bands),
        schools_said(school_ids),
        data_said(elements),
    )


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def listed(words: Words) -> Sentence:
    """Several words as one: "a, b and c"."""
    return Sentence("{words}", words=words)


def purposes_by_area() -> list[tuple[Sentence, list[tuple[str, Sentence]]]]:
    """The controlled list of purposes for a select, in its five areas."""
    words = vocabulary()
    return [
        (Sentence(area.name), [(each.id, Sentence(each.name)) for each in words.purpose_list if each.area == area.id])
        for area in words.areas
    ]
