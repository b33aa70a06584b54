"""Conditions that people keep: whose each is, by when, and whether it was done. Read here, written in commands."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.approve.uses.models import ApprovedUse, KeptCondition
from chalkline.approve.uses.words import UseState
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor


def conditions_kept(use: ApprovedUse) -> QuerySet[KeptCondition]:
    """The conditions of a use that people keep, in the order of the decision."""
    return KeptCondition.objects.filter(use=use).select_related("owner", "done_by")


def kept_condition_by_id(actor: Actor, kept_id: str) -> KeptCondition:
    """One of them. Raises Problem("not_found")."""
    actor.must("uses.see")
    found = KeptCondition.objects.select_related("use__tool", "owner").filter(pk=id_from(kept_id)).first()
    if found is None:
        raise not_found(Sentence("condition"))
    return found


def conditions_to_keep(actor: Actor, on: date) -> QuerySet[KeptCondition]:
    """What this person still has to see to, in uses that hold; the first due first."""
    live = [UseState.ACTIVE.value, UseState.SUSPENDED.value]
    held = KeptCondition.objects.filter(owner_id=id_from(actor.id), done_at=None, use__state__in=live)
    return held.filter(use__expires_on__gte=on).select_related("use__tool").order_by("due_on")
