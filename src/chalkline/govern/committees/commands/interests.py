"""Standing interests of members: what they have to do with a tool or a vendor bars them from items about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from chalkline.govern.committees import refusals
from chalkline.govern.committees.events import InterestDeclared, InterestEnded, PersonBarred
from chalkline.govern.committees.models import AgendaItem, Interest, Seat, Vote
from chalkline.govern.committees.queries import subject_of
from chalkline.govern.committees.words import Barred, ItemState
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

REASON_LIMIT = 2000
CONCERNS = frozenset({"tool", "vendor"})


@command(records=(InterestDeclared, PersonBarred), may_change_nothing=True)
def declare_interest(actor: Actor, subject: SubjectRef, name: str, *, reason: str, now: datetime) -> Interest:
    """Say what one has to do with a tool or a vendor. It bars from items about it, those put and those to come."""
    seated = Seat.objects.filter(person_id=actor.id, ended_at=None).exists() if not actor.is_system else False
    actor.must("meetings.recuse", seat=seated)
    if subject.kind not in CONCERNS or not subject.id.strip() or not name.strip():
        raise refusals.interest_in_what()
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise refusals.reason_needed()
    known = Interest.objects.filter(
        person_id=actor.id, subject_kind=subject.kind, subject_id=subject.id, ended_at=None
    ).first()
    if known:
        return known
    try:
        with transaction.atomic():
            interest = Interest.objects.create(
                person_id=actor.id,
                subject_kind=subject.kind,
                subject_id=subject.id[:120],
                subject_name=name.strip()[:120],
                reason=reason.strip(),
                declared_at=now,
            )
    except IntegrityError:  # pressed twice
        return Interest.objects.get(person_id=actor.id, subject_kind=subject.kind, subject_id=subject.id, ended_at=None)
    told = InterestDeclared(_ref(interest), SubjectRef("person", actor.id), interest.subject_name, interest.reason)
    record(told, actor_id=actor.id, now=now)
    _bar_from_waiting(actor, interest, now=now)
    return interest


@command(records=(InterestEnded,), may_change_nothing=True)
def end_interest(actor: Actor, interest: Interest, *, now: datetime) -> Interest:
    """Say that an interest of one's own is over. What one was barred from already stays barred."""
    actor.must("meetings.recuse", seat=str(interest.person_id) == actor.id)
    current = Interest.objects.select_for_update(no_key=True).get(pk=interest.pk)
    if str(current.person_id) != actor.id:
        raise refusals.not_oneself()
    if current.ended_at:
        return current
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    record(
        InterestEnded(_ref(current), SubjectRef("person", actor.id), current.subject_name), actor_id=actor.id, now=now
    )
    return current


def barred_by_interest(concerns: Iterable[SubjectRef]) -> list[Barred]:
    """Who declared an interest in one of these, each once, with the reason that members read."""
    wanted = {(each.kind, each.id) for each in concerns}
    found: dict[str, Barred] = {}
    for each in Interest.objects.filter(ended_at=None, subject_id__in={subject for _kind, subject in wanted}):
        if (each.subject_kind, each.subject_id) in wanted:
            found.setdefault(str(each.person_id), Barred(str(each.person_id), _reason(each)))
    return list(found.values())


def _bar_from_waiting(actor: Actor, interest: Interest, *, now: datetime) -> None:
    waiting = AgendaItem.objects.select_for_update(of=("self",), no_key=True).filter(state=ItemState.WAITING.value)
    row = Barred(actor.id, _reason(interest)).as_json()
    for item in waiting.select_related("meeting"):
        is_about = {"kind": interest.subject_kind, "id": interest.subject_id} in item.concerns
        if not is_about or any(each["person_id"] == actor.id for each in item.barred):
            continue
        item.barred = [*item.barred, row]
        item.save(update_fields=["barred"])
        Vote.objects.filter(item=item, person_id=actor.id).delete()
        told = PersonBarred(
            subject=subject_of(item),
            meeting=SubjectRef("meeting", str(item.meeting_id)),
            person=SubjectRef("person", actor.id),
            item=str(item.pk),
            person_name=actor.name,
            reason=row["reason"],
        )
        record(told, actor_id=actor.id, now=now)


def _reason(interest: Interest) -> str:
    said = Sentence("Declared an interest in {name}: {reason}", name=interest.subject_name, reason=interest.reason)
    return str(said)


def _ref(interest: Interest) -> SubjectRef:
    return SubjectRef("interest", str(interest.pk))
