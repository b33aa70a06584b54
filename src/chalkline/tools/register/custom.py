"""Tools and their makers have custom fields: how they are found."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from chalkline.govern.custom_fields.api import About, RowMeant, rows_of
from chalkline.tools.register.models import Tool
from chalkline.tools.register.rules import folded


def maker_id(vendor: str) -> UUID:
    """How a maker is named where an id is needed: makers have no table of their own, only their name."""
    return uuid5(NAMESPACE_URL, f"chalkline:maker:{folded(vendor)}")


def makers_known() -> list[str]:
    """Every maker that a tool here names. Takes no actor: their names stand on the public page too."""
    return list(Tool.objects.order_by().exclude(vendor="").values_list("vendor", flat=True).distinct())


def _tool(row_id: UUID) -> RowMeant | None:
    tool = Tool.objects.filter(pk=row_id).first()
    return RowMeant(tool.slug, tool.name) if tool else None


def _maker(row_id: UUID) -> RowMeant | None:
    names = Tool.objects.order_by().exclude(vendor="").values_list("vendor", flat=True).distinct()
    name = next((each for each in names.iterator() if maker_id(each) == row_id), "")
    return RowMeant(folded(name)[:80], name) if name else None


rows_of(About.TOOL, _tool)
rows_of(About.MAKER, _maker)
