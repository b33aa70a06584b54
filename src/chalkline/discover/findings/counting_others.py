"""Counting what is no visit and no sign-in: what is installed, what was paid for, what a survey was told.

An inventory is a state: of each kind the newest counts, and two files of one day are one state. Books are
lines: a line that two exports hold is one. An answer to a survey is one answer, however often it is exported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from chalkline.discover.findings.exact import Installed, Paid, SurveyTold

ANSWERED = ""  # the service of rows that tell that somebody answered, whatever was named


@dataclass(frozen=True)
class Others:
    """Kept rows of the sources that are not logs."""

    inventories: Sequence[Path] = ()
    purchases: Sequence[Path] = ()
    surveys: Sequence[Path] = ()


def count_inventory(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> dict[str, Installed]:
    """Where each service is installed, by the newest inventory of each kind."""
    if not paths:
        return {}
    connection.execute(_STATE, [_listed(paths)])
    by_school = _nested(
        connection,
        "SELECT service, school_id, max(coalesce(users, devices)) FROM "
        "(SELECT service, app, school_id, sum(users) AS users, sum(devices) AS devices FROM state GROUP BY 1, 2, 3) "
        "GROUP BY 1, 2 HAVING max(coalesce(users, devices)) > 0",
    )
    scopes = _nested(
        connection,
        "SELECT service, scope, count(DISTINCT app) FROM (SELECT service, app, unnest(scopes) AS scope FROM state) "
        "GROUP BY 1, 2 ORDER BY 3 DESC, 2",
    )
    return {
        str(service): Installed(
            devices=int(devices),
            users=int(users),
            by_school=by_school.get(service, {}),
            blocked=int(blocked),
            as_of=as_of,
            scopes=scopes.get(service, {}),
            apps=int(apps),
            kinds=tuple(kinds),
        )
        for service, devices, users, apps, blocked, as_of, kinds in connection.execute(
            "SELECT service, coalesce(max(devices), 0), coalesce(max(users), 0), count(*), "
            "count(*) FILTER (WHERE blocked), max(as_of), list_sort(list_distinct(list(shape))) FROM "
            "(SELECT service, shape, app, sum(devices) AS devices, sum(users) AS users, max(as_of) AS as_of, "
            "bool_and(access = 'blocked') AS blocked FROM state GROUP BY 1, 2, 3) GROUP BY service ORDER BY service"
        ).fetchall()
    }


# Of each kind of inventory the newest day; in it one row an app and school, whichever files tell of it.
_STATE = """
CREATE TEMP TABLE state AS
WITH rows AS (SELECT * FROM read_parquet($1, union_by_name = true)),
newest AS (SELECT shape, max(as_of) AS as_of FROM rows GROUP BY shape)
SELECT r.shape, r.service, r.app, r.school_id, max(r.devices) AS devices, max(r.users) AS users,
    CASE WHEN bool_and(r.access = 'blocked') THEN 'blocked' ELSE min(r.access) END AS access,
    list_distinct(flatten(list(r.scopes))) AS scopes, max(r.as_of) AS as_of
FROM rows r JOIN newest n ON r.shape = n.shape AND r.as_of = n.as_of
WHERE r.service <> '' GROUP BY 1, 2, 3, 4
"""


def count_purchases(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> dict[str, Paid]:
    """What was paid for each service; what was ordered counts where no payment names the order."""
    if not paths:
        return {}
    connection.execute(_BOOKED, [_listed(paths)])
    by_school = _nested(
        connection, "SELECT service, school_id, sum(cents) FROM booked WHERE NOT shared GROUP BY 1, 2 ORDER BY 3 DESC"
    )
    by_fund = _nested(
        connection, "SELECT service, fund, sum(cents) FROM booked WHERE NOT shared GROUP BY 1, 2 ORDER BY 3 DESC"
    )
    return {
        str(service): Paid(
            int(cents), int(rows), first, last, by_school.get(service, {}), by_fund.get(service, {}), int(shared)
        )
        for service, cents, rows, first, last, shared in connection.execute(
            "SELECT service, coalesce(sum(cents) FILTER (WHERE NOT shared), 0), count(*), min(day), max(day), "
            "count(*) FILTER (WHERE shared) FROM booked GROUP BY service ORDER BY service"
        ).fetchall()
    }


_BOOKED = """
CREATE TEMP TABLE booked AS
WITH lines AS (
    SELECT line, service, any_value(stage) AS stage, any_value(order_key) AS order_key, any_value(day) AS day,
        any_value(cents) AS cents, any_value(shared) AS shared, any_value(school_id) AS school_id,
        any_value(fund) AS fund
    FROM read_parquet($1, union_by_name = true) GROUP BY line, service
)
SELECT * FROM lines o WHERE o.stage = 'paid' OR o.order_key = '' OR NOT EXISTS (
    SELECT 1 FROM lines p WHERE p.stage = 'paid' AND p.order_key = o.order_key AND p.service = o.service
)
"""


def count_answers(
    connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]
) -> tuple[dict[str, SurveyTold], SurveyTold]:
    """How many named each service, and how many answered at all."""
    if not paths:
        return {}, SurveyTold()
    connection.execute(
        "CREATE TEMP TABLE answers AS SELECT answer, any_value(service) AS service, any_value(role) AS role, "
        "any_value(school_id) AS school_id FROM read_parquet($1, union_by_name = true) GROUP BY answer",
        [_listed(paths)],
    )
    by_role = _nested(connection, "SELECT service, role, count(*) FROM answers GROUP BY 1, 2 ORDER BY 3 DESC, 2")
    by_school = _nested(connection, "SELECT service, school_id, count(*) FROM answers GROUP BY 1, 2 ORDER BY 3 DESC, 2")
    told = {
        str(service): SurveyTold(int(people), by_role.get(service, {}), by_school.get(service, {}))
        for service, people in connection.execute(
            "SELECT service, count(*) FROM answers GROUP BY service ORDER BY service"
        ).fetchall()
    }
    answered = told.pop(ANSWERED, SurveyTold())
    return told, answered


def _nested(connection: duckdb.DuckDBPyConnection, sql: str) -> Mapping[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for service, key, figure in connection.execute(sql).fetchall():
        found.setdefault(str(service), {})[str(key)] = int(figure or 0)
    return found


def _listed(paths: Sequence[Path]) -> list[str]:
    return [str(path) for path in paths]
