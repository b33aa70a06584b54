"""Finding approved passages for a question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from chalkline.assist.library.api import Audience, Passage, live_passages
from chalkline.assist.retrieval.encoder import the_encoder
from chalkline.assist.retrieval.rules import added_up, cover_of, mended, score_words, weight_of
from chalkline.assist.retrieval.searching import VECTORS, candidates_by_words, holding, known_terms, shelf_measured
from chalkline.assist.retrieval.words import KEPT, SHOWN, Found, Hit
from chalkline.people.api import Actor
from chalkline.protect.borne_out.terms import language_of, terms_of

LONGEST_QUESTION = 8000
MOST_TERMS = 60


def find(
    actor: Actor,
    question: str,
    *,
    today: date,
    audience: Audience | None = None,
    role: str = "",
    language: str = "",
    limit: int = SHOWN,
    by_meaning: bool = True,
    by_words: bool = True,
) -> Found:
    """The passages that speak to a question, best first: live today, allowed to the actor and to the audience.

    ``language`` is told by the words when it is not given. ``by_meaning`` counts where an encoder is installed and the
    question is in English. The last two are for measuring.
    """
    text = question[:LONGEST_QUESTION]
    spoken = language or language_of(text)
    allowed = live_passages(actor, today=today, audience=audience, role=role)
    weights = _weights(list(dict.fromkeys(terms_of(text, spoken)))[:MOST_TERMS])
    held = candidates_by_words(allowed, list(weights)) if by_words else {}
    shelf = shelf_measured()
    words = _best({each: score_words(terms, weights, shelf.usual_length) for each, terms in held.items()})
    likeness = _likeness(text, allowed) if by_meaning and spoken == "en" else None
    meaning = _best(likeness) if likeness else None
    scores = added_up(words, meaning)
    chosen = sorted(scores, key=lambda each: (-scores[each], each))[:limit]
    # Read through the same condition once more: what ended while we looked is not given.
    rows = {row.pk: row for row in allowed.filter(pk__in=chosen)}
    hits = tuple(
        _hit(rows[each], scores[each], _cover(rows[each], weights), (likeness or {}).get(each))
        for each in chosen
        if each in rows
    )
    return Found(hits, spoken, meaning is not None, weights)


def can_match_meaning() -> bool:
    """Whether an encoder is installed."""
    return the_encoder() is not None


def _weights(terms: list[str]) -> dict[str, float]:
    """The question's terms with their weights. A term nobody uses is mended if a slip of the fingers explains it."""
    counts = holding(terms)
    shelf = shelf_measured()
    if any(count == 0 for count in counts.values()):
        known = known_terms()
        terms = list(dict.fromkeys(term if counts[term] else mended(term, known) for term in terms))
        counts = holding(terms)
    return {term: weight_of(counts[term], shelf.passages) for term in terms}


def _likeness(text: str, allowed: QuerySet[Passage]) -> dict[int, float] | None:
    encoder = the_encoder()
    if encoder is None:
        return None
    ids = set(allowed.order_by().values_list("pk", flat=True))
    return VECTORS.likeness(encoder, text, ids)


def _best(scores: Mapping[int, float]) -> dict[int, float]:
    best = sorted(scores, key=lambda each: (-scores[each], each))[:KEPT]
    return {each: scores[each] for each in best}


def _cover(passage: Passage, weights: Mapping[str, float]) -> float:
    document = passage.version.document
    said = "\n".join([document.title, *passage.headings, passage.text])
    return cover_of(terms_of(said, document.language), weights)


def _hit(passage: Passage, score: float, cover: float, cosine: float | None) -> Hit:
    version = passage.version
    document = version.document
    assert version.ends_on is not None  # live versions have a term
    return Hit(
        passage_id=passage.pk,
        document_id=document.pk,
        version_id=version.pk,
        title=document.title,
        headings=tuple(passage.headings),
        page=passage.page,
        text=passage.text,
        language=document.language,
        theme=document.theme,
        version_digest=version.digest,
        passage_digest=passage.digest,
        ends_on=version.ends_on,
        score=score,
        cover=cover,
        cosine=cosine,
    )
