"""How pages speak of a survey: its title, whom it asks, its questions in the reader's language, its counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from chalkline.discover.surveys.api import (
    SURVEY_STATE_NAMES,
    OptionShown,
    Question,
    Results,
    Survey,
    SurveyState,
    answered_so_far,
    survey_state,
    surveys_about,
)
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import AUDIENCE_NAMES, Actor, Audience
from chalkline.protect.disclosure import Shown
from chalkline.web.routes import Request
from chalkline.web.templatetags.saying import said

TONES = {SurveyState.OPEN: "ok", SurveyState.CLOSED: "quiet"}
TITLES = {
    Audience.STAFF: Sentence("AI in your work"),
    Audience.FAMILIES: Sentence("AI and your child"),
    Audience.STUDENTS: Sentence("AI and you at school"),
}


def title_of(found: Survey) -> Sentence:
    """What it is called: by whom it asks, or by its tool."""
    if found.tool:
        return Sentence("How is {tool} used?", tool=found.tool.name)
    return TITLES[Audience(found.audience)]


def audience(found: Survey) -> Sentence:
    """Whom it asks."""
    return AUDIENCE_NAMES[Audience(found.audience)]


def in_spanish() -> bool:
    """Whether the reader reads Spanish."""
    return get_language() == "es"


def worded(question: Question, found: Survey) -> str:
    """A question in the reader's language."""
    text = question.es if in_spanish() else question.en
    return text.replace("{tool}", found.tool.name if found.tool else "")


def link_of(request: Request, found: Survey) -> str:
    """The public address."""
    return request.build_absolute_uri(reverse("surveys.answer", args=[found.code.lower()]))


def so_far(found: Survey) -> Sentence:
    """How many have answered, as far as it may be told while answers come in."""
    people = answered_so_far(found)
    if not people:
        return Sentence("Fewer than ten people have answered so far.")
    return Sentence("{n} people or a few more have answered so far.", n=people)


def counted(found: Survey, came: Results) -> dict[str, Any]:
    """Results for a template: None where a number may not be shown."""
    total = came.people.count if isinstance(came.people, Shown) else None
    return {
        "people": total,
        "questions": [
            {
                "text": worded(each.question, found),
                "options": [_option(option, total) for option in each.options],
            }
            for each in came.questions
        ],
    }


def surveys_told(actor: Actor, slug: str, today: date) -> list[dict[str, Any]]:
    """What people were asked about a tool: for the tool's page."""
    if not actor.may("surveys.see"):
        return []
    told = []
    for each in surveys_about(actor, slug):
        state = survey_state(each, today)
        told.append(
            {
                "title": said(title_of(each)),
                "url": reverse("surveys.show", args=[each.pk]),
                "detail": Sentence("{who}, until {day}.", who=audience(each), day=each.closes_on),
                "chip": SURVEY_STATE_NAMES[state],
                "tone": TONES[state],
            }
        )
    return told


def _option(option: OptionShown, total: int | None) -> dict[str, Any]:
    people = option.people.count if isinstance(option.people, Shown) else None
    return {
        "name": option.es if in_spanish() else option.en,
        "people": people,
        "percent": round(100 * people / total) if people is not None and total else None,
    }
