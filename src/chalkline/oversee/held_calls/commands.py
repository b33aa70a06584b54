"""Writes of held calls: taken in, read, released, refused, sent, lapsed; who releases the calls of a use."""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings

from chalkline.approve.uses.api import ApprovedUse
from chalkline.jobs.api import open_sealed
from chalkline.kernel.ids import id_from
from chalkline.kernel.reading_calls import Part, parts_of
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.held_calls import rules
from chalkline.oversee.held_calls.events import (
    HeldCallLapsed,
    HeldCallOverdue,
    HeldCallRead,
    HeldCallRefused,
    HeldCallReleased,
    HeldCallSent,
    HeldCallTakenIn,
    ReleaserNamed,
)
from chalkline.oversee.held_calls.models import HeldCall, HeldReading, Releaser
from chalkline.oversee.held_calls.queries import made_by, who_settles
from chalkline.oversee.held_calls.words import GOOD_FOR, KEPT_FOR, WAITS_FOR
from chalkline.oversee.incidents.api import closed_days
from chalkline.people.api import Actor, Person, command, system_actor
from chalkline.publish.holds.api import show_hold
from chalkline.publish.standing_pack.api import Key
from chalkline.rulebook.api import ChannelKind, ChannelRecord, vocabulary
from chalkline.rulebook.pack import HoldState, PackHold

UNSETTLED, UNSENT = "unsettled", "unsent"


@command(records=(ReleaserNamed,), may_change_nothing=True)
def name_releaser(actor: Actor, use: ApprovedUse, person: Person, deputy: Person, *, now: datetime) -> Releaser:
    """Name who settles the calls of a use, and who settles those of the former."""
    actor.must("held_calls.name_releaser")
    rules.refuse_same(str(person.pk), str(deputy.pk))
    found = Releaser.objects.select_for_update().filter(use=use).first()
    if found and (found.person_id, found.deputy_id) == (person.pk, deputy.pk):
        return found
    kept, _made = Releaser.objects.update_or_create(
        use=use, defaults={"person": person, "deputy": deputy, "named_by": actor.id, "named_at": now}
    )
    named = (SubjectRef("person", str(each.pk)) for each in (person, deputy))
    record(ReleaserNamed(SubjectRef("use", str(use.pk)), *named), actor_id=actor.id, now=now)
    return kept


@command(records=(HeldCallTakenIn,), may_change_nothing=True)
def take_in_held_call(actor: Actor, told: ChannelRecord, *, now: datetime) -> HeldCall | None:
    """A gateway holds a call. None where its use or key is not known here: nobody could settle it."""
    actor.must("held_calls.take_in")
    about = {name: str(value) for name, value in told.about.items()}
    key = Key.objects.filter(pk=id_from(about.get("key_id", ""))).select_related("use__request", "person").first()
    if key is None or HeldCall.objects.filter(pk=id_from(told.decision_id)).exists():
        return None
    first = HeldCall.objects.filter(digest=about["digest"], state=HoldState.WAITING.value, first=None).first()
    closed = frozenset(closed_days().values_list("day", flat=True))
    held = HeldCall(
        pk=id_from(told.decision_id),
        use=key.use,
        key=key,
        caller=about.get("person", ""),
        purpose=about.get("purpose", "")[:40],
        model=about.get("model", "")[:200],
        school_id=about.get("school", "")[:64],
        grade_band=about.get("grade_band", "")[:20],
        is_high_stakes=about.get("purpose", "") in vocabulary().decided_by_people(),
        digest=about["digest"][:64],
        sealed=b"" if first else told.sealed,
        first=first,
        held_at=told.at,
        due_at=rules.due(told.at, zone=settings.TIME_ZONE, closed=closed),
        good_until=told.at + WAITS_FOR,
        state=HoldState.WAITING.value,
    )
    held.responsible = first.responsible if first else who_settles(held)
    held.save(force_insert=True)
    _show(held, now)
    if first is None:
        by = SubjectRef("person", str(held.responsible_id))
        event = HeldCallTakenIn(_ref(held), _use(held), by, held.purpose, held.is_high_stakes)
        record(event, actor_id=actor.id, now=now)
    return held


@command(records=(HeldCallRead,))
def read_held_call(actor: Actor, held: HeldCall, *, reason: str, now: datetime) -> tuple[Part, ...]:
    """What would go out, for a person who says why they read it. Written down each time."""
    actor.must("held_calls.see", assigned=str(held.responsible_id) == actor.id, hidden=True)
    rules.refuse_own(made_by(held, actor.id))
    said = rules.check_reason(reason)
    rules.refuse_gone(bool(held.sealed))
    found = parts_of(json.loads(open_sealed(ChannelKind.HELD, str(held.pk), bytes(held.sealed))))
    HeldReading.objects.create(held_call=held, reader_id=id_from(actor.id), reason=said, read_at=now)
    record(HeldCallRead(_ref(held), _use(held), said), actor_id=actor.id, now=now)
    return found


