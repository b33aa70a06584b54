"""How passages are scored and two ways of looking are added up. Pure; figures in docs/decisions on retrieval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

K1, B = 1.2, 0.75  # BM25 as usual (Robertson and Zaragoza, 2009, section 3.4)
TYPO_LENGTH = 5  # shorter words are too close to each other to be mended


def weight_of(holding: int, all_passages: int) -> float:
    """How telling a term is: BM25's inverse document frequency, never below zero."""
    return log(1 + (all_passages - holding + 0.5) / (holding + 0.5))


def score_words(terms: Sequence[str], weights: Mapping[str, float], usual_length: float) -> float:
    """BM25 of a passage with these terms for a question with these weights."""
    counts = Counter(terms)
    norm = K1 * (1 - B + B * len(terms) / max(usual_length, 1.0))
    return sum(
        weight * counts[term] * (K1 + 1) / (counts[term] + norm) for term, weight in weights.items() if counts[term]
    )


def cover_of(terms: Iterable[str], weights: Mapping[str, float]) -> float:
    """The share, 0 to 1, of the question's weight whose terms stand here."""
    total = sum(weights.values())
    held = set(terms)
    return sum(weight for term, weight in weights.items() if term in held) / total if total else 0.0


def added_up(words: Mapping[int, float], meaning: Mapping[int, float] | None) -> dict[int, float]:
    """Both scores, each stretched to 0 to 1 over this search, half and half; words alone where there is no meaning."""
    if meaning is None:
        return stretched(words, floor=0.0)
    by_words, by_meaning = stretched(words), stretched(meaning)
    return {each: 0.5 * by_words.get(each, 0.0) + 0.5 * by_meaning.get(each, 0.0) for each in {*by_words, *by_meaning}}


def stretched(scores: Mapping[int, float], *, floor: float | None = None) -> dict[int, float]:
    """Scores from 0 (the lowest, or ``floor``) to 1 (the highest); a single one is 1."""
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    high = max(scores.values())
    return {each: (score - low) / (high - low) if high > low else 1.0 for each, score in scores.items()}


def mended(term: str, known: Iterable[str]) -> str:
    """The known term that one slip of the fingers away from an unknown one; itself when there is none."""
    if len(term) < TYPO_LENGTH or term.isdigit():
        return term
    return min((each for each in known if abs(len(each) - len(term)) <= 1 and one_slip(term, each)), default=term)


def one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two neighbours swapped makes one into the other."""
    if len(one) > len(other):
        one, other = other, one
    if one == other:
        return False
    at = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at + 1 : at + 2] == other[at : at + 1] and one[at : at + 1] == other[at + 1 : at + 2]
    return one[at + 1 :] == other[at + 1 :] or (swapped and one[at + 2 :] == other[at + 2 :])
