"""From exact counts to what may be shown: no small group, and none that can be worked out. Pure.

Everything an audit publishes is judged together. People of a service by school and group are one table.
What all services share is a union: where one service's count is hidden and all others are shown, the whole
would give it away, so a second one is hidden (``protect.disclosure``, rule 6). Visits by service are a table
of their own, hidden where the people are. There are no filters by date or school: two cuts of the same
people that differ by a few would show those few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date

from chalkline.discover.findings.exact import SignIns, Tally
from chalkline.discover.findings.words import NOT_ON_ROSTER, OTHER_STAFF, STUDENT, TEACHER
from chalkline.protect.disclosure import (
    ALL,
    SUPPRESSED,
    THRESHOLD,
    Cell,
    Shown,
    Table,
    at_least,
    one_way,
    overlapping,
    two_way,
)

Key = tuple[Hashable, Hashable]
ALLOWED, BLOCKED, UNTOLD = "allowed", "blocked", "untold"


@dataclass(frozen=True)
class Showable:
    """What may be shown of one service, or of all of one scope."""

    table: Table
    events: Cell
    allowed: Cell
    blocked: Cell
    users: Cell
    by_day: Mapping[date, Cell]


def group_of(role: str, band: str) -> str:
    """The group somebody is shown in: teachers, other staff, students of a band, those not on the roster."""
    if role == STUDENT:
        return f"{STUDENT}:{band}"
    return role if role in (TEACHER, NOT_ON_ROSTER) else OTHER_STAFF


def people_of(tally: Tally) -> dict[Key, int]:
    """People by school and group."""
    counts: dict[Key, int] = {}
    for (school_id, role, band), people in tally.by_group.items():
        key = (school_id, group_of(role, band))
        counts[key] = counts.get(key, 0) + people
    return counts


def show(
    services: Mapping[str, Tally], whole: Tally, told: Callable[[int], None] = lambda done: None
) -> tuple[dict[str, Showable], Showable]:
    """What may be shown of services of one scope, and of all of them together. ``told`` hears how many are done."""
    grids = {slug: people_of(tally) for slug, tally in services.items()}
    whole_table = _table(people_of(whole), set())
    hidden: dict[str, set[Key]] = {slug: set(whole_table.hidden) for slug in services}
    tables = {}
    for done, (slug, grid) in enumerate(grids.items(), 1):
        tables[slug] = _table(grid, hidden[slug])
        told(done)
    while more := _given_away(whole_table.cells, {slug: table.cells for slug, table in tables.items()}):
        for slug, key in more:
            hidden[slug].add(key)
            tables[slug] = _table(grids[slug], hidden[slug])
    days = _days(services, whole, tables, whole_table)
    visits = _visits(services, tables)
    shown = {
        slug: Showable(table, *visits[slug], _users(services[slug], table), days[slug])
        for slug, table in tables.items()
    }
    return shown, Showable(whole_table, *visits[""], _users(whole, whole_table), days[""])


def sign_in_people(sign_ins: SignIns) -> Cell:
    """How many people let a service into their account."""
    return one_way({"people": sign_ins.people}).cell("people")


# Access to everything somebody keeps: all files, all mail, a class list. One file that a person picks is not wide.
WIDE = re.compile(
    r"auth/drive(?!\.(file|appdata|install|activity))|auth/(documents|spreadsheets|presentations)|auth/gmail|"
    r"mail\.google\.com|auth/contacts|auth/classroom\.(rosters|profile|coursework|student)|auth/admin|"
    r"\b(Files|Mail|Contacts|Sites|Directory)\.(Read|ReadWrite)",
    re.IGNORECASE,
)


def is_wide(scope: str) -> bool:
    """Whether an access reaches all of somebody's files, mail, contacts or class lists."""
    return bool(WIDE.search(scope))


def wide_people(sign_ins: SignIns) -> Cell:
    """How many people at least gave a service wide access: as many as gave its most common wide one."""
    most = max((people for scope, people in sign_ins.scopes.items() if is_wide(scope)), default=0)
    return one_way({"wide": most, "rest": max(sign_ins.people - most, 0)}).cell("wide")


