"""What a text says about somebody's health, schooling, family or trouble: topics, each an element of the vocabulary.

A phrase alone is nothing: "What is an IEP?" is a question about the law. It counts when its sentence says it of
somebody: a name that was found, "her", "my son", "this student", or a first person before it ("I was suspended"). A
sentence about a book, an essay or a lesson counts only with a name of the roster in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import ahocorasick_rs
import re2

from chalkline.protect.known_people import FIGURES
from chalkline.protect.splitting_words import words_of

FARTHEST = 200  # characters of a sentence to each side that are looked at
AROUND = 300  # characters to each side in which somebody must be spoken of for "she" to be somebody here
BEFORE = 48  # characters before a phrase in which a first person counts
SENTENCE_ENDS = (". ", "! ", "? ", "\n", "; ")


def _any(*phrases: str) -> Any:
    return re2.compile(r"\b(?:" + "|".join(each for text in phrases for each in text.split(", ")) + r")\b")


RELATIVES = (
    "son|daughter|child|kid|brother|sister|mom|mother|dad|father|parents?|family|cousin|uncle|aunt|friend|classmate"
    "|students?|kids|hijo|hija|hermano|hermana|mama|papa|familia|primo|prima|amigo|amiga|abuela|abuelo|alumno|alumna"
)
SHE = _any("he, she, him, her, hers, his, he's, she's, hes, shes, ella, su, le, lo, la")
SOMEBODY = _any(
    rf"(?:my|our|one of my|two of my|some of my|mi|mis|su|sus|un|una|nuestro|nuestra) (?:\w+ )?(?:{RELATIVES})(?:'s)?",
    rf"(?:his|her|their) (?:{RELATIVES})(?:'s)?, a (?:student|kid|child|boy|girl) of mine",
    r"(?:this|that|these|new|another) (?:\w+ )?(?:student|child|kid|boy|girl|family|parent|pupil|teen)s?(?:'s)?",
    r"student [a-z]{1,2}, student \d{3,12}, el alumno, la alumna, este alumno, esta alumna, este nino, esta nina",
)
NOT_SOMEBODY = _any(
    "he or she, his or her, him or her, his/her, he/she, she/he, if a student, a student who, a student with",
    "students who, students with, any student, each student, every student, some students, many students",
    "people who, someone who, somebody who, los alumnos, los estudiantes, personas con, people with, children with",
    "kids with",
)
STUDYING = _any(
    "essay, article, book, novel, chapter, character, poem, movie, film, story, history, lesson, unit, textbook",
    "research, report on, paper on, paper about, presentation, debate, project, class about, vocabulary, definition",
    "define, what is, what are, what does, explain, meaning of, learn about, learned about, learning about, study",
    "studying, wikipedia, policy, law, laws, handbook, training, ensayo, articulo, libro, novela, capitulo, personaje",
    "poema, pelicula, cuento, historia, leccion, unidad, investigacion, que es, que son, que significa, explica",
    "explicame, significado, politica, ley, leyes, proyecto, debate",
)
FIRST_PERSON = re2.compile(
    r"\b(?:i|i'm|im|i've|ive|i am|i was|i have|i had|i got|we|we're|we are|my|me|yo|tengo|soy|estoy|fui|mi|mis|somos"
    r"|tenemos|nos)(?: [a-z']+){0,4} ?$"
)
NOT_MINE = _any(
    "want, wants, know, think, believe, write, writing, wrote, read, reading, understand, question, help, essay",
    "like to, agree, heard, saw, about, quiero, saber, creo, escribir, leer, entiendo, ayuda, sobre, opino",
)


@lru_cache(maxsize=1)
def _phrases() -> tuple[Any, tuple[tuple[str, str], ...]]:
    """The automaton of all phrases, and of each its element and of whom it counts ("third", "school" or "")."""
    text = files("chalkline.protect").joinpath("topics.txt").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str]] = {}
    element, of_whom = "", ""
    for line in text.splitlines():
        if line.startswith("["):
            element, _, rest = line[1:].partition("]")
            of_whom = rest.strip()
        elif line and not line.startswith("#"):
            for phrase in line.split(","):
                if phrase.strip():
                    found.setdefault(phrase.strip(), (element, of_whom))
    automaton = ahocorasick_rs.AhoCorasick(
        list(found),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,
    )
    return automaton, tuple(found.values())


@lru_cache(maxsize=1)
def topic_elements() -> frozenset[str]:
    """Every element that a topic can be."""
    return frozenset(element for element, _ in _phrases()[1])


def topics_in(small: str, people: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """(element, start, end) of each topic in a folded text in small letters. ``people``: where names stand."""
    automaton, elements = _phrases()
    for number, start, end in automaton.find_matches_as_indexes(small):
        if (start and small[start - 1].isalnum()) or small[end : end + 1].isalnum():
            continue
        element, of_whom = elements[number]
        first, last = _sentence(small, start, end)
        if _is_said_of_somebody(small, (first, start, last), people, of_whom):
            yield element, start, end


def _is_said_of_somebody(
    small: str, places: tuple[int, int, int], people: Sequence[tuple[int, int]], of_whom: str
) -> bool:
    first, start, last = places
    if any(first <= place < last for place, _ in people):
        return True
    sentence = small[first:last]
    if STUDYING.search(sentence) or NOT_SOMEBODY.search(sentence) or _names_somebody_known(sentence):
        return False
    if SOMEBODY.search(sentence):
        return True
    if SHE.search(sentence):
        low, high = max(0, start - AROUND), start + AROUND
        if of_whom == "school" or any(low <= place < high for place, _ in people) or SOMEBODY.search(small[low:high]):
            return True
    before = small[max(first, start - BEFORE) : start]
    return of_whom != "third" and bool(FIRST_PERSON.search(before)) and not NOT_MINE.search(before)


def _names_somebody_known(sentence: str) -> bool:
    words = words_of(sentence)
    return any(pair in FIGURES for pair in pairwise(words))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a place, never farther than ``FARTHEST`` characters."""
    low, high = max(0, start - FARTHEST), min(len(text), end + FARTHEST)
    first = max((text.rfind(mark, low, start) for mark in SENTENCE_ENDS), default=-1)
    ends = [found for mark in SENTENCE_ENDS if (found := text.find(mark, end, high)) >= 0]
    return max(low, first + 1), min(ends, default=high)