@command(records=(HeldCallReleased,))
def release_held_call(actor: Actor, held: HeldCall, *, words: str, now: datetime) -> HeldCall:
    """Let it out: the same call, sent again within a day, goes out once."""
    current = _to_settle(actor, held, HoldState.RELEASED)
    said = rules.check_words(words, is_needed=current.is_high_stakes)
    _settle(current, HoldState.RELEASED, actor, said, now)
    event = HeldCallReleased(_ref(current), _use(current), current.purpose, current.is_high_stakes, said)
    record(event, actor_id=actor.id, now=now)
    return current


@command(records=(HeldCallRefused,))
def refuse_held_call(actor: Actor, held: HeldCall, *, words: str, now: datetime) -> HeldCall:
    """Keep it in, with words for the caller."""
    current = _to_settle(actor, held, HoldState.REFUSED)
    said = rules.check_words(words, is_needed=True)
    _settle(current, HoldState.REFUSED, actor, said, now)
    record(HeldCallRefused(_ref(current), _use(current), said), actor_id=actor.id, now=now)
    return current


@command(records=(HeldCallSent,), may_change_nothing=True)
def note_held_call_sent(actor: Actor, held_id: str, sent_as: str, *, now: datetime) -> HeldCall | None:
    """The gateway let a released call out."""
    actor.must("held_calls.take_in")
    held = HeldCall.objects.select_for_update().filter(pk=id_from(held_id)).first()
    if held is None or held.state != HoldState.RELEASED:
        return None
    held.state, held.sent_as = HoldState.SENT.value, sent_as[:80]
    held.save(update_fields=["state", "sent_as"])
    HeldCall.objects.filter(first=held).update(state=HoldState.SENT.value)
    _show(held, now)
    record(HeldCallSent(_ref(held), _use(held), SubjectRef("exchange", sent_as)), actor_id=actor.id, now=now)
    return held


@command(records=(HeldCallLapsed, HeldCallOverdue), may_change_nothing=True)
def keep_held_calls(actor: Actor, *, now: datetime) -> int:
    """End what nobody came to, tell what is overdue, empty what has been settled for a month; how many changed."""
    actor.must("held_calls.take_in")
    live = HeldCall.objects.select_for_update(of=("self",)).filter(
        state__in=[HoldState.WAITING.value, HoldState.RELEASED.value], first=None
    )
    changed = 0
    for held in live.filter(good_until__lt=now):
        why = UNSENT if held.state == HoldState.RELEASED else UNSETTLED
        held.state = HoldState.EXPIRED.value
        held.save(update_fields=["state"])
        HeldCall.objects.filter(first=held).update(state=held.state)
        _show(held, now)
        record(HeldCallLapsed(_ref(held), _use(held), why), actor_id=actor.id, now=now)
        changed += 1
    for held in live.filter(state=HoldState.WAITING.value, due_at__lt=now, overdue_told=False):
        held.overdue_told = True
        held.save(update_fields=["overdue_told"])
        by = SubjectRef("person", str(held.responsible_id))
        record(HeldCallOverdue(_ref(held), _use(held), by), actor_id=actor.id, now=now)
        changed += 1
    over = HeldCall.objects.exclude(sealed=b"").exclude(state__in=[HoldState.WAITING.value, HoldState.RELEASED.value])
    return changed + over.filter(good_until__lt=now - KEPT_FOR).update(sealed=b"")


def _to_settle(actor: Actor, held: HeldCall, wanted: HoldState) -> HeldCall:
    current = HeldCall.objects.select_for_update(of=("self",)).select_related("key", "use").get(pk=held.pk)
    actor.must("held_calls.settle", assigned=str(current.responsible_id) == actor.id, hidden=True)
    rules.refuse_own(made_by(current, actor.id))
    rules.refuse_settled(HoldState(current.state), wanted)
    rules.refuse_unread(current.readings.filter(reader_id=id_from(actor.id)).exists())
    return current


def _settle(held: HeldCall, state: HoldState, actor: Actor, words: str, now: datetime) -> None:
    held.state, held.words, held.settled_at = state.value, words, now
    held.settled_by_id = id_from(actor.id)
    held.good_until = now + GOOD_FOR
    held.save(update_fields=["state", "words", "settled_at", "settled_by", "good_until"])
    HeldCall.objects.filter(first=held).update(state=state.value)
    _show(held, now)


def _show(held: HeldCall, now: datetime) -> None:
    """Gateways learn how it stands, and how the calls that repeat it stand."""
    origin = held.first or held
    state, words = HoldState(origin.state), origin.words if origin.state == HoldState.REFUSED else ""
    told = [held] if held.first else [held, *held.repeats.all()]
    for each in told:
        hold = PackHold(str(each.pk), each.digest, str(each.key_id), state, origin.good_until, words)
        show_hold(system_actor("held_calls"), hold, now=now)


def _ref(held: HeldCall) -> SubjectRef:
    return SubjectRef("held_call", str(held.pk))


def _use(held: HeldCall) -> SubjectRef:
    return SubjectRef("use", str(held.use_id))
