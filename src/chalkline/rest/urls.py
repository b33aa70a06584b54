"""All routers of the API, in the order of the district's work."""

from __future__ import annotations

from chalkline.rest import (
    agenda_items,
    asking,
    assist,
    bundles,
    calls,
    data,
    decisions,
    discovering,
    duties,
    families,
    goals,
    keys,
    ledger,
    library,
    meetings,
    newsletters,
    oversight,
    people,
    pilots,
    portfolio,
    problems,
    register,
    reports,
    requests,
    reviews,
    rollout,
    tools,
    use_cases,
    uses,
    verdicts,
)
from chalkline.rest.main import api

IN_ORDER = (
    people,
    asking,
    discovering,
    tools,
    goals,
    problems,
    use_cases,
    portfolio,
    requests,
    reviews,
    meetings,
    agenda_items,
    decisions,
    data,
    duties,
    uses,
    bundles,
    keys,
    calls,
    families,
    library,
    assist,
    newsletters,
    pilots,
    oversight,
    rollout,
    verdicts,
    reports,
    ledger,
    register,
)
for place in IN_ORDER:
    api.add_router("", place.router)

__all__ = ["api"]
