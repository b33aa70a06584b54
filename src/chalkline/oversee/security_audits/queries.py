"""Reads of security audits: by those who answer for safety and those who check them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.security_audits.models import SecurityAudit, Weakness
from chalkline.oversee.security_audits.words import WeaknessState
from chalkline.people.api import Actor


def security_audits(actor: Actor) -> QuerySet[SecurityAudit]:
    """Every security audit, latest first."""
    actor.must("security_audits.see", hidden=True)
    return SecurityAudit.objects.select_related("begun_by")


def security_audit_by_id(actor: Actor, audit_id: str) -> SecurityAudit:
    """One security audit. Raises Problem("not_found")."""
    found = security_audits(actor).filter(pk=id_from(audit_id)).first()
    if found is None:
        raise not_found(Sentence("security audit"))
    return found


def weaknesses(actor: Actor) -> QuerySet[Weakness]:
    """Weaknesses that are not closed: all of them, or those that one sees to oneself."""
    live = Weakness.objects.exclude(state=WeaknessState.CLOSED.value).select_related("owner", "audit")
    if actor.may("security_audits.see"):
        return live
    actor.must("security_audits.mend", owner_id=actor.id)
    return live.filter(Q(owner_id=id_from(actor.id)))


def weakness_by_id(actor: Actor, weakness_id: str) -> Weakness:
    """One weakness. Raises Problem("not_found")."""
    found = weaknesses(actor).filter(pk=id_from(weakness_id)).first()
    if found is None:
        raise not_found(Sentence("weakness"))
    return found
