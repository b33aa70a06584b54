"""A newsletter from approved sources: each point looked up by itself, its best sentences quoted. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from chalkline.assist.drafts.models import Newsletter
from chalkline.assist.drafts.picking import FAR_SHARE, picked
from chalkline.assist.drafts.preparing import SOURCES, Chosen, chosen_from, look_up, sources_of
from chalkline.assist.drafts.rules import outcome_of
from chalkline.assist.drafts.words import Asker, Mode, Outcome, Writing
from chalkline.assist.library.api import Audience
from chalkline.assist.retrieval.api import Found, Hit
from chalkline.people.api import Actor
from chalkline.protect.borne_out.checking import checked_all
from chalkline.protect.borne_out.words import Checked, Standing

SENTENCES_A_POINT = 2
PASSAGES_A_POINT = 4


@dataclass(frozen=True)
class Point:
    """One point, what is said to it, and the passages that speak of it: none where nothing approved does."""

    text: str
    chosen: Chosen
    hits: tuple[Hit, ...]

    @property
    def holding(self) -> tuple[Checked, ...]:
        """The sentences that may stand in the newsletter as it is first offered."""
        return tuple(each for each in self.chosen.sentences if each.standing is not Standing.FAILS)


@dataclass(frozen=True)
class Composed:
    """A newsletter before it is written down."""

    points: tuple[Point, ...]
    by_meaning: bool
    model: str = ""

    @property
    def sentences(self) -> tuple[Checked, ...]:
        """Every sentence, in order; those of a model that fail among them, to be shown."""
        return tuple(each for point in self.points for each in point.chosen.sentences)

    @property
    def holding(self) -> tuple[Checked, ...]:
        """Every sentence that may stand in it."""
        return tuple(each for point in self.points for each in point.holding)

    @property
    def missing(self) -> tuple[str, ...]:
        """Points that nothing approved speaks of."""
        return tuple(point.text for point in self.points if not point.holding)

    @property
    def passages(self) -> list[int]:
        """The passages behind it, each once, in order."""
        return list(dict.fromkeys(hit.passage_id for point in self.points for hit in point.hits))

    @property
    def mode(self) -> Mode:
        """A model's, as soon as one of its sentences is in it."""
        return Mode.MODEL if any(each.chosen.mode is Mode.MODEL for each in self.points) else Mode.VERBATIM

    @property
    def fell_back(self) -> str:
        """Why a model's words are not used, or not for every point."""
        codes = {each.chosen.fell_back for each in self.points if each.hits} - {""}
        if self.mode is Mode.MODEL and codes:
            return "some_held"
        return min(codes, default="")


def compose(actor: Actor, newsletter: Newsletter, *, today: date, writing: Writing | None = None) -> Composed:
    """Look each point up among what may be told to these readers today. No sentence is said twice.

    ``writing``: what a model wrote for the points, by their place from 1, to be checked here.
    """
    said: set[str] = set()
    points: list[Point] = []
    by_meaning = False
    for place, text in enumerate(newsletter.points, 1):
        found = looked_up(actor, newsletter, text, today=today)
        by_meaning = by_meaning or found.by_meaning
        hits = passages_for(found)
        chosen = picked(hits, found.weights, most=SENTENCES_A_POINT, near_share=FAR_SHARE)
        fresh = tuple(each for each in chosen if each.text not in said)
        said |= {each.text for each in fresh}
        verbatim = tuple(each for each in checked_all(fresh, sources_of(hits)) if each.standing is not Standing.FAILS)
        points.append(
            Point(text, chosen_from(verbatim, writing if hits else None, sources_of(hits), place=place), hits)
        )
    return Composed(tuple(points), by_meaning, writing.model if writing else "")


def looked_up(actor: Actor, newsletter: Newsletter, point: str, *, today: date) -> Found:
    """What may be told to the newsletter's readers on a point."""
    asker = Asker.FAMILY if newsletter.audience == Audience.PUBLIC else Asker.STAFF
    return look_up(actor, point, asker, newsletter.language, today=today)


def passages_for(found: Found) -> tuple[Hit, ...]:
    """The passages a point may be told from: none where what was found does not answer it."""
    answers = outcome_of(found.hits, by_meaning=found.by_meaning, matters=()) is Outcome.DRAFT
    return found.hits[:PASSAGES_A_POINT] if answers else ()


def newsletter_text(newsletter: Newsletter, composed: Composed) -> str:
    """The newsletter as it is first offered. A point that nothing supports is left out: it says nothing."""
    titles = {hit.passage_id: hit.title for point in composed.points for hit in point.hits}
    parts = [newsletter.title]
    parts += [f"{each.text}\n{_joined(each.holding)}" for each in composed.points if each.holding]
    cited = dict.fromkeys(titles[each.cites] for each in composed.holding)
    spoken = newsletter.language if newsletter.language in SOURCES else "en"
    listed = "\n".join(f"- {title}" for title in cited)
    return "\n\n".join([*parts, settings.CHALKLINE.district, f"{SOURCES[spoken]}\n{listed}"])


def _joined(sentences: Sequence[Checked]) -> str:
    return " ".join(each.text for each in sentences)
