"""What the API says of requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from chalkline.approve.holders.api import holder_of
from chalkline.approve.requests.api import (
    STATE_NAMES,
    Request,
    RequestState,
    title_of,
)
from chalkline.rest.reviews import ReviewTold
from chalkline.rest.shapes import (
    Named,
    Page,
    like,
    said,
)

ASKED: dict[str, Any] = {
    "tool": "diffit",
    "purpose": "uc_leveling",
    "roles": ["teacher"],
    "grade_bands": ["g35"],
    "school_ids": ["6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11"],
    "elements": ["public_docs"],
    "why": "I rewrite three passages every Sunday.",
}


class RequestTold(Schema):
    """A request as it stands. ``digest`` names this version of what is asked for."""

    model_config = like(
        **ASKED, id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", title="Diffit: Adjust reading level", state="in_review",
        state_name="In review", asked_by={"id": "2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11", "name": "Tess Moreno"},
        asked_count=3, use_case=None, problem=None, filed_at="2026-11-20T15:00:00Z",
        state_at="2026-11-20T15:00:05Z", digest="9f2a",
    )  # fmt: skip

    id: str
    title: str
    tool: str
    purpose: str
    roles: list[str]
    grade_bands: list[str]
    school_ids: list[str]
    elements: list[str]
    why: str
    state: str
    state_name: str
    asked_by: Named
    asked_count: int = Field(description="How many people ask for it now.")
    use_case: Named | None
    problem: Named | None
    filed_at: datetime
    state_at: datetime
    digest: str


class RequestPage(Page[RequestTold]):
    """Requests, newest first."""


class Step(Schema):
    """A state it came into."""

    state: str
    at: datetime


class HolderTold(Schema):
    """Who has it now, what they have to do, and by when."""

    person: Named
    does: str
    due_on: date


class RequestFollowed(RequestTold):
    """A request with the way it went and its reviews."""

    way: list[Step]
    reviews: list[ReviewTold]
    holder: HolderTold | None


class Similar(Schema):
    """A request on its way that is close to what somebody is about to ask."""

    request: RequestTold
    same_purpose: bool
    is_mine: bool


def holder_told(found: Request) -> HolderTold | None:
    """Who has it now; None where nobody has to."""
    held = holder_of(found)
    if held is None:
        return None
    return HolderTold(person=Named(id=held.person_id, name=held.name), does=said(held.does), due_on=held.due_on)


def request_told(found: Request) -> RequestTold:
    """A request, as it is told."""
    use_case = found.use_case
    return RequestTold(
        id=str(found.pk),
        title=title_of(found),
        tool=found.tool.slug,
        purpose=found.purpose,
        roles=found.roles,
        grade_bands=found.grade_bands,
        school_ids=found.school_ids,
        elements=found.elements,
        why=found.why,
        state=found.state,
        state_name=said(STATE_NAMES[RequestState(found.state)]),
        asked_by=Named(id=str(found.asked_by_id), name=str(found.asked_by)),
        asked_count=found.asked_count,
        use_case=Named(id=str(use_case.pk), name=use_case.title) if use_case else None,
        problem=Named(id=str(use_case.problem_id), name=use_case.problem.title) if use_case else None,
        filed_at=found.filed_at,
        state_at=found.state_at,
        digest=found.digest,
    )
