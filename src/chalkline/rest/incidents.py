"""/api/v1/concerns/…, /incidents/…: what is done about a concern, and while an incident is open."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.oversee.incidents.api import (
    Audience,
    Change,
    answer_concern,
    close_incident,
    concern_by_id,
    incident_by_id,
    note_telling,
    stop_use_for_incident,
    take_up_concern,
)
from chalkline.rest.oversight import ConcernTold, IncidentTold, concern_told, incident_told
from chalkline.rest.shapes import NOTHING, REFUSALS, Id, Place, ProblemDocument, Sent, Text, like, who

router = Place(tags=["oversight"])


class IncidentAnswerSaid(Sent):
    """What whoever raised the concern is told."""

    model_config = like(answer="We looked at what was sent: no name went out.")

    answer: Text


class TellingSaid(Sent):
    """Who was told, how, and when."""

    model_config = like(audience="vendor", how="Called their security desk.", told_at="2026-11-20T16:00:00Z")

    audience: Audience
    how: Text
    told_at: datetime


class ChangeSaid(Sent):
    """What will be different, who sees to it, until when."""

    what: Text
    owner: Id
    due_on: date


class Closed(Sent):
    """What was learned, and what changes."""

    model_config = like(lessons="Shared links were open to anyone with the address.", changes=[])

    lessons: Text
    changes: list[ChangeSaid] = []


class StoppedTold(Schema):
    """The approved use that gateways refuse from now on."""

    use: str
    incident: str


@router.post("/concerns/{concern_id}/take-up", response={200: ConcernTold, REFUSALS: ProblemDocument})
def take_up_a_concern(request: HttpRequest, concern_id: UUID) -> object:
    """Say that somebody looks at it."""
    actor = who(request)
    return concern_told(take_up_concern(actor, concern_by_id(actor, str(concern_id)), now=utc_now()))


@router.post("/concerns/{concern_id}/answer", response={200: ConcernTold, REFUSALS: ProblemDocument})
def answer_a_concern(request: HttpRequest, concern_id: UUID, said: IncidentAnswerSaid) -> object:
    """Close a concern with an answer to whoever raised it."""
    actor = who(request)
    return concern_told(answer_concern(actor, concern_by_id(actor, str(concern_id)), answer=said.answer, now=utc_now()))


@router.post("/incidents/{incident_id}/stop/{use_id}", response={200: StoppedTold, REFUSALS: ProblemDocument})
def stop_a_use_for_an_incident(request: HttpRequest, incident_id: UUID, use_id: UUID) -> object:
    """Stop an approved use while the incident is looked into. Gateways follow within seconds; two people lift it."""
    actor = who(request)
    incident, use = incident_by_id(actor, str(incident_id)), use_by_id(actor, str(use_id))
    stop_use_for_incident(actor, incident, use, now=utc_now())
    return StoppedTold(use=str(use.pk), incident=str(incident))


@router.post("/incidents/{incident_id}/tellings", response={204: None, REFUSALS: ProblemDocument})
def note_who_was_told(request: HttpRequest, incident_id: UUID, said: TellingSaid) -> object:
    """Note that families, the vendor, the state or somebody else was told."""
    actor = who(request)
    incident = incident_by_id(actor, str(incident_id))
    note_telling(actor, incident, said.audience, how=said.how, told_at=said.told_at, now=utc_now())
    return NOTHING


@router.post("/incidents/{incident_id}/close", response={200: IncidentTold, REFUSALS: ProblemDocument})
def close_an_incident(request: HttpRequest, incident_id: UUID, closed: Closed) -> object:
    """Close it with what was learned; every clock has to be settled."""
    actor = who(request)
    changes = [Change(each.what, each.owner, each.due_on) for each in closed.changes]
    incident = incident_by_id(actor, str(incident_id))
    return incident_told(close_incident(actor, incident, lessons=closed.lessons, changes=changes, now=utc_now()))
