"""What people keep of the conditions of a use, as the API tells it: whose it is, by when, and that it was done."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from chalkline.approve.uses.api import KeptCondition
from chalkline.rest.shapes import Named, like

ID = "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"


class KeptTold(Schema):
    """A condition that people keep."""

    model_config = like(
        id=ID, text="A teacher reads every passage.", owner={"id": ID, "name": "Tess Moreno"}, due_on="2026-12-20",
        done_at=None, note="",
    )  # fmt: skip

    id: str
    text: str
    owner: Named
    due_on: date
    done_at: datetime | None
    note: str


def kept_told(found: KeptCondition) -> KeptTold:
    """One of them, as the API tells it."""
    return KeptTold(
        id=str(found.pk),
        text=found.text,
        owner=Named(id=str(found.owner_id), name=str(found.owner)),
        due_on=found.due_on,
        done_at=found.done_at,
        note=found.note,
    )
