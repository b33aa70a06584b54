"""Writes of access requests: take one down, make sure who asks, take out what is held, answer or close."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from chalkline.data.access import rules
from chalkline.data.access.events import (
    AccessAnswered,
    AccessClosed,
    AccessWasAsked,
    AskerIdentified,
    HeldExported,
)
from chalkline.data.access.law import access_duty
from chalkline.data.access.models import AccessRequest
from chalkline.data.access.queries import held_about
from chalkline.data.access.words import AccessAsked, AccessState
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, command


@command(records=(AccessWasAsked,))
def record_access_request(actor: Actor, asked: AccessAsked, *, received_on: date, now: datetime) -> AccessRequest:
    """Take down a request that came in on ``received_on``; its limit of 45 days runs from then.

    Raises Problem("access.incomplete"). A day in the future counts as today.
    """
    actor.must("access.record")
    return _take_down(actor, asked, min(received_on, localdate(now)), from_public_page=False, now=now)


@command(records=(AccessWasAsked,))
def ask_to_see(actor: Actor, asked: AccessAsked, *, now: datetime) -> AccessRequest:
    """A family asks on the public page, without an account. Raises Problem: access.incomplete, access.too_many."""
    actor.must("access.ask")
    waiting = AccessRequest.objects.filter(is_from_public_page=True, state=AccessState.RECEIVED.value).count()
    rules.must_not_flood(waiting)
    return _take_down(actor, asked, localdate(now), from_public_page=True, now=now)


@command(records=(AskerIdentified,))
def identify_asker(
    actor: Actor, request: AccessRequest, child: Person, *, known_by: str, now: datetime
) -> AccessRequest:
    """Say which child it is and how it is known that the asker may see its data."""
    actor.must("access.answer")
    current = _locked(request)
    rules.must_be_open(AccessState(current.state))
    current.known_by = rules.must_say(known_by, "known_by")
    current.child, current.state = child, AccessState.IDENTIFIED.value
    current.save(update_fields=["known_by", "child", "state"])
    record(AskerIdentified(_ref(current)), actor_id=actor.id, now=now)
    return current


@command(records=(HeldExported,))
def export_held(
    actor: Actor, request: AccessRequest, elsewhere: Callable[[Person], Mapping[str, Any]], *, now: datetime
) -> dict[str, Any]:
    """Everything held about the child of a request, to be handed to its family. Each taking out is a fact.

    ``elsewhere`` gives what later steps hold about the child (report.held): this step knows nothing of them.
    """
    actor.must("access.answer")
    current = _locked(request)
    rules.must_know_who(AccessState(current.state))
    assert current.child is not None  # identified requests have one
    held = {**held_about(current.child), **elsewhere(current.child)}
    current.exported_at = now
    current.save(update_fields=["exported_at"])
    record(HeldExported(_ref(current), digest_of(held)), actor_id=actor.id, now=now)
    return held


@command(records=(AccessAnswered,))
def answer_access(actor: Actor, request: AccessRequest, *, how: str, now: datetime) -> AccessRequest:
    """Say that the family has what it asked for, and how it got it."""
    actor.must("access.answer")
    current = _locked(request)
    rules.must_be_open(AccessState(current.state))
    rules.must_know_who(AccessState(current.state))
    _settle(current, AccessState.ANSWERED, rules.must_say(how, "how"), by=actor.id, on=localdate(now))
    record(AccessAnswered(_ref(current), localdate(now)), actor_id=actor.id, now=now)
    return current


@command(records=(AccessClosed,))
def close_access(actor: Actor, request: AccessRequest, *, why: str, now: datetime) -> AccessRequest:
    """Close a request that was withdrawn, or that the asker may not make."""
    actor.must("access.answer")
    current = _locked(request)
    rules.must_be_open(AccessState(current.state))
    _settle(current, AccessState.CLOSED, rules.must_say(why, "how"), by=actor.id, on=localdate(now))
    record(AccessClosed(_ref(current), localdate(now)), actor_id=actor.id, now=now)
    return current


def _take_down(
    actor: Actor, asked: AccessAsked, received_on: date, *, from_public_page: bool, now: datetime
) -> AccessRequest:
    rules.must_say_who(asked)
    made = AccessRequest.objects.create(
        child_said=asked.child.strip(),
        asker=asked.asker.strip(),
        reach=asked.reach.strip(),
        wish=asked.wish.strip(),
        is_from_public_page=from_public_page,
        received_on=received_on,
        due_on=rules.due_on(received_on, access_duty().days),
        recorded_by=actor.id,
        recorded_at=now,
    )
    record(AccessWasAsked(_ref(made), made.due_on), actor_id=actor.id, now=now)
    return made


def _locked(request: AccessRequest) -> AccessRequest:
    found = AccessRequest.objects.select_for_update(of=("self",)).select_related("child__school")
    return found.get(pk=request.pk)


def _settle(current: AccessRequest, state: AccessState, how: str, *, by: str, on: date) -> None:
    current.state, current.settled_how, current.settled_by, current.settled_on = state.value, how, by, on
    current.save(update_fields=["state", "settled_how", "settled_by", "settled_on"])


def _ref(request: AccessRequest) -> SubjectRef:
    return SubjectRef("access", str(request.pk))
