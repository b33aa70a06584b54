"""/api/v1/audit and /findings: which AI is in use, how far it reaches, and what is done about it.

Numbers are those of the screens: a small group is null, and so is what it could be worked out from.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.discover.findings.api import (
    Finding,
    FindingState,
    GroupStanding,
    Reach,
    Wanted,
    acts_first,
    ask_for_findings,
    audit,
    dismiss_findings,
    finding_by_id,
    findings,
    headline,
    join_approved_use,
    send_to_triage,
)
from chalkline.kernel.clock import utc_now
from chalkline.protect.disclosure import Cell, Shown
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
    all_said,
    like,
    paged,
    said,
    who,
)

router = Place(tags=["discover"])


class FoundStandingTold(Schema):
    """How the use by one group of people stands, and why."""

    group: str
    name: str
    standing: str
    headline: str
    reasons: list[str]
    not_shown: list[str]


class ServiceSeen(Schema):
    """One AI service in the logs. Counts are null for small groups and what protects them."""

    model_config = like(
        tool="gauth", name="Gauth", vendor="GauthTech", category="Homework help", scope="core", people=388, visits=4120,
        visits_allowed=4100, visits_blocked=20, first_on="2026-09-01", last_on="2026-11-19", schools=4,
        standing="unapproved", groups=[],
    )  # fmt: skip

    tool: str
    name: str
    vendor: str
    category: str
    scope: str = Field(description="core: every visit is AI use; feature: AI is one part of it.")
    people: int | None
    visits: int | None
    visits_allowed: int | None
    visits_blocked: int | None
    first_on: date | None
    last_on: date | None
    schools: int
    standing: str
    groups: list[FoundStandingTold]


class FirstToDo(Schema):
    """One thing to act on first, and why it stands where it does."""

    rule: str
    tool: str
    what: str
    why: str


class DiscoveryAuditTold(Schema):
    """The audit of AI in use, as it may be shown on this day."""

    model_config = like(
        on="2026-11-20", first_on="2026-09-01", last_on="2026-11-19", people=None, services=[], total=41, limit=25,
        offset=0, catalogue_version=3,
    )  # fmt: skip

    on: date
    first_on: date | None
    last_on: date | None
    people: int | None = Field(description="People who used any service that is AI at every visit.")
    services: list[ServiceSeen]
    total: int
    limit: int
    offset: int
    catalogue_version: int
    headline: str = ""
    first: list[FirstToDo] = Field([], description="What to act on first, gravest first, at most five.")
    kinds: list[str] = Field([], description="Kinds of source that are loaded.")
    is_current: bool = Field(True, description="False while it is counted anew: the numbers are of before.")


class FindingTold(Schema):
    """A service or an unknown host that was seen, and what is being done about it."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", kind="service", subject="gauth", name="Gauth", state="new",
        reason="", request_id="",
    )  # fmt: skip

    id: str
    kind: str
    subject: str
    name: str
    state: str
    reason: str
    request_id: str


class FindingPage(Page[FindingTold]):
    """Findings, by name."""


class FindingsChosen(Sent):
    """Findings, up to a hundred at once."""

    model_config = like(finding_ids=["0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"])

    finding_ids: list[UUID] = Field(min_length=1, max_length=100)


class FindingsDismissed(FindingsChosen):
    """Findings to set aside, with one reason."""

    model_config = like(finding_ids=["0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"], reason="A news site, not an AI service.")

    reason: Text


class FindingAsked(Sent):
    """What becomes of one finding: it joins ``request`` or ``use``, or its tool is asked for, for ``purpose``."""

    finding: UUID
    request: Id = ""
    use: Id = ""
    purpose: Id = ""


class FindingsAsked(Sent):
    """Requests for several findings, all or none; ``elements`` and ``why`` are of each request that is filed."""

    model_config = like(
        findings=[{"finding": "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", "purpose": "uc_lesson"}],
        elements=["none"], why="It is in use already.",
    )  # fmt: skip

    findings: list[FindingAsked] = Field(min_length=1, max_length=100)
    elements: list[Id] = Field(default=[], max_length=200)
    why: Text = ""


