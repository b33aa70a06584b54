"""Reads of human records: one's own, those that were decided, counts, and what gateways have to know."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from chalkline.approve.human_records.models import HumanRecord
from chalkline.approve.human_records.words import Counts, Followed, OpenRecord, RecordState
from chalkline.approve.uses.api import ApprovedUse, UseState, uses_in_force
from chalkline.govern.committees.api import seats_of_person
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rulebook.api import vocabulary

OPEN = RecordState.OPEN.value


def needs_record(purpose: str) -> bool:
    """Whether a person keeps a record of what they decide for this purpose."""
    return purpose in vocabulary().decided_by_people()


def uses_that_need_one(actor: Actor, on: date) -> QuerySet[ApprovedUse]:
    """Approved uses that hold on a day, run, and need a record."""
    found = uses_in_force(actor, on).filter(purpose__in=vocabulary().decided_by_people())
    return found.filter(state=UseState.ACTIVE.value).order_by("title")


def own_records(actor: Actor) -> QuerySet[HumanRecord]:
    """Records of matters this person decides, or was asked to; the open ones first, then the latest."""
    actor.must("human_records.keep", owner_id=actor.id)
    mine = Q(decider_id=id_from(actor.id)) | Q(offered_to_id=id_from(actor.id))
    return _found().filter(mine).order_by("ended_at", "until_on", "-opened_at")


def decided_records(actor: Actor) -> QuerySet[HumanRecord]:
    """Every record that was closed, the latest first, for those who look after them."""
    actor.must("human_records.review", seat=has_seat(actor))
    return _found().filter(state=RecordState.CLOSED.value).order_by("-ended_at")


def may_review(actor: Actor) -> bool:
    """Whether this person may read what others decided."""
    return actor.may("human_records.review", seat=has_seat(actor))


def has_seat(actor: Actor) -> bool:
    """Whether this person sits on a committee now."""
    return actor.could("committees.see") and seats_of_person(actor, actor.id).exists()


def record_by_id(actor: Actor, record_id: str) -> HumanRecord:
    """One record: one's own, one that was offered, or one that was decided and may be read.

    Raises Problem("not_found").
    """
    found = _found().filter(pk=id_from(record_id)).first()
    if found is None:
        raise not_found(Sentence("record"))
    if actor.id in (str(found.decider_id), str(found.offered_to_id or "")):
        actor.must("human_records.keep", owner_id=actor.id, hidden=True)
        return found
    if found.state != RecordState.CLOSED:
        raise not_found(Sentence("record"))
    actor.must("human_records.review", seat=has_seat(actor), hidden=True)
    return found


def counts(actor: Actor, today: date) -> list[Counts]:
    """Records by approved use: how many, how many wait for their decision, and what came of the rest."""
    actor.must("human_records.count", seat=has_seat(actor))
    of, open_ones = Q(state=RecordState.CLOSED.value), Q(state=OPEN)
    rows = HumanRecord.objects.values("use_id", "use__title").annotate(
        open_now=Count("pk", filter=open_ones & Q(until_on__gte=today)),
        overdue=Count("pk", filter=open_ones & Q(until_on__lt=today)),
        closed=Count("pk", filter=of),
        withdrawn=Count("pk", filter=Q(state=RecordState.WITHDRAWN.value)),
        first=Count("pk", filter=of & Q(decided_first=True)),
        followed=Count("pk", filter=of & Q(followed=Followed.YES.value)),
    )
    return [
        Counts(
            str(row["use_id"]),
            row["use__title"],
            row["open_now"],
            row["overdue"],
            row["closed"],
            row["withdrawn"],
            row["first"],
            row["followed"],
        )
        for row in rows.order_by("use__title", "use_id")
    ]


def open_records(on: date) -> tuple[OpenRecord, ...]:
    """Records under which calls may be made on a day, in one order.

    Takes no actor: it is for the standing pack, and says nothing of what is decided.
    """
    found = HumanRecord.objects.filter(state=OPEN, until_on__gte=on, decider__is_active=True)
    return tuple(
        OpenRecord(
            str(each.pk),
            str(each.use_id),
            each.purpose,
            each.until_on,
            str(each.decider_id),
            each.decider.sourced_id,
        )
        for each in found.select_related("decider").order_by("pk")
    )


def _found() -> QuerySet[HumanRecord]:
    return HumanRecord.objects.select_related("use__tool", "decider", "offered_to")
