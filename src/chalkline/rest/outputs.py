"""/api/v1/answers: drawn answers of models, each reviewed by a named monitor; what reviews found, by use and month."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.oversee.output_review.api import (
    Finding,
    Judged,
    Results,
    Sample,
    SampleState,
    Severity,
    name_monitor,
    read_sample,
    results,
    review_and_raise_concern,
    review_output,
    sample_by_id,
    samples_to_review,
)
from chalkline.rest.held_calls import PartTold, part_told, somebody
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["answers"])


class AnswerTold(Schema):
    """A drawn answer. No word of it."""

    id: str
    use: str
    model: str
    state: SampleState
    made_at: datetime
    due_on: date
    text_until: date


class AnswerPage(Page[AnswerTold]):
    """The earliest due first."""


class AnswerRead(Schema):
    """What was asked, and what was answered, by channel."""

    asked: list[PartTold]
    answered: list[PartTold]


class Reviewed(Sent):
    """What an answer was. ``concern``: those who handle concerns hear of it too, in the words of the note."""

    model_config = like(finding="wrong", severity="medium", note="It gives the wrong year.", concern=False)

    finding: Finding
    severity: Severity = Severity.LOW
    note: Text = ""
    concern: bool = False


class OutputReviewTold(Schema):
    """A review. ``counts`` is false where the person behind the use looked: a second one has to."""

    answer: str
    finding: Finding
    severity: Severity
    note: str
    counts: bool


class RateTold(Schema):
    """Of ``of`` answers ``count`` were so, with the ends of a 95 % interval (Wilson)."""

    finding: Finding
    count: int
    of: int
    low: float
    high: float


class MonthTold(Schema):
    """Answers of one month."""

    first_on: date
    reviewed: int
    not_fine: int
    low: float
    high: float


class ResultsTold(Schema):
    """What reviews of one use have found."""

    use: str
    title: str
    rates: list[RateTold]
    months: list[MonthTold]
    waiting: int
    late: int
    lapsed: int


class Monitors(Sent):
    """Who reviews, who looks a second time, and how many of a hundred kept answers."""

    model_config = like(
        person="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", second="7c2c9a52-4f0b-4d4b-9f43-9d6a3b1f6a2e", percent=5
    )

    person: Id
    second: Id
    percent: int


class MonitorsTold(Schema):
    """Who was named for a use."""

    use: str
    person: str
    second: str
    percent: int


@router.get("/answers", response={200: AnswerPage, REFUSALS: ProblemDocument})
def list_answers(request: HttpRequest, span: Query[Span]) -> object:
    """Answers that wait for the caller's review."""
    return paged(samples_to_review(who(request)).order_by("due_on", "made_at"), span, _answer)


@router.get("/answers/results", response={200: list[ResultsTold], REFUSALS: ProblemDocument})
def list_results(request: HttpRequest) -> object:
    """What was found, by use."""
    return [_results(each) for each in results(who(request), localdate(utc_now()))]


@router.get("/answers/{answer_id}", response={200: AnswerTold, REFUSALS: ProblemDocument})
def read_one_answer(request: HttpRequest, answer_id: UUID) -> object:
    """One that waits for the caller."""
    return _answer(sample_by_id(who(request), str(answer_id)))


@router.post("/answers/{answer_id}/read", response={200: AnswerRead, REFUSALS: ProblemDocument})
def read_an_answer(request: HttpRequest, answer_id: UUID) -> object:
    """Its text, for whoever reviews it. Written down each time."""
    actor = who(request)
    opened = read_sample(actor, sample_by_id(actor, str(answer_id)), now=utc_now())
    return AnswerRead(
        asked=[part_told(each) for each in opened.asked], answered=[part_told(each) for each in opened.answered]
    )


@router.post("/answers/{answer_id}/review", response={201: OutputReviewTold, REFUSALS: ProblemDocument})
def review_an_answer(request: HttpRequest, answer_id: UUID, said: Reviewed) -> object:
    """Say what it was."""
    actor = who(request)
    act = review_and_raise_concern if said.concern else review_output
    judged = Judged(said.finding, said.severity, said.note)
    review = act(actor, sample_by_id(actor, str(answer_id)), judged, now=utc_now())
    return created(
        OutputReviewTold(
            answer=str(answer_id),
            finding=Finding(review.finding),
            severity=Severity(review.severity),
            note=review.note,
            counts=review.counts,
        )
    )


@router.put("/uses/{use_id}/monitors", response={200: MonitorsTold, REFUSALS: ProblemDocument})
def name_monitors(request: HttpRequest, use_id: UUID, named: Monitors) -> object:
    """Say who reviews the answers of a use."""
    actor = who(request)
    use = use_by_id(actor, str(use_id))
    first, second = somebody(named.person), somebody(named.second)
    kept = name_monitor(actor, use, first, second, percent=named.percent, now=utc_now())
    return MonitorsTold(use=str(use.pk), person=str(kept.person), second=str(kept.second), percent=kept.percent)


def _answer(sample: Sample) -> AnswerTold:
    return AnswerTold(
        id=str(sample.pk),
        use=str(sample.use_id),
        model=sample.model,
        state=SampleState(sample.state),
        made_at=sample.made_at,
        due_on=sample.due_on,
        text_until=sample.text_until,
    )


def _results(found: Results) -> ResultsTold:
    return ResultsTold(
        use=str(found.use.pk),
        title=found.use.title,
        rates=[RateTold(**vars(each)) for each in found.rates],
        months=[MonthTold(**vars(each)) for each in found.months],
        waiting=found.waiting,
        late=found.late,
        lapsed=found.lapsed,
    )
