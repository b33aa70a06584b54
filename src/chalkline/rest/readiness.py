"""/api/v1/readiness: assessments by domain, what the records and people answer, and the plan of steps."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.report.readiness.api import (
    Assessment,
    Level,
    Said,
    Step,
    StepState,
    answer_item,
    assessment_by_id,
    assessments,
    begin_assessment,
    finish_assessment,
    is_late,
    plan_step,
    settle_step,
    share_domain,
    standing,
    step_by_id,
    steps,
    take_back_answer,
)
from chalkline.rest.readiness_told import DomainTold, ReadinessTold, domain_told, question_told
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

router = Place(tags=["readiness"])


class AssessmentTold(Schema):
    """An assessment; ``finished_on`` null: open."""

    id: str
    version: str
    begun_on: date
    finished_on: date | None


class AssessmentPage(Page[AssessmentTold]):
    """Assessments, latest first."""


class WholeAssessment(AssessmentTold):
    """An assessment by domain, the lowest first; compared with the one finished on ``before_on``."""

    before_on: date | None
    domains: list[DomainTold]


class ReadinessAnswerSaid(Sent):
    """An answer. Above level 1 with what shows it, of the last year; against the records with a reason."""

    model_config = like(level=2, why="", evidence="Minutes of March 3", evidence_on="2026-03-03")

    level: int = Field(ge=0, le=3)
    why: Text = ""
    evidence: Short = ""
    evidence_on: date | None = None


class ReadinessGiven(Sent):
    """Who answers the questions of a domain."""

    model_config = like(person="6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11")

    person: Id


class StepSaid(Sent):
    """One thing to do about a question."""

    model_config = like(item="RS02", text="Go through a leak at a table.",
                        owner="6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11", due_on="2026-12-15")  # fmt: skip

    item: Id
    text: Short
    owner: Id
    due_on: date


class StepTold(Schema):
    """A step: for which question, by whom, by when, and what came of it."""

    id: str
    item: str
    text: str
    owner: Named
    due_on: date
    state: StepState
    is_late: bool
    note: str


class StepPage(Page[StepTold]):
    """Steps by the day they are due."""


class ReadinessSettled(Sent):
    """What came of a step: done, or dropped."""

    model_config = like(done=True, note="Held on December 10; two gaps found.")

    done: bool
    note: Text


@router.get("/readiness", response={200: AssessmentPage, REFUSALS: ProblemDocument})
def list_assessments(request: HttpRequest, span: Query[Span]) -> object:
    """Every assessment, latest first."""
    return paged(assessments(who(request)), span, _assessment)


@router.post("/readiness", response={201: AssessmentTold, REFUSALS: ProblemDocument})
def begin_an_assessment(request: HttpRequest) -> object:
    """Begin an assessment; what the records answer is there at once."""
    return created(_assessment(begin_assessment(who(request), now=utc_now())))


@router.get("/readiness/steps", response={200: StepPage, REFUSALS: ProblemDocument})
def list_steps(request: HttpRequest, span: Query[Span]) -> object:
    """The plan: every step, by the day it is due."""
    return paged(steps(who(request)), span, _step)


@router.post("/readiness/steps/{step_id}/settle", response={200: StepTold, REFUSALS: ProblemDocument})
def settle_a_step(request: HttpRequest, step_id: UUID, settled: ReadinessSettled) -> object:
    """Say what came of a step."""
    actor = who(request)
    found = step_by_id(actor, str(step_id))
    return _step(settle_step(actor, found, done=settled.done, note=settled.note, now=utc_now()))


@router.get("/readiness/{assessment_id}", response={200: WholeAssessment, REFUSALS: ProblemDocument})
def read_assessment(request: HttpRequest, assessment_id: UUID) -> object:
    """An assessment by domain, the lowest first, with what the records and people say."""
    actor = who(request)
    found = assessment_by_id(actor, str(assessment_id))
    stands = standing(actor, found, localdate())
    told = [domain_told(each) for each in stands.domains]
    return WholeAssessment(**_assessment(found).model_dump(), before_on=stands.before_on, domains=told)


@router.put("/readiness/{assessment_id}/domains/{domain}", response={200: AssessmentTold, REFUSALS: ProblemDocument})
def give_a_domain(request: HttpRequest, assessment_id: UUID, domain: Id, given: ReadinessGiven) -> object:
    """Say who answers the questions of a domain."""
    actor = who(request)
    found = assessment_by_id(actor, str(assessment_id))
    share_domain(actor, found, domain, given.person, now=utc_now())
    return _assessment(found)


@router.put("/readiness/{assessment_id}/questions/{item}", response={200: ReadinessTold, REFUSALS: ProblemDocument})
def answer_a_question(request: HttpRequest, assessment_id: UUID, item: Id, answer: ReadinessAnswerSaid) -> object:
    """Answer a question, where the records do not or against them."""
    actor = who(request)
    found = assessment_by_id(actor, str(assessment_id))
    told = Said(Level(answer.level), answer.why, answer.evidence, answer.evidence_on)
    answer_item(actor, found, item, told, now=utc_now())
    return _one(actor, found, item)


@router.post(
    "/readiness/{assessment_id}/questions/{item}/take-back", response={200: ReadinessTold, REFUSALS: ProblemDocument}
)
def take_an_answer_back(request: HttpRequest, assessment_id: UUID, item: Id) -> object:
    """Leave a question to the records again."""
    actor = who(request)
    found = assessment_by_id(actor, str(assessment_id))
    take_back_answer(actor, found, item, now=utc_now())
    return _one(actor, found, item)


@router.post("/readiness/{assessment_id}/steps", response={201: StepTold, REFUSALS: ProblemDocument})
def plan_a_step(request: HttpRequest, assessment_id: UUID, step: StepSaid) -> object:
    """Plan one thing to do about a question, by a person and a day."""
    actor = who(request)
    found = assessment_by_id(actor, str(assessment_id))
    made = plan_step(actor, found, step.item, text=step.text, owner_id=step.owner, due_on=step.due_on, now=utc_now())
    return created(_step(made))


@router.post("/readiness/{assessment_id}/finish", response={200: AssessmentTold, REFUSALS: ProblemDocument})
def finish_an_assessment(request: HttpRequest, assessment_id: UUID) -> object:
    """Keep it as it stands today; the next is compared with it."""
    actor = who(request)
    return _assessment(finish_assessment(actor, assessment_by_id(actor, str(assessment_id)), now=utc_now()))


def _assessment(found: Assessment) -> AssessmentTold:
    return AssessmentTold(
        id=str(found.pk), version=found.version, begun_on=found.begun_on, finished_on=found.finished_on
    )


def _one(actor: Actor, found: Assessment, item: str) -> ReadinessTold:
    answered = standing(actor, found, localdate()).answered(item)
    if answered is None:
        raise not_found(Sentence("question"))
    return question_told(answered)


def _step(step: Step) -> StepTold:
    return StepTold(
        id=str(step.pk),
        item=step.item,
        text=step.text,
        owner=Named(id=str(step.owner_id), name=str(step.owner)),
        due_on=step.due_on,
        state=StepState(step.state),
        is_late=is_late(step, localdate()),
        note=step.note,
    )
