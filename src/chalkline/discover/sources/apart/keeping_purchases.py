"""What is kept of the books: for each line that is for a known service its cents, day, school and fund.

No vendor and no description is kept; a line is known again by a keyed hash, so that a line which two exports hold
counts once. Columns of the Parquet file: line, service, stage, order_key, day, cents, shared, school_id, fund.
"""

from __future__ import annotations

from collections import Counter

from chalkline.discover.sources.apart.finding_apps import names_of
from chalkline.discover.sources.apart.joining import hash_keys, hashed_sql, table
from chalkline.discover.sources.apart.placing import Places
from chalkline.discover.sources.apart.work import Work
from chalkline.discover.sources.reading.orders import Told
from chalkline.discover.sources.reading.tables import quoted, run
from chalkline.tools.register.named_in_text import NamesInText

CAN_BE_READ = "NOT overflows AND cents IS NOT NULL AND (vendor <> '' OR words <> '') AND NOT (dated AND moment IS NULL)"
LONGEST_FUND = 60
A_CARD = r"[*xX•]{3,}|(^|\D)\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3,4}(\D|$)"  # the number of a payment card is no fund
MOST_NOTES = 20


def keep_purchases(work: Work) -> Told:
    """Lines for known services; and how many more speak of software, or of a maker who sells several services."""
    run(
        work.connection,
        "CREATE OR REPLACE TEMP TABLE lines AS SELECT *, row_number() OVER (PARTITION BY line) AS nth "
        f"FROM ({work.plan.sql(work.opened, keep_rejects=True)})",
        watch=work.watch(20, 60),
    )
    names = names_of(work.order.services)
    seen = run(
        work.connection,
        f"SELECT vendor, words, count(*), sum(cents) FROM lines WHERE {CAN_BE_READ} GROUP BY ALL",
    )
    found, lines_of, cents_of = [], Counter[str](), Counter[str]()
    for vendor, words, count, cents in seen:
        services, maker = names.bought(vendor, words)
        found += [(vendor, words, service, str(len(services) > 1).lower()) for service in sorted(services)]
        note = (
            "" if services else f"maker:{maker}" if maker else "software" if _is_software(names, vendor, words) else ""
        )
        if note:
            lines_of[note] += int(count)
            cents_of[note] += int(cents)
    table(work, "named", "vendor VARCHAR, words VARCHAR, service VARCHAR, shared VARCHAR", found)
    _write(work)
    (rows, good, first, last), (ai_rows,) = (
        run(
            work.connection,
            f"SELECT count(*), count(*) FILTER (WHERE {CAN_BE_READ}), min(moment) FILTER (WHERE {CAN_BE_READ}), "
            f"max(moment) FILTER (WHERE {CAN_BE_READ}) FROM lines",
        )[0],
        run(work.connection, f"SELECT count(DISTINCT line) FROM read_parquet({quoted(work.order.rows_to)})")[0],
    )
    return Told(
        shape=work.shape.name,
        rows=int(rows),
        rejected=int(rows) - int(good),
        ai_rows=int(ai_rows),
        events=int(ai_rows),
        hosts=len({vendor for vendor, *_ in seen}),
        first_at=first,
        last_at=last,
        notes=tuple(f"{note}:{count}:{cents_of[note]}" for note, count in lines_of.most_common(MOST_NOTES)),
    )


def _is_software(names: NamesInText, vendor: str, words: str) -> bool:
    return names.is_of_trade(words) or names.is_of_trade(vendor)


def _write(work: Work) -> None:
    schools = Places(work.order.schools)
    places = [
        (place, schools.school_of(place)) for (place,) in run(work.connection, "SELECT DISTINCT place FROM lines")
    ]
    table(work, "places", "place VARCHAR, school_id VARCHAR", places)
    day = f"CAST(to_timestamp(l.moment) AT TIME ZONE {quoted(work.order.zone)} AS DATE)"
    order = f"CASE WHEN l.order_no = '' THEN '' ELSE {hashed_sql('upper(l.order_no)')} END"
    run(
        work.connection,
        f"COPY (SELECT {hashed_sql('l.line || chr(31) || l.nth')} AS line, n.service, l.stage, {order} AS order_key, "
        f"{day} AS day, l.cents, n.shared = 'true' AS shared, p.school_id, "
        f"CASE WHEN regexp_matches(l.fund, '{A_CARD}') THEN '' ELSE left(l.fund, {LONGEST_FUND}) END AS fund "
        f"FROM lines l JOIN named n USING (vendor, words) JOIN places p USING (place) WHERE {CAN_BE_READ} "
        f"ORDER BY 2, 5) TO {quoted(work.order.rows_to)} (FORMAT parquet)",
        hash_keys(work),
    )
