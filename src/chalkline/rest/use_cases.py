"""/api/v1/use-cases: ways AI might help with a problem."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.purpose.problems.api import problem_by_id
from chalkline.purpose.use_cases.api import (
    KindOfAI,
    UseCase,
    UseCaseOutline,
    propose_use_case,
    revise_use_case,
    use_case_by_id,
    use_cases,
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

router = Place(tags=["use cases"])

OUTLINED = {
    "title": "Faster comments on drafts",
    "how_it_helps": "Students get comments on a draft the same day; the teacher reads every comment first.",
    "purpose": "uc_feedback",
    "kind": "generative",
    "roles": ["teacher", "student"],
    "grade_bands": ["g68"],
    "flags_people": False,
    "inputs": ["student_work"],
    "human_decision": "",
    "decided_by": "",
    "errors_by_group": "",
}


class UseCaseOutlined(Sent):
    """A use case as somebody outlines it."""

    model_config = like(**OUTLINED)

    title: Short
    how_it_helps: Text
    purpose: Id
    kind: KindOfAI
    roles: list[Id] = Field(max_length=50)
    grade_bands: list[Id] = Field(max_length=20)
    flags_people: bool = False
    inputs: list[Id] = Field([], max_length=200)
    human_decision: Text = ""
    decided_by: Short = ""
    errors_by_group: Text = ""

    def outline(self) -> UseCaseOutline:
        """As the command takes it."""
        return UseCaseOutline(
            title=self.title,
            how_it_helps=self.how_it_helps,
            purpose=self.purpose,
            kind=self.kind,
            roles=frozenset(self.roles),
            grade_bands=frozenset(self.grade_bands),
            flags_people=self.flags_people,
            inputs=frozenset(self.inputs),
            human_decision=self.human_decision,
            decided_by=self.decided_by,
            errors_by_group=self.errors_by_group,
        )


class UseCaseProposed(UseCaseOutlined):
    """A use case, and the problem it is for."""

    model_config = like(**OUTLINED, problem_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    problem_id: UUID


class UseCaseTold(Schema):
    """A use case as it is outlined now. ``digest`` names this version."""

    id: str
    problem: Named
    title: str
    how_it_helps: str
    purpose: str
    kind: str
    roles: list[str]
    grade_bands: list[str]
    flags_people: bool
    inputs: list[str]
    human_decision: str
    decided_by: str
    errors_by_group: str
    proposed_by: Named
    proposed_at: datetime
    digest: str


class UseCasePage(Page[UseCaseTold]):
    """Use cases, newest first."""


@router.get("/use-cases", response={200: UseCasePage, REFUSALS: ProblemDocument})
def list_use_cases(request: HttpRequest, span: Query[Span], search: Short = "", purpose: Id = "") -> object:
    """Use cases with their problems, newest first."""
    return paged(use_cases(who(request), search=search, purpose=purpose), span, _told)


@router.post("/use-cases", response={201: UseCaseTold, REFUSALS: ProblemDocument})
def propose_a_use_case(request: HttpRequest, use_case: UseCaseProposed) -> object:
    """Put a way AI might help beside a problem."""
    actor = who(request)
    problem = problem_by_id(actor, str(use_case.problem_id))
    return created(_told(propose_use_case(actor, problem, use_case.outline(), now=utc_now())))


@router.get("/use-cases/{use_case_id}", response={200: UseCaseTold, REFUSALS: ProblemDocument})
def read_use_case(request: HttpRequest, use_case_id: UUID) -> object:
    """One use case."""
    return _told(use_case_by_id(who(request), str(use_case_id)))


@router.put("/use-cases/{use_case_id}", response={200: UseCaseTold, REFUSALS: ProblemDocument})
def revise_a_use_case(request: HttpRequest, use_case_id: UUID, use_case: UseCaseOutlined) -> object:
    """Outline a use case anew."""
    actor = who(request)
    current = use_case_by_id(actor, str(use_case_id))
    return _told(revise_use_case(actor, current, use_case.outline(), now=utc_now()))


def _told(use_case: UseCase) -> UseCaseTold:
    return UseCaseTold(
        id=str(use_case.pk),
        problem=Named(id=str(use_case.problem_id), name=use_case.problem.title),
        title=use_case.title,
        how_it_helps=use_case.how_it_helps,
        purpose=use_case.purpose,
        kind=use_case.kind,
        roles=use_case.roles,
        grade_bands=use_case.grade_bands,
        flags_people=use_case.flags_people,
        inputs=use_case.inputs,
        human_decision=use_case.human_decision,
        decided_by=use_case.decided_by,
        errors_by_group=use_case.errors_by_group,
        proposed_by=Named(id=str(use_case.proposed_by_id), name=str(use_case.proposed_by)),
        proposed_at=use_case.proposed_at,
        digest=use_case.digest,
    )
