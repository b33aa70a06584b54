"""Counting what was kept of the logs: one visit once, whichever and however many sources tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from chalkline.discover.findings.counting_others import Others, count_answers, count_inventory, count_purchases
from chalkline.discover.findings.exact import Count, Exact, SignIns, Tally
from chalkline.discover.findings.ranking import WEEK, Asked
from chalkline.discover.findings.words import NO_BAND, NOT_ON_ROSTER

TIED = "tie IN ('roster', 'account')"
SETS = {
    "all": (),
    "school": ("school_id",),
    "role": ("role",),
    "band": ("grade_band",),
    "day": ("day",),
    "school_role": ("school_id", "role"),
    "group": ("school_id", "role", "grade_band"),
}


def count(
    network: Sequence[Path],
    sign_ins: Sequence[Path],
    scopes: Mapping[str, str],
    seen: Iterable[Mapping[str, Sequence[int]]],
    others: Others | None = None,
) -> Exact:
    """Count the kept rows of these sources. ``scopes``: core or feature by service; ``seen``: first and last
    second by service, one mapping a source; ``others`` are the sources that are no logs."""
    besides = others or Others()
    connection = duckdb.connect(":memory:", config={"autoload_known_extensions": "false", "threads": "2"})
    try:
        tallies = _tallies(connection, network, scopes, _first_and_last(seen)) if network else {}
        found = _sign_ins(connection, sign_ins) if sign_ins else {}
        inventory = count_inventory(connection, besides.inventories)
        purchases = count_purchases(connection, besides.purchases)
        answers, answered = count_answers(connection, besides.surveys)
    finally:
        connection.close()
    services = {name: tally for name, tally in tallies.items() if not name.startswith(":")}
    core, feature = tallies.get(":core", Tally()), tallies.get(":feature", Tally())
    return Exact(services, core, feature, found, inventory, purchases, answers, answered)


def unknown_hosts(unknown: Sequence[Path], network: Sequence[Path]) -> list[Asked]:
    """Unknown hosts that look like AI, and how each was asked for; ``network``: visits to services that are known."""
    if not unknown:
        return []
    connection = duckdb.connect(":memory:", config={"autoload_known_extensions": "false", "threads": "2"})
    try:
        connection.execute("CREATE TEMP TABLE users (user_key VARCHAR, day DATE)")
        if network:
            listed = [[str(path) for path in network]]
            connection.execute("INSERT INTO users SELECT DISTINCT user_key, day FROM read_parquet(?)", listed)
        return [
            Asked(str(host), *(int(each) for each in counts))
            for host, *counts in connection.execute(_ASKED, [[str(path) for path in unknown], WEEK]).fetchall()
        ]
    finally:
        connection.close()


_ASKED = """
WITH rows AS (
    SELECT event, any_value(host) AS host, min(day) AS day, any_value(user_key) AS user_key, max(bytes_out) AS sent
    FROM read_parquet($1, union_by_name = true) WHERE user_key <> '' GROUP BY event
), marked AS (
    SELECT r.*, max(r.day) OVER () - r.day AS ago, u.user_key IS NOT NULL AS beside
    FROM rows r LEFT JOIN users u ON r.user_key = u.user_key AND r.day = u.day
)
SELECT host, count(DISTINCT user_key), count(*) FILTER (ago < $2), count(*) FILTER (ago >= $2 AND ago < 2 * $2),
    count(DISTINCT user_key) FILTER (beside), coalesce(sum(sent), 0)
FROM marked GROUP BY host ORDER BY host
"""


def _tallies(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    scopes: Mapping[str, str],
    seen: Mapping[str, tuple[int, int]],
) -> dict[str, Tally]:
    connection.execute("CREATE TEMP TABLE scopes (service VARCHAR, scope VARCHAR)")
    if scopes:
        lists = [list(scopes), list(scopes.values())]
        connection.execute("INSERT INTO scopes SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", lists)
    connection.execute(_VISITS, [[str(path) for path in paths]])
    tallies: dict[str, dict[str, Any]] = defaultdict(lambda: {name: {} for name in SETS})
    for name, columns in SETS.items():
        for row in connection.execute(_counted(columns)).fetchall():
            subject, key, figures = row[0], tuple(row[1 : 1 + len(columns)]), row[1 + len(columns) :]
            tallies[subject][name][key] = figures
    return {subject: _tally(subject, found, seen, scopes) for subject, found in tallies.items()}


# One visit is one event key. Any source that says it was blocked makes it blocked. Attributes of a person
# are those of the last day, so that nobody counts at two schools.
_VISITS = f"""
CREATE TEMP TABLE visits AS
WITH rows AS (SELECT * FROM read_parquet($1, union_by_name = true)),
who AS (
    SELECT user_key, arg_max(role, day) AS role, arg_max(school_id, day) AS school_id,
        arg_max(grade_band, day) AS grade_band, arg_max(tie, day) AS tie
    FROM rows GROUP BY user_key
),
events AS (
    SELECT event, any_value(service) AS service, any_value(user_key) AS user_key, min(day) AS day,
        CASE WHEN bool_or(action = 'blocked') THEN 'blocked' WHEN bool_or(action = 'allowed') THEN 'allowed'
        ELSE 'unknown' END AS action, max(bytes_out) AS bytes_out
    FROM rows GROUP BY event
)
SELECT e.service, coalesce(s.scope, 'core') AS scope, e.user_key, e.day, e.action, e.bytes_out, w.tie,
    CASE WHEN w.role = '' THEN '{NOT_ON_ROSTER}' ELSE w.role END AS role, w.school_id,
    CASE WHEN w.grade_band = '' THEN '{NO_BAND}' ELSE w.grade_band END AS grade_band
