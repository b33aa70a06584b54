"""How those who are responsible are told, and how facts name an alert."""

from __future__ import annotations

from datetime import datetime

from chalkline.kernel.subjects import SubjectRef
from chalkline.oversee.on_call.models import Alert, AlertStep
from chalkline.oversee.on_call.notices import write_notice
from chalkline.oversee.on_call.words import StepKind
from chalkline.people.api import person_by_id


def write_to(alert: Alert, now: datetime) -> None:
    """Tell whoever is responsible now, by what the district has for that."""
    write_notice.enqueue(alert_id=str(alert.pk), person_id=str(alert.responsible_id), now=now)


def note_step(alert: Alert, kind: StepKind, person_id: str, now: datetime) -> None:
    """What happened, for those who look at the alert."""
    person = person_by_id(person_id)
    if person is not None:
        AlertStep.objects.create(alert=alert, kind=kind.value, person=person, at=now)


def alert_ref(alert: Alert) -> SubjectRef:
    """How facts name an alert."""
    return SubjectRef("alert", str(alert.pk))


def person_ref(person_id: str) -> SubjectRef:
    """How facts name a person."""
    return SubjectRef("person", person_id)
