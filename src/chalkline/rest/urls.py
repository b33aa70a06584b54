"""All routers of the API, in the order of the district's work."""

from __future__ import annotations

from chalkline.rest import (
    asking,
    bundles,
    decisions,
    keys,
    ledger,
    meetings,
    people,
    problems,
    tools,
    use_cases,
)
from chalkline.rest.main import api

for place in (people, asking, tools, problems, use_cases, meetings, decisions, bundles, keys, ledger):
    api.add_router("", place.router)

__all__ = ["api"]
