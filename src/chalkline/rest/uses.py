"""/api/v1/uses: what decisions allow. Stopped by one person, let go on by two, ended by one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.approve.uses.api import (
    ApprovedUse,
    UseTime,
    ask_to_lift,
    conditions_of_use,
    due_in,
    end_use,
    kept_by,
    lift_suspension,
    only_uses_when,
    open_suspension,
    state_of,
    suspend_use,
    use_by_id,
    uses,
    with_what_is_due,
)
from chalkline.kernel.clock import utc_now
from chalkline.rest.kept import KeptTold, kept_told
from chalkline.rest.lists import Listing, chosen, listed
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Why,
    like,
    who,
)

router = Place(tags=["uses"])
USE_SORTS = {"tool": "tool__folded", "state": "state", "until": "expires_on", "decision": "granted_at"}


class UseTold(Schema):
    """An approved use: active, suspended, ended or expired."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", title="Diffit: Adjust reading level", state="active", tool="diffit",
        purpose="uc_leveling", roles=["teacher"], grade_bands=["g35"], school_ids=[], elements=["public_docs"],
        conditions=["A teacher reads every passage before students see it."], kept_by=["gateway", "people"],
        starts_on="2026-12-03", expires_on="2027-06-30", decision="2026-1", request_id="2b6f", stopped_because="",
        lift_is_asked=False,
        due=[
            {
                "id": "7a4c1f52-0a51-4f0e-9d0a-2f0e6d3c9b11", "text": "A teacher reads every passage.",
                "owner": {"id": "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", "name": "Tess Moreno"},
                "due_on": "2026-12-20", "done_at": None, "note": "",
            }
        ],
    )  # fmt: skip

    id: str
    title: str
    state: str
    tool: str
    purpose: str
    roles: list[str]
    grade_bands: list[str]
    school_ids: list[str]
    elements: list[str]
    conditions: list[str]
    kept_by: list[str]
    starts_on: date
    expires_on: date
    decision: str
    request_id: str
    stopped_because: str
    lift_is_asked: bool
    due: list[KeptTold] = Field(description="What people still have to see to, the first due first.")


class UsePage(Page[UseTold]):
    """Approved uses, latest first."""


@router.get("/uses", response={200: UsePage, REFUSALS: ProblemDocument})
def list_uses(request: HttpRequest, listing: Query[Listing], when: Id = "") -> object:
    """Every approved use there ever was, latest first. ``when``: now or over. They are sorted by tool, state, until or
    decision.
    """
    rows = uses(who(request), search=listing.q)
    if chosen("when", when, UseTime):
        rows = only_uses_when(rows, when, localdate(utc_now()))
    return listed(with_what_is_due(rows), listing, USE_SORTS, _told)


@router.get("/uses/{use_id}", response={200: UseTold, REFUSALS: ProblemDocument})
def read_use(request: HttpRequest, use_id: UUID) -> object:
    """One approved use."""
    return _told(use_by_id(who(request), str(use_id)))


@router.post("/uses/{use_id}/suspend", response={200: UseTold, REFUSALS: ProblemDocument})
def suspend_a_use(request: HttpRequest, use_id: UUID, why: Why) -> object:
    """Stop a use at once, with a reason. Gateways obey within seconds."""
    actor = who(request)
    suspend_use(actor, use_by_id(actor, str(use_id)), reason=why.reason, now=utc_now())
    return _told(use_by_id(actor, str(use_id)))


@router.post("/uses/{use_id}/ask-to-lift", response={200: UseTold, REFUSALS: ProblemDocument})
def ask_that_a_use_goes_on(request: HttpRequest, use_id: UUID, why: Why) -> object:
    """Ask that a stopped use may go on, and say what was done about it. A second person then agrees."""
    actor = who(request)
    ask_to_lift(actor, use_by_id(actor, str(use_id)), reason=why.reason, now=utc_now())
    return _told(use_by_id(actor, str(use_id)))


@router.post("/uses/{use_id}/lift", response={200: UseTold, REFUSALS: ProblemDocument})
def let_a_use_go_on(request: HttpRequest, use_id: UUID) -> object:
    """Agree, as the second person, that a stopped use may go on."""
    actor = who(request)
    lift_suspension(actor, use_by_id(actor, str(use_id)), now=utc_now())
    return _told(use_by_id(actor, str(use_id)))


@router.post("/uses/{use_id}/end", response={200: UseTold, REFUSALS: ProblemDocument})
def end_a_use(request: HttpRequest, use_id: UUID, why: Why) -> object:
    """End a use before its last day. Only a new decision brings it back."""
    actor = who(request)
    end_use(actor, use_by_id(actor, str(use_id)), reason=why.reason, now=utc_now())
    return _told(use_by_id(actor, str(use_id)))


def _told(use: ApprovedUse) -> UseTold:
    stop = open_suspension(use)
    return UseTold(
        id=str(use.pk),
        title=use.title,
        state=state_of(use, localdate(utc_now())).value,
        tool=use.tool.slug,
        purpose=use.purpose,
        roles=use.roles,
        grade_bands=use.grade_bands,
        school_ids=use.school_ids,
        elements=use.elements,
        conditions=[condition.text for condition in conditions_of_use(use)],
        kept_by=sorted(each.value for each in kept_by(use)),
        starts_on=use.starts_on,
        expires_on=use.expires_on,
        decision=str(use.decision),
        request_id=str(use.request_id),
        stopped_because=stop.reason if stop else "",
        lift_is_asked=bool(stop and stop.lift_asked_by_id),
        due=[kept_told(each) for each in due_in(use)],
    )
