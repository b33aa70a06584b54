"""How Assist tells things: its parts as tabs, states as chips, sentences with their sources and words marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chalkline.assist.drafts.api import (
    FELL_BACK,
    Checked,
    Draft,
    Question,
    QuestionState,
    SourceShown,
    Standing,
    checked_of,
    personal_data,
)
from chalkline.assist.library.api import REMIND_DAYS, STATE_NAMES, Version, VersionState
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import vocabulary
from chalkline.web.routes import Request, address_of, routes

PARTS = (
    ("assist.home", _("Answer")),
    ("assist.newsletters", _("Newsletters")),
    ("assist.find", _("Find")),
    ("assist.library", _("Library")),
    ("assist.gaps", _("What is missing")),
    ("assist.asked", _("What is asked")),
)
STANDING_CHIPS = {
    Standing.HOLDS: ("ok", Sentence("As in the source")),
    Standing.LOOK: ("attend", Sentence("Look at it")),
    Standing.FAILS: ("stop", Sentence("Not borne out")),
}
STATE_TONES = {
    VersionState.READING: "info",
    VersionState.UNREADABLE: "stop",
    VersionState.WAITING: "attend",
    VersionState.APPROVED: "ok",
    VersionState.SENT_BACK: "stop",
    VersionState.DOUBTED: "stop",
    VersionState.REPLACED: "quiet",
}
QUESTION_TONES = {
    QuestionState.OPEN: "attend",
    QuestionState.ACCEPTED: "info",
    QuestionState.SENT: "ok",
    QuestionState.CLOSED: "quiet",
}


@dataclass(frozen=True)
class Part:
    """One tab."""

    label: Any
    url: str
    current: bool
    count: int | None = None


def parts_of_assist(request: Request, here: str) -> list[Part]:
    """The parts this person may open."""
    declared = routes()
    return [
        Part(label, reverse(name), name == here)
        for name, label in PARTS
        if name in declared and request.actor.could(declared[name].permission)
    ]


@dataclass(frozen=True)
class Chip:
    """A status in a word, with its tone."""

    word: Sentence
    tone: str


def standing_of(version: Version | None, today: date, *, withdrawn: bool) -> Chip:
    """How a version stands today, ended ones told apart from approved ones."""
    if withdrawn:
        return Chip(Sentence("Withdrawn"), "quiet")
    if version is None:
        return Chip(Sentence("Nothing approved"), "attend")
    state = VersionState(version.state)
    if state is VersionState.APPROVED and version.begins_on and version.review_on and version.ends_on:
        if version.ends_on < today:
            return Chip(Sentence("Ended {day}, not used", day=version.ends_on), "stop")
        if version.begins_on > today:
            return Chip(Sentence("Approved, begins {day}", day=version.begins_on), "info")
        if version.review_on <= today:
            return Chip(Sentence("Approved, review is due"), "attend")
        if (version.ends_on - today).days <= REMIND_DAYS:
            return Chip(Sentence("Approved, ends {day}", day=version.ends_on), "attend")
    return Chip(STATE_NAMES[state], STATE_TONES[state])


@dataclass(frozen=True)
class SentenceShown:
    """A sentence of a draft with how it stands, and the number of its source on the page (0: none)."""

    text: str
    chip: Chip
    why: tuple[Sentence, ...]
    source: int
    holds: bool
    fails: bool


@dataclass(frozen=True)
class SourceTold:
    """A passage beside a draft, its cited words marked."""

    number: int
    source: SourceShown
    pieces: tuple[tuple[str, bool], ...]
    url: str
    cited: bool


def sentences_told(checked: list[Checked] | tuple[Checked, ...], numbers: dict[int, int]) -> list[SentenceShown]:
    """Sentences with their chips."""
    told = []
    for each in checked:
        tone, word = STANDING_CHIPS[each.standing]
        told.append(
            SentenceShown(
                each.text,
                Chip(word, tone),
                each.why,
                numbers.get(each.cites, 0),
                each.standing is Standing.HOLDS,
                each.standing is Standing.FAILS,
            )
        )
    return told


def sources_told(shown: list[SourceShown], draft: Draft) -> list[SourceTold]:
    """The passages that are cited, in the order found, then the others; what is quoted is marked."""
    cited = [each.cites for each in checked_of(draft) if each.standing is not Standing.FAILS]
    ordered = sorted(shown, key=lambda each: (each.passage_id not in cited, draft.passages.index(each.passage_id)))
    quotes = {
        each.passage_id: [one.quote for one in checked_of(draft) if one.cites == each.passage_id] for each in shown
    }
    return [
        SourceTold(
            number,
            each,
            marked(each.text, quotes[each.passage_id]),
            address_of("assist.document", each.document_id) if each.document_id else "",
            each.passage_id in cited,
        )
        for number, each in enumerate(ordered, 1)
    ]


def marked(text: str, quotes: list[str]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, those that are quoted told apart."""
    spans = sorted((at, at + len(quote)) for quote in quotes if quote and (at := text.find(quote)) >= 0)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start < at:
            continue
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(each for each in (*pieces, (text[at:], False)) if each[0])


def question_pieces(question: Question) -> list[tuple[str, str]]:
    """The text of a question in pieces: what is personal data comes with its name."""
    elements = vocabulary().elements
    pieces: list[tuple[str, str]] = []
    at = 0
    for each in personal_data(question.text):
        label = elements[each.element].label if each.element in elements else each.element
        pieces += [(question.text[at : each.start], ""), (question.text[each.start : each.end], label)]
        at = each.end
    return [each for each in (*pieces, (question.text[at:], "")) if each[0]]


def fell_back_said(draft: Draft) -> Sentence | None:
    """Why no model's words are used, where one was asked."""
    return FELL_BACK.get(draft.fell_back) if draft.fell_back else None
