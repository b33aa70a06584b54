"""Reads of helps, for the standing pack."""

from __future__ import annotations

from chalkline.publish.helps.models import Help
from chalkline.rulebook.pack import PackHelp


def helps_shown() -> tuple[PackHelp, ...]:
    """What the pack says, by school. Empty: nobody is named."""
    found = Help.objects.order_by("school_id")
    return tuple(PackHelp(each.school_id, each.people, each.people_es, each.is_open) for each in found)
