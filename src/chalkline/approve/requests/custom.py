"""Requests have custom fields: how they are found, and to whom they belong."""

from __future__ import annotations

from uuid import UUID

from chalkline.approve.requests.models import Request
from chalkline.approve.requests.queries import title_of
from chalkline.govern.custom_fields.api import About, RowMeant, rows_of


def request_meant(row_id: UUID) -> RowMeant | None:
    """The request with this id, as its custom fields know it."""
    found = Request.objects.select_related("tool").filter(pk=row_id).first()
    return RowMeant(str(found.pk), title_of(found), str(found.asked_by_id)) if found else None


rows_of(About.REQUEST, request_meant)
