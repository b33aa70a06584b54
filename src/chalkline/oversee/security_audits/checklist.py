"""The checklist, read from law/security_checklist.yaml."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from chalkline.kernel.written import read_yaml
from chalkline.oversee.security_audits.words import Item


@lru_cache(maxsize=1)
def checklist() -> tuple[str, tuple[tuple[str, str], ...], tuple[Item, ...]]:
    """Its version, its areas (id, name) and its items, in order."""
    text = (files("chalkline") / "law" / "security_checklist.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = read_yaml(text)
    areas = tuple((area["id"], area["name"]) for area in read["areas"])
    items = tuple(
        Item(each["id"], area["id"], each["ask"], each["why"], each.get("probe", ""))
        for area in read["areas"]
        for each in area["items"]
    )
    return read["version"], areas, items


def item_by_id(item_id: str) -> Item | None:
    """One item, or None."""
    return next((each for each in checklist()[2] if each.id == item_id), None)
