"""Deciding on a version: approve, renew, send back."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from chalkline.assist.library.commands.referring import document_ref, locked, reason_given, version_ref
from chalkline.assist.library.events import (
    DocumentApproved,
    DocumentRenewed,
    DocumentSentBack,
)
from chalkline.assist.library.models import Version
from chalkline.assist.library.rules import check_approver, check_looked, check_step, check_term
from chalkline.assist.library.words import Term, VersionState
from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(DocumentApproved,))
def approve_version(actor: Actor, version: Version, term: Term, *, looked: bool = False, now: datetime) -> Version:
    """Approve a version from a first to a last day. ``looked``: what was found in the file was read by the approver.

    The version approved before is replaced in the same moment: there is never more than one.
    """
    actor.must("library.approve")
    document, current = locked(version)
    check_step(VersionState(current.state), VersionState.APPROVED)
    check_approver(actor.id, str(current.added_by_id))
    check_looked(len(current.concerns), looked)
    check_term(term, local_day(now, settings.TIME_ZONE))
    if document.withdrawn_at:
        raise not_found(Sentence("document"))
    others = document.versions.exclude(pk=current.pk)
    others.filter(state__in=[VersionState.APPROVED, VersionState.DOUBTED]).update(state=VersionState.REPLACED)
    older = others.filter(number__lt=current.number)
    older.filter(state__in=[VersionState.WAITING, VersionState.SENT_BACK]).update(state=VersionState.REPLACED)
    current.state = VersionState.APPROVED
    current.approved_by_id, current.approved_at = actor.id, now
    current.begins_on, current.review_on, current.ends_on = term.begins_on, term.review_on, term.ends_on
    current.save()
    fact = DocumentApproved(
        document_ref(document, current.digest),
        version_ref(current),
        SubjectRef("person", str(document.owner_id)),
        document.theme,
        current.number,
        term.begins_on,
        term.review_on,
        term.ends_on,
    )
    record(fact, actor_id=actor.id, now=now)
    return current


@command(records=(DocumentRenewed,))
def renew_document(actor: Actor, version: Version, term: Term, *, now: datetime) -> Version:
    """Say that an approved version still holds, until a later day. Whoever added it cannot say so alone."""
    actor.must("library.approve")
    document, current = locked(version)
    check_approver(actor.id, str(current.added_by_id))
    if current.state != VersionState.APPROVED or document.withdrawn_at:
        check_step(VersionState.REPLACED, VersionState.APPROVED)
    begins_on = current.begins_on or term.begins_on
    check_term(Term(begins_on, term.review_on, term.ends_on), local_day(now, settings.TIME_ZONE))
    current.review_on, current.ends_on = term.review_on, term.ends_on
    current.save(update_fields=["review_on", "ends_on"])
    fact = DocumentRenewed(
        document_ref(document, current.digest), version_ref(current), document.theme, term.review_on, term.ends_on
    )
    record(fact, actor_id=actor.id, now=now)
    return current


@command(records=(DocumentSentBack,))
def send_back(actor: Actor, version: Version, *, why: str, now: datetime) -> Version:
    """Not approved, with the reason; whoever added it can add a better one."""
    actor.must("library.approve")
    document, current = locked(version)
    check_step(VersionState(current.state), VersionState.SENT_BACK)
    current.state, current.sent_back_why = VersionState.SENT_BACK, reason_given(why)
    current.save(update_fields=["state", "sent_back_why"])
    fact = DocumentSentBack(document_ref(document), version_ref(current), document.theme, current.number)
    record(fact, actor_id=actor.id, now=now)
    return current
