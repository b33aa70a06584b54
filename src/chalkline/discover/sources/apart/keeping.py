"""What is kept of the rows that matched: never a raw row, a path, a name or a time of day.

Each kind of file ends in one Parquet file. ``event`` is a keyed hash of who, which host and which second:
the same visit seen by two devices, or exported twice, has the same one and counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from chalkline.discover.sources.apart.suspects import looks_like_ai
from chalkline.discover.sources.apart.work import Work
from chalkline.discover.sources.reading.deeds import kind_of_deed
from chalkline.discover.sources.reading.orders import Told
from chalkline.discover.sources.reading.persons import Kept
from chalkline.discover.sources.reading.tables import quoted, run
from chalkline.tools.register.app_names import AppMatcher
from chalkline.tools.register.hosts import HostMatcher, normal_host

KEPT = "user_key VARCHAR, role VARCHAR, school_id VARCHAR, grade_band VARCHAR, tie VARCHAR"
EVENTS = {"authorize", "revoke", "activity"}


def keep_network(work: Work) -> Told:
    """Visits to hosts of known services, and to unknown hosts that look like AI."""
    seen = run(
        work.connection,
        "SELECT host, deed, passed_over, count(*), count(*) FILTER (WHERE moment IS NULL), min(moment), max(moment) "
        f"FROM ({work.plan.sql(work.opened, keep_rejects=True)}) GROUP BY ALL",
        watch=work.watch(20, 60),
    )
    rows = [row for row in seen if not row[2]]
    hosts = {str(row[0] or ""): normal_host(str(row[0] or "")) for row in rows}
    matcher = HostMatcher({domain: each.slug for each in work.order.services for domain in each.domains})
    services = matcher.match({host for host in hosts.values() if host})
    suspects = {host for host in hosts.values() if host and host not in services and looks_like_ai(host)}
    _table(
        work, "hosts", "raw VARCHAR, host VARCHAR, service VARCHAR",
        [(raw, host, services.get(host)) for raw, host in hosts.items() if host in services or host in suspects],
    )  # fmt: skip
    deeds = {str(row[1] or "") for row in rows}
    _table(work, "deeds", "word VARCHAR, deed VARCHAR", [(word, kind_of_deed(word)) for word in deeds])
    run(
        work.connection,
        "CREATE TEMP TABLE hits AS SELECT r.moment, r.who, r.address, h.host, h.service, d.deed, r.bytes_out "
        f"FROM ({work.plan.sql(work.opened)}) r JOIN hosts h ON r.host = h.raw "
        "LEFT JOIN deeds d ON r.deed = d.word WHERE NOT r.passed_over AND r.moment IS NOT NULL",
        watch=work.watch(60, 90),
    )
    ties = _tie_people(work)
    _write_visits(work)
    (ai_rows,), (events,) = (
        run(work.connection, "SELECT count(*) FROM hits WHERE service IS NOT NULL")[0],
        run(work.connection, f"SELECT count(*) FROM read_parquet({quoted(work.order.rows_to)})")[0],
    )
    no_time = sum(int(row[4]) for row in rows)
    timed = [row for row in rows if row[5] is not None]
    return Told(
        shape=work.shape.name,
        rows=sum(int(row[3]) for row in seen),
        passed_over=sum(int(row[3]) for row in seen if row[2]),
        rejected=no_time,
        no_host=sum(int(row[3]) for row in rows if not row[0]),
        ai_rows=int(ai_rows),
        events=int(events),
        hosts=len({host for host in hosts.values() if host}),
        unknown_hosts=len(suspects),
        first_at=min((int(row[5]) for row in timed), default=None),
        last_at=max((int(row[6]) for row in timed), default=None),
        not_on_roster=ties["account"],
        without_person=ties["device"] + ties["nobody"],
        seen=_first_and_last(work),
        notes=tuple(f"deed:{word[:40]}" for word in sorted(deeds) if word and kind_of_deed(word) == "unknown"),
    )


def keep_sign_ins(work: Work) -> Told:
    """Apps that people let into their accounts: authorized, revoked, active."""
    seen = run(
        work.connection,
        "SELECT client_id, app, count(*), count(*) FILTER (WHERE moment IS NULL), min(moment), max(moment) "
        f"FROM ({work.plan.sql(work.opened, keep_rejects=True)}) GROUP BY ALL",
        watch=work.watch(20, 60),
    )
    matcher = AppMatcher(
        {each.slug: each.name for each in work.order.services},
        {each.slug: each.app_patterns for each in work.order.services},
        {client_id: each.slug for each in work.order.services for client_id in each.client_ids},
    )
    matched = [
        (str(row[0] or ""), str(row[1] or ""), matcher.service_of(str(row[1] or ""), str(row[0] or ""))) for row in seen
    ]
    _table(work, "apps", "client_id VARCHAR, app VARCHAR, service VARCHAR", [row for row in matched if row[2]])
    run(
        work.connection,
        "CREATE TEMP TABLE hits AS "
        "SELECT r.moment, r.who, r.address, a.client_id AS host, a.service, r.deed, r.scopes, r.client_type "
        f"FROM ({work.plan.sql(work.opened)}) r "
        "JOIN apps a ON r.client_id = a.client_id AND r.app = a.app WHERE r.moment IS NOT NULL",
        watch=work.watch(60, 90),
    )
    ties = _tie_people(work)
    _write_sign_ins(work)
    (ai_rows,), (events,) = (
        run(work.connection, "SELECT count(*) FROM hits")[0],
        run(work.connection, f"SELECT count(*) FROM read_parquet({quoted(work.order.rows_to)})")[0],
    )
    nameless = sum(int(row[2]) for row in seen if not row[0] and not row[1])
    no_time = sum(int(row[3]) for row in seen if row[0] or row[1])
    timed = [row for row in seen if row[4] is not None]
    return Told(
        shape=work.shape.name,
        rows=sum(int(row[2]) for row in seen),
        rejected=no_time + nameless,
        ai_rows=int(ai_rows),
        events=int(events),
        hosts=len({row[:2] for row in seen}),
        first_at=min((int(row[4]) for row in timed), default=None),
        last_at=max((int(row[5]) for row in timed), default=None),
        not_on_roster=ties["account"],
        without_person=ties["device"] + ties["nobody"],
        seen=_first_and_last(work),
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
    _table(work, "listed", f"address_key VARCHAR, {KEPT}", rows)
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


def _tie_people(work: Work) -> Counter[str]:
    """Make the table of who is who for the rows that matched; count rows by how they were tied."""
    named = run(work.connection, "SELECT who, address, count(*) FROM hits GROUP BY ALL")
    by_address = _addresses(work, {str(row[1]) for row in named if row[1]})
    ties: Counter[str] = Counter()
    rows = []
    for who, address, count in named:
        kept = work.persons.kept(str(who or ""))
        if not kept.user_key and address:
            kept = by_address.get(str(address)) or Kept(work.persons.hashed("address", str(address)), tie="device")
        ties[kept.tie] += int(count)
        rows.append((who, address, kept.user_key, kept.role, kept.school_id, kept.grade_band, kept.tie))
    _table(work, "people", f"who VARCHAR, address VARCHAR, {KEPT}", rows)
    return ties


def _addresses(work: Work, addresses: Iterable[str]) -> dict[str, Kept]:
    """Whose these addresses are, by the lists that were loaded; a newer list wins over an older one."""
    listed: dict[str, Kept] = {}
    for path in work.order.addresses:
        query = f"SELECT address_key, user_key, role, school_id, grade_band, tie FROM read_parquet({quoted(path)})"
        listed.update({str(row[0]): Kept(*row[1:]) for row in run(work.connection, query)})
    found = {address: listed.get(work.persons.hashed("address", address)) for address in addresses}
    return {address: kept for address, kept in found.items() if kept}


def _write_visits(work: Work) -> None:
    event = _event_sql("p.user_key || '|' || h.host || '|' || h.moment")
    day = f"CAST(to_timestamp(h.moment) AT TIME ZONE {quoted(work.order.zone)} AS DATE)"
    inner = (
        f"SELECT {event} AS event, {day} AS day, h.service, h.host, h.deed, h.bytes_out, p.user_key, p.role, "
        "p.school_id, p.grade_band, p.tie "
        "FROM hits h JOIN people p ON h.who IS NOT DISTINCT FROM p.who AND h.address IS NOT DISTINCT FROM p.address"
    )
    deed = (
        "CASE WHEN bool_or(deed = 'blocked') THEN 'blocked' WHEN bool_or(deed = 'allowed') THEN 'allowed' "
        "ELSE 'unknown' END"
    )
    kept = (
        "min(day) AS day, any_value(user_key) AS user_key, any_value(role) AS role, "
        "any_value(school_id) AS school_id, any_value(grade_band) AS grade_band, any_value(tie) AS tie, "
        f"{deed} AS action"
    )
    keys = _hash_keys(work)
    run(
        work.connection,
        f"COPY (SELECT event, any_value(service) AS service, {kept}, max(bytes_out) AS bytes_out "
        f"FROM ({inner}) WHERE service IS NOT NULL GROUP BY event ORDER BY service, day) "
        f"TO {quoted(work.order.rows_to)} (FORMAT parquet)",
        keys,
    )
    run(
        work.connection,
        f"COPY (SELECT event, any_value(host) AS host, min(day) AS day, any_value(user_key) AS user_key "
        f"FROM ({inner}) WHERE service IS NULL GROUP BY event ORDER BY host, day) "
        f"TO {quoted(work.order.unknown_to)} (FORMAT parquet)",
        keys,
    )


def _write_sign_ins(work: Work) -> None:
    event = _event_sql("p.user_key || '|' || h.host || '|' || h.deed || '|' || h.moment")
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
        _hash_keys(work),
    )


def _event_sql(text: str) -> str:
    """A keyed hash in SQL, made as HMAC is: an outer and an inner key, each hashed before the text."""
    return f"left(sha256($1 || sha256($2 || {text})), 32)"


def _hash_keys(work: Work) -> list[str]:
    return [work.persons.hashed("event key", "outer"), work.persons.hashed("event key", "inner")]


def _first_and_last(work: Work) -> dict[str, tuple[int, int]]:
    found = run(
        work.connection, "SELECT service, min(moment), max(moment) FROM hits WHERE service IS NOT NULL GROUP BY 1"
    )
    return {str(service): (int(first), int(last)) for service, first, last in found}


def _table(work: Work, name: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
    run(work.connection, f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
    if rows:
        lists = ", ".join(["unnest(?::VARCHAR[])"] * (columns.count(",") + 1))
        run(work.connection, f"INSERT INTO {name} SELECT {lists}", [list(column) for column in zip(*rows, strict=True)])
