"""/api/v1/security-audits, /weaknesses: the checklist with what shows each answer, and what has to be mended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.security_audits.api import (
    Answered,
    AuditAnswer,
    Evidence,
    SecurityAudit,
    Severity,
    Verdict,
    Weakness,
    WeaknessState,
    answer_item,
    begin_security_audit,
    checklist,
    finish_security_audit,
    mend_weakness,
    note_weakness,
    retest_weakness,
    security_audit_by_id,
    security_audits,
    weakness_by_id,
    weaknesses,
)
from chalkline.people.api import person_by_id
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
    who,
)

router = Place(tags=["security audits"])


class SecurityAuditTold(Schema):
    """A security audit."""

    id: str
    checklist: str
    begun_at: datetime
    finished_at: datetime | None


class SecurityAuditPage(Page[SecurityAuditTold]):
    """Security audits, latest first."""


class PointTold(Schema):
    """A point of the checklist with its answer; ``verdict`` null: nobody has answered it yet."""

    item: str
    asks: str
    verdict: Verdict | None
    evidence: Evidence | None
    words: str
    link: str
    file_digest: str


class WholeSecurityAudit(SecurityAuditTold):
    """An audit with every point of the checklist."""

    points: list[PointTold]


class SecurityAnswerSaid(Sent):
    """An answer with what shows it; a file stays where it is and is named by its digest."""

    model_config = like(verdict="yes", evidence="seen", words="Restored Sunday's backup; the ledger verified.")

    verdict: Verdict
    evidence: Evidence
    words: Text = ""
    link: Short = ""
    file_name: Short = ""
    file_digest: Short = ""


class WeaknessSaid(Sent):
    """A weakness that a point has shown, who sees to it, and until when."""

    model_config = like(
        item="backup", text="The last restore failed.", severity="high", due_on="2026-12-18",
        owner="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10",
    )  # fmt: skip

    item: Id
    text: Text
    severity: Severity
    owner: Id
    due_on: date


class WeaknessTold(Schema):
    """A weakness that is not closed."""

    id: str
    item: str
    text: str
    severity: Severity
    owner: str
    due_on: date
    state: WeaknessState


class WeaknessPage(Page[WeaknessTold]):
    """Weaknesses that are not closed: all of them, or those the caller sees to."""


class Mended(Sent):
    """How it was mended."""

    model_config = like(note="Backups are restored to a second machine each Sunday; the log is kept.")

    note: Text


class Tried(Sent):
    """Whether it holds, tried by somebody other than who mended it."""

    model_config = like(holds=True)

    holds: bool


@router.get("/security-audits", response={200: SecurityAuditPage, REFUSALS: ProblemDocument})
def list_security_audits(request: HttpRequest, span: Query[Span]) -> object:
    """Every security audit."""
    return paged(security_audits(who(request)), span, _audit)


@router.post("/security-audits", response={201: SecurityAuditTold, REFUSALS: ProblemDocument})
def begin_an_audit(request: HttpRequest) -> object:
    """Begin to go through the checklist; what the product can answer itself is answered at once."""
    return created(_audit(begin_security_audit(who(request), now=utc_now())))


@router.get("/security-audits/{audit_id}", response={200: WholeSecurityAudit, REFUSALS: ProblemDocument})
def read_security_audit(request: HttpRequest, audit_id: UUID) -> object:
    """An audit with every point and what shows its answer."""
    audit = security_audit_by_id(who(request), str(audit_id))
    given = {each.item: each for each in audit.answers.all()}
    points = [_point(each.id, each.ask, given.get(each.id)) for each in checklist()[2]]
    return WholeSecurityAudit(**_audit(audit).model_dump(), points=points)


@router.post("/security-audits/{audit_id}/points/{item}", response={200: PointTold, REFUSALS: ProblemDocument})
def answer_a_point(request: HttpRequest, audit_id: UUID, item: Id, said: SecurityAnswerSaid) -> object:
    """Answer a point, with what shows it; anew until the audit is finished."""
    actor = who(request)
    answered = Answered(said.verdict, said.evidence, said.words, said.link, said.file_name, said.file_digest)
    kept = answer_item(actor, security_audit_by_id(actor, str(audit_id)), item, answered, now=utc_now())
    return _point(item, {each.id: each.ask for each in checklist()[2]}[item], kept)


@router.post("/security-audits/{audit_id}/finish", response={200: SecurityAuditTold, REFUSALS: ProblemDocument})
def finish_an_audit(request: HttpRequest, audit_id: UUID) -> object:
    """Finish it, once every point has an answer."""
    actor = who(request)
    return _audit(finish_security_audit(actor, security_audit_by_id(actor, str(audit_id)), now=utc_now()))


@router.post("/security-audits/{audit_id}/weaknesses", response={201: WeaknessTold, REFUSALS: ProblemDocument})
def note_a_weakness(request: HttpRequest, audit_id: UUID, said: WeaknessSaid) -> object:
    """Write down what a point has shown, who mends it, and until when."""
    actor = who(request)
    audit, owner = security_audit_by_id(actor, str(audit_id)), person_by_id(said.owner)
    if owner is None:
        raise not_found(Sentence("person"))
    noted = note_weakness(
        actor, audit, said.item, said.text, severity=said.severity, owner=owner, due_on=said.due_on, now=utc_now()
    )
    return created(_weakness(noted))


@router.get("/weaknesses", response={200: WeaknessPage, REFUSALS: ProblemDocument})
def list_weaknesses(request: HttpRequest, span: Query[Span]) -> object:
    """What has to be mended."""
    return paged(weaknesses(who(request)), span, _weakness)


@router.post("/weaknesses/{weakness_id}/mend", response={200: WeaknessTold, REFUSALS: ProblemDocument})
def mend_a_weakness(request: HttpRequest, weakness_id: UUID, mended: Mended) -> object:
    """Say that it is mended and how. Somebody else tries it again."""
    actor = who(request)
    return _weakness(mend_weakness(actor, weakness_by_id(actor, str(weakness_id)), note=mended.note, now=utc_now()))


@router.post("/weaknesses/{weakness_id}/retest", response={200: WeaknessTold, REFUSALS: ProblemDocument})
def retest_a_weakness(request: HttpRequest, weakness_id: UUID, tried: Tried) -> object:
    """Try it again: it is closed, or open once more."""
    actor = who(request)
    return _weakness(retest_weakness(actor, weakness_by_id(actor, str(weakness_id)), holds=tried.holds, now=utc_now()))


def _audit(audit: SecurityAudit) -> SecurityAuditTold:
    return SecurityAuditTold(
        id=str(audit.pk), checklist=audit.checklist_version, begun_at=audit.begun_at, finished_at=audit.finished_at
    )


def _point(item: str, asks: str, answer: AuditAnswer | None) -> PointTold:
    return PointTold(
        item=item,
        asks=asks,
        verdict=Verdict(answer.verdict) if answer else None,
        evidence=Evidence(answer.evidence) if answer else None,
        words=answer.words if answer else "",
        link=answer.link if answer else "",
        file_digest=answer.file_digest if answer else "",
    )


def _weakness(weakness: Weakness) -> WeaknessTold:
    return WeaknessTold(
        id=str(weakness.pk),
        item=weakness.item,
        text=weakness.text,
        severity=Severity(weakness.severity),
        owner=str(weakness.owner),
        due_on=weakness.due_on,
        state=WeaknessState(weakness.state),
    )
