"""Conditions that people keep: whose each is, by when, and whether it was done. Read here, written in commands."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet

from chalkline.approve.uses.models import ApprovedUse, KeptCondition
from chalkline.approve.uses.words import UseState
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor

LIVE = [UseState.ACTIVE.value, UseState.SUSPENDED.value]


def conditions_kept(use: ApprovedUse) -> QuerySet[KeptCondition]:
    """The conditions of a use that people keep, in the order of the decision."""
    return KeptCondition.objects.filter(use=use).select_related("owner", "done_by")


def with_what_is_due(rows: QuerySet[ApprovedUse]) -> QuerySet[ApprovedUse]:
    """The same uses, so that ``due_in`` asks for all of them at once."""
    return rows.prefetch_related(Prefetch("kept_conditions", _due(), to_attr="still_due"))


def due_in(use: ApprovedUse) -> list[KeptCondition]:
    """What people still have to see to in a use, the first due first; nothing in one that ended."""
    if use.state == UseState.ENDED:
        return []
    read: list[KeptCondition] | None = getattr(use, "still_due", None)
    return list(_due().filter(use=use)) if read is None else read


def _due() -> QuerySet[KeptCondition]:
    return KeptCondition.objects.filter(done_at=None).select_related("owner").order_by("due_on", "number")


def conditions_of_nobody(actor: Actor, on: date) -> QuerySet[KeptCondition]:
    """What nobody who works here sees to any more, in uses that hold: for whoever may name somebody."""
    actor.must("uses.see")
    held = KeptCondition.objects.filter(
        done_at=None, owner__is_active=False, use__state__in=LIVE, use__expires_on__gte=on
    )
    return held.select_related("use__tool", "owner").order_by("due_on")


def kept_condition_by_id(actor: Actor, kept_id: str) -> KeptCondition:
    """One of them. Raises Problem("not_found")."""
    actor.must("uses.see")
    found = KeptCondition.objects.select_related("use__tool", "owner").filter(pk=id_from(kept_id)).first()
    if found is None:
        raise not_found(Sentence("condition"))
    return found


def conditions_to_keep(actor: Actor, on: date) -> QuerySet[KeptCondition]:
    """What this person still has to see to, in uses that hold; the first due first."""
    held = KeptCondition.objects.filter(owner_id=id_from(actor.id), done_at=None, use__state__in=LIVE)
    return held.filter(use__expires_on__gte=on).select_related("use__tool").order_by("due_on")
