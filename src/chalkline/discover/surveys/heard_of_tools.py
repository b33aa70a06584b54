"""What closed surveys of families came to, told to packets: how many use a tool, and what worries them about AI."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.approve.packets.api import LATELY, HeardIn, Voice, people_said_of_tools
from chalkline.discover.surveys.models import Survey
from chalkline.discover.surveys.queries import results
from chalkline.discover.surveys.questions import OFTEN, WORRIES
from chalkline.discover.surveys.words import OptionShown, Question, Results
from chalkline.people.api import Audience, system_actor
from chalkline.protect.disclosure import Shown


def families_said_of_tool(slug: str, on: date) -> Iterator[Voice]:
    """Of families' surveys about the tool and about AI in general the latest each; counts as their page shows them."""
    closed = Survey.objects.filter(
        audience=Audience.FAMILIES.value, closed_on__isnull=False, closed_on__gt=on - LATELY, closed_on__lte=on
    ).order_by("-closed_on", "-opened_at")
    for about, question in (({"tool__slug": slug}, OFTEN), ({"tool": None}, WORRIES)):
        found = closed.filter(**about).select_related("tool").first()
        if found:
            yield from _voices(found, question, results(system_actor("surveys"), found, on))


def _voices(found: Survey, wanted: str, came_to: Results) -> Iterator[Voice]:
    if not isinstance(came_to.people, Shown) or found.closed_on is None:
        return
    tool = found.tool.name if found.tool else ""
    for each in came_to.questions:
        for option in each.options if each.question.id == wanted else ():
            if isinstance(option.people, Shown) and option.people.count:
                en, es = _said(each.question, option, tool)
                yield Voice(
                    heard_in=HeardIn.SURVEY,
                    id=str(found.pk),
                    audience=found.audience,
                    of_tool=bool(found.tool_id),
                    on=found.closed_on,
                    en=en,
                    es=es,
                    people=option.people.count,
                    all_people=came_to.people.count,
                )


def _said(asked: Question, option: OptionShown, tool: str) -> tuple[str, str]:
    return (
        f"{asked.en.replace('{tool}', tool)} {option.en}",
        f"{asked.es.replace('{tool}', tool)} {option.es}",
    )


people_said_of_tools(families_said_of_tool)
