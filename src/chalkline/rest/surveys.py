"""/api/v1/surveys: who was asked which AI they use and need, and what closed surveys came to.

Counts hide small groups as on the pages. Answers come in by the public link, and what people wrote is read on the
page by whoever asked: neither goes through the API.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.discover.surveys.api import (
    MOST_TOOLS,
    QuestionShown,
    Survey,
    SurveyPlan,
    SurveyState,
    answered_so_far,
    ask_about_tool,
    close_survey,
    make_problem_of_need,
    needs_heard,
    open_survey,
    results,
    survey_by_id,
    survey_state,
    surveys,
)
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Audience
from chalkline.rest.problems import STATED, ProblemSaid, ProblemTold
from chalkline.rest.problems import told as problem_told
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
    created,
    like,
    number_shown,
    paged,
    who,
)

router = Place(tags=["surveys"])


class SurveySaid(Sent):
    """A survey as somebody wants to open it: about one tool, or about AI with tools offered by name."""

    model_config = like(
        audience="staff", closes_on="2026-12-11", tool="", tools=["chatgpt", "magicschool"], allowed_by=""
    )

    audience: Audience
    closes_on: date
    tool: Id = ""
    tools: list[Id] = Field(default=[], max_length=10 * MOST_TOOLS)
    allowed_by: Short = ""


class SurveyTold(Schema):
    """A survey: whom it asks, about which tool ("" for AI in general), and its public code."""

    id: str
    code: str
    audience: Audience
    tool: str
    state: SurveyState
    opened_on: date
    closes_on: date


class SurveyPage(Page[SurveyTold]):
    """Surveys, latest first."""


class SurveyOptionTold(Schema):
    """How many picked something; null for a small group and what protects it."""

    id: str
    en: str
    es: str
    people: int | None


class SurveyQuestionTold(Schema):
    """A question and what was picked."""

    id: str
    en: str
    es: str
    options: list[SurveyOptionTold]


class NeedTold(Schema):
    """What at least ten people and a fifth of all say would help; the problem it became, or null."""

    id: str
    en: str
    es: str
    people: int
    percent: int
    problem: str | None


class WholeSurvey(SurveyTold):
    """A survey with what it came to. While it is open only ``at_least`` is told, in whole tens.

    ``people`` is null while it is open, and where fewer than ten answered.
    """

    at_least: int
    people: int | None
    questions: list[SurveyQuestionTold]
    needs: list[NeedTold]


class NeedStated(ProblemSaid):
    """The problem as somebody states it, begun with a need."""

    model_config = like(**STATED)


@router.get("/surveys", response={200: SurveyPage, REFUSALS: ProblemDocument})
def list_surveys(request: HttpRequest, span: Query[Span]) -> object:
    """Every survey, latest first."""
    return paged(surveys(who(request)), span, _survey)


@router.post("/surveys", response={201: SurveyTold, REFUSALS: ProblemDocument})
def open_a_survey(request: HttpRequest, said: SurveySaid) -> object:
    """Ask staff, families or students by a link: ``/survey/{code}/``. A tool that is named is put on the register."""
    actor, now = who(request), utc_now()
    if said.tool:
        about = {"audience": said.audience, "closes_on": said.closes_on}
        return created(_survey(ask_about_tool(actor, said.tool, **about, allowed_by=said.allowed_by, now=now)))  # type: ignore[arg-type]
    plan = SurveyPlan(said.audience, said.closes_on, "", tuple(said.tools), said.allowed_by)
    return created(_survey(open_survey(actor, plan, now=now)))


@router.get("/surveys/{survey_id}", response={200: WholeSurvey, REFUSALS: ProblemDocument})
def read_survey(request: HttpRequest, survey_id: UUID) -> object:
    """A survey; when it is closed, with what people picked and need."""
    actor, today = who(request), localdate()
    found = survey_by_id(actor, str(survey_id))
    first = _survey(found).model_dump()
    if survey_state(found, today) is SurveyState.OPEN:
        return WholeSurvey(**first, at_least=answered_so_far(found), people=None, questions=[], needs=[])
    came = results(actor, found, today)
    needs = [
        NeedTold(id=each.choice.id, en=each.choice.en, es=each.choice.es, people=each.people, percent=each.percent,
                 problem=each.problem_id or None)
        for each in needs_heard(actor, found)
    ]  # fmt: skip
    asked = [_question(each) for each in came.questions]
    people = number_shown(came.people)
    return WholeSurvey(**first, at_least=answered_so_far(found), people=people, questions=asked, needs=needs)


@router.post("/surveys/{survey_id}/close", response={200: SurveyTold, REFUSALS: ProblemDocument})
def close_a_survey(request: HttpRequest, survey_id: UUID) -> object:
    """Take no more answers; what they came to is shown from now on. It cannot be opened again."""
    actor = who(request)
    return _survey(close_survey(actor, survey_by_id(actor, str(survey_id)), now=utc_now()))


@router.post("/surveys/{survey_id}/needs/{need}/problem", response={201: ProblemTold, REFUSALS: ProblemDocument})
def make_a_problem_of_a_need(request: HttpRequest, survey_id: UUID, need: Id, stated: NeedStated) -> object:
    """Put a need of a closed survey on the list of problems, as you state it."""
    actor = who(request)
    found = survey_by_id(actor, str(survey_id))
    return created(problem_told(make_problem_of_need(actor, found, need, stated.statement(), now=utc_now())))


def _survey(found: Survey) -> SurveyTold:
    return SurveyTold(
        id=str(found.pk),
        code=found.code.lower(),
        audience=Audience(found.audience),
        tool=found.tool.slug if found.tool else "",
        state=survey_state(found, localdate()),
        opened_on=found.opened_on,
        closes_on=found.closes_on,
    )


def _question(each: QuestionShown) -> SurveyQuestionTold:
    options = [SurveyOptionTold(id=o.id, en=o.en, es=o.es, people=number_shown(o.people)) for o in each.options]
    return SurveyQuestionTold(id=each.question.id, en=each.question.en, es=each.question.es, options=options)
