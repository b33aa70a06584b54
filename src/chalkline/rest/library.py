"""/api/v1/library: what may be quoted today; find in it; add an answer, approve, withdraw."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.assist.library.api import (
    About,
    Audience,
    Document,
    Term,
    Theme,
    add_answer,
    approve_version,
    document_by_id,
    live_documents,
    waiting_versions,
    withdraw_document,
)
from chalkline.assist.retrieval.api import find
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["assist"])


class LibraryDocumentTold(Schema):
    """A document that may be quoted today."""

    id: str
    title: str
    theme: str
    audience: str
    language: str
    owner: Named


class DocumentPage(Page[LibraryDocumentTold]):
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


class LibraryFoundTold(Schema):
    """What was found, best first. ``by_meaning``: whether likeness in meaning counted besides words."""

    items: list[PassageTold]
    language: str
    by_meaning: bool


class AnswerWritten(Sent):
    """A question families keep asking, and its answer. ``owner_id``: who answers for it; you, when empty."""

    model_config = like(question="When is winter break?", answer="From December 22 to January 2.", theme="calendar")

    question: Short
    answer: Text
    theme: Theme = Theme.OTHER
    audience: Literal[Audience.PUBLIC, Audience.STAFF] = Audience.STAFF
    language: Literal["en", "es"] = "en"
    owner_id: Id = ""


class TermSaid(Sent):
    """From when to when it may be quoted. ``looked``: you read what was found in the file."""

    model_config = like(begins_on="2026-11-20", review_on="2027-05-19", ends_on="2027-11-20", looked=True)

    begins_on: date
    review_on: date
    ends_on: date
    looked: bool = False


class LibraryReasonSaid(Sent):
    """Why."""

    model_config = like(why="The bus company changed its rules.")

    why: Short


@router.get("/library", response={200: DocumentPage, REFUSALS: ProblemDocument})
def list_documents(request: HttpRequest, span: Query[Span]) -> object:
    """Documents that may be quoted to you today."""
    return paged(live_documents(who(request), today=localdate()), span, _document)


@router.post("/library", response={201: LibraryDocumentTold, REFUSALS: ProblemDocument})
def write_an_answer(request: HttpRequest, answer: AnswerWritten) -> object:
    """Add an answer to a question families keep asking. A second person approves it before it is used."""
    actor = who(request)
    about = About(answer.question, answer.owner_id or actor.id, answer.audience, answer.theme, answer.language)
    return created(_document(add_answer(actor, about, answer.answer, now=utc_now()).document))


@router.get("/library/find", response={200: LibraryFoundTold, REFUSALS: ProblemDocument})
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
    return LibraryFoundTold(items=items, language=found.language, by_meaning=found.by_meaning)


@router.post("/library/{document_id}/approve", response={200: LibraryDocumentTold, REFUSALS: ProblemDocument})
def approve_a_document(request: HttpRequest, document_id: UUID, term: TermSaid) -> object:
    """Approve the version that waits, in your name: never what you added yourself."""
    actor = who(request)
    document = document_by_id(actor, str(document_id), today=localdate())
    waiting = waiting_versions(actor).filter(document=document).first()
    if waiting is None:
        raise not_found(Sentence("version"))
    said = Term(term.begins_on, term.review_on, term.ends_on)
    return _document(approve_version(actor, waiting, said, looked=term.looked, now=utc_now()).document)


@router.post("/library/{document_id}/withdraw", response={200: LibraryDocumentTold, REFUSALS: ProblemDocument})
def withdraw_a_document(request: HttpRequest, document_id: UUID, reason: LibraryReasonSaid) -> object:
    """Take a document out of use at once and for good."""
    actor = who(request)
    document = document_by_id(actor, str(document_id), today=localdate())
    return _document(withdraw_document(actor, document, why=reason.why, now=utc_now()))


def _document(document: Document) -> LibraryDocumentTold:
    return LibraryDocumentTold(
        id=str(document.pk),
        title=document.title,
        theme=document.theme,
        audience=document.audience,
        language=document.language,
        owner=Named(id=str(document.owner_id), name=str(document.owner)),
    )