FROM events e JOIN who w USING (user_key) LEFT JOIN scopes s ON e.service = s.service
"""


def _counted(columns: Sequence[str]) -> str:
    """SQL: for each service, and for each scope as a whole, the figures by these columns."""
    figures = (
        f"count(*), count(DISTINCT user_key) FILTER (WHERE {TIED}), count(*) FILTER (WHERE action = 'allowed'), "
        "count(*) FILTER (WHERE action = 'blocked'), "
        f"count(DISTINCT user_key) FILTER (WHERE action = 'allowed' AND {TIED}), "
        f"count(DISTINCT user_key) FILTER (WHERE action <> 'blocked' AND {TIED}), "
        "count(DISTINCT user_key) FILTER (WHERE tie = 'device'), coalesce(sum(bytes_out), 0)"
    )
    by = "".join(f", {column}" for column in columns)
    return (
        f"SELECT service{by}, {figures} FROM visits GROUP BY service{by} "
        f"UNION ALL SELECT ':' || scope{by}, {figures} FROM visits GROUP BY scope{by}"
    )


def _tally(
    subject: str, found: Mapping[str, Any], seen: Mapping[str, tuple[int, int]], scopes: Mapping[str, str]
) -> Tally:
    events, people, allowed, blocked, people_allowed, users, devices, bytes_out = found["all"][()]

    def by(name: str) -> dict[Any, Count]:
        return {key if len(key) > 1 else key[0]: Count(row[0], row[1]) for key, row in found[name].items()}

    slugs = [subject] if not subject.startswith(":") else [s for s in seen if scopes.get(s, "core") == subject[1:]]
    instants = [seen[slug] for slug in slugs if slug in seen]
    return Tally(
        events=events,
        people=people,
        allowed=allowed,
        blocked=blocked,
        unknown=events - allowed - blocked,
        people_allowed=people_allowed,
        users=users,
        devices=devices,
        bytes_out=int(bytes_out),
        first_at=_instant(min((first for first, _ in instants), default=None)),
        last_at=_instant(max((last for _, last in instants), default=None)),
        by_school=by("school"),
        by_role=by("role"),
        by_grade_band=by("band"),
        by_day=by("day"),
        by_school_role=by("school_role"),
        by_group={key: row[1] for key, row in found["group"].items()},
    )


def _sign_ins(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> dict[str, SignIns]:
    listed = [[str(path) for path in paths]]
    connection.execute(
        "CREATE TEMP TABLE sign_ins AS SELECT event, any_value(service) AS service, any_value(user_key) AS user_key, "
        "any_value(action) AS action, list_distinct(flatten(list(scopes))) AS scopes "
        "FROM read_parquet($1, union_by_name = true) GROUP BY event",
        listed,
    )
    scopes: dict[str, dict[str, int]] = defaultdict(dict)
    for service, scope, people in connection.execute(
        "SELECT service, scope, count(DISTINCT user_key) FROM (SELECT service, user_key, unnest(scopes) AS scope "
        "FROM sign_ins) GROUP BY service, scope ORDER BY 3 DESC, 2"
    ).fetchall():
        scopes[service][scope] = people
    return {
        str(service): SignIns(authorized, revoked, active, people, scopes.get(service, {}))
        for service, authorized, revoked, active, people in connection.execute(
            "SELECT service, count(*) FILTER (WHERE action = 'authorize'), count(*) FILTER (WHERE action = 'revoke'), "
            "count(*) FILTER (WHERE action = 'activity'), count(DISTINCT user_key) FILTER (WHERE user_key <> '') "
            "FROM sign_ins GROUP BY service ORDER BY service"
        ).fetchall()
    }


def _first_and_last(seen: Iterable[Mapping[str, Sequence[int]]]) -> dict[str, tuple[int, int]]:
    whole: dict[str, tuple[int, int]] = {}
    for each in seen:
        for slug, (first, last) in each.items():
            earliest, latest = whole.get(slug, (first, last))
            whole[slug] = (min(first, earliest), max(last, latest))
    return whole


def _instant(epoch: int | None) -> datetime | None:
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)
