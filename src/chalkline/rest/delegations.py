"""/api/v1: the fast lane: what a committee lets one person decide, and what comes back to it."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.govern.committees.api import Light, committee_by_id, meeting_by_id
from chalkline.govern.delegations.api import (
    Delegation,
    Limits,
    Look,
    delegates_of,
    delegation_by_id,
    delegations,
    end_delegation,
    look_by_id,
    looks,
    propose_delegation,
    put_delegation_on_agenda,
    put_look_on_agenda,
    state_of_delegation,
    taken_in_month,
    title_of_delegation,
)
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Role, person_by_id
from chalkline.rest.routes import ID, Chosen
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Span,
    Text,
    Why,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["requests"])


class DelegationSent(Sent):
    """To whom (a role or one person), how far, until when, and why."""

    model_config = like(
        committee_id=ID, role="ai_coordinator", person_id=None, level="green", classes=["public"], a_month=10,
        percent=20, until_on="2027-06-30", because="Small requests wait for weeks.",
    )  # fmt: skip

    committee_id: UUID
    role: Literal["", *sorted(role.value for role in Role)] = ""  # type: ignore[valid-type]  # the roles there are
    person_id: UUID | None = None
    level: Literal["green", "yellow", "red"]
    classes: list[Id] = Field(max_length=10)
    a_month: int = Field(ge=0, le=1000)
    percent: int = Field(20, ge=0, le=100)
    until_on: date
    because: Text = ""


class DelegationTold(Schema):
    """A delegation with its limits and how far they are used up this month."""

    model_config = like(
        id=ID, title="AI coordinator may decide green requests for the AI oversight committee", state="in_force",
        level="green", classes=["public"], a_month=10, taken=2, percent=20, until_on="2027-06-30", delegates=[],
        decision="2026-14",
    )  # fmt: skip

    id: str
    title: str
    state: str
    level: str
    classes: list[str]
    a_month: int
    taken: int
    percent: int
    until_on: date
    delegates: list[Named]
    decision: str


class DelegationPage(Page[DelegationTold]):
    """Delegations, latest first."""


class LookTold(Schema):
    """A delegated decision that was drawn to come back to the committee."""

    model_config = like(id=ID, decision="2026-15", title="Diffit: Adjust reading level", state="waiting")

    id: str
    decision: str
    title: str
    state: str


class LookPage(Page[LookTold]):
    """Drawn decisions, the oldest first."""


@router.get("/delegations", response={200: DelegationPage, REFUSALS: ProblemDocument})
def list_delegations(request: HttpRequest, span: Query[Span]) -> object:
    """Every delegation, latest first."""
    return paged(delegations(who(request)), span, _delegation)


@router.post("/delegations", response={201: DelegationTold, REFUSALS: ProblemDocument})
def propose_a_delegation(request: HttpRequest, sent: DelegationSent) -> object:
    """Propose that somebody may decide small requests for a committee."""
    actor = who(request)
    limits = Limits(Light(sent.level), frozenset(sent.classes), sent.a_month, sent.until_on, sent.percent)
    made = propose_delegation(
        actor,
        committee_by_id(actor, str(sent.committee_id)),
        limits,
        role=Role(sent.role) if sent.role else None,
        person=person_by_id(str(sent.person_id)) if sent.person_id else None,
        because=sent.because,
        now=utc_now(),
    )
    return created(_delegation(made))


@router.post("/delegations/{delegation_id}/agenda", response={201: Named, REFUSALS: ProblemDocument})
def put_a_delegation_before_a_meeting(request: HttpRequest, delegation_id: UUID, chosen: Chosen) -> object:
    """Put a proposal before a meeting of the committee whose right it is."""
    actor = who(request)
    meeting = meeting_by_id(actor, str(chosen.meeting_id))
    item = put_delegation_on_agenda(actor, delegation_by_id(actor, str(delegation_id)), meeting, now=utc_now())
    return created(Named(id=str(item.pk), name=item.title))


@router.post("/delegations/{delegation_id}/end", response={200: DelegationTold, REFUSALS: ProblemDocument})
def end_a_delegation(request: HttpRequest, delegation_id: UUID, why: Why) -> object:
    """End a delegation before its last day."""
    actor = who(request)
    found = delegation_by_id(actor, str(delegation_id))
    return _delegation(end_delegation(actor, found, reason=why.reason, now=utc_now()))


@router.get("/looks", response={200: LookPage, REFUSALS: ProblemDocument})
def list_drawn_decisions(request: HttpRequest, span: Query[Span]) -> object:
    """Delegated decisions that were drawn to come back to the committee."""
    return paged(looks(who(request)), span, _look)


@router.post("/looks/{look_id}/agenda", response={201: Named, REFUSALS: ProblemDocument})
def put_a_drawn_decision_before_a_meeting(request: HttpRequest, look_id: UUID, chosen: Chosen) -> object:
    """Put a drawn decision before a meeting: to decline takes it back."""
    actor = who(request)
    meeting = meeting_by_id(actor, str(chosen.meeting_id))
    item = put_look_on_agenda(actor, look_by_id(actor, str(look_id)), meeting, now=utc_now())
    return created(Named(id=str(item.pk), name=item.title))


def _delegation(found: Delegation) -> DelegationTold:
    today = localdate()
    return DelegationTold(
        id=str(found.pk),
        title=title_of_delegation(found),
        state=state_of_delegation(found, today),
        level=found.level,
        classes=found.classes,
        a_month=found.a_month,
        taken=taken_in_month(found, today),
        percent=found.percent,
        until_on=found.until_on,
        delegates=[Named(id=str(each.pk), name=str(each)) for each in delegates_of(found)],
        decision=str(found.decision) if found.decision else "",
    )


def _look(found: Look) -> LookTold:
    return LookTold(id=str(found.pk), decision=str(found.decision), title=found.decision.title, state=found.state)
