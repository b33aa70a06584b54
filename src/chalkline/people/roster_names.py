"""Names of students and families, to be noticed in a text before it goes anywhere. Held a minute, shown to nobody.

Takes no actor: whoever asks holds the text already, and learns only which of its words are somebody's name.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from chalkline.people.models import Person, School
from chalkline.people.words import CHILDREN_AND_FAMILIES

HELD_SECONDS = 60


@dataclass(frozen=True)
class RosterNames:
    """Names as ``spelled_plainly``: ``whole`` in both orders, ``first`` alone; ``places``: words of schools' names."""

    whole: frozenset[str]
    first: frozenset[str]
    places: frozenset[str]


def roster_names() -> RosterNames:
    """Names of active students and families. A name that was just changed may take a minute."""
    people = Person.objects.filter(is_active=True, roster_role__in=CHILDREN_AND_FAMILIES)
    return _held(str(connection.settings_dict["NAME"]), people.count(), int(time.monotonic() // HELD_SECONDS))


def spelled_plainly(text: str) -> str:
    """In lower case, without accents and apostrophes: "José" and "jose" are one."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("’", "").replace("'", "")
    return "".join(each for each in plain if not unicodedata.combining(each)).replace("-", " ").strip()


@lru_cache(maxsize=2)
def _held(_database: str, _count: int, _minute: int) -> RosterNames:
    people = Person.objects.filter(is_active=True, roster_role__in=CHILDREN_AND_FAMILIES).order_by()
    whole, first = set[str](), set[str]()
    for given, family in people.values_list("given_name", "family_name").iterator():
        one, other = spelled_plainly(given), spelled_plainly(family)
        if one and other:
            whole |= {f"{one} {other}", f"{other} {one}"}
            first.add(one)
    return RosterNames(
        frozenset(whole), frozenset(first), _words_of_schools(School.objects.values_list("name", flat=True))
    )


def _words_of_schools(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in spelled_plainly(name).split())
