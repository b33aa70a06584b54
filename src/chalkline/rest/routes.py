"""/api/v1/route-rules: how much care a request needs, by which rules; and what one person decides alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
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
from chalkline.govern.committees.api import Light, Outcome, meeting_by_id
from chalkline.govern.delegations.api import (
    Said,
    delegation_by_id,
)
from chalkline.kernel.clock import utc_now
from chalkline.rest.agenda_items import ConditionMoved
from chalkline.rest.decisions import DecisionTold, decision_told
from chalkline.rest.shapes import (
    REFUSALS,
    Named,
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
