"""What is kept of the rows that matched: never a raw row, a path, a name or a time of day.

Each kind of file ends in one Parquet file. ``event`` is a keyed hash of who, which host and which second:
the same visit seen by two devices, or exported twice, has the same one and counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from chalkline.discover.sources.apart.finding_apps import finder_of
from chalkline.discover.sources.apart.joining import hash_keys, hashed_sql, table
from chalkline.discover.sources.apart.work import Work
from chalkline.discover.sources.reading.orders import Told
from chalkline.discover.sources.reading.persons import Kept
from chalkline.discover.sources.reading.tables import quoted, run

KEPT = "user_key VARCHAR, role VARCHAR, school_id VARCHAR, grade_band VARCHAR, tie VARCHAR"
EVENTS = {"authorize", "revoke", "activity"}


def keep_sign_ins(work: Work) -> Told:
    """Apps that people let into their accounts: authorized, revoked, active."""
    seen = run(
        work.connection,
        "SELECT client_id, app, count(*), count(*) FILTER (WHERE moment IS NULL), min(moment), max(moment), "
        f"passed_over FROM ({work.plan.sql(work.opened, keep_rejects=True)}) GROUP BY ALL",
        watch=work.watch(20, 60),
    )
    rows = [row for row in seen if not row[6]]
    finder = finder_of(work.order.services)
    matched = [
        (str(row[0] or ""), str(row[1] or ""), finder.service_of(str(row[1] or ""), str(row[0] or ""))) for row in rows
    ]
    table(work, "apps", "client_id VARCHAR, app VARCHAR, service VARCHAR", [row for row in matched if row[2]])
    run(
        work.connection,
        "CREATE TEMP TABLE hits AS "
        "SELECT r.moment, r.who, r.address, a.client_id AS host, a.service, r.deed, r.scopes, r.client_type "
        f"FROM ({work.plan.sql(work.opened)}) r "
        "JOIN apps a ON r.client_id = a.client_id AND r.app = a.app WHERE NOT r.passed_over AND r.moment IS NOT NULL",
        watch=work.watch(60, 90),
    )
    ties = tie_people(work)
    _write_sign_ins(work)
    (ai_rows,), (events,) = (
        run(work.connection, "SELECT count(*) FROM hits")[0],
        run(work.connection, f"SELECT count(*) FROM read_parquet({quoted(work.order.rows_to)})")[0],
    )
    nameless = sum(int(row[2]) for row in rows if not row[0] and not row[1])
    no_time = sum(int(row[3]) for row in rows if row[0] or row[1])
    timed = [row for row in rows if row[4] is not None]
    return Told(
        shape=work.shape.name,
        rows=sum(int(row[2]) for row in seen),
        passed_over=sum(int(row[2]) for row in seen if row[6]),
        rejected=no_time + nameless,
        ai_rows=int(ai_rows),
        events=int(events),
        hosts=len({row[:2] for row in matched if row[2]}),
        first_at=min((int(row[4]) for row in timed), default=None),
        last_at=max((int(row[5]) for row in timed), default=None),
        not_on_roster=ties["account"],
        without_person=ties["device"] + ties["nobody"],
        seen=first_and_last(work),
    )


def keep_addresses(work: Work) -> Told:
    """Whose an address is: the keyed hash of the address beside what is kept of the person."""
    found = run(
        work.connection,
        f"SELECT address, who, count(*) FROM ({work.plan.sql(work.opened, keep_rejects=True)}) GROUP BY ALL",
        watch=work.watch(20, 90),
    )
    rows = []
    for address, who, _ in found:
        kept = work.persons.kept(str(who or ""))
        if address and kept.user_key:
            key = work.persons.hashed("address", str(address))
            rows.append((key, kept.user_key, kept.role, kept.school_id, kept.grade_band, kept.tie))
    table(work, "listed", f"address_key VARCHAR, {KEPT}", rows)
    run(
        work.connection,
        f"COPY (SELECT DISTINCT ON (address_key) * FROM listed ORDER BY address_key) "
        f"TO {quoted(work.order.rows_to)} (FORMAT parquet)",
    )
    bad = sum(int(count) for address, who, count in found if not address or not who)
    return Told(
        shape=work.shape.name,
        rows=sum(int(row[2]) for row in found),
        rejected=bad,
        events=len({row[0] for row in rows}),
        not_on_roster=sum(row[5] == "account" for row in rows),
    )


def tie_people(work: Work, *, counted: str = "count(*)") -> Counter[str]:
    """Make the table of who is who for the rows that matched; count rows (SQL over ``hits``) by how they were tied."""
    named = run(work.connection, f"SELECT who, address, {counted} FROM hits GROUP BY ALL")
    by_address = _addresses(work, {str(row[1]) for row in named if row[1]})
    ties: Counter[str] = Counter()
    rows = []
    numbers: dict[str, int] = {}
    for who, address, count in named:
        kept = work.persons.kept(str(who or ""))
        if not kept.user_key and address:
            kept = by_address.get(str(address)) or Kept(work.persons.hashed("address", str(address)), tie="device")
        ties[kept.tie] += int(count)
        number = str(numbers.setdefault(kept.user_key, len(numbers)))
        rows.append((who, address, number, kept.user_key, kept.role, kept.school_id, kept.grade_band, kept.tie))
    table(work, "people", f"who VARCHAR, address VARCHAR, number VARCHAR, {KEPT}", rows)
    return ties


def _addresses(work: Work, addresses: Iterable[str]) -> dict[str, Kept]:
    """Whose these addresses are, by the lists that were loaded; a newer list wins over an older one."""
    listed: dict[str, Kept] = {}
    for path in work.order.addresses:
        query = f"SELECT address_key, user_key, role, school_id, grade_band, tie FROM read_parquet({quoted(path)})"
        listed.update({str(row[0]): Kept(*row[1:]) for row in run(work.connection, query)})
    found = {address: listed.get(work.persons.hashed("address", address)) for address in addresses}
    return {address: kept for address, kept in found.items() if kept}


def write_visits(work: Work) -> None:
    """The visits in ``hits`` as they are kept, each once; those to unknown hosts apart.

    They are told apart by numbers; only then each is spelled out and hashed.
    """
    run(
        work.connection,
        "CREATE OR REPLACE TEMP TABLE visits AS SELECT CAST(p.number AS INTEGER) AS number, h.host_number, h.moment, "
        "bool_or(h.deed = 'blocked') AS blocked, bool_or(h.deed = 'allowed') AS allowed, max(h.bytes_out) AS bytes_out "
        "FROM hits h JOIN people p ON h.who IS NOT DISTINCT FROM p.who AND h.address IS NOT DISTINCT FROM p.address "
        "GROUP BY ALL",
    )
    event = hashed_sql("p.user_key || '|' || h.host || '|' || v.moment")
    day = f"CAST(to_timestamp(v.moment) AT TIME ZONE {quoted(work.order.zone)} AS DATE)"
    told = (
        "FROM visits v JOIN (SELECT DISTINCT ON (number) CAST(number AS INTEGER) AS number, user_key, role, school_id, "
        "grade_band, tie FROM people) p ON v.number = p.number "
        "JOIN (SELECT DISTINCT host_number, host, service FROM hits) h ON v.host_number = h.host_number"
    )
    action = "CASE WHEN v.blocked THEN 'blocked' WHEN v.allowed THEN 'allowed' ELSE 'unknown' END"
    keys = hash_keys(work)
    run(
        work.connection,
        f"COPY (SELECT {event} AS event, h.service, {day} AS day, p.user_key, p.role, p.school_id, p.grade_band, "
        f"p.tie, {action} AS action, v.bytes_out {told} WHERE h.service IS NOT NULL ORDER BY service, day) "
        f"TO {quoted(work.order.rows_to)} (FORMAT parquet)",
        keys,
    )
    run(
        work.connection,
        f"COPY (SELECT {event} AS event, h.host, {day} AS day, p.user_key, v.bytes_out {told} WHERE h.service IS NULL "
        f"ORDER BY host, day) TO {quoted(work.order.unknown_to)} (FORMAT parquet)",
        keys,
    )


def _write_sign_ins(work: Work) -> None:
    event = hashed_sql("p.user_key || '|' || h.host || '|' || h.deed || '|' || h.moment")
    day = f"CAST(to_timestamp(h.moment) AT TIME ZONE {quoted(work.order.zone)} AS DATE)"
    known = ", ".join(quoted(each) for each in sorted(EVENTS))
    run(
        work.connection,
        f"COPY (SELECT {event} AS event, any_value(h.service) AS service, min({day}) AS day, "
        "any_value(p.user_key) AS user_key, any_value(p.role) AS role, any_value(p.school_id) AS school_id, "
        "any_value(p.grade_band) AS grade_band, any_value(p.tie) AS tie, "
        f"CASE WHEN any_value(h.deed) IN ({known}) THEN any_value(h.deed) ELSE 'activity' END AS action, "
        "list_sort(list_distinct(flatten(list(h.scopes)))) AS scopes, any_value(h.client_type) AS client_type "
        "FROM hits h JOIN people p ON h.who IS NOT DISTINCT FROM p.who AND h.address IS NOT DISTINCT FROM p.address "
        f"GROUP BY event ORDER BY 2, 3) TO {quoted(work.order.rows_to)} (FORMAT parquet)",
        hash_keys(work),
    )


def first_and_last(work: Work) -> dict[str, tuple[int, int]]:
    """The first and last second of each service in ``hits``."""
    found = run(
        work.connection, "SELECT service, min(moment), max(moment) FROM hits WHERE service IS NOT NULL GROUP BY 1"
    )
    return {str(service): (int(first), int(last)) for service, first, last in found}
