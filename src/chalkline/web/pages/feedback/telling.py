"""How pages speak of a round: its words in the reader's language, what it is about, where it stands, its link."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Shown
from chalkline.rollout.feedback.api import (
    AUDIENCE_NAMES,
    ROUND_STATE_NAMES,
    Audience,
    Round,
    RoundState,
    Tally,
    round_state,
    rounds_about,
    themes_of,
)
from chalkline.web.routes import Request

TONES = {RoundState.OPEN: "ok", RoundState.CLOSED: "quiet"}


def spoken(en: str, es: str) -> str:
    """The text in the reader's language; in English where there is no other."""
    return es if get_language() == "es" and es else en


def lang_of(es: str) -> str:
    """In which language ``spoken`` says it, for the lang attribute."""
    return "es" if get_language() == "es" and es else "en"


def about(found: Round) -> Sentence:
    """The tool of a round, or AI here in general."""
    tool = found.use.tool if found.use else found.tool
    return Sentence("{tool}", tool=tool.name) if tool else Sentence("AI here in general")


def audience(found: Round) -> Sentence:
    """Whom it asks."""
    return AUDIENCE_NAMES[Audience(found.audience)]


def link_of(request: Request, found: Round) -> str:
    """The public address."""
    return request.build_absolute_uri(reverse("feedback.say", args=[found.code.lower()]))


def counted(tally: Tally) -> dict[str, Any]:
    """Counts for a template: None where a number may not be shown."""
    return {
        "total": _number(tally.total),
        "questions": [
            {
                "text": spoken(each.question.en, each.question.es),
                "lang": lang_of(each.question.es),
                "options": [(name, _number(cell)) for name, cell in each.options],
            }
            for each in tally.questions
        ],
    }


def rounds_told(actor: Actor, slug: str, today: date) -> list[dict[str, Any]]:
    """What people were asked about a tool, and what was heard: for the tool's page."""
    if not actor.may("feedback.see"):
        return []
    told = []
    for each in rounds_about(actor, slug):
        state, themes = round_state(each, today), list(themes_of(actor, each))
        heard = tuple(spoken(theme.heard_en, theme.heard_es) for theme in themes)
        told.append(
            {
                "title": spoken(each.title_en, each.title_es),
                "url": reverse("feedback.show", args=[each.pk]),
                "detail": Sentence("{who}. Heard: {themes}", who=audience(each), themes=heard)
                if heard
                else Sentence("{who}. Nothing is sorted yet.", who=audience(each)),
                "chip": ROUND_STATE_NAMES[state],
                "tone": TONES[state],
            }
        )
    return told


def _number(cell: object) -> int | None:
    return cell.count if isinstance(cell, Shown) else None
