"""/api/v1/library and /api/v1/questions: find in what is approved today; take a question in and have it drafted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.assist.drafts.api import (
    Asker,
    Question,
    accept_reply,
    checked_of,
    draft_reply,
    mark_sent,
    newest_draft,
    question_by_id,
    take_question,
)
from chalkline.assist.library.api import Document, live_documents
from chalkline.assist.retrieval.api import find
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.rest.shapes import (
    REFUSALS,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    all_said,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["assist"])


class DocumentTold(Schema):
    """A document that may be quoted today."""

    id: str
    title: str
    theme: str
    audience: str
    language: str
    owner: Named


class DocumentPage(Page[DocumentTold]):
    """Documents, by title."""


class PassageTold(Schema):
    """A passage that speaks to the words asked for, with all one needs to cite it."""

    document_id: str
    title: str
    headings: list[str]
    page: int = Field(description="0 where a file has no pages.")
    text: str
    approved_until: date
    version_digest: str
    score: float


class FoundTold(Schema):
    """What was found, best first. ``by_meaning``: whether likeness in meaning counted besides words."""

    items: list[PassageTold]
    language: str
    by_meaning: bool


class QuestionAsked(Sent):
    """A question as it came."""

    model_config = like(text="How long do we wait when the bus is late?", asker="family")

    text: Text
    asker: Asker = Asker.FAMILY


class SentenceTold(Schema):
    """A sentence of a draft: holds, look or fails, and why."""

    text: str
    quote: str
    standing: str
    why: list[str]


class QuestionTold(Schema):
    """A question with its newest draft. ``text`` is empty once its time is over."""

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
    sentences: list[SentenceTold]
    draft: str
    reply: str


class ReplySaid(Sent):
    """The reply, and the sentences that do not hold by themselves and that you stand by."""

    model_config = like(reply="Hello, wait at the stop for 15 minutes.", stand_by=[])

    reply: str = Field(max_length=8000)
    stand_by: list[Text] = Field([], max_length=100)


@router.get("/library", response={200: DocumentPage, REFUSALS: ProblemDocument})
def list_documents(request: HttpRequest, span: Query[Span]) -> object:
    """Documents that may be quoted to you today."""
    return paged(live_documents(who(request), today=localdate()), span, _document)


@router.get("/library/find", response={200: FoundTold, REFUSALS: ProblemDocument})
def find_passages(request: HttpRequest, words: Short) -> object:
    """Passages that speak to these words: approved today, and meant for you."""
    found = find(who(request), words, today=localdate())
    items = [
        PassageTold(
            document_id=str(hit.document_id),
            title=hit.title,
            headings=list(hit.headings),
            page=hit.page,
            text=hit.text,
            approved_until=hit.ends_on,
            version_digest=hit.version_digest,
            score=round(hit.score, 4),
        )
        for hit in found.hits
    ]
    return FoundTold(items=items, language=found.language, by_meaning=found.by_meaning)


@router.post("/questions", response={201: QuestionTold, REFUSALS: ProblemDocument})
def take_a_question(request: HttpRequest, question: QuestionAsked) -> object:
    """Take a question in and draft a reply from what is approved."""
    actor = who(request)
    taken = take_question(actor, question.text, question.asker, now=utc_now())
    draft_reply(actor, taken, now=utc_now())
    return created(_told(request, question_by_id(actor, str(taken.pk))))


@router.get("/questions/{question_id}", response={200: QuestionTold, REFUSALS: ProblemDocument})
def read_question(request: HttpRequest, question_id: UUID) -> object:
    """One question with its newest draft."""
    return _told(request, question_by_id(who(request), str(question_id)))


@router.post("/questions/{question_id}/accept", response={200: QuestionTold, REFUSALS: ProblemDocument})
def accept_a_reply(request: HttpRequest, question_id: UUID, reply: ReplySaid) -> object:
    """Accept a reply in your name."""
    actor = who(request)
    question = question_by_id(actor, str(question_id))
    draft = newest_draft(actor, question)
    if draft is None:
        raise not_found(Sentence("draft"))
    accept_reply(actor, draft, reply.reply, stand_by=reply.stand_by, now=utc_now())
    return _told(request, question_by_id(actor, str(question_id)))


@router.post("/questions/{question_id}/sent", response={200: QuestionTold, REFUSALS: ProblemDocument})
def mark_reply_sent(request: HttpRequest, question_id: UUID) -> object:
    """Say that the accepted reply went out."""
    actor = who(request)
    question = question_by_id(actor, str(question_id))
    draft = newest_draft(actor, question)
    if draft is None:
        raise not_found(Sentence("draft"))
    mark_sent(actor, draft, now=utc_now())
    return _told(request, question_by_id(actor, str(question_id)))


def _document(document: Document) -> DocumentTold:
    return DocumentTold(
        id=str(document.pk),
        title=document.title,
        theme=document.theme,
        audience=document.audience,
        language=document.language,
        owner=Named(id=str(document.owner_id), name=str(document.owner)),
    )


def _told(request: HttpRequest, question: Question) -> QuestionTold:
    draft = newest_draft(who(request), question)
    checked = checked_of(draft) if draft else []
    return QuestionTold(
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
        sentences=[
            SentenceTold(text=each.text, quote=each.quote, standing=each.standing, why=all_said(each.why))
            for each in checked
        ],
        draft=draft.text if draft else "",
        reply=draft.reply if draft else "",
    )
