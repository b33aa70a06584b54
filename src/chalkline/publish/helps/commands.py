"""Writes of helps: what gateways are told of the people a student can turn to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalkline.people.api import Actor, command
from chalkline.publish.helps.models import Help
from chalkline.publish.helps.queries import helps_shown
from chalkline.rulebook.pack import PackHelp


@command(records=(), may_change_nothing=True)
def show_helps(actor: Actor, helps: Sequence[PackHelp], *, now: datetime) -> bool:
    """Tell gateways, with the next pack, all there is; whether anything changed. Whoever names people records it."""
    actor.must("helps.show")
    if tuple(sorted(helps, key=lambda each: each.school)) == helps_shown():
        return False
    Help.objects.exclude(school_id__in=[each.school for each in helps]).delete()
    for each in helps:
        told = {"people": each.people, "people_es": each.people_es, "is_open": each.is_open}
        Help.objects.update_or_create(school_id=each.school, defaults=told)
    return True
