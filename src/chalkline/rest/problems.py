"""/api/v1/problems: what is wrong, for whom, with evidence and a measurable outcome."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.purpose.problems.api import (
    DistrictProblem,
    Evidence,
    GoalArea,
    Outcome,
    ProblemStatement,
    name_problem,
    number_text,
    problem_by_id,
    problems,
    revise_problem,
)
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

router = Place(tags=["problems"])

MOST_DIGITS, MOST_PLACES = 12, 3


class EvidenceGiven(Sent):
    """One thing that shows the problem is real."""

    text: Text
    figure: Short = ""
    link: Short = ""


class OutcomeMeant(Sent):
    """What will be measured, where it stands, where it should be, and by which day."""

    measure: Short
    unit: Short = ""
    baseline: Decimal = Field(max_digits=MOST_DIGITS, decimal_places=MOST_PLACES)
    target: Decimal = Field(max_digits=MOST_DIGITS, decimal_places=MOST_PLACES)
    by_on: date


STATED = {
    "title": "Feedback on writing comes too late",
    "what_happens": "Grade 7 essays come back after nine days. By then the class has moved on.",
    "area": "student_achievement",
    "evidence": [{"text": "Median days from turning in to comments, September", "figure": "9"}],
    "outcome": {"measure": "Median days to comments", "unit": "days", "baseline": "9", "target": "3",
                "by_on": "2027-05-31"},
    "owner_id": "6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11",
    "tried": "Peer review; helped a little.",
}  # fmt: skip


class ProblemSaid(Sent):
    """A problem as somebody states it."""

    model_config = like(**STATED)

    title: Short
    what_happens: Text
    area: GoalArea
    evidence: list[EvidenceGiven] = Field(max_length=50)
    outcome: OutcomeMeant
    owner_id: Id
    tried: Text = ""

    def statement(self) -> ProblemStatement:
        """As the command takes it."""
        return ProblemStatement(
            title=self.title,
            what_happens=self.what_happens,
            area=self.area,
            evidence=tuple(Evidence(each.text, each.figure, each.link) for each in self.evidence),
            outcome=Outcome(**self.outcome.dict()),
            owner_id=self.owner_id,
            tried=self.tried,
        )


class ProblemRevised(ProblemSaid):
    """A problem stated anew, and why."""

    model_config = like(**STATED, because="We have October's figures.")

    because: Text


class OutcomeTold(Schema):
    """The outcome; numbers as people write them."""

    measure: str
    unit: str
    baseline: str
    target: str
    by_on: date


class ProblemTold(Schema):
    """A problem as it is stated now. ``digest`` names this version."""

    id: str
    title: str
    what_happens: str
    area: str
    evidence: list[dict[str, str]]
    outcome: OutcomeTold
    owner: Named
    named_by: Named
    named_at: datetime
    tried: str
    digest: str


class ProblemPage(Page[ProblemTold]):
    """Problems, newest first."""


@router.get("/problems", response={200: ProblemPage, REFUSALS: ProblemDocument})
def list_problems(request: HttpRequest, span: Query[Span], search: Short = "", area: Id = "") -> object:
    """Problems of the district, newest first."""
    return paged(problems(who(request), search=search, area=area), span, told)


@router.post("/problems", response={201: ProblemTold, REFUSALS: ProblemDocument})
def name_a_problem(request: HttpRequest, problem: ProblemSaid) -> object:
    """Put a problem on the district's list."""
    return created(told(name_problem(who(request), problem.statement(), now=utc_now())))


@router.get("/problems/{problem_id}", response={200: ProblemTold, REFUSALS: ProblemDocument})
def read_problem(request: HttpRequest, problem_id: UUID) -> object:
    """One problem."""
    return told(problem_by_id(who(request), str(problem_id)))


@router.put("/problems/{problem_id}", response={200: ProblemTold, REFUSALS: ProblemDocument})
def revise_a_problem(request: HttpRequest, problem_id: UUID, problem: ProblemRevised) -> object:
    """State a problem anew, with a reason."""
    actor = who(request)
    current = problem_by_id(actor, str(problem_id))
    return told(revise_problem(actor, current, problem.statement(), because=problem.because, now=utc_now()))


def told(problem: DistrictProblem) -> ProblemTold:
    return ProblemTold(
        id=str(problem.pk),
        title=problem.title,
        what_happens=problem.what_happens,
        area=problem.area,
        evidence=problem.evidence,
        outcome=OutcomeTold(
            measure=problem.measure,
            unit=problem.unit,
            baseline=number_text(problem.baseline),
            target=number_text(problem.target),
            by_on=problem.by_on,
        ),
        owner=Named(id=str(problem.owner_id), name=str(problem.owner)),
        named_by=Named(id=str(problem.named_by_id), name=str(problem.named_by)),
        named_at=problem.named_at,
        tried=problem.tried,
        digest=problem.digest,
    )
