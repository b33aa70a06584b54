"""/api/v1/feedback-rounds, /feedback-themes: what was asked, what was said, and what was done about it.

Counts hide small groups as on the pages, and remarks are for whoever sorts them. Answers come in by the public link,
never by the API.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.rest.feedback_told import CountsTold, ThemeTold, counts_told, theme_told, tool_of
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
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
    number_shown,
    paged,
    who,
)
from chalkline.rollout.feedback.api import (
    Audience,
    Kind,
    Question,
    Remark,
    RemarkState,
    Round,
    RoundPlan,
    RoundState,
    Subject,
    answer_theme,
    close_round,
    name_theme,
    open_round,
    questions_of,
    remarks_of,
    round_by_id,
    round_state,
    rounds,
    shown,
    sort_remarks,
    tally,
    theme_by_id,
    themes_of,
)

router = Place(tags=["feedback"])


class QuestionSaid(Sent):
    """A question in both languages; Spanish may be left out for staff."""

    kind: Kind
    en: Short
    es: Short = ""


class RoundSaid(Sent):
    """A round as somebody wants to open it; about a tool, or with an empty tool about AI here in general."""

    model_config = like(
        title_en="AI at school this fall", title_es="La IA en la escuela este otoño", audience="families", tool="",
        questions=[{"kind": "words", "en": "What worries you?", "es": "¿Qué le preocupa?"}], closes_on="2026-12-11",
    )  # fmt: skip

    title_en: Short
    title_es: Short = ""
    audience: Audience
    tool: Short = ""
    questions: list[QuestionSaid]
    closes_on: date


class RoundTold(Schema):
    """A round: what it asks whom, and where it stands."""

    id: str
    title_en: str
    title_es: str
    audience: Audience
    tool: str
    state: RoundState
    opened_on: date
    closes_on: date


class RoundPage(Page[RoundTold]):
    """Rounds, latest first."""


class WholeRound(RoundTold):
    """A round with its counts and themes. ``answers`` null: too few to be shown."""

    answers: int | None
    counts: list[CountsTold]
    themes: list[ThemeTold]


class RemarkTold(Schema):
    """What somebody wrote, without what may name a child."""

    id: str
    question: str
    text: str
    language: str
    state: RemarkState
    theme: str | None


class RemarkPage(Page[RemarkTold]):
    """What was written, for whoever sorts it."""


class ThemeSaid(Sent):
    """What several remarks say, in one sentence."""

    model_config = like(heard_en="You want to know before a new tool starts.", heard_es="")

    heard_en: Short
    heard_es: Short = ""


class Sorted(Sent):
    """Remarks, and the theme they belong to; null sets them aside."""

    model_config = like(remarks=["0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"], theme=None)

    remarks: list[Id]
    theme: Id | None = None


class SortedTold(Schema):
    """How many remarks were sorted; those of other rounds are passed over."""

    sorted: int


class DoneSaid(Sent):
    """What was done about a theme. It stands on the public page from then on."""

    model_config = like(done_en="Each new tool is announced two weeks before it starts.", done_es="")

    done_en: Text
    done_es: Text = ""


@router.get("/feedback-rounds", response={200: RoundPage, REFUSALS: ProblemDocument})
def list_feedback_rounds(request: HttpRequest, span: Query[Span]) -> object:
    """Every round of questions, latest first."""
    return paged(rounds(who(request)), span, _round)


@router.post("/feedback-rounds", response={201: RoundTold, REFUSALS: ProblemDocument})
def open_a_feedback_round(request: HttpRequest, said: RoundSaid) -> object:
    """Ask staff, students or families a few questions. Whoever opens a round answers for what becomes of it."""
    asked = tuple(Question(each.kind, each.en, each.es) for each in said.questions)
    plan = RoundPlan(said.title_en, said.title_es, said.audience, Subject(tool=said.tool), asked, said.closes_on)
    return created(_round(open_round(who(request), plan, now=utc_now())))


@router.get("/feedback-rounds/{round_id}", response={200: WholeRound, REFUSALS: ProblemDocument})
def read_feedback_round(request: HttpRequest, round_id: UUID) -> object:
    """A round with what was picked, as far as it may be shown, and its themes."""
    actor = who(request)
    found = round_by_id(actor, str(round_id))
    counted, themes = tally(found), [theme_told(each) for each in themes_of(actor, found)]
    return WholeRound(
        **_round(found).model_dump(), answers=number_shown(counted.total), counts=counts_told(counted), themes=themes
    )


@router.post("/feedback-rounds/{round_id}/close", response={200: RoundTold, REFUSALS: ProblemDocument})
def close_a_feedback_round(request: HttpRequest, round_id: UUID) -> object:
    """Take no more answers from now on."""
    actor = who(request)
    return _round(close_round(actor, round_by_id(actor, str(round_id)), now=utc_now()))


@router.get("/feedback-rounds/{round_id}/remarks", response={200: RemarkPage, REFUSALS: ProblemDocument})
def list_remarks(request: HttpRequest, round_id: UUID, span: Query[Span], state: RemarkState | None = None) -> object:
    """What was written, for whoever sorts it."""
    actor = who(request)
    found = round_by_id(actor, str(round_id))
    asked = questions_of(found)
    return paged(remarks_of(actor, found, state), span, lambda each: _remark(each, asked))


@router.post("/feedback-rounds/{round_id}/themes", response={201: ThemeTold, REFUSALS: ProblemDocument})
def name_a_theme(request: HttpRequest, round_id: UUID, said: ThemeSaid) -> object:
    """Say in one sentence what several remarks say. The same sentence again is the same theme."""
    actor = who(request)
    found = round_by_id(actor, str(round_id))
    return created(theme_told(name_theme(actor, found, heard_en=said.heard_en, heard_es=said.heard_es, now=utc_now())))


@router.post("/feedback-rounds/{round_id}/sort", response={200: SortedTold, REFUSALS: ProblemDocument})
def sort_some_remarks(request: HttpRequest, round_id: UUID, chosen: Sorted) -> object:
    """Put remarks to a theme, or set them aside."""
    actor = who(request)
    found = round_by_id(actor, str(round_id))
    theme = theme_by_id(actor, chosen.theme) if chosen.theme else None
    return SortedTold(sorted=sort_remarks(actor, found, chosen.remarks, theme, now=utc_now()))


@router.post("/feedback-themes/{theme_id}/answer", response={200: ThemeTold, REFUSALS: ProblemDocument})
def answer_a_theme(request: HttpRequest, theme_id: UUID, done: DoneSaid) -> object:
    """You said, we did: say what was done, or plainly why nothing will be."""
    actor = who(request)
    found = theme_by_id(actor, str(theme_id))
    return theme_told(answer_theme(actor, found, done_en=done.done_en, done_es=done.done_es, now=utc_now()))


def _round(found: Round) -> RoundTold:
    return RoundTold(
        id=str(found.pk),
        title_en=found.title_en,
        title_es=found.title_es,
        audience=Audience(found.audience),
        tool=tool_of(found),
        state=round_state(found, localdate()),
        opened_on=found.opened_on,
        closes_on=found.closes_on,
    )


def _remark(remark: Remark, asked: tuple[Question, ...]) -> RemarkTold:
    return RemarkTold(
        id=str(remark.pk),
        question=asked[remark.question - 1].en,
        text=shown(remark),
        language=remark.language,
        state=RemarkState(remark.state),
        theme=str(remark.theme_id) if remark.theme_id else None,
    )
