"""/api/v1/use-cases/…/judgment, /portfolio/first-workflow: gates and tests of a use case, and what one begins with."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor
from chalkline.purpose.portfolio.api import (
    Step,
    WorkSteps,
    candidates,
    choose_first_workflow,
    describe_work,
    first_workflow,
    steps_of,
    work_of,
)
from chalkline.purpose.use_cases.api import UseCase, use_case_by_id
from chalkline.rest.shapes import (
    REFUSALS,
    Named,
    Place,
    ProblemDocument,
    Sent,
    Short,
    Text,
    like,
    said,
    who,
)

router = Place(tags=["portfolio"])


class StepGiven(Sent):
    """One step of the work."""

    what: Short
    who: Short
    minutes: int = Field(ge=0, le=100_000)


class StepsGiven(Sent):
    """The same piece of work twice: as it is done today, and as it would be."""

    model_config = like(
        today=[{"what": "Rewrites a passage at three levels", "who": "Teacher", "minutes": 50}],
        then=[
            {"what": "Asks for three levels", "who": "Teacher", "minutes": 5},
            {"what": "Reads and mends each", "who": "Teacher", "minutes": 15},
        ],
    )

    today: list[StepGiven] = Field(max_length=50)
    then: list[StepGiven] = Field(max_length=50)


class FirstChosen(Sent):
    """What the district begins with, and why."""

    model_config = like(use_case_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", because="Every grade team asked for it.")

    use_case_id: UUID
    because: Text = ""


class WorkflowGateTold(Schema):
    """How a gate stands. ``rests_on``: the records it was read from; ``records_say``: theirs against an answer."""

    gate: str
    state: str
    reason: str
    to_open: str
    rests_on: list[Named]
    records_say: str


class FourTestTold(Schema):
    """One of the four tests; null where nobody has scored. ``decided_by``: the written anchor that decided it."""

    test: str
    passed: bool | None
    decided_by: str


class JudgedTold(Schema):
    """How a use case was judged: its gates, the four tests, the steps of its work."""

    use_case_id: str
    gates: list[WorkflowGateTold]
    tests: list[FourTestTold]
    verdict: str
    is_first: bool
    steps: StepsGiven | None


@router.get("/use-cases/{use_case_id}/judgment", response={200: JudgedTold, REFUSALS: ProblemDocument})
def read_judgment(request: HttpRequest, use_case_id: UUID) -> object:
    """How a use case stands at its gates and in the four tests, with the steps of its work."""
    actor = who(request)
    return _judged(actor, use_case_by_id(actor, str(use_case_id)))


@router.put("/use-cases/{use_case_id}/steps", response={200: JudgedTold, REFUSALS: ProblemDocument})
def describe_the_steps(request: HttpRequest, use_case_id: UUID, given: StepsGiven) -> object:
    """Describe the work as it is done today, and as it would be."""
    actor = who(request)
    found = use_case_by_id(actor, str(use_case_id))
    today, then = (tuple(Step(each.what, each.who, each.minutes) for each in way) for way in (given.today, given.then))
    describe_work(actor, found, WorkSteps(today, then), now=utc_now())
    return _judged(actor, found)


@router.put("/portfolio/first-workflow", response={200: JudgedTold, REFUSALS: ProblemDocument})
def choose_the_first_workflow(request: HttpRequest, given: FirstChosen) -> object:
    """Choose what the district begins with: one that passes the four tests."""
    actor = who(request)
    found = use_case_by_id(actor, str(given.use_case_id))
    choose_first_workflow(actor, found, because=given.because, now=utc_now())
    return _judged(actor, found)


def _judged(actor: Actor, use_case: UseCase) -> JudgedTold:
    found = next(each for each in candidates(actor, on=localdate()) if each.use_case.pk == use_case.pk)
    first, work = first_workflow(actor), work_of(actor, use_case)
    return JudgedTold(
        use_case_id=found.entry.id,
        gates=[
            WorkflowGateTold(
                gate=each.gate.value,
                state=each.state.value,
                reason=said(each.reason),
                to_open=said(each.to_open),
                rests_on=[Named(id=ref.id, name=ref.kind) for ref in each.evidence],
                records_say=said(each.records_say),
            )
            for each in found.entry.gates
        ],
        tests=[
            FourTestTold(test=each.test.value, passed=each.passed, decided_by=said(each.decided_by))
            for each in found.verdict.tests
        ],
        verdict=said(found.verdict.sentence),
        is_first=bool(first and first.use_case_id == use_case.pk),
        steps=StepsGiven(**steps_of(work).as_json()) if work else None,
    )
