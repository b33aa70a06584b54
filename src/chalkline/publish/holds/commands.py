"""Writes of holds: what gateways are told of a held call."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.people.api import Actor, command
from chalkline.publish.holds.models import Hold
from chalkline.rulebook.pack import PackHold

SHOWN_FOR = timedelta(days=7)  # after the last that happened to it: so long a caller can ask what became of it
LONGEST_WORDS = 500


@command(records=(), may_change_nothing=True)
def show_hold(actor: Actor, hold: PackHold, *, now: datetime) -> Hold:
    """Tell gateways how a held call stands, with the next pack. Whoever settles it records the fact."""
    actor.must("holds.show")
    Hold.objects.filter(shown_until__lt=now).delete()
    shown, _made = Hold.objects.update_or_create(
        pk=hold.held_id,
        defaults={
            "key_id": hold.key_id,
            "digest": hold.digest,
            "state": hold.state.value,
            "words": hold.words[:LONGEST_WORDS],
            "good_until": hold.good_until,
            "shown_until": max(now, hold.good_until) + SHOWN_FOR,
        },
    )
    return shown