def _table(counts: Mapping[Key, int], hidden: set[Key]) -> Table:
    """The most detail that leaves the total to be shown: by school and group, else by group, else the total."""
    within = {column: STUDENT for _, column in counts if str(column).startswith(f"{STUDENT}:")}
    table = two_way(counts, within=within, hidden=hidden)
    total = sum(counts.values())
    if table.cell() != SUPPRESSED or total < THRESHOLD or (ALL, ALL) in hidden:
        return table
    groups: dict[Key, int] = {}
    for (_, column), count in counts.items():
        groups[ALL, column] = groups.get((ALL, column), 0) + count
    by_group = two_way({("", column): count for (_, column), count in groups.items()}, within=within, hidden=hidden)
    told = {key: cell for key, cell in by_group.cells.items() if key[0] is ALL}
    if by_group.cell() == SUPPRESSED:
        told = {(ALL, ALL): Shown(total)}
    return Table({key: told.get(key, SUPPRESSED) for key in table.cells})


def _given_away(whole: Mapping[Key, Cell], parts: Mapping[str, Mapping[Key, Cell]]) -> list[tuple[str, Key]]:
    """Counts to hide as well: where one part alone is hidden, and the whole says how large it must be."""
    found = []
    for key, total in whole.items():
        if not isinstance(total, Shown):
            continue
        cells = {slug: cell for slug, each in parts.items() if (cell := each.get(key)) is not None}
        gone = [slug for slug, cell in cells.items() if cell == SUPPRESSED]
        shown = {slug: cell.count for slug, cell in cells.items() if isinstance(cell, Shown) and cell.count}
        if len(gone) == 1 and shown and at_least(total.count, shown.values()) > 1:
            found.append((min(shown, key=lambda slug: (shown[slug], slug)), key))
    return found


def _days(
    services: Mapping[str, Tally], whole: Tally, tables: Mapping[str, Table], whole_table: Table
) -> dict[str, dict[date, Cell]]:
    """People by day. A service whose people are not shown has no days either."""
    shown = {slug: _by_day(tally, tables[slug]) for slug, tally in services.items()}
    total = _by_day(whole, whole_table)
    while more := _given_away(_as_keys(total), {slug: _as_keys(days) for slug, days in shown.items()}):
        for slug, (day, _) in more:
            shown[slug] = {each: SUPPRESSED if each == day else cell for each, cell in shown[slug].items()}
    return {**shown, "": total}


def _by_day(tally: Tally, table: Table) -> dict[date, Cell]:
    days: dict[Hashable, int] = {day: count.people for day, count in sorted(tally.by_day.items())}
    if not isinstance(table.cell(), Shown):
        return dict.fromkeys(tally.by_day, SUPPRESSED)
    cells = overlapping(tally.people, days)
    return {day: cells[day] for day in tally.by_day}


def _as_keys(days: Mapping[date, Cell]) -> dict[Key, Cell]:
    return {(day, ALL): cell for day, cell in days.items()}


def _visits(services: Mapping[str, Tally], tables: Mapping[str, Table]) -> dict[str, tuple[Cell, Cell, Cell]]:
    """Visits of each service, allowed and blocked apart, and of all of them under ""."""
    counts: dict[Key, int] = {}
    hidden: list[Key] = []
    for slug, tally in services.items():
        parts = {ALLOWED: tally.allowed, BLOCKED: tally.blocked, UNTOLD: tally.unknown}
        counts.update({(slug, name): count for name, count in parts.items()})
        if tables[slug].cell() == SUPPRESSED:
            hidden += [(slug, name) for name in (*parts, ALL)]
    table = two_way(counts, hidden=hidden)
    told = {slug: (table.cell(slug), table.cell(slug, ALLOWED), table.cell(slug, BLOCKED)) for slug in services}
    return {**told, "": (table.cell(), table.cell(column=ALLOWED), table.cell(column=BLOCKED))}


def _users(tally: Tally, table: Table) -> Cell:
    """People with at least one visit that was not blocked; the rest were blocked each time."""
    if not isinstance(table.cell(), Shown):
        return SUPPRESSED
    parts = one_way({ALLOWED: tally.users, BLOCKED: tally.people - tally.users})
    return parts.cell(ALLOWED) if isinstance(parts.cell(), Shown) else SUPPRESSED
