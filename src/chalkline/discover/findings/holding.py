"""Do published lists hold? Visits since a day that should have been stopped, or should not, as they may be shown.

Beside everything else that an audit publishes, "since the lists" is another cut of the same people. Where the people
left over by it would be few, or those it is compared with are hidden, it is hidden too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb

from chalkline.discover.findings.counting import TIED
from chalkline.discover.findings.queries import audit
from chalkline.discover.findings.showing import group_of
from chalkline.discover.findings.words import NO_BAND, STUDENT, Reach
from chalkline.discover.sources.api import Kind, rows_of
from chalkline.people.api import Actor
from chalkline.protect.disclosure import ALL, SUPPRESSED, THRESHOLD, Cell, Shown, Table, two_way

Key = tuple[object, object]
Who = tuple[str, str, str]  # role, school, grade band ("" for staff)


@dataclass(frozen=True)
class Awaited:
    """What should be so: visits of these people to this service, from the day after ``since``, should all have been
    blocked (``let_through`` is counted) or all let through (``blocked`` is)."""

    slug: str
    since: date
    people: frozenset[Who]
    denied: bool


@dataclass(frozen=True)
class Slipped:
    """Visits that were not as they should be. ``by_group``: people, in the groups of an audit."""

    slug: str
    denied: bool
    since: date
    visits: Cell
    people: Cell
    by_group: Mapping[str, Cell]
    last_on: date | None  # the last day of which the logs tell anything at all

    @property
    def is_any(self) -> bool:
        """Whether there was any such visit, shown or not."""
        return self.visits == SUPPRESSED or (isinstance(self.visits, Shown) and self.visits.count > 0)


def slipped(actor: Actor, awaited: Sequence[Awaited]) -> tuple[Slipped, ...]:
    """For each service and kind that is awaited: what went otherwise, small groups hidden. None without logs since."""
    actor.must("discover.see_audit")
    seen = {each.slug: each for each in audit(actor).services}
    asked = tuple(each for each in awaited if each.slug in seen)
    paths = tuple(rows_of(Kind.NETWORK))
    if not asked or not paths:
        return ()
    counted, last_on = _counted(paths, asked)
    since: dict[tuple[str, bool], date] = {}
    for each in asked:
        since[each.slug, each.denied] = min(each.since, since.get((each.slug, each.denied), each.since))
    return tuple(
        _shown(seen[slug], denied, day, counted.get((slug, denied), _NONE), last_on)
        for (slug, denied), day in sorted(since.items())
        if last_on and last_on > day
    )


@dataclass(frozen=True)
class _Count:
    visits: int
    people: int
    by_group: tuple[tuple[str, int], ...]


_NONE = _Count(0, 0, ())


@lru_cache(maxsize=4)
def _counted(
    paths: tuple[Path, ...], awaited: tuple[Awaited, ...]
) -> tuple[Mapping[tuple[str, bool], _Count], date | None]:
    connection = duckdb.connect(":memory:", config={"autoload_known_extensions": "false", "threads": "2"})
    try:
        connection.execute("CREATE TEMP TABLE wanted (service VARCHAR, denied BOOLEAN, since DATE, who INTEGER)")
        connection.execute("CREATE TEMP TABLE people (who INTEGER, role VARCHAR, school VARCHAR, band VARCHAR)")
        numbers: dict[frozenset[Who], int] = {each.people: 0 for each in awaited}
        numbers = {people: number for number, people in enumerate(numbers)}
        _fill(connection, "wanted", [(each.slug, each.denied, each.since, numbers[each.people]) for each in awaited])
        _fill(connection, "people", [(number, *who) for people, number in numbers.items() for who in sorted(people)])
        files = [str(path) for path in paths]
        totals: dict[tuple[str, bool], list[int]] = {}
        groups: dict[tuple[str, bool], dict[str, int]] = {}
        connection.execute(_VISITS, [files])
        for service, denied, visits, people in connection.execute(_TOTALS).fetchall():
            totals[service, denied] = [visits, people]
        for service, denied, role, band, people in connection.execute(_GROUPS).fetchall():
            found = groups.setdefault((service, denied), {})
            name = group_of(role, band)
            found[name] = found.get(name, 0) + people
        row = connection.execute("SELECT max(day) FROM read_parquet($1)", [files]).fetchone()
    finally:
        connection.close()
    told = {
        key: _Count(visits, people, tuple(sorted(groups.get(key, {}).items())))
        for key, (visits, people) in totals.items()
    }
    return told, row[0] if row else None


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Collection[tuple[object, ...]]) -> None:
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        lists = ", ".join(f"unnest(${number})" for number in range(1, len(columns) + 1))
        connection.execute(f"INSERT INTO {table} SELECT {lists}", columns)


# As an audit counts: one event once, whichever sources tell of it, and blocked where any of them says so; people as
# they were on their last day.
_VISITS = f"""
CREATE TEMP TABLE slips AS
WITH rows AS (
    SELECT r.* FROM read_parquet($1, union_by_name = true) r
    WHERE r.service IN (SELECT service FROM wanted) AND r.day > (SELECT min(since) FROM wanted)
),
who AS (
    SELECT user_key, arg_max(role, day) AS role, arg_max(school_id, day) AS school_id,
        arg_max(grade_band, day) AS grade_band, arg_max(tie, day) AS tie
    FROM rows GROUP BY user_key
),
events AS (
    SELECT event, any_value(service) AS service, any_value(user_key) AS user_key, min(day) AS day,
        bool_or(action = 'blocked') AS is_blocked, bool_or(action = 'allowed') AS is_allowed
    FROM rows GROUP BY event
)
SELECT e.event, e.service, w.denied, e.user_key, p.role, p.school_id,
    CASE WHEN p.grade_band = '' THEN '{NO_BAND}' ELSE p.grade_band END AS band
