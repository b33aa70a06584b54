"""Writes of human records: open, write the decision, withdraw, hand over to a colleague who accepts."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from chalkline.approve.human_records import rules
from chalkline.approve.human_records.events import (
    HumanRecordClosed,
    HumanRecordHandedOver,
    HumanRecordNotTaken,
    HumanRecordOffered,
    HumanRecordOpened,
    HumanRecordWithdrawn,
)
from chalkline.approve.human_records.models import HumanRecord
from chalkline.approve.human_records.words import Decided, Matter, RecordState
from chalkline.approve.uses.api import ApprovedUse, UseState, state_of
from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, actor_of_person, command
from chalkline.rulebook.api import vocabulary


@command(records=(HumanRecordOpened,))
def open_record(actor: Actor, use: ApprovedUse, matter: Matter, *, now: datetime) -> HumanRecord:
    """Say that oneself decides a matter, before AI is used on it."""
    actor.must("human_records.keep", owner_id=actor.id)
    today = local_day(now, settings.CHALKLINE.zone)
    rules.refuse_needless(use.purpose, vocabulary().decided_by_people())
    rules.refuse_out_of_force(state_of(use, today) is UseState.ACTIVE and use.starts_on <= today)
    checked = rules.check_matter(matter, today=today, expires_on=use.expires_on)
    opened = HumanRecord.objects.create(
        use=use,
        purpose=use.purpose,
        matter=checked.words,
        decider_id=id_from(actor.id),
        opened_at=now,
        until_on=checked.until_on,
    )
    event = HumanRecordOpened(record_ref(opened), str(use.pk), use.purpose, checked.until_on.isoformat(), checked.words)
    record(event, actor_id=actor.id, now=now)
    return opened


@command(records=(HumanRecordClosed,))
def write_decision(actor: Actor, of: HumanRecord, decided: Decided, *, now: datetime) -> HumanRecord:
    """Write what one decided. It stays as it is from then on, and no call goes out under the record any more."""
    current = _own(actor, of, RecordState.CLOSED)
    said = rules.check_decided(decided)
    current.state, current.ended_at, current.offered_to = RecordState.CLOSED.value, now, None
    current.decision, current.why = said.words, said.why
    current.decided_first, current.followed = bool(said.decided_first), said.followed
    current.save()
    event = HumanRecordClosed(
        record_ref(current),
        str(current.use_id),
        current.purpose,
        current.decided_first,
        current.followed,
        current.decision,
        current.why,
    )
    record(event, actor_id=actor.id, now=now)
    return current


@command(records=(HumanRecordWithdrawn,))
def withdraw_record(actor: Actor, of: HumanRecord, reason: str, *, now: datetime) -> HumanRecord:
    """End a record of a matter that is not decided after all, with the reason."""
    current = _own(actor, of, RecordState.WITHDRAWN)
    said = rules.check_reason(reason)
    current.state, current.ended_at, current.offered_to = RecordState.WITHDRAWN.value, now, None
    current.withdrawn_because = said
    current.save()
    record(HumanRecordWithdrawn(record_ref(current), str(current.use_id), said), actor_id=actor.id, now=now)
    return current


@command(records=(HumanRecordOffered,))
def offer_record(actor: Actor, of: HumanRecord, colleague: Person | None, *, now: datetime) -> HumanRecord:
    """Ask a colleague to decide it instead. Until they accept, nothing changes. None: whoever was meant is not here."""
    current = _own(actor, of, RecordState.OPEN)
    found = colleague if colleague and colleague.is_active else None
    works_here = found is not None and actor_of_person(found).could("human_records.keep")
    rules.refuse_colleague(str(found.pk) if found else "", actor.id, is_staff=works_here)
    current.offered_to = found
    current.save(update_fields=["offered_to"])
    record(HumanRecordOffered(record_ref(current), _person(current.offered_to_id)), actor_id=actor.id, now=now)
    return current


@command(records=(HumanRecordNotTaken,))
def end_offer(actor: Actor, of: HumanRecord, *, now: datetime) -> HumanRecord:
    """Say no to an offer, or take one's own back."""
    current = _locked(of)
    parties = (str(current.decider_id), str(current.offered_to_id or ""))
    actor.must("human_records.keep", owner_id=actor.id if actor.id in parties else "", hidden=True)
    rules.refuse_not_offered(current.offered_to_id is not None)
    event = HumanRecordNotTaken(record_ref(current), _person(current.offered_to_id))
    current.offered_to = None
    current.save(update_fields=["offered_to"])
    record(event, actor_id=actor.id, now=now)
    return current


@command(records=(HumanRecordHandedOver,))
def accept_record(actor: Actor, of: HumanRecord, *, now: datetime) -> HumanRecord:
    """Take a matter over: from now on this person decides it and writes so."""
    current = _locked(of)
    actor.must("human_records.keep", owner_id=str(current.offered_to_id or ""), hidden=True)
    rules.refuse_ended(RecordState(current.state), RecordState.OPEN)
    former = _person(current.decider_id)
    current.decider_id, current.offered_to = id_from(actor.id), None
    current.save(update_fields=["decider", "offered_to"])
    event = HumanRecordHandedOver(record_ref(current), str(current.use_id), former, _person(actor.id))
    record(event, actor_id=actor.id, now=now)
    return current


def record_ref(of: HumanRecord) -> SubjectRef:
    """How facts name a record."""
    return SubjectRef("human_record", str(of.pk))


def _own(actor: Actor, of: HumanRecord, wanted: RecordState) -> HumanRecord:
    current = _locked(of)
    actor.must("human_records.keep", owner_id=str(current.decider_id), hidden=True)
    rules.refuse_ended(RecordState(current.state), wanted)
    return current


def _locked(of: HumanRecord) -> HumanRecord:
    return HumanRecord.objects.select_for_update(of=("self",)).select_related("use").get(pk=of.pk)


def _person(person_id: object) -> SubjectRef:
    return SubjectRef("person", str(person_id))
