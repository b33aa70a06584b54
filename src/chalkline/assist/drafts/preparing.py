"""From a question to a draft: what is found, what is drafted from it, in which words it begins and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from chalkline.assist.drafts.personal import masked, without_stand_ins
from chalkline.assist.drafts.picking import picked
from chalkline.assist.drafts.rules import outcome_of, sensitive_matters
from chalkline.assist.drafts.words import Asker, Mode, Outcome, Writing
from chalkline.assist.library.api import Audience, Passage, live_passages
from chalkline.assist.retrieval.api import Found, Hit, find
from chalkline.people.api import Actor
from chalkline.protect.borne_out.checking import checked_all
from chalkline.protect.borne_out.splitting import sentences_of
from chalkline.protect.borne_out.words import Checked, Source, Standing

GREETING = {"en": "Hello,\n\nThank you for your question.", "es": "Buenos días:\n\nGracias por su pregunta."}
CLOSING = {"en": "If anything is still open, please write to us again.", "es": "Si le queda alguna duda, escríbanos."}
FEWEST_WORDS = 3
SOURCES = {"en": "Sources:", "es": "Fuentes:"}


@dataclass(frozen=True)
class Prepared:
    """What a draft is made of, before it is written down."""

    outcome: Outcome
    mode: Mode
    fell_back: str
    model: str
    matters: tuple[str, ...]
    found: Found
    sentences: tuple[Checked, ...]

    @property
    def holding(self) -> tuple[Checked, ...]:
        """The sentences that may stand in a reply as it is first offered."""
        return tuple(each for each in self.sentences if each.standing is not Standing.FAILS)


def prepare(
    actor: Actor, text: str, asker: Asker, language: str, *, today: date, writing: Writing | None = None
) -> Prepared:
    """Look, decide what may come of it, and draft: from what a model wrote where it holds up, else verbatim."""
    found = look_up(actor, text, asker, language, today=today)
    matters = sensitive_matters(text)
    outcome = outcome_of(found.hits, by_meaning=found.by_meaning, matters=matters)
    if outcome is not Outcome.DRAFT:
        return Prepared(outcome, Mode.VERBATIM, "", "", matters, found, ())
    sources = sources_of(found.hits)
    verbatim = checked_all(picked(found.hits, found.weights), sources)
    if not verbatim:
        return Prepared(Outcome.RELATED, Mode.VERBATIM, "", "", matters, found, ())
    chosen = chosen_from(verbatim, writing, sources)
    model = writing.model if writing else ""
    return Prepared(outcome, chosen.mode, chosen.fell_back, model, matters, found, chosen.sentences)


@dataclass(frozen=True)
class Chosen:
    """The sentences on one thing that is to be told, those of a model that fail among them, to be shown."""

    mode: Mode
    fell_back: str
    sentences: tuple[Checked, ...]


def chosen_from(
    verbatim: tuple[Checked, ...], writing: Writing | None, sources: Mapping[int, Source], *, place: int = 1
) -> Chosen:
    """What a model wrote for this place, each sentence checked, where any of it holds up; else whole sentences."""
    if writing is None or writing.failed:
        return Chosen(Mode.VERBATIM, writing.failed if writing else "", verbatim)
    checked = checked_all(tuple(each for each in writing.sentences if each.speaks_to == place), sources)
    if any(each.standing is not Standing.FAILS for each in checked):
        return Chosen(Mode.MODEL, "", checked)
    return Chosen(Mode.VERBATIM, "nothing_held", (*verbatim, *checked))


def look_up(actor: Actor, text: str, asker: Asker, language: str, *, today: date) -> Found:
    """What may be quoted to whoever asks: to families only what is public, to staff what staff may read."""
    audience = Audience.PUBLIC if asker is Asker.FAMILY else Audience.STAFF
    return find(actor, asked_part(without_stand_ins(masked(text))), today=today, audience=audience, language=language)


def asked_part(text: str) -> str:
    """The sentences that ask, where there are any: greetings and telephone numbers are not what is asked."""
    asking = [each for each in sentences_of(text) if each.endswith("?") and len(each.split()) >= FEWEST_WORDS]
    return " ".join(asking) or text


def sources_of(hits: Sequence[Hit]) -> dict[int, Source]:
    """The passages by id, as sentences are checked against them."""
    return {
        each.passage_id: Source(each.passage_id, "\n".join([each.title, *each.headings]), each.text) for each in hits
    }


def sources_still_live(actor: Actor, passage_ids: Sequence[int], asker: Asker, *, today: date) -> dict[int, Source]:
    """Those of the passages that may be quoted at this moment."""
    audience = Audience.PUBLIC if asker is Asker.FAMILY else Audience.STAFF
    rows = live_passages(actor, today=today, audience=audience).filter(pk__in=list(passage_ids))
    return {row.pk: Source(row.pk, title_path(row), row.text) for row in rows}


def title_path(passage: Passage) -> str:
    """The title of the document and the headings above a passage."""
    return "\n".join([passage.version.document.title, *passage.headings])


def letter(sentences: Sequence[Checked], language: str, name: str, titles: Sequence[str]) -> str:
    """The reply as it is first offered: greeting, sentences by source, closing, name, sources."""
    spoken = language if language in GREETING else "en"
    paragraphs: list[list[str]] = []
    before = None
    for each in sentences:
        if each.cites != before:
            paragraphs.append([])
            before = each.cites
        paragraphs[-1].append(each.text)
    body = "\n\n".join(" ".join(each) for each in paragraphs)
    listed = "\n".join(f"- {title}" for title in dict.fromkeys(titles))
    signed = f"{name}\n{settings.CHALKLINE.district}"
    return f"{GREETING[spoken]}\n\n{body}\n\n{CLOSING[spoken]}\n\n{signed}\n\n{SOURCES[spoken]}\n{listed}"


def frame_lines(language: str, name: str, titles: Sequence[str]) -> frozenset[str]:
    """The lines of a letter that state nothing: they are not checked against sources."""
    spoken = language if language in GREETING else "en"
    fixed = f"{GREETING[spoken]}\n{CLOSING[spoken]}\n{SOURCES[spoken]}\n{name}\n{settings.CHALKLINE.district}"
    return frozenset([*fixed.splitlines(), *(f"- {title}" for title in titles)])


def plain_checked(checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """Sentences as they are kept."""
    return [
        {
            "text": each.text,
            "cites": each.cites,
            "quote": each.quote,
            "standing": each.standing.value,
            "why": [{"template": why.template, "values": dict(why.values)} for why in each.why],
        }
        for each in checked
    ]
