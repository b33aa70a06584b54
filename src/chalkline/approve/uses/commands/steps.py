"""What the commands of approved uses share: holding the row, the state it must be in, who is from outside."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.requests.api import has_asked
from chalkline.approve.uses import rules
from chalkline.approve.uses.models import ApprovedUse, Suspension
from chalkline.approve.uses.queries import open_suspension
from chalkline.approve.uses.words import UseState
from chalkline.people.api import Actor


def must_be(use: ApprovedUse, *states: UseState, now: datetime) -> None:
    state = rules.state_on(UseState(use.state), use.expires_on, localdate(now))
    if state not in states:
        raise rules.not_now(state)


def open_stop(use: ApprovedUse, *, now: datetime) -> Suspension:
    must_be(use, UseState.SUSPENDED, now=now)
    stop = open_suspension(use)
    if stop is None:
        raise rules.not_now(UseState.ACTIVE)
    return stop


def must_be_from_outside(actor: Actor, use: ApprovedUse) -> None:
    if has_asked(actor.id, use.request):
        raise rules.own_use()


def locked(use: ApprovedUse) -> ApprovedUse:
    found = ApprovedUse.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("tool", "request", "decision").get(pk=use.pk)
