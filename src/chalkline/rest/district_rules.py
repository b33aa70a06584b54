"""/api/v1/rule-sets and /api/v1/laws: the district's own rules in versions, and the laws that counsel switches on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.govern.committees.api import meeting_by_id
from chalkline.kernel.clock import utc_now
from chalkline.publish.district_rules.api import (
    Rows,
    RuleSet,
    adopt_rules,
    laws_on,
    narrow_at_once,
    packs_here,
    propose_rules,
    put_rules_on_agenda,
    rows_of,
    rule_set_by_id,
    rule_sets,
    switch_law,
)
from chalkline.rest.routes import Chosen
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
    Why,
    created,
    like,
    paged,
    who,
)
from chalkline.rulebook.api import EVERY, Demand, DistrictRule, Everything, Promise, Scope, Selection, Verdict

router = Place(tags=["rules"])

ROW = {"id": "R1", "roles": ["student"], "grade_bands": ["k2", "g35"], "elements": [], "kinds": ["chatbot"],
       "purposes": [], "then": "refuse", "why": "Not in elementary school.", "clause": "AI-2/1/4",
       "law": ""}  # fmt: skip
PROMISE = {"id": "P1", "roles": ["student"], "grade_bands": [], "elements": [], "kinds": [], "purposes": [],
           "only_with": "supervision", "says": "Students never sit alone before a chat."}  # fmt: skip


class Selecting(Sent):
    """Whom and what a row speaks of. An empty list means all."""

    model_config = like(**{name: ROW[name] for name in ("roles", "grade_bands", "elements", "kinds", "purposes")})

    roles: list[Id] = Field(default_factory=list)
    grade_bands: list[Id] = Field(default_factory=list)
    elements: list[Id] = Field(default_factory=list)
    kinds: list[Id] = Field(default_factory=list)
    purposes: list[Id] = Field(default_factory=list)

    def selection(self) -> Selection:
        """As the rulebook reads it."""
        return Selection(
            _scope(self.roles), _scope(self.grade_bands), _scope(self.elements), frozenset(self.kinds),
            _scope(self.purposes),
        )  # fmt: skip


class RuleRow(Selecting):
    """A rule: it refuses, holds, grounds or redacts."""

    model_config = like(**ROW)

    id: Id
    then: Verdict
    why: Short
    clause: Short = Field("", description="The clause of a policy behind it, as code/version/section: AI-2/3/4.")
    law: Short = ""


class PromiseRow(Selecting):
    """What no policy may permit: never, or only with a condition."""

    model_config = like(**PROMISE)

    id: Id
    only_with: Demand
    says: Short


class RulesWanted(Sent):
    """All rows of a version, and why."""

    model_config = like(rules=[ROW], promises=[PROMISE], why="The committee asked for it.")

    rules: list[RuleRow] = Field(default_factory=list)
    promises: list[PromiseRow] = Field(default_factory=list)
    why: Short


class RuleSetTold(Schema):
    """A version: proposed, in_force, replaced or declined."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", number=3, state="proposed", digest="9f2a", why="Asked for.",
        rules=[ROW], promises=[PROMISE], proposed_at="2026-11-20T15:00:00Z", adopted_at=None, decision="",
    )  # fmt: skip

    id: str
    number: int
    state: str
    digest: str
    why: str
    rules: list[RuleRow]
    promises: list[PromiseRow]
    proposed_at: datetime
    adopted_at: datetime | None
    decision: str


class RuleSetPage(Page[RuleSetTold]):
    """Versions, the newest first."""


class LawTold(Schema):
    """A law that would bring rows. A reading for design, not legal advice."""

    model_config = like(
        id="us-coppa", name="Children's Online Privacy Protection Rule", citation="16 CFR Part 312", confidence="high",
        is_on=False, why="", rows=["Children who can be under 13 use a tool only with the school's authorization."],
    )  # fmt: skip

    id: str
    name: str
    citation: str
    confidence: str
    is_on: bool
    why: str
    rows: list[str]


class LawsTold(Schema):
    """The laws of the country and of the district's state that bring rows."""

    laws: list[LawTold]


class Switched(Why):
    """On or off, with a reason."""

    model_config = like(is_on=True, reason="It holds for us since July.")

    is_on: bool


@router.get("/rule-sets", response={200: RuleSetPage, REFUSALS: ProblemDocument})
def list_rule_sets(request: HttpRequest, span: Query[Span]) -> object:
    """Every version of the district's rules."""
    return paged(rule_sets(who(request)), span, _told)


