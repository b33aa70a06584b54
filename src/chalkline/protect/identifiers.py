"""Numbers and home addresses of people on the roster in a text.

A number of the roster may be an order number, too. It counts when a word before it says what it is, when a name or
another such number stands in the same line, when it is one of the caller's own people's, or when it is long or has
letters, so that it is nothing by chance.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator

from chalkline.protect.birth_days import days_at
from chalkline.protect.digest_table import NOWHERE
from chalkline.protect.home_addresses import LONGEST_NUMBER
from chalkline.protect.names import NameScope, Words
from chalkline.protect.roster import FAMILY, STAFF, STUDENT, RosterIndex

SURE = 8  # characters from which a number of the roster is nothing by chance
SHORTEST_BARE = 5
LABELS = frozenset(
    """
id ids sid student students estudiante alumno alumna matricula number numero num no nr record records pupil
account user username login transfer studentid sisid badge roster lunch pin clave folio_alumno perm permid
""".split()  # noqa: SIM905 (a list of words that people read and extend)
)
NOT_LABELS = frozenset(
    """
invoice po order pedido sku part pieza model serial catalog ticket room locker page pages pagina population zip
quote folio version build extension salon ejercicio isbn item kit bus check receipt year
""".split()  # noqa: SIM905 (a list of words that people read and extend)
)


ELEMENTS_OF_PHONES = {STUDENT: "stu_phone", FAMILY: "par_contact"}  # staff's are public
NO_YEARS: frozenset[str] = frozenset()
NEAR = 200  # characters to the next name: a row of a table, a sentence or two


def _is_near(names: list[int], start: int) -> bool:
    after = bisect(names, start)
    return any(abs(name - start) <= NEAR for name in names[max(0, after - 1) : after + 1])


class IdentifierFinder:
    """Finds numbers and addresses by one roster."""

    def __init__(self, index: RosterIndex) -> None:
        self.index = index

    def find(self, words: Words, scope: NameScope, names: list[int]) -> Iterator[tuple[str, str, str, int, int, int]]:
        """(kind, element, word, start, end, person) of each."""
        index, parts, lengths = self.index, self.index.id_parts, self.index.id_lengths
        streets, count = index.homes.beside_numbers, len(words.small)
        plain = words.said & index.plain_ids
        years = (
            index.own(scope.sections, scope.caller, scope.staff).years if scope.sections or scope.caller else NO_YEARS
        )
        small = words.small
        for place in [at for at, word in enumerate(small) if not word.isalpha() or word in plain]:
            word = small[place]
            if word in years:
                yield from self._birth(words, place, scope)
            if len(word) in lengths and (person := index.by_exact(word)) != NOWHERE:
                yield from self._number(words, place, place, person, scope, names)
            elif word in parts:
                yield from self._of_parts(words, place)
            elif len(word) <= LONGEST_NUMBER and word[0].isdigit():
                if small[place - 1] in streets or (place + 1 < count and small[place + 1] in streets):
                    yield from self._home(words, place, scope)
            elif len(word) in (10, 11) and (person := index.by_exact(f"tel:{word[-10:]}")) != NOWHERE:
                element = ELEMENTS_OF_PHONES.get(index.kinds[person])
                if element:
                    yield "phone", element, "PHONE", words.start(place), words.end(place), person

    def _birth(self, words: Words, place: int, scope: NameScope) -> Iterator[tuple[str, str, str, int, int, int]]:
        """The day on which one of the caller's own students was born, by its year at ``place``."""
        born = self.index.own(scope.sections, scope.caller, scope.staff).born
        for first, last, day in days_at(words, place):
            if day in born:
                yield "dob", "dob", "BIRTHDATE", words.start(first), words.end(last), born[day]
                return

    def _number(
        self, words: Words, place: int, last: int, person: int, scope: NameScope, names: list[int]
    ) -> Iterator[tuple[str, str, str, int, int, int]]:
        word, kind = words.small[place], self.index.kinds[person]
        if kind == STAFF:
            return
        if word.isdigit() and len(word) < SURE and not self._is_meant(words, place, person, scope, names):
            return
        if not word.isdigit() and len(word) < SHORTEST_BARE and not self._is_labelled(words, place):
            return
        element = "par_id" if kind == FAMILY else "stu_username" if word[0].isalpha() else "stu_local_id"
        yield "student_number", element, "STUDENT_NUMBER", words.start(place), words.end(last), person

    def _is_meant(self, words: Words, place: int, person: int, scope: NameScope, names: list[int]) -> bool:
        before = words.small[max(0, place - 2) : place]
        if NOT_LABELS.intersection(before):
            return False
        if len(words.small[place]) < SHORTEST_BARE:
            return self._is_labelled(words, place)
        if self._is_labelled(words, place) or _is_near(names, words.start(place)):
            return True
        return bool(scope.sections) and person in self.index.own(scope.sections, scope.caller, scope.staff).people

    def _is_labelled(self, words: Words, place: int) -> bool:
        return not LABELS.isdisjoint(words.small[max(0, place - 4) : place])

    def _of_parts(self, words: Words, place: int) -> Iterator[tuple[str, str, str, int, int, int]]:
        """An identifier of several words: S-1042, a UUID."""
        for first in range(max(0, place - 4), place + 1):
            for last in range(max(place, first + 1), min(first + 5, len(words.small))):
                person = self.index.by_exact("".join(words.small[first : last + 1]))
                if person == NOWHERE or self.index.kinds[person] == STAFF:
                    continue
                gaps = (words.between(at, at + 1) for at in range(first, last))
                if all(gap in {"-", "_", ".", "/", ":", " "} for gap in gaps):
                    element = "par_id" if self.index.kinds[person] == FAMILY else "stu_local_id"
                    yield "student_number", element, "STUDENT_NUMBER", words.start(first), words.end(last), person
                    return

    def _home(self, words: Words, place: int, scope: NameScope) -> Iterator[tuple[str, str, str, int, int, int]]:
        """A number and a street. Where nothing says that it is a street, it has a capital, or is the caller's own."""
        for first, last, person, is_street in self.index.homes.at(words, place):
            own = (
                self.index.own(scope.sections, scope.caller, scope.staff).people
                if scope.sections or scope.caller
                else ()
            )
            beside = last if first == place else first
            if "\n\n" in words.text[words.start(first) : words.end(last)]:
                continue
            if is_street or words.has_capital(beside) or person in own:
                element = "stu_address" if self.index.kinds[person] == STUDENT else "par_contact"
                yield "address", element, "ADDRESS", words.start(first), words.end(last), person
