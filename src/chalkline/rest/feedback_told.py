"""How counts and themes of feedback are told, to those who keep the rounds and to everybody."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from chalkline.rest.shapes import number_shown, said
from chalkline.rollout.feedback.api import Round, Tally, Theme


class FeedbackOptionTold(Schema):
    """How often an option was picked. ``count`` null: too few to be shown, or it would give others away."""

    option: str
    count: int | None


class CountsTold(Schema):
    """The counts of a question with a scale."""

    question: str
    options: list[FeedbackOptionTold]


class ThemeTold(Schema):
    """What several remarks say, and what was done about it ("" until it is answered)."""

    id: str
    heard_en: str
    heard_es: str
    done_en: str
    done_es: str
    answered_on: date | None


def tool_of(found: Round) -> str:
    """The id of the tool it is about; "" for AI here in general."""
    tool = found.use.tool if found.use else found.tool
    return tool.slug if tool else ""


def counts_told(counted: Tally) -> list[CountsTold]:
    """The counts of a round, as far as they may be shown."""
    return [
        CountsTold(
            question=each.question.en,
            options=[FeedbackOptionTold(option=said(name), count=number_shown(cell)) for name, cell in each.options],
        )
        for each in counted.questions
    ]


def theme_told(theme: Theme) -> ThemeTold:
    """A theme, answered or not."""
    return ThemeTold(
        id=str(theme.pk),
        heard_en=theme.heard_en,
        heard_es=theme.heard_es,
        done_en=theme.done_en,
        done_es=theme.done_es,
        answered_on=theme.answered_on,
    )