@router.get("/rule-sets/{set_id}", response={200: RuleSetTold, REFUSALS: ProblemDocument})
def read_rule_set(request: HttpRequest, set_id: UUID) -> object:
    """One version."""
    return _told(rule_set_by_id(who(request), str(set_id)))


@router.post("/rule-sets", response={201: RuleSetTold, REFUSALS: ProblemDocument})
def propose_a_rule_set(request: HttpRequest, wanted: RulesWanted) -> object:
    """Propose all rows anew. Nothing changes yet."""
    rows = Rows(
        tuple(DistrictRule(e.id, e.selection(), e.then, e.why, e.clause, e.law) for e in wanted.rules),
        tuple(Promise(e.id, e.selection(), e.only_with, e.says) for e in wanted.promises),
    )
    return created(_told(propose_rules(who(request), rows, why=wanted.why, now=utc_now())))


@router.post("/rule-sets/{set_id}/agenda", response={201: Named, REFUSALS: ProblemDocument})
def put_a_rule_set_before_a_meeting(request: HttpRequest, set_id: UUID, chosen: Chosen) -> object:
    """Put a version on the agenda of a meeting: the committee decides. What it narrows then counts at once."""
    actor = who(request)
    meeting = meeting_by_id(actor, str(chosen.meeting_id))
    item = put_rules_on_agenda(actor, rule_set_by_id(actor, str(set_id)), meeting, now=utc_now())
    return created(Named(id=str(item.pk), name=item.title))


@router.post("/rule-sets/{set_id}/narrow", response={200: RuleSetTold, REFUSALS: ProblemDocument})
def put_rules_in_force_at_once(request: HttpRequest, set_id: UUID, why: Why) -> object:
    """Put a version in force at once, alone, because it only narrows."""
    actor = who(request)
    return _told(narrow_at_once(actor, rule_set_by_id(actor, str(set_id)), reason=why.reason, now=utc_now()))


@router.post("/rule-sets/{set_id}/adopt", response={200: RuleSetTold, REFUSALS: ProblemDocument})
def adopt_a_rule_set(request: HttpRequest, set_id: UUID) -> object:
    """Adopt a version that another person proposed."""
    actor = who(request)
    return _told(adopt_rules(actor, rule_set_by_id(actor, str(set_id)), now=utc_now()))


@router.get("/laws", response={200: LawsTold, REFUSALS: ProblemDocument})
def list_laws(request: HttpRequest) -> object:
    """The laws that would bring rows here, and whether counsel has switched them on."""
    who(request).must("rules.see")
    on = laws_on()
    told = [
        LawTold(
            id=each.law_id, name=each.name, citation=each.citation, confidence=each.confidence,
            is_on=each.law_id in on, why=on[each.law_id].why if each.law_id in on else "",
            rows=[rule.why for rule in each.rules],
        )
        for each in packs_here()
    ]  # fmt: skip
    return LawsTold(laws=told)


@router.post("/laws/{law_id}/switch", response={200: LawsTold, REFUSALS: ProblemDocument})
def switch_a_law(request: HttpRequest, law_id: str, switched: Switched) -> object:
    """Say, as counsel, that a law holds here, or no longer."""
    switch_law(who(request), law_id, is_on=switched.is_on, why=switched.reason, now=utc_now())
    return list_laws(request)


def _told(made: RuleSet) -> RuleSetTold:
    rows = rows_of(made)
    return RuleSetTold(
        id=str(made.pk),
        number=made.number,
        state=made.state,
        digest=made.digest,
        why=made.why,
        rules=[
            RuleRow(id=e.rule_id, then=e.verdict, why=e.why, clause=e.clause, law=e.law, **_plain(e.selection))
            for e in rows.rules
        ],
        promises=[
            PromiseRow(id=e.promise_id, only_with=e.demand, says=e.says, **_plain(e.selection)) for e in rows.promises
        ],
        proposed_at=made.proposed_at,
        adopted_at=made.adopted_at,
        decision=made.decision_number,
    )


def _scope(chosen: list[str]) -> Scope:
    return frozenset(chosen) if chosen else EVERY


def _plain(wanted: Selection) -> dict[str, list[str]]:
    scopes = {"roles": wanted.roles, "grade_bands": wanted.grade_bands, "elements": wanted.elements,
              "kinds": wanted.kinds, "purposes": wanted.purposes}  # fmt: skip
    return {name: [] if isinstance(each, Everything) else sorted(each) for name, each in scopes.items()}
