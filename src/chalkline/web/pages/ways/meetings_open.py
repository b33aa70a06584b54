"""The meetings on whose agenda somebody may put a thing."""

from __future__ import annotations

from django.utils.timezone import localdate

from chalkline.govern.committees.api import Committee, day_of, meetings_ahead, seat_of
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor


def meetings_open_to(actor: Actor, action: str, committee: Committee | None = None) -> list[tuple[str, Sentence]]:
    """Meetings ahead (of one committee, where only it decides), as choices of a form."""
    today, found = localdate(), meetings_ahead(actor)
    if committee:
        found = found.filter(committee=committee)
    return [
        (str(each.pk), Sentence("{committee}, {day}", committee=each.committee.name, day=day_of(each)))
        for each in found[:20]
        if actor.may(action, seat=seat_of(actor.id, each.committee, today) is not None)
    ]
