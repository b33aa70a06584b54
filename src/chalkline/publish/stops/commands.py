"""Writes of stops: made by one person at once, restored by two."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from chalkline.approve.uses.api import use_ref
from chalkline.kernel.clock import local_day
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.publish.stops import rules
from chalkline.publish.stops.events import RestoreAsked, StopDrilled, StopMade, StopRestored
from chalkline.publish.stops.models import Stop
from chalkline.publish.stops.queries import (
    have_asked,
    models_named,
    stop_ref,
    tools_touched,
    uses_touched,
)
from chalkline.publish.stops.words import LOOKED_AT_WITHIN, StopOf
from chalkline.tools.register.api import registered, tool_ref


@command(records=(StopMade,))
def stop_tool(actor: Actor, slug: str, *, reason: str, instead: str = "", now: datetime) -> Stop:
    """Stop a whole tool at once, for everybody. It takes one person and a reason.

    Raises Problem: not_found, stops.reason_needed, stops.instead_too_long, stops.already.
    """
    actor.must("stops.make")
    return _stop(actor, StopOf.TOOL, slug, registered(slug).name, reason, instead, now)


@command(records=(StopMade,))
def stop_model(actor: Actor, name: str, *, reason: str, instead: str = "", now: datetime) -> Stop:
    """Stop a model at once, whichever tool calls it, by the name that calls ask for.

    Raises Problem: stops.model_unknown, stops.reason_needed, stops.instead_too_long, stops.already.
    """
    actor.must("stops.make")
    wanted = name.strip()
    if wanted not in models_named():
        raise rules.model_unknown(wanted, models_named())
    return _stop(actor, StopOf.MODEL, wanted, wanted, reason, instead, now)


def _stop(actor: Actor, of: StopOf, subject: str, called: str, reason: str, instead: str, now: datetime) -> Stop:
    said, words = rules.must_say_why(reason), rules.must_fit_in_a_refusal(instead)
    today = local_day(now, settings.CHALKLINE.zone)
    touched = uses_touched(of, subject, today)
    try:
        with transaction.atomic():
            stop = Stop.objects.create(
                of=of.value,
                subject=subject,
                called=called,
                reason=said,
                instead=words,
                stopped_by_id=actor.id,
                stopped_at=now,
                look_by=today + LOOKED_AT_WITHIN,
            )
    except IntegrityError:
        raise rules.already_stopped(called) from None
    told = StopMade(
        stop=stop_ref(stop),
        of=of.value,
        subject=subject,
        called=called,
        tools=_tools(of, subject),
        uses=tuple(use_ref(each) for each in touched),
        look_by=stop.look_by.isoformat(),
        instead=words,
        reason=said,
    )
    record(told, actor_id=actor.id, now=now)
    return stop


@command(records=(StopDrilled,))
def stop_in_a_drill(
    actor: Actor, of: StopOf, subject: str, called: str, *, key_id: str, begun_by: str, now: datetime
) -> Stop:
    """Stop a tool or a model for the calls of one key that nobody has. It goes on as any stop does: by two people.

    Raises Problem("stops.drill_waits") while another drill of the same thing waits for them.
    """
    actor.must("drills.measure")
    if not key_id:
        raise ValueError("a drill stops for one key")
    today = local_day(now, settings.CHALKLINE.zone)
    try:
        with transaction.atomic():
            stop = Stop.objects.create(
                of=of.value,
                subject=subject,
                called=called,
                reason=str(Sentence("A drill: it counts only for a key that nobody holds.")),
                stopped_by_id=begun_by,
                stopped_at=now,
                look_by=today + LOOKED_AT_WITHIN,
                drill_key=key_id,
            )
    except IntegrityError:
        raise rules.drill_waits(called) from None
    key = SubjectRef("key", key_id)
    record(StopDrilled(stop_ref(stop), of.value, subject, called, key), actor_id=actor.id, now=now)
    return stop


@command(records=(RestoreAsked,))
def ask_to_restore(actor: Actor, stop: Stop, *, reason: str, now: datetime) -> Stop:
    """Ask that it may go on, and say what was done about it. A second person then agrees.

    Raises Problem: stops.over, stops.own_use, stops.reason_needed.
    """
    actor.must("stops.restore")
    current = _locked(stop)
    said = rules.must_say_why(reason)
    _must_be_from_outside(actor, current, now)
    current.restore_reason, current.restore_asked_by_id, current.restore_asked_at = said, actor.id, now
    current.save(update_fields=["restore_reason", "restore_asked_by", "restore_asked_at"])
    told = RestoreAsked(stop_ref(current), current.of, current.subject, current.called, _tools_of(current), said)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(StopRestored,))
def restore(actor: Actor, stop: Stop, *, now: datetime) -> Stop:
    """Agree, as the second person, that it may go on.

    Raises Problem: stops.over, stops.restore_not_asked, stops.second_person, stops.own_use.
    """
    actor.must("stops.restore")
    current = _locked(stop)
    if current.restore_asked_by_id is None:
        raise rules.nothing_asked()
    if str(current.restore_asked_by_id) == actor.id:
        raise rules.two_people_needed()
    _must_be_from_outside(actor, current, now)
    current.restored_by_id, current.restored_at = actor.id, now
    current.save(update_fields=["restored_by", "restored_at"])
    told = StopRestored(
        stop=stop_ref(current),
        of=current.of,
        subject=current.subject,
        called=current.called,
        tools=_tools_of(current),
        asked_by=SubjectRef("person", str(current.restore_asked_by_id)),
    )
    record(told, actor_id=actor.id, now=now)
    return current


def _locked(stop: Stop) -> Stop:
    current = Stop.objects.select_for_update(of=("self",), no_key=True).get(pk=stop.pk)
    if current.restored_at:
        raise rules.not_stopped(current.called)
    return current


def _must_be_from_outside(actor: Actor, stop: Stop, now: datetime) -> None:
    of = StopOf(stop.of)
    if actor.id in have_asked(uses_touched(of, stop.subject, local_day(now, settings.CHALKLINE.zone))):
        raise rules.own_wish(of, stop.called)


def _tools(of: StopOf, subject: str) -> tuple[SubjectRef, ...]:
    return tuple(tool_ref(slug) for slug in tools_touched(of, subject))


def _tools_of(stop: Stop) -> tuple[SubjectRef, ...]:
    """The tools it touches: none in a drill, so that their histories tell only what happened to them."""
    return () if stop.drill_key else _tools(StopOf(stop.of), stop.subject)
