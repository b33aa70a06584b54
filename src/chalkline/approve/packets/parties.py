"""Who asks for a tool, told to the evaluations of tools: such people neither assess nor accept a risk of it."""

from __future__ import annotations

from chalkline.approve.requests.api import everyone_who_asked, requests
from chalkline.people.api import system_actor
from chalkline.tools.evaluations.api import asks_for_tools


def people_who_asked(slug: str) -> frozenset[str]:
    """Ids of everybody who asked for a tool in any request, or joined one."""
    found = requests(system_actor("packets")).filter(tool__slug=slug)
    return frozenset(person for each in found for person in everyone_who_asked(each))


asks_for_tools(people_who_asked)