FROM events e JOIN who p USING (user_key) JOIN wanted w ON w.service = e.service AND e.day > w.since
JOIN people g ON g.who = w.who AND g.role = p.role AND g.school = p.school_id
    AND (p.role <> '{STUDENT}' OR g.band = p.grade_band)
WHERE p.{TIED} AND CASE WHEN w.denied THEN e.is_allowed AND NOT e.is_blocked ELSE e.is_blocked END
"""
_TOTALS = "SELECT service, denied, count(DISTINCT event), count(DISTINCT user_key) FROM slips GROUP BY service, denied"
_GROUPS = "SELECT service, denied, role, band, count(DISTINCT user_key) FROM slips GROUP BY service, denied, role, band"


def _shown(reach: Reach, denied: bool, since: date, found: _Count, last_on: date | None) -> Slipped:
    """People since, by group: hidden where they are few, where those left over are, or where the whole is hidden."""
    counts: dict[Key, int] = {("", group): count for group, count in found.by_group}
    hidden: list[Key] = []
    for group, count in found.by_group:
        whole = reach.table.cell(column=group)
        if not isinstance(whole, Shown) or _few(whole.count - count):
            hidden += [("", group), (ALL, group)]
    wholes = [reach.people, *([reach.users] if denied else [])]
    if any(not isinstance(each, Shown) or _few(each.count - found.people) for each in wholes if found.people):
        hidden.append((ALL, ALL))
    table: Table = two_way(counts, hidden=hidden)
    people = table.cell() if counts else Shown(0)
    return Slipped(
        slug=reach.slug,
        denied=denied,
        since=since,
        visits=Shown(found.visits) if isinstance(people, Shown) else SUPPRESSED,
        people=people,
        by_group={group: table.cell(column=group) for group, _ in found.by_group},
        last_on=last_on,
    )


def _few(count: int) -> bool:
    return 0 < count < THRESHOLD
