"""/api/v1/audits: audits of AI in use as they were taken, one taken now, and two of them compared.

Numbers are those of the pages: a small group is null, and a difference of fewer than ten people is not told.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema, Status

from chalkline.discover.audits.api import (
    Comparison,
    Contents,
    Grown,
    TakenAudit,
    ToolThen,
    audits_taken,
    compare_audits,
    contents_taken,
    take_audit,
    taken_audit,
)
from chalkline.kernel.clock import utc_now
from chalkline.rest.shapes import (
    REFUSALS,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Span,
    all_said,
    created,
    like,
    number_shown,
    paged,
    said,
    who,
)

router = Place(tags=["discover"])


class AuditTaken(Schema):
    """An audit that was taken: it never changes. ``people`` is null where it may not be shown."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", number=2, on="2026-11-20", first_on="2026-11-01",
        last_on="2026-11-19", tools=31, people=668, sources=4, catalogue_version=3, policy_revision=2, note="",
        digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )  # fmt: skip

    id: str
    number: int
    on: date
    first_on: date | None
    last_on: date | None
    tools: int
    people: int | None
    sources: int
    catalogue_version: int
    policy_revision: int
    note: str
    digest: str


class AuditTakenPage(Page[AuditTaken]):
    """Audits, newest first."""


class ToolSeenThen(Schema):
    """One tool as an audit shows it."""

    tool: str
    name: str
    scope: str
    people: int | None
    students: int | None
    visits_allowed: int | None
    visits_blocked: int | None
    schools: int
    standing: str
    terms: list[str] = Field(description="The terms of the approved use that its use is outside of.")
    seen_by: list[str]
    differences: list[str]


class SourceSeen(Schema):
    """A source an audit rests on; the digest is of the file."""

    name: str
    digest: str
    shape: str
    kind: str
    rows: int
    first_on: date | None
    last_on: date | None


class FirstThing(Schema):
    """One thing to act on first, and why."""

    rule: str
    tool: str
    what: str
    why: str


class AuditTakenWhole(AuditTaken):
    """An audit with all that it shows."""

    headline: str
    first: list[FirstThing]
    services: list[ToolSeenThen]
    people_by_school: dict[str, int | None]
    people_by_group: dict[str, int | None]
    sources_seen: list[SourceSeen]
    not_loaded: list[str]


class AuditWanted(Sent):
    """An audit to take."""

    model_config = like(note="After the filter was changed.")

    note: str = Field("", max_length=300)


class Change(Schema):
    """A count that both audits show, and that differs by ten people or more."""

    tool: str
    name: str
    school: str
    before: int
    after: int


class StandingMoved(Schema):
    """A tool that stands otherwise than it did."""

    tool: str
    name: str
    before: str
    after: str


class AuditsCompared(Schema):
    """What has changed from one audit to a later one."""

    before_on: date
    after_on: date
    people: Change | None = Field(description="All AI tools; null where it changed by fewer than ten people.")
    new: list[str]
    gone: list[str]
    grown: list[Change]
    shrunk: list[Change]
    standing: list[StandingMoved]
    schools: list[Change]
    tools_at_schools: list[Change]
    not_compared: int
    cautions: list[str]


@router.get("/audits", response={200: AuditTakenPage, REFUSALS: ProblemDocument})
def list_audits(request: HttpRequest, span: Query[Span]) -> object:
    """Audits that were taken, newest first."""
    return paged(audits_taken(who(request)), span, _taken)


@router.post("/audits", response={201: AuditTaken, REFUSALS: ProblemDocument})
def take_an_audit(request: HttpRequest, wanted: AuditWanted) -> Status[Any]:
    """Freeze what may be shown of the sources that count now."""
    return created(AuditTaken(**_taken(take_audit(who(request), note=wanted.note, now=utc_now()))))


@router.get("/audits/compared/{before}/{after}", response={200: AuditsCompared, REFUSALS: ProblemDocument})
def compare_two_audits(request: HttpRequest, before: str, after: str) -> object:
    """What has changed between two audits, by their numbers."""
    actor = who(request)
    return _compared(compare_audits(actor, taken_audit(actor, before), taken_audit(actor, after)))


@router.get("/audits/{audit_id}", response={200: AuditTakenWhole, REFUSALS: ProblemDocument})
def read_audit_taken(request: HttpRequest, audit_id: UUID) -> object:
    """One audit as it was taken."""
    actor = who(request)
    one = taken_audit(actor, str(audit_id))
    return _whole(one, contents_taken(actor, one))


def _taken(one: TakenAudit) -> dict[str, Any]:
    names = ("number", "on", "first_on", "last_on", "tools", "people", "sources", "catalogue_version")
    return {
        "id": str(one.pk),
        **{name: getattr(one, name) for name in (*names, "policy_revision", "note", "digest")},
    }


def _whole(one: TakenAudit, contents: Contents) -> AuditTakenWhole:
    return AuditTakenWhole(
        **_taken(one),
        headline=said(contents.headline),
        first=[
            FirstThing(rule=each.rule, tool=each.tool, what=said(each.what), why=said(each.why))
            for each in contents.acts
        ],
        services=[_tool(each) for each in contents.tools],
        people_by_school={
            contents.school_names.get(school, ""): number_shown(cell) for school, cell in contents.by_school.items()
        },
        people_by_group={group: number_shown(cell) for group, cell in contents.by_group.items()},
        sources_seen=[
            SourceSeen(
                name=each.name, digest=each.digest, shape=each.shape, kind=each.kind, rows=each.rows,
                first_on=each.first_on, last_on=each.last_on,
            )
            for each in contents.sources
        ],
        not_loaded=all_said(contents.not_loaded),
    )  # fmt: skip


def _tool(each: ToolThen) -> ToolSeenThen:
    return ToolSeenThen(
        tool=each.slug,
        name=each.name,
        scope=each.scope,
        people=number_shown(each.people),
        students=number_shown(each.students),
        visits_allowed=number_shown(each.allowed),
        visits_blocked=number_shown(each.blocked),
        schools=each.schools,
        standing=each.standing.value,
        terms=all_said(each.terms),
        seen_by=list(each.kinds),
        differences=all_said(each.differs),
    )


def _compared(found: Comparison) -> AuditsCompared:
    return AuditsCompared(
        before_on=found.before_on,
        after_on=found.after_on,
        people=_change(found.people) if found.people else None,
        new=[each.slug for each in found.new],
        gone=[each.slug for each in found.gone],
        grown=[_change(each) for each in found.grown],
        shrunk=[_change(each) for each in found.shrunk],
        standing=[
            StandingMoved(tool=each.slug, name=each.name, before=each.before.value, after=each.after.value)
            for each in found.moved
        ],
        schools=[_change(each) for each in found.schools],
        tools_at_schools=[_change(each) for each in found.by_school],
        not_compared=found.hidden,
        cautions=all_said(found.cautions),
    )


def _change(each: Grown) -> Change:
    return Change(tool=each.slug, name=each.name, school=each.school, before=each.before, after=each.after)
