"""/api/v1/questions: take a question in, have a reply drafted, accept it, say that it went out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.assist.drafts.api import (
    Asker,
    Checked,
    Question,
    accept_reply,
    ask_model,
    checked_of,
    draft_reply,
    mark_sent,
    newest_draft,
    question_by_id,
    source_gone,
    take_question,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.rest.shapes import (
    REFUSALS,
    Place,
    ProblemDocument,
    Sent,
    Text,
    all_said,
    created,
    like,
    who,
)

router = Place(tags=["assist"])


class QuestionAsked(Sent):
    """A question as it came. ``with_model``: let a model write the draft."""

    model_config = like(text="How long do we wait when the bus is late?", asker="family")

    text: Text
    asker: Asker = Asker.FAMILY
    with_model: bool = False


class GroundedSentenceTold(Schema):
    """A sentence of a draft: holds, look or fails, and why."""

    text: str
    quote: str
    standing: str
    why: list[str]


class AskedQuestionTold(Schema):
    """A question with its newest draft. ``text`` is empty once its time is over.

    ``source_gone``: something it quotes is not approved any more and it has not gone out; then its texts are empty.
    """

    id: str
    state: str
    asker: str
    language: str
    theme: str
    text: str
    personal_data: dict[str, int]
    asked_at: datetime
    outcome: str
    mode: str
    fell_back: str
    source_gone: bool
    sentences: list[GroundedSentenceTold]
    draft: str
    reply: str


class ReplySaid(Sent):
    """The reply, and the sentences that do not hold by themselves and that you stand by."""

    model_config = like(reply="Hello, wait at the stop for 15 minutes.", stand_by=[])

    reply: str = Field(max_length=8000)
    stand_by: list[Text] = Field([], max_length=100)


@router.post("/questions", response={201: AskedQuestionTold, REFUSALS: ProblemDocument})
def take_a_question(request: HttpRequest, question: QuestionAsked) -> object:
    """Take a question in and draft a reply from what is approved."""
    actor = who(request)
    taken = take_question(actor, question.text, question.asker, now=utc_now())
    writing = ask_model(actor, taken, today=localdate()) if question.with_model else None
    draft_reply(actor, taken, writing=writing, now=utc_now())
    return created(_told(request, question_by_id(actor, str(taken.pk))))


@router.get("/questions/{question_id}", response={200: AskedQuestionTold, REFUSALS: ProblemDocument})
def read_question(request: HttpRequest, question_id: UUID) -> object:
    """One question with its newest draft."""
    return _told(request, question_by_id(who(request), str(question_id)))


@router.post("/questions/{question_id}/accept", response={200: AskedQuestionTold, REFUSALS: ProblemDocument})
def accept_a_reply(request: HttpRequest, question_id: UUID, reply: ReplySaid) -> object:
    """Accept a reply in your name."""
    actor = who(request)
    question = question_by_id(actor, str(question_id))
    draft = newest_draft(actor, question)
    if draft is None:
        raise not_found(Sentence("draft"))
    accept_reply(actor, draft, reply.reply, stand_by=reply.stand_by, now=utc_now())
    return _told(request, question_by_id(actor, str(question_id)))


@router.post("/questions/{question_id}/sent", response={200: AskedQuestionTold, REFUSALS: ProblemDocument})
def mark_reply_sent(request: HttpRequest, question_id: UUID) -> object:
    """Say that the accepted reply went out."""
    actor = who(request)
    question = question_by_id(actor, str(question_id))
    draft = newest_draft(actor, question)
    if draft is None:
        raise not_found(Sentence("draft"))
    mark_sent(actor, draft, now=utc_now())
    return _told(request, question_by_id(actor, str(question_id)))


def sentence_told(each: Checked) -> GroundedSentenceTold:
    """A sentence as it was checked."""
    return GroundedSentenceTold(text=each.text, quote=each.quote, standing=each.standing, why=all_said(each.why))


def _told(request: HttpRequest, question: Question) -> AskedQuestionTold:
    draft = newest_draft(who(request), question)
    gone = bool(draft and not draft.sent_at and source_gone(who(request), draft, today=localdate()))
    checked = checked_of(draft) if draft and not gone else []
    return AskedQuestionTold(
        id=str(question.pk),
        state=question.state,
        asker=question.asker,
        language=question.language,
        theme=question.theme,
        text=question.text,
        personal_data=question.found,
        asked_at=question.asked_at,
        outcome=draft.outcome if draft else "",
        mode=draft.mode if draft else "",
        fell_back=draft.fell_back if draft else "",
        source_gone=gone,
        sentences=[sentence_told(each) for each in checked],
        draft=draft.text if draft and not gone else "",
        reply=draft.reply if draft and not gone else "",
    )
