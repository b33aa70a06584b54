"""/api/v1/route-rules and /delegations: how requests are judged, and who may decide small ones for the committee."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.approve.packets.api import decide_request
from chalkline.approve.requests.api import request_by_id
from chalkline.approve.routes.api import (
    LANE_NAMES,
    TESTS,
    Rules,
    RuleSet,
    Test,
    propose_rules,
    put_rules_on_agenda,
    route_of,
    rule_set_by_id,
    rule_sets,
    rules_in_force,
)
from chalkline.govern.committees.api import Light, Outcome, committee_by_id, meeting_by_id
from chalkline.govern.delegations.api import (
    Delegation,
    Limits,
    Look,
    Said,
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
from chalkline.rest.agenda_items import ConditionMoved
from chalkline.rest.decisions import DecisionTold, decision_told
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
    said,
    who,
)

router = Place(tags=["requests"])
ID = "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"
Level = Literal["", "green", "yellow", "red"]


class Chosen(Sent):
    """The meeting that decides."""

    model_config = like(meeting_id=ID)

    meeting_id: UUID


class RulesSent(Sent):
    """How much care each test asks for ("" for none by itself), whether the principal is asked first, and why."""

    model_config = like(levels={"no_agreement": "red"}, principal_first=False, because="Schedules come first.")

    levels: dict[Test, Level] = Field({}, description="Tests left out stay as they are in force.")
    principal_first: bool = False
    because: Text = ""


class RulesTold(Schema):
    """A set of rules, as proposed, in force, turned down or replaced."""

    model_config = like(
        id=ID, state="proposed", levels={"students": "yellow"}, principal_first=False, because="", decision="",
        proposed_at="2026-11-20T15:00:00Z", digest="9f2a",
    )  # fmt: skip

    id: str
    state: str
    levels: dict[str, str]
    principal_first: bool
    because: str
    decision: str
    proposed_at: datetime
    digest: str


class RulesPage(Page[RulesTold]):
    """Sets of rules, latest first."""


class SpokeTold(Schema):
    """A rule that spoke."""

    test: str
    says: str
    level: str
    about: list[str]


class RouteTold(Schema):
    """How much care a request needs, by which rules, which way it goes, who could decide it."""

    model_config = like(level="green", lane="fast", lane_name="Fast lane", spoke=[], rules="", delegates=[])

    level: str
    lane: str
    lane_name: str
    spoke: list[SpokeTold]
    rules: str = Field(description="The digest of the rules; empty for those that Chalkline comes with.")
    delegates: list[Named]


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


class DecidedSent(Sent):
    """A decision by delegation. An approval carries every condition that reviews ask for."""

    model_config = like(delegation_id=ID, approves=True, conditions=[], expires_on="2027-06-30", reason="Public texts.")

    delegation_id: UUID
    approves: bool
    conditions: list[ConditionMoved] = Field([], max_length=20)
    expires_on: date | None = None
    reason: Text = ""


@router.get("/route-rules", response={200: RulesPage, REFUSALS: ProblemDocument})
def list_route_rules(request: HttpRequest, span: Query[Span]) -> object:
    """Every set of rules there was, latest first."""
    return paged(rule_sets(who(request)), span, _rules)


@router.post("/route-rules", response={201: RulesTold, REFUSALS: ProblemDocument})
def propose_other_rules(request: HttpRequest, sent: RulesSent) -> object:
    """Propose other rules to the committee."""
    levels = dict(rules_in_force()[0].levels)
    levels.update({test: Light(level) if level else None for test, level in sent.levels.items()})
    wanted = Rules(levels, sent.principal_first)
    return created(_rules(propose_rules(who(request), wanted, because=sent.because, now=utc_now())))


@router.post("/route-rules/{rule_set_id}/agenda", response={201: Named, REFUSALS: ProblemDocument})
def put_rules_before_a_meeting(request: HttpRequest, rule_set_id: UUID, chosen: Chosen) -> object:
    """Put proposed rules before a meeting."""
    actor = who(request)
    meeting = meeting_by_id(actor, str(chosen.meeting_id))
    item = put_rules_on_agenda(actor, rule_set_by_id(actor, str(rule_set_id)), meeting, now=utc_now())
    return created(Named(id=str(item.pk), name=item.title))


@router.get("/requests/{request_id}/route", response={200: RouteTold, REFUSALS: ProblemDocument})
def read_a_route(request: HttpRequest, request_id: UUID) -> object:
    """How a request is judged today, with every rule that spoke."""
    route = route_of(request_by_id(who(request), str(request_id)))
    return RouteTold(
        level=route.level,
        lane=route.lane,
        lane_name=said(LANE_NAMES[route.lane]),
        spoke=[
            SpokeTold(test=each.test, says=said(TESTS[each.test].says), level=each.level, about=list(each.about))
            for each in route.assessed.spoke
        ],
        rules=route.version,
        delegates=[Named(id=str(each.person.pk), name=str(each.person)) for each in route.delegates],
    )


@router.post("/requests/{request_id}/decide", response={201: DecisionTold, REFUSALS: ProblemDocument})
def decide_a_request(request: HttpRequest, request_id: UUID, sent: DecidedSent) -> object:
    """Decide a request for the committee that gave the right, within its limits; never one's own."""
    actor = who(request)
    conditions = tuple(each.condition() for each in sent.conditions)
    approves = Outcome.APPROVE_WITH_CONDITIONS if conditions else Outcome.APPROVE
    outcome = approves if sent.approves else Outcome.DECLINE
    keepers = tuple(kept for each in sent.conditions if (kept := each.keeper())) if sent.approves else ()
    words = Said(outcome, sent.reason, conditions, sent.expires_on if sent.approves else None, keepers)
    delegation = delegation_by_id(actor, str(sent.delegation_id))
    made = decide_request(actor, request_by_id(actor, str(request_id)), delegation, words, now=utc_now())
    return created(decision_told(made))


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


def _rules(found: RuleSet) -> RulesTold:
    return RulesTold(
        id=str(found.pk),
        state=found.state,
        levels=found.content["levels"],
        principal_first=found.content["principal_first"],
        because=found.because,
        decision=str(found.decision) if found.decision else "",
        proposed_at=found.proposed_at,
        digest=found.digest,
    )


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
