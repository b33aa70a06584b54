"""/api/v1/duties: what the law asks for each tool and each year, and what shows that it was done."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.data.duties.api import Duty, duties, duty_by_id, is_late, meet_duty, rule_of, waive_duty
from chalkline.kernel.clock import utc_now
from chalkline.rest.shapes import (
    REFUSALS,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    Why,
    like,
    paged,
    said,
    who,
)

router = Place(tags=["data"])


class DutyTold(Schema):
    """A duty of law: for a tool, or for the whole district ("district")."""

    id: str
    rule: str
    short: str
    must: str
    citation: str
    confidence: str
    subject: str
    owner: str
    due_on: date
    state: str
    late: bool
    evidence: str
    settled_on: date | None


class DutyPage(Page[DutyTold]):
    """Duties of now, the nearest first. Not legal advice; counsel confirms."""


class Shown(Sent):
    """What shows that a duty was met."""

    model_config = like(evidence="Sent to all families on Aug 12; copy in the records office.", link="")

    evidence: Text
    link: Short = ""


@router.get("/duties", response={200: DutyPage, REFUSALS: ProblemDocument})
def list_duties(request: HttpRequest, span: Query[Span]) -> object:
    """What the law asks; one's own duties for most people."""
    return paged(duties(who(request)), span, _duty)


@router.post("/duties/{duty_id}/meet", response={200: DutyTold, REFUSALS: ProblemDocument})
def meet_a_duty(request: HttpRequest, duty_id: UUID, shown: Shown) -> object:
    """Say what shows that it was done. Where it comes round again, its next turn begins."""
    actor = who(request)
    duty = duty_by_id(actor, str(duty_id))
    return _duty(meet_duty(actor, duty, evidence=shown.evidence, link=shown.link, now=utc_now()))


@router.post("/duties/{duty_id}/waive", response={200: DutyTold, REFUSALS: ProblemDocument})
def set_a_duty_aside(request: HttpRequest, duty_id: UUID, why: Why) -> object:
    """Say why it does not apply here."""
    actor = who(request)
    return _duty(waive_duty(actor, duty_by_id(actor, str(duty_id)), reason=why.reason, now=utc_now()))


def _duty(duty: Duty) -> DutyTold:
    rule = rule_of(duty)
    return DutyTold(
        id=str(duty.pk),
        rule=duty.rule,
        short=said(rule.short),
        must=rule.must,
        citation=rule.citation,
        confidence=rule.confidence,
        subject=duty.subject,
        owner=str(duty.owner) if duty.owner else "",
        due_on=duty.due_on,
        state=duty.state,
        late=is_late(duty.state, duty.due_on, localdate()),
        evidence=duty.evidence,
        settled_on=duty.settled_on,
    )
