"""Taking out of use: withdrawn, ended because nobody looked, doubted because it misled; and handing over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from chalkline.assist.library.commands.referring import document_ref, locked, reason_given, version_ref
from chalkline.assist.library.events import (
    DocumentDoubted,
    DocumentEnded,
    DocumentHandedOver,
    DocumentWithdrawn,
)
from chalkline.assist.library.models import Document, Version
from chalkline.assist.library.rules import check_step
from chalkline.assist.library.words import VersionState
from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, person_by_id


@command(records=(DocumentWithdrawn,))
def withdraw_document(actor: Actor, document: Document, *, why: str, now: datetime) -> Document:
    """Take a document out of use at once and for good."""
    current = Document.objects.select_for_update().get(pk=document.pk)
    actor.must("library.withdraw", owner_id=str(current.owner_id))
    if current.withdrawn_at:
        check_step(VersionState.REPLACED, VersionState.SENT_BACK)
    current.withdrawn_at, current.withdrawn_why = now, reason_given(why)
    current.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(DocumentWithdrawn(document_ref(current), current.theme), actor_id=actor.id, now=now)
    return current


@command(records=(DocumentHandedOver,))
def hand_over_document(actor: Actor, document: Document, owner_id: str, *, now: datetime) -> Document:
    """Make somebody else answer for a document."""
    current = Document.objects.select_for_update().get(pk=document.pk)
    actor.must("library.withdraw", owner_id=str(current.owner_id))
    person = person_by_id(owner_id)
    if person is None or not person.is_active:
        raise not_found(Sentence("person"))
    current.owner = person
    current.save(update_fields=["owner"])
    fact = DocumentHandedOver(document_ref(current), SubjectRef("person", str(person.pk)), current.theme, str(person))
    record(fact, actor_id=actor.id, now=now)
    return current


@command(records=(DocumentDoubted,))
def doubt_version(actor: Actor, version: Version, *, why: str, now: datetime) -> Version:
    """Send an approved version back for review because it misled somebody: it is used no more until approved anew.

    Whoever may quote from it may do this: taking back is never harder than giving.
    """
    actor.must("library.doubt")
    document, current = locked(version)
    check_step(VersionState(current.state), VersionState.DOUBTED)
    current.state, current.sent_back_why = VersionState.DOUBTED, reason_given(why)
    current.save(update_fields=["state", "sent_back_why"])
    owner = SubjectRef("person", str(document.owner_id))
    fact = DocumentDoubted(document_ref(document, current.digest), version_ref(current), owner, document.theme)
    record(fact, actor_id=actor.id, now=now)
    return current


@command(records=(DocumentEnded,), may_change_nothing=True)
def end_version(actor: Actor, version: Version, *, now: datetime) -> Version:
    """End the term of an approved version with yesterday: its review was missed, or said that it should end.

    A second person may renew it; withdrawing for good is another step.
    """
    actor.must("library.end")
    document, current = locked(version)
    last = local_day(now, settings.TIME_ZONE) - timedelta(days=1)
    if current.state != VersionState.APPROVED or current.ends_on is None or current.ends_on <= last:
        return current
    current.ends_on = last
    current.begins_on, current.review_on = min(current.begins_on or last, last), min(current.review_on or last, last)
    current.save(update_fields=["begins_on", "review_on", "ends_on"])
    fact = DocumentEnded(document_ref(document, current.digest), version_ref(current), document.theme, last)
    record(fact, actor_id=actor.id, now=now)
    return current
