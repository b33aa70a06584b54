"""What is known of data and of tools."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from chalkline.assist.library.api import approved_versions, due_for_review
from chalkline.data.access.api import AccessState, access_requests, open_access_requests
from chalkline.data.families.api import choices_in_force
from chalkline.data.integrity.api import audits
from chalkline.discover.sources.api import loaded
from chalkline.discover.surveys.api import surveys
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import facts_of_kinds
from chalkline.people.api import Actor
from chalkline.report.flows.api import flows
from chalkline.report.readiness.records import Knowing
from chalkline.report.readiness.words import A_YEAR
from chalkline.tools.register.api import AiScope, known_services, tools_known

ADDRESSES = "addresses"  # tells whose an address is, and nothing of use
TAKEN_OUT = ("data.access.exported/1", "report.evidence.exported/1")


def knowing(reader: Actor, today: date) -> Knowing:
    """As of today."""
    since = today - A_YEAR
    going = [each for each in flows(reader, today) if each.is_student_record]
    audit = audits(reader).filter(audited_on__lte=today).first()
    asked = access_requests(reader).filter(received_on__range=(since, today))
    still = open_access_requests(reader)
    features = {each.slug for each in known_services() if each.ai_scope == AiScope.FEATURE}
    on_register = set(tools_known().values_list("slug", flat=True))
    logs = list(loaded().exclude(kind=ADDRESSES).values_list("kind", "last_at"))
    newest = max((at for _kind, at in logs if at), default=None)
    taken = [localdate(each.at) for each in facts_of_kinds(*TAKEN_OUT)]
    return Knowing(
        flows=len(going),
        flows_uncovered=sum(each.is_uncovered for each in going),
        flows_unexplained=sum(bool(each.unexplained) for each in going),
        audited_on=audit.audited_on if audit else None,
        audit=SubjectRef("audit", str(audit.pk)) if audit else None,
        score=round(audit.score) if audit else 0,
        has_stops=bool(audit and audit.has_stops),
        choices=choices_in_force(reader).count(),
        access_open=still.count(),
        access_late=still.filter(due_on__lt=today).count(),
        access_answered=asked.filter(state=AccessState.ANSWERED.value).count(),
        sources_live=approved_versions(today).count(),
        sources_due=due_for_review(today, today).count(),
        tools=len(on_register),
        features=len(on_register & features),
        log_kinds=frozenset(kind for kind, _at in logs),
        last_log_on=localdate(newest) if newest else None,
        surveys_closed=surveys(reader).filter(closed_on__range=(since, today)).count(),
        exported_on=max(taken, default=None),
    )
