"""Whose names are looked for in the texts of a use: the values of its NAMES conditions, read. Pure.

    "district"  families of the whole district by their whole names, and first names alone of any student
    "staff"     names of people who work for the district

Without such a condition: students of the whole district by whole names, numbers and addresses, single names of the
caller's own sections, and of families those of the caller's own students, of students named near by, and for a
caller who has no sections (an office) those of the district. What happens to a name that was found is said by the
data terms of the use (``weighing_data.py``): families' are ``par_name``, staff's are ``teacher_names``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from chalkline.rulebook.policy import Condition
from chalkline.rulebook.words import ConditionKind, KeptBy


class NamesLookedFor(StrEnum):
    """Whose, besides those that always count."""

    DISTRICT = "district"
    STAFF = "staff"


def names_looked_for(conditions: Iterable[Condition]) -> frozenset[NamesLookedFor]:
    """What the conditions of a use ask for; a value that nobody knows asks for nothing."""
    values = {each.value for each in conditions if each.kind is ConditionKind.NAMES and each.kept_by is KeptBy.GATEWAY}
    return frozenset(each for each in NamesLookedFor if each.value in values)
