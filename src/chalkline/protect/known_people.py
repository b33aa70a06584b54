"""Presidents, authors, singers, people in the books that classes read: known to everybody, and seldom a student.

In a sentence of a class ("Daisy's essay on Gatsby is late") a name of a book is a student's all the same.
"""

from __future__ import annotations

from chalkline.protect.name_words import lists, works
from chalkline.protect.reading import Words

KNOWN = lists()
FIGURES = frozenset(tuple(each.split()) for each in KNOWN["figures"])
FIRST_OF_FIGURES = frozenset(first for first, _ in FIGURES)
PLACES, CLASSROOM = KNOWN["places"], KNOWN["classroom"]
WORKS = works()
TELLING = FIRST_OF_FIGURES | frozenset(WORKS)
EARLIER, LATER = 80, 20  # words around a name in which a work or somebody known may be spoken of
BESIDE = 12  # words around a name in which a word of a class makes it a student's


def is_known_person(words: Words, first: int, last: int) -> bool:
    """Whether a neighbour makes it somebody known: "King" of "Martin Luther King"."""
    around = words.small[max(0, first - 2) : last + 3]
    named = frozenset(words.small[first : last + 1])
    return any(
        (one, other) in FIGURES and (one in named or other in named)
        for at, one in enumerate(around)
        if one in FIRST_OF_FIGURES
        for other in around[at + 1 : at + 3]
    )


def is_spoken_of(words: Words, place: int) -> bool:
    """Whether the name is somebody's in a work, or somebody's known, of whom is spoken not far before."""
    known = words.known if words.known is not None else _known_in(words)
    if not known:
        return False
    small, word = words.small, words.small[place]
    if not CLASSROOM.isdisjoint(small[max(0, place - BESIDE) : place + BESIDE]):
        return False
    return any(
        -EARLIER <= at - place <= LATER and (word in names or (not_of_a_work and word in PLACES))
        for at, names, not_of_a_work in known
    )


def _known_in(words: Words) -> list[tuple[int, frozenset[str], bool]]:
    """Where works and known people are spoken of, with the names that belong to them; kept with the words."""
    small = words.small
    known: list[tuple[int, frozenset[str], bool]] = []
    for at in [place for place, word in enumerate(small) if word in TELLING]:
        word = small[at]
        if word in WORKS:
            known.append((at, WORKS[word], False))
        if word in FIRST_OF_FIGURES:
            known += [
                (at, frozenset((word, other)), True) for other in small[at + 1 : at + 3] if (word, other) in FIGURES
            ]
    words.known = known
    return known
