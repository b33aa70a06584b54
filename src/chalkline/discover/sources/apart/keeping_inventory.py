"""What is kept of an inventory: for each service, app and school how many have it, on which day. No device, no name.

Columns of the Parquet file: service, shape, app (keyed hash of its id), also (of the other id it has), as_of,
school_id, devices, users, access, scopes.
"""

from __future__ import annotations

from chalkline.discover.sources.apart.finding_apps import finder_of
from chalkline.discover.sources.apart.joining import table
from chalkline.discover.sources.apart.placing import Places
from chalkline.discover.sources.apart.work import Work
from chalkline.discover.sources.reading.orders import Told
from chalkline.discover.sources.reading.tables import quoted, run

CAN_BE_READ = "NOT overflows AND NOT passed_over AND NOT unreadable AND (app <> '' OR app_id <> '')"


def keep_inventory(work: Work) -> Told:
    """Apps of known services. One row the service ``''`` tells that there was an inventory on that day."""
    run(
        work.connection,
        f"CREATE OR REPLACE TEMP TABLE listed AS SELECT * FROM ({work.plan.sql(work.opened, keep_rejects=True)})",
        watch=work.watch(20, 60),
    )
    apps = run(
        work.connection,
        f"SELECT app, app_id, homepage, publisher, count(*) FROM listed WHERE {CAN_BE_READ} GROUP BY ALL",
    )
    finder, explained = finder_of(work.order.services), _explained(work)
    found = []
    for app, app_id, homepage, publisher, _ in apps:
        service = finder.service_of(app, app_id, homepage, publisher)
        service = service or explained.get(work.persons.hashed("app", app_id.casefold()) if app_id else "")
        if service:
            key = work.persons.hashed("app", (app_id or app).casefold())
            found.append((app, app_id, homepage, publisher, service, key))
    table(
        work,
        "apps",
        "app VARCHAR, app_id VARCHAR, homepage VARCHAR, publisher VARCHAR, service VARCHAR, key VARCHAR",
        found,
    )
    _tie_places(work)
    _write(work)
    (rows, passed_over, good), (ai_rows,) = (
        run(
            work.connection,
            f"SELECT count(*), count(*) FILTER (WHERE passed_over), count(*) FILTER (WHERE {CAN_BE_READ}) FROM listed",
        )[0],
        run(work.connection, f"SELECT count(DISTINCT line) FROM listed JOIN apps {SAME_APP} WHERE {CAN_BE_READ}")[0],
    )
    return Told(
        shape=work.shape.name,
        rows=int(rows),
        passed_over=int(passed_over),
        rejected=int(rows) - int(passed_over) - int(good),
        ai_rows=int(ai_rows),
        events=int(ai_rows),
        hosts=len({row[:2] for row in apps}),
        first_at=work.order.now_epoch,
        last_at=work.order.now_epoch,
    )


SAME_APP = "USING (app, app_id, homepage, publisher)"


def _explained(work: Work) -> dict[str, str]:
    """Services by the keyed hash of an id that an earlier inventory gave beside a name."""
    found: dict[str, str] = {}
    for path in work.order.inventories:
        query = f"SELECT also, service FROM read_parquet({quoted(path)}) WHERE also <> '' AND service <> ''"
        found.update({str(also): str(service) for also, service in run(work.connection, query)})
    return found


def _tie_places(work: Work) -> None:
    """Each place to its school; where none is told, the school of the person whose device it is."""
    schools = Places(work.order.schools)
    named = run(work.connection, "SELECT DISTINCT place, who FROM listed JOIN apps USING (app, app_id)")
    rows = [
        (place, who, schools.school_of(place) or (work.persons.kept(who).school_id if who else ""))
        for place, who in named
    ]
    table(work, "places", "place VARCHAR, who VARCHAR, school_id VARCHAR", rows)


def _write(work: Work) -> None:
    """Rows that are devices or people are counted; rows that carry counts are added. A row exported twice is one."""
    day = f"CAST(to_timestamp({work.order.now_epoch}) AT TIME ZONE {quoted(work.order.zone)} AS DATE)"
    shape = quoted(work.shape.name)
    _hash_other_ids(work)
    run(
        work.connection,
        f"CREATE OR REPLACE TEMP TABLE rows AS SELECT DISTINCT ON (l.line, a.service) l.*, a.service, a.key, "
        f"p.school_id FROM listed l JOIN apps a {SAME_APP} JOIN places p USING (place, who) WHERE {CAN_BE_READ}",
    )
    run(
        work.connection,
        f"COPY (SELECT service, {shape} AS shape, key AS app, any_value(also_key) AS also, {day} AS as_of, school_id, "
        "CAST(CASE WHEN bool_or(device <> '') THEN count(DISTINCT device) ELSE sum(devices) END AS BIGINT) AS devices, "
        "CAST(CASE WHEN bool_or(who <> '') THEN count(DISTINCT who) FILTER (WHERE who <> '') ELSE sum(users) END "
        "AS BIGINT) AS users, CASE WHEN bool_and(access = 'blocked') THEN 'blocked' ELSE min(access) END AS access, "
        "list_sort(list_distinct(flatten(list(scopes)))) AS scopes "
        f"FROM rows JOIN also_keys USING (also) GROUP BY service, key, school_id "
        f"UNION ALL SELECT '', {shape}, '', '', {day}, '', 0, 0, 'unknown', []::VARCHAR[] "
        f"ORDER BY 1, 3, 6) TO {quoted(work.order.rows_to)} (FORMAT parquet)",
    )


def _hash_other_ids(work: Work) -> None:
    """The keyed hashes of the other ids, so that a later file that names apps by them can be read."""
    ids = run(work.connection, "SELECT DISTINCT also FROM listed")
    rows = [(also, work.persons.hashed("app", also.casefold()) if also else "") for (also,) in ids]
    table(work, "also_keys", "also VARCHAR, also_key VARCHAR", rows)
