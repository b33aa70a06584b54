"""Putting a thing before a meeting, taking it off again, barring somebody from it, and correcting it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.govern.committees import refusals, rules
from chalkline.govern.committees.commands.charter import must_hold
from chalkline.govern.committees.commands.ending import end_written_vote
from chalkline.govern.committees.commands.interests import barred_by_interest
from chalkline.govern.committees.events import (
    ItemAdded,
    ItemRestated,
    ItemTakenOff,
    PersonBarred,
    WrittenVoteEnded,
)
from chalkline.govern.committees.models import AgendaItem, Meeting, Vote, WrittenVote
from chalkline.govern.committees.queries import (
    closed_before,
    day_of,
    has_a_place,
    subject_of,
    waiting_item,
)
from chalkline.govern.committees.words import (
    AgendaEntry,
    Barred,
    ItemState,
    MeetingState,
    Motion,
    Outcome,
    WrittenEnd,
    condition_as_json,
)
from chalkline.kernel.canonical import as_plain
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, person_by_id

REASON_LIMIT = 2000


@command(records=(ItemAdded,))
def put_item(actor: Actor, meeting: Meeting, subject: SubjectRef, entry: AgendaEntry, *, now: datetime) -> AgendaItem:
    """Put exactly this version of a thing on the agenda of a meeting that is called.

    The motion on it, until a member makes another, is to approve as the reviews propose. What a closed session of this
    committee did not come to an end with stays closed until the committee opens it.
    """
    current = (
        Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("committee").get(pk=meeting.pk)
    )
    actor.must("meetings.set_agenda", seat=has_a_place(actor, current.committee, localdate(now)))
    must_hold(current.committee)
    if current.state != MeetingState.CALLED:
        raise refusals.agenda_closed()
    if not subject.digest:
        raise ValueError("an agenda item names the version it is about")
    if waiting_item(subject.kind, subject.id):
        raise refusals.already_on_agenda(entry.title)
    until = None if entry.is_lasting else entry.suggested_expires_on
    motion = rules.settled(
        Motion(Outcome.APPROVE, entry.proposed, until, keepers=rules.offered_keepers(entry, day_of(current)))
    )
    barred = _everybody_barred(entry)
    last = AgendaItem.objects.filter(meeting=current).order_by("-number").values_list("number", flat=True).first()
    try:
        with transaction.atomic():
            item = AgendaItem.objects.create(
                meeting=current,
                number=(last or 0) + 1,
                subject_kind=subject.kind,
                subject_id=subject.id,
                subject_digest=subject.digest,
                title=entry.title[:300],
                light=entry.light.value,
                proposed=[condition_as_json(each) for each in entry.proposed],
                objections=list(entry.objections),
                suggested_expires_on=entry.suggested_expires_on,
                latest_expires_on=entry.latest_expires_on,
                barred=[each.as_json() for each in barred],
                scored_by=sorted(entry.scored_by),
                motion=as_plain(motion.as_json()),
                state=ItemState.WAITING.value,
                put_by_id=actor.id,
                put_at=now,
                concerns=[{"kind": each.kind, "id": each.id} for each in entry.concerns],
                is_lasting=entry.is_lasting,
                keeper_id=entry.keeper,
                closed_law=closed_before(current.committee, subject),
            )
    except IntegrityError:  # put on another agenda at the same moment
        raise refusals.already_on_agenda(entry.title) from None
    told = ItemAdded(
        subject=subject,
        meeting=SubjectRef("meeting", str(current.pk)),
        committee=SubjectRef("committee", str(current.committee_id)),
        barred=tuple(SubjectRef("person", each.person_id) for each in barred),
        committee_name=current.committee.name,
        item=str(item.pk),
        light=item.light,
        day=day_of(current).isoformat(),
    )
    record(told, actor_id=actor.id, now=now)
    return item


@command(records=(ItemTakenOff, WrittenVoteEnded))
def take_item_off(actor: Actor, item: AgendaItem, *, reason: str, now: datetime) -> AgendaItem:
    """Take an item off before it is decided."""
    current = (
        AgendaItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("meeting__committee")
        .get(pk=item.pk)
    )
    actor.must("meetings.set_agenda", seat=has_a_place(actor, current.meeting.committee, localdate(now)))
    if current.state != ItemState.WAITING:
        raise refusals.vote_closed(current.title)
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise refusals.reason_needed()
    written = WrittenVote.objects.select_related("item").filter(item=current, ended_at=None).first()
    if written:
        end_written_vote(written, actor, WrittenEnd.OVERTAKEN, now=now)
    current.state, current.ended_at = ItemState.TAKEN_OFF.value, now
    current.save(update_fields=["state", "ended_at"])
    meeting = SubjectRef("meeting", str(current.meeting_id))
    record(ItemTakenOff(subject_of(current), meeting, str(current.pk), reason.strip()), actor_id=actor.id, now=now)
    return current


@command(records=(PersonBarred,), may_change_nothing=True)
def bar_person(actor: Actor, subject: SubjectRef, barred: Barred, *, now: datetime) -> None:
    """Bar somebody who came to have a stake in a thing after it went on an agenda; their vote falls away."""
    actor.must("meetings.bar")
    found = AgendaItem.objects.select_for_update(no_key=True).filter(
        subject_kind=subject.kind, subject_id=subject.id, state=ItemState.WAITING.value
    )
    item = found.first()
    person = person_by_id(barred.person_id)
    if item is None or person is None or any(row["person_id"] == barred.person_id for row in item.barred):
        return
    item.barred = [*item.barred, barred.as_json()]
    item.save(update_fields=["barred"])
    Vote.objects.filter(item=item, person=person).delete()
    told = PersonBarred(
        subject=subject_of(item),
        meeting=SubjectRef("meeting", str(item.meeting_id)),
        person=SubjectRef("person", barred.person_id),
        item=str(item.pk),
        person_name=str(person),
        reason=barred.reason,
    )
    record(told, actor_id=actor.id, now=now)


@command(records=(ItemRestated,), may_change_nothing=True)
def restate_item(actor: Actor, item: AgendaItem, digest: str, *, now: datetime) -> AgendaItem:
    """Let a corrected version stand in the place of the one before a meeting; votes on the former fall away.

    Only Chalkline itself does, for what may be corrected on the table: minutes.
    """
    actor.must("meetings.restate")
    current = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    if current.state != ItemState.WAITING:
        raise refusals.vote_closed(current.title)
    if current.subject_digest == digest:
        return current
    former, current.subject_digest = current.subject_digest, digest
    current.save(update_fields=["subject_digest"])
    Vote.objects.filter(item=current).delete()
    meeting = SubjectRef("meeting", str(current.meeting_id))
    record(ItemRestated(subject_of(current), meeting, str(current.pk), former), actor_id=actor.id, now=now)
    return current


def _everybody_barred(entry: AgendaEntry) -> list[Barred]:
    """Whom the step names, and who declared an interest in what the item is about."""
    named = {each.person_id for each in entry.barred}
    return [*entry.barred, *(each for each in barred_by_interest(entry.concerns) if each.person_id not in named)]


def asked_for_it() -> str:
    """The reason that most people are barred for."""
    return str(Sentence("Whoever asks for something does not decide on it."))
