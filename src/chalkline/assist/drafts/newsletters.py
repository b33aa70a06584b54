"""A newsletter from approved sources: each point looked up by itself, its best sentences quoted. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from chalkline.assist.drafts.checking import checked_all
from chalkline.assist.drafts.models import Newsletter
from chalkline.assist.drafts.picking import FAR_SHARE, picked
from chalkline.assist.drafts.preparing import SOURCES, look_up, sources_of
from chalkline.assist.drafts.rules import outcome_of
from chalkline.assist.drafts.words import Asker, Checked, Outcome, Standing
from chalkline.assist.library.api import Audience
from chalkline.assist.retrieval.api import Hit
from chalkline.people.api import Actor

SENTENCES_A_POINT = 2
PASSAGES_A_POINT = 4


@dataclass(frozen=True)
class Point:
    """One point, and the sentences of approved sources that speak of it: none where nothing does."""

    text: str
    sentences: tuple[Checked, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Composed:
    """A newsletter before it is written down."""

    points: tuple[Point, ...]
    by_meaning: bool

    @property
    def sentences(self) -> tuple[Checked, ...]:
        """Every sentence, in order."""
        return tuple(each for point in self.points for each in point.sentences)

    @property
    def missing(self) -> tuple[str, ...]:
        """Points that nothing approved speaks of."""
        return tuple(point.text for point in self.points if not point.sentences)

    @property
    def passages(self) -> list[int]:
        """The passages behind it, each once, in order."""
        return list(dict.fromkeys(hit.passage_id for point in self.points for hit in point.hits))


def compose(actor: Actor, newsletter: Newsletter, *, today: date) -> Composed:
    """Look each point up among what may be told to these readers today. No sentence is said twice."""
    asker = Asker.FAMILY if newsletter.audience == Audience.PUBLIC else Asker.STAFF
    said: set[str] = set()
    points: list[Point] = []
    by_meaning = False
    for text in newsletter.points:
        found = look_up(actor, text, asker, newsletter.language, today=today)
        by_meaning = by_meaning or found.by_meaning
        if outcome_of(found.hits, by_meaning=found.by_meaning, matters=()) is not Outcome.DRAFT:
            points.append(Point(text, (), ()))
            continue
        hits = found.hits[:PASSAGES_A_POINT]
        chosen = picked(hits, found.weights, most=SENTENCES_A_POINT, near_share=FAR_SHARE)
        fresh = tuple(each for each in chosen if each.text not in said)
        said |= {each.text for each in fresh}
        checked = checked_all(fresh, sources_of(hits))
        points.append(Point(text, tuple(each for each in checked if each.standing is not Standing.FAILS), hits))
    return Composed(tuple(points), by_meaning)


def newsletter_text(newsletter: Newsletter, composed: Composed) -> str:
    """The newsletter as it is first offered. A point that nothing supports is left out: it says nothing."""
    titles = {hit.passage_id: hit.title for point in composed.points for hit in point.hits}
    parts = [newsletter.title]
    parts += [f"{each.text}\n{_joined(each.sentences)}" for each in composed.points if each.sentences]
    cited = dict.fromkeys(titles[each.cites] for each in composed.sentences)
    spoken = newsletter.language if newsletter.language in SOURCES else "en"
    listed = "\n".join(f"- {title}" for title in cited)
    return "\n\n".join([*parts, settings.CHALKLINE.district, f"{SOURCES[spoken]}\n{listed}"])


def _joined(sentences: Sequence[Checked]) -> str:
    return " ".join(each.text for each in sentences)
