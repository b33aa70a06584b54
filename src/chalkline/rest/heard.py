"""/api/v1/heard: what staff, students and families said, and what came of it. For anyone, without an account."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.rest.feedback_told import CountsTold, ThemeTold, counts_told, theme_told, tool_of
from chalkline.rest.shapes import REFUSALS, Place, ProblemDocument, number_shown
from chalkline.rollout.feedback.api import Audience, Heard, RoundState, heard_in_public

router = Place(tags=["feedback"])


class HeardTold(Schema):
    """A round as anybody may read it: the counts that may be shown, and the themes that were answered."""

    title_en: str
    title_es: str
    audience: Audience
    tool: str
    state: RoundState
    answers: int | None
    counts: list[CountsTold]
    themes: list[ThemeTold]
    waiting: int


@router.get("/heard", response={200: list[HeardTold], REFUSALS: ProblemDocument}, auth=None)
def read_heard(request: HttpRequest) -> object:
    """What was heard from staff, students and families, and what came of it. For anybody."""
    return [_heard(each) for each in heard_in_public(localdate())]


def _heard(each: Heard) -> HeardTold:
    return HeardTold(
        title_en=each.round.title_en,
        title_es=each.round.title_es,
        audience=Audience(each.round.audience),
        tool=tool_of(each.round),
        state=each.state,
        answers=number_shown(each.tally.total),
        counts=counts_told(each.tally),
        themes=[theme_told(theme) for theme in each.answered],
        waiting=each.waiting,
    )
