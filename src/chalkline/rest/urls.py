"""All routers of the API."""

from __future__ import annotations

from chalkline.rest import people
from chalkline.rest.main import api

api.add_router("", people.router)

__all__ = ["api"]
