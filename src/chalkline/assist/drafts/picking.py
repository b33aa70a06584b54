"""Which whole sentences of the passages found answer a question best. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalkline.assist.retrieval.api import Hit, cover_of, terms_of
from chalkline.protect.borne_out.splitting import sentences_of
from chalkline.protect.borne_out.words import Written

MOST = 3
PASSAGES = 4  # further down there is rarely an answer
RANK_BONUS = 0.3
TITLE_SHARE = 0.35
NEAR_SHARE, FAR_SHARE = 0.45, 0.7
LEAST = 0.12  # of the best sentence's score a further one must reach, beside adding something new
SHORTEST, LONGEST = 3, 90  # words


@dataclass(frozen=True)
class Candidate:
    """A sentence with its place and how well it answers."""

    text: str
    passage_id: int
    rank: int
    place: int
    score: float


def picked(
    hits: Sequence[Hit], weights: Mapping[str, float], *, most: int = MOST, near_share: float = NEAR_SHARE
) -> tuple[Written, ...]:
    """Up to three sentences, each verbatim with its passage; those of one passage in their own order.

    ``near_share``: of the best sentence's score a neighbour of a chosen one must reach.
    """
    found = candidates(hits, weights)
    if not found:
        return ()
    best = max(found, key=lambda each: each.score)
    chosen = [best]
    said = set(terms_of(best.text, "en"))
    for each in sorted(found, key=lambda each: -each.score):
        new = set(terms_of(each.text, "en")) - said
        near = any(each.passage_id == one.passage_id and abs(each.place - one.place) <= 1 for one in chosen)
        worth = best.score * (near_share if near else FAR_SHARE)
        if len(chosen) < most and each not in chosen and new and each.score >= max(worth, LEAST):
            chosen.append(each)
            said |= new
    chosen.sort(key=lambda each: (each.rank, each.place))
    return tuple(Written(each.text, each.passage_id, each.text) for each in chosen)


def candidates(hits: Sequence[Hit], weights: Mapping[str, float]) -> list[Candidate]:
    """Every sentence of the best passages with its score: its words, its headings', its rank."""
    found = []
    for rank, hit in enumerate(hits[:PASSAGES]):
        above = cover_of(terms_of("\n".join([hit.title, *hit.headings]), hit.language), weights)
        for place, text in enumerate(sentences_of(hit.text)):
            if not SHORTEST <= len(text.split()) <= LONGEST or text.endswith("?"):
                continue
            own = cover_of(terms_of(text, hit.language), weights)
            score = own + TITLE_SHARE * above + RANK_BONUS * hit.score - 0.02 * place
            found.append(Candidate(text, hit.passage_id, rank, place, score))
    return found
