"""Taking over a list of makers: what the district wants to know of each, filled in for all at once or for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from chalkline.tools.register.custom import maker_id
from chalkline.tools.register.events import MakersTakenOver


@dataclass(frozen=True)
class MakerRow:
    """One row: a maker as its tools name it, and entries of custom fields as typed, by key; "" is not said."""

    maker: str
    own: Mapping[str, str]


def compare_makers(actor: Actor, rows: Sequence[MakerRow]) -> list[Beside]:
    """How each row stands beside what is filled in. New is one of whom nothing is filled in yet."""
    actor.must("tools.import")
    asked = fields_about(About.MAKER)
    entries = entries_of([maker_id(row.maker) for row in rows], asked)
    beside = []
    for row in rows:
        held = entries.get(maker_id(row.maker), {})
        given = [each for each in asked if row.own.get(each.key)]
        if all(reads_as(each, row.own[each.key]) == as_typed(each, held.get(each.key)) for each in given):
            beside.append(Beside.SAME)
        else:
            beside.append(Beside.DIFFERS if any(each.key in held for each in given) else Beside.NEW)
    return beside


@command(records=(MakersTakenOver, FieldFilledIn), may_change_nothing=True)
def take_over_makers(actor: Actor, rows: Sequence[MakerRow], how: OnConflict, *, now: datetime) -> TakenOver:
    """Fill in what the rows say. Raises Problem: imports.conflict, fields.not_of_its_kind; then nothing is taken."""
    actor.must("tools.import")
    beside = compare_makers(actor, rows)
    must_not_conflict(beside, how)
    asked = fields_about(About.MAKER)
    new = changed = 0
    for row, stands in zip(rows, beside, strict=True):
        if stands is Beside.SAME or (stands is Beside.DIFFERS and how is OnConflict.SKIP):
            continue
        for each in asked:
            if row.own.get(each.key):
                fill_in(actor, each, maker_id(row.maker), row.own[each.key], now=now)
        new, changed = new + (stands is Beside.NEW), changed + (stands is Beside.DIFFERS)
    taken = TakenOver(new, changed, sum(each is Beside.DIFFERS for each in beside) - changed)
    if taken.rows:
        record(MakersTakenOver(len(rows), taken.new, taken.changed, taken.skipped), actor_id=actor.id, now=now)
    return taken
