"""Days as people write them, read from the words around a year: 2013-04-05, 4/5/13, April 5, 2013, 5 de abril de 2013.

No pattern goes over a text for this: a year in which one of the caller's own students was born is looked at, and two
or three words beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.protect.reading import Words

MONTHS = {
    name[:3]: month
    for several in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for month, name in enumerate(several.split(), 1)
}
WHOLE_MONTHS = frozenset(
    """
january february march april may june july august september october november december sept
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
""".split()  # noqa: SIM905 (a list of words that people read and extend)
)
CENTURY = 2000
BETWEEN = frozenset("/-.")
AFTER_DAY = ("st", "nd", "rd", "th")


def days_at(words: Words, place: int) -> Iterator[tuple[int, int, int]]:
    """(first word, last word, day as date.toordinal() has it) of each way to read a day whose year is at ``place``."""
    small, year = words.small, _year(words.small[place])
    if len(small[place]) == 4 and place + 2 < len(small) and _joined(words, place, place + 2):
        yield from _of(place, place + 2, year, _number(small[place + 1]), _number(small[place + 2]))
    if place < 2:
        return
    before, first = small[place - 1], small[place - 2]
    if _joined(words, place - 2, place):  # 4/5/2013, and 5/4/2013 as it is written in Spanish
        yield from _of(place - 2, place, year, _number(first), _number(before))
        yield from _of(place - 2, place, year, _number(before), _number(first))
    elif len(small[place]) == 4:
        if month := _month(first):  # April 5, 2013
            yield from _of(place - 2, place, year, month, _day(before))
        elif month := _month(before):  # 5 April 2013
            yield from _of(place - 2, place, year, month, _day(first))
        yield from _in_spanish(small, place, year)


def _in_spanish(small: list[str], place: int, year: int) -> Iterator[tuple[int, int, int]]:
    """5 de abril de 2013, 5 de abril del 2013."""
    if place >= 4 and small[place - 1] in {"de", "del"} and small[place - 3] == "de":
        yield from _of(place - 4, place, year, _month(small[place - 2]), _day(small[place - 4]))


def _of(first: int, last: int, year: int, month: int, day: int) -> Iterator[tuple[int, int, int]]:
    try:
        yield first, last, date(year, month, day).toordinal()
    except ValueError:
        return


def _joined(words: Words, first: int, last: int) -> bool:
    gap = words.between(first, first + 1)
    return gap in BETWEEN and words.between(last - 1, last) == gap


def _year(word: str) -> int:
    return int(word) if len(word) == 4 else CENTURY + int(word)


def _number(word: str) -> int:
    return int(word) if len(word) <= 2 and word.isdecimal() else 0


def _day(word: str) -> int:
    return _number(word[:-2] if word.endswith(AFTER_DAY) else word)


def _month(word: str) -> int:
    return MONTHS.get(word[:3], 0) if len(word) == 3 or word in WHOLE_MONTHS else 0
