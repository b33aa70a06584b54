"""Writes of flows: say why a use needs its data, from where, and how it gets there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalkline.data.flows.events import RoutesStated
from chalkline.data.flows.models import Route
from chalkline.data.flows.rules import check_routes
from chalkline.data.flows.words import RouteTold, UseGiven
from chalkline.data.systems.api import System
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.register.api import tool_ref


@command(records=(RoutesStated,))
def state_routes(actor: Actor, use: UseGiven, told: Sequence[RouteTold], *, now: datetime) -> list[Route]:
    """Say it for every element of the use at once; what was said before is replaced, and stays in the ledger."""
    actor.must("flows.state")
    systems = {str(each.pk): each for each in System.objects.filter(retired_at=None)}
    check_routes(told, use.elements, systems)
    Route.objects.select_for_update().filter(use_id=use.use_id).delete()
    routes = [
        Route(
            use_id=use.use_id,
            tool=use.tool,
            element=each.element,
            why=each.why.strip(),
            system=systems.get(each.system_id),
            way=each.way,
            stated_by=actor.id,
            stated_at=now,
        )
        for each in told
    ]
    Route.objects.bulk_create(routes)
    stated = RoutesStated(
        use=SubjectRef("use", use.use_id),
        tool=tool_ref(use.tool),
        title=use.title,
        count=len(routes),
        routes=tuple((each.element, each.why.strip(), each.system_id, each.way) for each in told),
    )
    record(stated, actor_id=actor.id, now=now)
    return routes
