"""What was heard in rounds, told to packets: themes about a tool, and what families say of AI in general."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from chalkline.approve.packets.api import LATELY, HeardIn, Voice, people_said_of_tools
from chalkline.people.api import Audience
from chalkline.rollout.feedback.models import Theme


def themes_of_tool(slug: str, on: date) -> Iterator[Voice]:
    """Each theme is a sentence of a named person, who names no child; remarks themselves stay where they are."""
    about_it = Q(round__tool__slug=slug) | Q(round__use__tool__slug=slug)
    of_families = Q(round__tool=None, round__use=None, round__audience=Audience.FAMILIES.value)
    found = Theme.objects.filter(about_it | of_families, round__opened_on__gt=on - LATELY, named_on__lte=on)
    for theme in found.select_related("round"):
        yield Voice(
            heard_in=HeardIn.ROUND,
            id=str(theme.round_id),
            audience=theme.round.audience,
            of_tool=bool(theme.round.tool_id or theme.round.use_id),
            on=theme.named_on,
            en=theme.heard_en,
            es=theme.heard_es,
        )


people_said_of_tools(themes_of_tool)