@router.get("/audit", response={200: DiscoveryAuditTold, REFUSALS: ProblemDocument})
def read_audit(request: HttpRequest, span: Query[Span]) -> object:
    """Which AI is in use here, by reach, with small groups hidden."""
    actor = who(request)
    seen = audit(actor)
    part = seen.services[span.offset : span.offset + span.limit]
    return DiscoveryAuditTold(
        on=seen.on,
        first_on=seen.period[0] if seen.period else None,
        last_on=seen.period[1] if seen.period else None,
        people=_number(seen.core.people) if seen.core else 0,
        services=[_service(each) for each in part],
        total=len(seen.services),
        limit=span.limit,
        offset=span.offset,
        catalogue_version=seen.catalogue_version,
        headline=said(headline(seen)),
        first=[
            FirstToDo(rule=each.rule, tool=each.tool, what=said(each.what), why=said(each.why))
            for each in acts_first(actor, seen)
        ],
        kinds=list(seen.kinds),
        is_current=seen.is_current,
    )


@router.get("/findings", response={200: FindingPage, REFUSALS: ProblemDocument})
def list_findings(request: HttpRequest, span: Query[Span], state: FindingState | None = None) -> object:
    """Findings, or those in one state."""
    return paged(findings(who(request), state=state), span, _finding)


@router.post("/findings/triage", response={200: list[FindingTold], REFUSALS: ProblemDocument})
def send_findings_to_triage(request: HttpRequest, chosen: FindingsChosen) -> object:
    """Put findings on the list of those somebody looks at."""
    actor = who(request)
    return [_finding(each) for each in send_to_triage(actor, _chosen(request, chosen), now=utc_now())]


@router.post("/findings/dismiss", response={200: list[FindingTold], REFUSALS: ProblemDocument})
def set_findings_aside(request: HttpRequest, chosen: FindingsDismissed) -> object:
    """Set findings aside, with one reason."""
    actor = who(request)
    settled = dismiss_findings(actor, _chosen(request, chosen), why=chosen.reason, now=utc_now())
    return [_finding(each) for each in settled]


@router.post("/findings/approved", response={200: list[FindingTold], REFUSALS: ProblemDocument})
def put_findings_under_approved_use(request: HttpRequest, chosen: FindingsChosen) -> object:
    """Say that findings belong to the approved use of their tool."""
    actor = who(request)
    return [_finding(each) for each in join_approved_use(actor, _chosen(request, chosen), now=utc_now())]


@router.post("/findings/requests", response={200: list[FindingTold], REFUSALS: ProblemDocument})
def ask_for_what_was_found(request: HttpRequest, asked: FindingsAsked) -> object:
    """Join what is on its way or approved, and file a request for the rest, for those who use it by the sources."""
    wanted = {
        str(each.finding): Wanted(str(each.finding), each.request, each.use, each.purpose) for each in asked.findings
    }
    settled = ask_for_findings(
        who(request), list(wanted.values()), elements=frozenset(asked.elements), why=asked.why, now=utc_now()
    )
    return [_finding(each) for each in settled]


@router.get("/findings/{finding_id}", response={200: FindingTold, REFUSALS: ProblemDocument})
def read_finding(request: HttpRequest, finding_id: UUID) -> object:
    """One finding."""
    return _finding(finding_by_id(who(request), str(finding_id)))


def _chosen(request: HttpRequest, chosen: FindingsChosen) -> list[Finding]:
    return [finding_by_id(who(request), str(each)) for each in dict.fromkeys(chosen.finding_ids)]


def _service(reach: Reach) -> ServiceSeen:
    return ServiceSeen(
        tool=reach.slug,
        name=reach.name,
        vendor=reach.vendor,
        category=reach.category,
        scope=reach.ai_scope,
        people=_number(reach.people),
        visits=_number(reach.events),
        visits_allowed=_number(reach.allowed),
        visits_blocked=_number(reach.blocked),
        first_on=reach.first_on,
        last_on=reach.last_on,
        schools=reach.schools,
        standing=reach.standing.value,
        groups=[_group(each) for each in reach.standings],
    )


def _group(each: GroupStanding) -> FoundStandingTold:
    return FoundStandingTold(
        group=each.group,
        name=said(each.name),
        standing=each.standing.value,
        headline=said(each.headline),
        reasons=all_said(each.reasons),
        not_shown=all_said(each.not_shown),
    )


def _number(cell: Cell) -> int | None:
    return cell.count if isinstance(cell, Shown) else None


def _finding(finding: Finding) -> FindingTold:
    return FindingTold(
        id=str(finding.pk),
        kind=finding.kind,
        subject=finding.subject,
        name=finding.name,
        state=finding.state,
        reason=finding.reason,
        request_id=finding.request_id,
    )
