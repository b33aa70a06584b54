"""Which remarks could be one theme: those that share words. Pure, plain, and no model.

A word counts once a remark, by its stem and without words that say nothing. What stands in at least three remarks is
proposed, the most frequent first; two words that stand in nearly the same remarks are proposed together. That is all
it does, so a reader can check each proposal by eye; what the remarks mean, a person says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from chalkline.assist.retrieval.api import terms_of, words_of
from chalkline.protect.screening import GAP
from chalkline.rollout.feedback.words import Proposal

LEAST, MOST = 3, 8
SHORTEST = 3
NEARLY_THE_SAME = 0.6  # of the remarks in which one of two words stands, the part in which both do


def proposals(remarks: Iterable[tuple[str, str, str]]) -> tuple[Proposal, ...]:
    """From (id, text, language) of each remark: up to eight proposals, the largest first."""
    where: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for remark_id, text, language in remarks:
        plain = text.replace(GAP, " ")
        for word in dict.fromkeys(words_of(plain)):
            for term in terms_of(word, language):
                if len(term) >= SHORTEST and not term.isdigit():
                    where[term].add(remark_id)
                    spelled[term][word] += 1
    often = sorted((term for term in where if len(where[term]) >= LEAST), key=lambda term: (-len(where[term]), term))
    groups: list[tuple[list[str], set[str]]] = []
    for term in often:
        near = next((each for each in groups if _share(each[1], where[term]) >= NEARLY_THE_SAME), None)
        if near:
            near[0].append(term)
        else:
            groups.append(([term], where[term]))
    return tuple(
        Proposal(tuple(_usual(spelled[term]) for term in terms[:3]), tuple(sorted(ids))) for terms, ids in groups[:MOST]
    )


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word))
