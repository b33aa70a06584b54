"""An assessment as a document, put together from the records."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from chalkline.people.api import Actor
from chalkline.report.documents.api import Document
from chalkline.report.readiness.document import Planned, readiness_document
from chalkline.report.readiness.models import Assessment
from chalkline.report.readiness.queries import is_late, open_steps, standing


def assessment_document(actor: Actor, found: Assessment, today: date) -> Document:
    """For the page, the PDF and the word processor."""
    stands = standing(actor, found, today)
    return readiness_document(
        settings.CHALKLINE.district, stands.on, stands.domains, stands.before_on, plan_of(actor, today)
    )


def plan_of(actor: Actor, today: date) -> tuple[Planned, ...]:
    """Steps that are to do, the overdue ones first."""
    return tuple(Planned(each.text, str(each.owner), each.due_on, is_late(each, today)) for each in open_steps(actor))
