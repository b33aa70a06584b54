"""Keeping of a network log: one read of the file, in which rows that concern nobody are only counted.

Which rows may be of a service, or of an unknown host that looks like AI, is told inside that read by a pattern
that lets too much through rather than too little; what it lets through is then matched exactly. Everything else
falls into a handful of counts.
"""

from __future__ import annotations

from chalkline.discover.sources.apart.joining import table
from chalkline.discover.sources.apart.keeping import first_and_last, tie_people, write_visits
from chalkline.discover.sources.apart.suspects import looks_like_ai, may_matter
from chalkline.discover.sources.apart.work import Work
from chalkline.discover.sources.reading.deeds import kind_of_deed
from chalkline.discover.sources.reading.orders import Told
from chalkline.discover.sources.reading.tables import quoted, run
from chalkline.tools.register.hosts import HostMatcher, normal_host


def keep_network(work: Work) -> Told:
    """Visits to hosts of known services, and to unknown hosts that look like AI."""
    matcher = HostMatcher({domain: each.slug for each in work.order.services for domain in each.domains})
    run(work.connection, f"CREATE OR REPLACE TEMP TABLE found AS {_read_once(work, matcher)}", watch=work.watch(20, 80))
    passed_over, rows, untimed, hostless, first, last = run(
        work.connection,
        "SELECT sum(rows) FILTER (passed_over), sum(rows), sum(untimed), sum(hostless), min(first_at), max(last_at) "
        "FROM found",
    )[0]
    known, suspects = _match(work, matcher)
    words = [
        str(word or "") for (word,) in run(work.connection, "SELECT DISTINCT deed FROM found WHERE NOT passed_over")
    ]
    table(work, "deeds", "word VARCHAR, deed VARCHAR", [(word, kind_of_deed(word)) for word in words])
    run(
        work.connection,
        "CREATE TEMP TABLE hits AS SELECT f.hit.moment AS moment, f.hit.who AS who, f.hit.address AS address, h.host, "
        "CAST(h.number AS INTEGER) AS host_number, h.service, d.deed, f.hit.bytes_out AS bytes_out, f.rows "
        "FROM found f JOIN hosts h ON f.hit.host = h.raw LEFT JOIN deeds d ON coalesce(f.deed, '') = d.word",
        watch=work.watch(80, 90),
    )
    ties = tie_people(work, counted="sum(rows)")
    write_visits(work)
    (ai_rows,), (events,) = (
        run(work.connection, "SELECT sum(rows) FROM hits WHERE service IS NOT NULL")[0],
        run(work.connection, f"SELECT count(*) FROM read_parquet({quoted(work.order.rows_to)})")[0],
    )
    return Told(
        shape=work.shape.name,
        rows=int(rows or 0),
        passed_over=int(passed_over or 0),
        rejected=int(untimed or 0),
        no_host=int(hostless or 0),
        ai_rows=int(ai_rows or 0),
        events=int(events),
        hosts=known + suspects,
        unknown_hosts=suspects,
        first_at=None if first is None else int(first),
        last_at=None if last is None else int(last),
        not_on_roster=ties["account"],
        without_person=ties["device"] + ties["nobody"],
        seen=first_and_last(work),
        notes=tuple(f"deed:{word[:40]}" for word in sorted(words) if word and kind_of_deed(word) == "unknown"),
    )


def _read_once(work: Work, matcher: HostMatcher) -> str:
    """SQL: rows that may matter, each once with how often it stands there; of the others only counts.

    A row without a time is only counted; so is one that is no visit. Who it was, from where and how much was sent is
    worked out for the rows that may matter alone.
    """
    plan = work.plan
    worked_out = ", ".join(f"{plan.column(name)} AS _{name}" for name in ("moment", "host", "deed", "passed_over"))
    hit = ", ".join(f"{name} := {plan.column(name)}" for name in ("who", "address", "bytes_out"))
    sought = (
        f"NOT _passed_over AND _moment IS NOT NULL AND regexp_matches(_host, {quoted(may_matter(matcher.pattern()))})"
    )
    return (
        "SELECT _passed_over AS passed_over, _deed AS deed, "
        f"CASE WHEN _sought THEN struct_pack(moment := _moment, host := _host, {hit}) END AS hit, "
        "count(*) AS rows, count(*) FILTER (_moment IS NULL AND NOT _passed_over) AS untimed, "
        "count(*) FILTER (coalesce(_host, '') = '' AND NOT _passed_over) AS hostless, "
        "min(_moment) FILTER (NOT _passed_over) AS first_at, max(_moment) FILTER (NOT _passed_over) AS last_at "
        f"FROM (SELECT *, {sought} AS _sought "
        f"FROM (SELECT *, {worked_out} FROM {plan.source(work.opened, keep_rejects=True)})) GROUP BY ALL"
    )


def _match(work: Work, matcher: HostMatcher) -> tuple[int, int]:
    """Make the table of the hosts that matter: how many belong to services, and how many only look like AI."""
    raws = [str(raw) for (raw,) in run(work.connection, "SELECT DISTINCT hit.host FROM found WHERE hit IS NOT NULL")]
    hosts = {raw: normal_host(raw) for raw in raws}
    services = matcher.match({host for host in hosts.values() if host})
    suspects = {host for host in hosts.values() if host and host not in services and looks_like_ai(host)}
    numbers = {host: str(number) for number, host in enumerate((*services, *suspects))}
    table(
        work, "hosts", "raw VARCHAR, host VARCHAR, service VARCHAR, number VARCHAR",
        [(raw, host, services.get(host), numbers[host]) for raw, host in hosts.items() if host in numbers],
    )  # fmt: skip
    return len(services), len(suspects)
