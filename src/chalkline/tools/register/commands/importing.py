"""Taking over a list of tools: new ones are registered, what differs is left or changed, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalkline.govern.custom_fields.api import (
    About,
    FieldFilledIn,
    as_typed,
    entries_of,
    fields_about,
    fill_in,
    reads_as,
)
from chalkline.kernel.taking_over import Beside, OnConflict, TakenOver, must_not_conflict
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.register.commands.tools import register_tool
from chalkline.tools.register.events import MakerCorrected, ToolRegistered, ToolsTakenOver
from chalkline.tools.register.models import Tool, ToolWord
from chalkline.tools.register.queries import tool_ref
from chalkline.tools.register.rules import LONGEST_WORD, check_name, folded, slug_of, words_for

PIECE = 500


@dataclass(frozen=True)
class ToolRow:
    """One row: a name, who makes it, and entries of custom fields as typed, by key; "" is not said."""

    name: str
    vendor: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


def compare_tools(actor: Actor, rows: Sequence[ToolRow]) -> list[Beside]:
    """How each row stands beside the register."""
    actor.must("tools.import")
    known = _known(rows)
    asked = fields_about(About.TOOL)
    entries = entries_of([tool.pk for tool in known.values()], asked)
    beside = []
    for row in rows:
        tool = known.get(folded(row.name))
        if tool is None:
            beside.append(Beside.NEW)
            continue
        held = entries.get(tool.pk, {})
        differs = _maker_differs(tool, row) or any(
            row.own.get(each.key) and reads_as(each, row.own[each.key]) != as_typed(each, held.get(each.key))
            for each in asked
        )
        beside.append(Beside.DIFFERS if differs else Beside.SAME)
    return beside


@command(records=(ToolsTakenOver, ToolRegistered, MakerCorrected, FieldFilledIn), may_change_nothing=True)
def take_over_tools(actor: Actor, rows: Sequence[ToolRow], how: OnConflict, *, now: datetime) -> TakenOver:
    """Take the rows over. Standing on the register says nothing about whether a tool may be used.

    Raises Problem: imports.conflict, and what registering and filling in raise; then nothing is taken over.
    """
    actor.must("tools.import")
    beside = compare_tools(actor, rows)
    must_not_conflict(beside, how)
    asked = fields_about(About.TOOL)
    new = changed = 0
    for row, stands in zip(rows, beside, strict=True):
        if stands is Beside.SAME or (stands is Beside.DIFFERS and how is OnConflict.SKIP):
            continue
        tool = register_tool(actor, row.name, vendor=row.vendor, now=now)
        if stands is Beside.DIFFERS and _maker_differs(tool, row):
            _correct_maker(actor, tool, row.vendor, now)
        for each in asked:
            if row.own.get(each.key):
                fill_in(actor, each, tool.pk, row.own[each.key], now=now)
        new, changed = new + (stands is Beside.NEW), changed + (stands is Beside.DIFFERS)
    taken = TakenOver(new, changed, sum(each is Beside.DIFFERS for each in beside) - changed)
    if taken.rows:
        record(ToolsTakenOver(len(rows), taken.new, taken.changed, taken.skipped), actor_id=actor.id, now=now)
    return taken


def _known(rows: Sequence[ToolRow]) -> dict[str, Tool]:
    names = {folded(row.name)[:LONGEST_WORD]: folded(row.name) for row in rows}
    found: dict[str, Tool] = {}
    for at in range(0, len(names), PIECE):
        part = list(names)[at : at + PIECE]
        found |= {names[tool.folded]: tool for tool in Tool.objects.filter(folded__in=part)}
    slugs = {slug_of(check_name(row.name)): folded(row.name) for row in rows}
    for at in range(0, len(slugs), PIECE):
        part = list(slugs)[at : at + PIECE]
        for tool in Tool.objects.filter(slug__in=part):
            found.setdefault(slugs[tool.slug], tool)
    return found


def _maker_differs(tool: Tool, row: ToolRow) -> bool:
    """What the catalogue says of a maker is corrected there, not by a list."""
    return bool(row.vendor) and tool.service_id is None and tool.vendor != row.vendor.strip()[:120]


def _correct_maker(actor: Actor, tool: Tool, vendor: str, now: datetime) -> None:
    before, tool.vendor = tool.vendor, vendor.strip()[:120]
    tool.save(update_fields=["vendor"])
    ToolWord.objects.filter(tool=tool).delete()
    words = words_for(tool.name, tool.vendor, tool.slug)
    ToolWord.objects.bulk_create(ToolWord(tool=tool, word=word) for word in words)
    record(MakerCorrected(tool_ref(tool), tool.name, before, tool.vendor), actor_id=actor.id, now=now)
