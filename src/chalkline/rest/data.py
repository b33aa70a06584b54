"""/api/v1/systems, /flows, /roster-audits: what data goes where, and how sound it is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.data.integrity.api import Audit, audit_by_id, audits, dimension_scores, found_in
from chalkline.data.systems.api import System, Told, record_system, systems
from chalkline.kernel.clock import utc_now
from chalkline.report.flows.api import Cover, Flow, flows
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
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
    said,
    who,
)

router = Place(tags=["data"])


class SystemTold(Schema):
    """A place where the district's data is held."""

    id: str
    name: str
    kind: str
    hosting: str
    vendor: str
    owner: str
    elements: list[str]
    kept_for: str


class SystemPage(Page[SystemTold]):
    """Systems, by name."""


class SystemSaid(Sent):
    """A system to put on the map. ``owner`` and ``steward`` are e-mail addresses of people who work here."""

    model_config = like(name="PowerSchool", kind="students", hosting="vendor", owner="d.whitfield@example.org")

    name: Short
    kind: Id
    hosting: Id
    owner: Short
    vendor: Short = ""
    steward: Short = ""
    elements: list[Id] = Field(default_factory=list, max_length=500)
    kept_for: Text = ""


class FlowTold(Schema):
    """One kind of data to one tool under one approved use, from the policy in force."""

    tool: str
    kind: str
    elements: list[str]
    classification: str
    student_records: bool
    cover: Cover
    agreement_until: date | None
    decision: str
    until: date
    paused: bool


class FlowPage(Page[FlowTold]):
    """What may go where, by tool and kind of data."""


class DataAuditTold(Schema):
    """An audit of a roster export. ``score``: rows without a fault, in percent."""

    id: str
    name: str
    audited_on: date
    score: float
    rows: int
    faulty: int
    has_stops: bool


class DataAuditPage(Page[DataAuditTold]):
    """Audits, newest first."""


class AmissTold(Schema):
    """One rule that rows break."""

    rule: str
    file: str
    field: str
    title: str
    fix: str
    severity: str
    rows: int


class DimensionTold(Schema):
    """How many of the rows that a kind of check looks at pass it, in percent."""

    dimension: str
    score: float
    rows: int
    faulty: int


class WholeDataAudit(DataAuditTold):
    """An audit with what it found. Rows to fix are a file on its page, for those who keep the student system."""

    dimensions: list[DimensionTold]
    found: list[AmissTold]


@router.get("/systems", response={200: SystemPage, REFUSALS: ProblemDocument})
def list_systems(request: HttpRequest, span: Query[Span]) -> object:
    """The systems that hold data."""
    return paged(systems(who(request)), span, _system)


@router.post("/systems", response={201: SystemTold, REFUSALS: ProblemDocument})
def put_a_system_on_the_map(request: HttpRequest, given: SystemSaid) -> object:
    """Put a system on the map, with who answers for it and what it holds."""
    told = Told(**{**given.dict(), "elements": frozenset(given.elements)})
    return created(_system(record_system(who(request), told, now=utc_now())))


@router.get("/flows", response={200: FlowPage, REFUSALS: ProblemDocument})
def list_flows(request: HttpRequest, span: Query[Span]) -> object:
    """Which data may go to which tool today, and whether an agreement covers it."""
    return paged(flows(who(request), localdate()), span, _flow)


@router.get("/roster-audits", response={200: DataAuditPage, REFUSALS: ProblemDocument})
def list_roster_audits(request: HttpRequest, span: Query[Span]) -> object:
    """Every audit of a roster export: the trend."""
    return paged(audits(who(request)), span, _audit)


@router.get("/roster-audits/{audit_id}", response={200: WholeDataAudit, REFUSALS: ProblemDocument})
def read_roster_audit(request: HttpRequest, audit_id: UUID) -> object:
    """One audit: its score by kind of check, and which rules how many rows break."""
    audit = audit_by_id(who(request), str(audit_id))
    return WholeDataAudit(
        **_audit(audit).dict(),
        dimensions=[
            DimensionTold(dimension=x.dimension, score=x.score, rows=x.rows, faulty=x.faulty)
            for x in dimension_scores(audit)
        ],
        found=[
            AmissTold(
                rule=x.rule_id,
                file=x.file,
                field=x.field,
                title=said(x.title),
                fix=said(x.fix),
                severity=x.severity,
                rows=x.rows,
            )
            for x in found_in(audit)
        ],
    )


def _system(system: System) -> SystemTold:
    return SystemTold(
        id=str(system.pk),
        name=system.name,
        kind=system.kind,
        hosting=system.hosting,
        vendor=system.vendor,
        owner=str(system.owner),
        elements=system.elements,
        kept_for=system.kept_for,
    )


def _flow(flow: Flow) -> FlowTold:
    return FlowTold(
        tool=flow.tool,
        kind=flow.kind,
        elements=list(flow.elements),
        classification=flow.classification,
        student_records=flow.is_student_record,
        cover=flow.cover,
        agreement_until=flow.agreement_until,
        decision=flow.decision_number,
        until=flow.until,
        paused=flow.is_paused,
    )


def _audit(audit: Audit) -> DataAuditTold:
    return DataAuditTold(
        id=str(audit.pk),
        name=audit.name,
        audited_on=audit.audited_on,
        score=audit.score,
        rows=audit.rows,
        faulty=audit.faulty,
        has_stops=audit.has_stops,
    )
