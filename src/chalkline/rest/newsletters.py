"""/api/v1/newsletters, and what is asked again and again: from approved content only, each sentence cited."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.assist.drafts.api import (
    Newsletter,
    accept_newsletter,
    ask_model,
    begin_newsletter,
    checked_of,
    draft_newsletter,
    missing_points,
    newest_newsletter_draft,
    newsletter_by_id,
    recurring,
    source_gone,
)
from chalkline.assist.library.api import (
    Audience,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.rest.assist import GroundedSentenceTold, ReplySaid, sentence_told
from chalkline.rest.shapes import (
    REFUSALS,
    Place,
    ProblemDocument,
    Sent,
    Short,
    created,
    like,
    who,
)

router = Place(tags=["assist"])


class NewsletterAsked(Sent):
    """What a newsletter should speak of, point by point, and for whom. ``with_model``: let a model write it."""

    model_config = like(title="Before the holidays", points=["When is winter break?"], audience="public")

    title: Short
    points: list[Short] = Field(max_length=12)
    audience: Literal[Audience.PUBLIC, Audience.STAFF] = Audience.PUBLIC
    language: Literal["en", "es"] = "en"
    with_model: bool = False


class NewsletterTold(Schema):
    """A newsletter with its newest draft. ``missing``: points that nothing approved speaks of.

    ``source_gone``: as of a question.
    """

    id: str
    title: str
    state: str
    audience: str
    points: list[str]
    missing: list[str]
    mode: str
    fell_back: str
    source_gone: bool
    sentences: list[GroundedSentenceTold]
    draft: str
    text: str


class RecurringTold(Schema):
    """Questions that ask for the same, in the words they share; never the text of one."""

    words: list[str]
    theme: str
    language: str
    asked: int
    answered: int
    gap: str


@router.get("/questions-asked", response={200: list[RecurringTold], REFUSALS: ProblemDocument})
def list_recurring_questions(request: HttpRequest) -> object:
    """What was asked at least twice in the last 90 days, most often first, and what has no approved answer."""
    return [
        RecurringTold(
            words=each.words,
            theme=each.theme,
            language=each.language,
            asked=each.asked,
            answered=each.answered,
            gap=each.gap_id,
        )
        for each in recurring(who(request), today=localdate())
    ]


@router.post("/newsletters", response={201: NewsletterTold, REFUSALS: ProblemDocument})
def draft_a_newsletter(request: HttpRequest, asked: NewsletterAsked) -> object:
    """Begin a newsletter and have it drafted from what is approved."""
    actor = who(request)
    begun = begin_newsletter(actor, asked.title, asked.points, asked.audience, language=asked.language, now=utc_now())
    writing = ask_model(actor, begun, today=localdate()) if asked.with_model else None
    draft_newsletter(actor, begun, writing=writing, now=utc_now())
    return created(_newsletter(request, begun))


@router.get("/newsletters/{newsletter_id}", response={200: NewsletterTold, REFUSALS: ProblemDocument})
def read_newsletter(request: HttpRequest, newsletter_id: UUID) -> object:
    """One newsletter with its newest draft."""
    return _newsletter(request, newsletter_by_id(who(request), str(newsletter_id)))


@router.post("/newsletters/{newsletter_id}/accept", response={200: NewsletterTold, REFUSALS: ProblemDocument})
def accept_a_newsletter(request: HttpRequest, newsletter_id: UUID, reply: ReplySaid) -> object:
    """Accept a newsletter in your name."""
    actor = who(request)
    draft = newest_newsletter_draft(actor, newsletter_by_id(actor, str(newsletter_id)))
    if draft is None:
        raise not_found(Sentence("draft"))
    accept_newsletter(actor, draft, reply.reply, stand_by=reply.stand_by, now=utc_now())
    return _newsletter(request, newsletter_by_id(actor, str(newsletter_id)))


def _newsletter(request: HttpRequest, newsletter: Newsletter) -> NewsletterTold:
    draft = newest_newsletter_draft(who(request), newsletter)
    gone = bool(draft and not draft.sent_at and source_gone(who(request), draft, today=localdate()))
    return NewsletterTold(
        id=str(newsletter.pk),
        title=newsletter.title,
        state=newsletter.state,
        audience=newsletter.audience,
        points=newsletter.points,
        missing=missing_points(draft) if draft else [],
        mode=draft.mode if draft else "",
        fell_back=draft.fell_back if draft else "",
        source_gone=gone,
        sentences=[sentence_told(each) for each in checked_of(draft)] if draft and not gone else [],
        draft=draft.text if draft and not gone else "",
        text=draft.reply if draft and not gone else "",
    )
