"""All routers of the API, in the order of the district's work."""

from __future__ import annotations

from chalkline.rest import (
    agenda_items,
    asking,
    assist,
    bundles,
    calls,
    decisions,
    discovering,
    families,
    keys,
    ledger,
    meetings,
    oversight,
    people,
    problems,
    register,
    requests,
    reviews,
    tools,
    use_cases,
    uses,
)
from chalkline.rest.main import api

IN_ORDER = (
    people, asking, discovering, tools, problems, use_cases, requests, reviews, meetings, agenda_items, decisions, uses,
    bundles, keys, calls, families, assist, oversight, ledger, register,
)  # fmt: skip
for place in IN_ORDER:
    api.add_router("", place.router)

__all__ = ["api"]
