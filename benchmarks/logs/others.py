"""What others make of the same file: visits, bytes and people by service, school, role and day.

Nothing is checked, hashed or kept: the file is trusted, and everybody in it named.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from chalkline.tools.register.hosts import HostMatcher

People = list[tuple[str, str, str]]
Domains = list[tuple[str, str]]
COLUMNS = ("Date", "User", "Group", "Client IP", "URL", "Action", "Bytes sent", "Bytes received", "Category")

# Distinct hosts first, then the join: the fastest of the five ways we tried by hand.
BY_HAND = """
WITH rows AS NOT MATERIALIZED (
    SELECT "Date" AS moment, "User" AS who, split_part("URL", '/', 3) AS host, "Bytes sent" AS sent
    FROM read_csv($1, header = true, auto_detect = false, columns = {columns})
), hosts AS (SELECT DISTINCT host FROM rows),
ends AS (SELECT host, unnest(range(1, len(string_split(host, '.')))) AS place FROM hosts),
matched AS (
    SELECT e.host, arg_max(d.service, length(d.domain)) AS service
    FROM ends e JOIN domains d ON array_to_string(string_split(e.host, '.')[e.place:], '.') = d.domain GROUP BY e.host
)
SELECT service, school, role, CAST(r.moment AS DATE) AS day, count(*) AS visits, sum(sent) AS sent, count(DISTINCT who)
FROM rows r JOIN matched USING (host) JOIN people p ON p.email = r.who GROUP BY ALL
"""


def with_duckdb(log: Path, people: People, domains: Domains) -> int:
    """Visits to AI services, by a query written by hand for this file."""
    import duckdb

    kinds = {"Date": "TIMESTAMP", "Bytes sent": "BIGINT", "Bytes received": "BIGINT"}
    columns = "{" + ", ".join(f"'{name}': '{kinds.get(name, 'VARCHAR')}'" for name in COLUMNS) + "}"
    connection = duckdb.connect(":memory:", config={"threads": "2"})
    connection.execute(
        "CREATE TABLE domains AS SELECT unnest(?::VARCHAR[]) AS domain, unnest(?::VARCHAR[]) AS service",
        [[domain for domain, _ in domains], [service for _, service in domains]],
    )
    connection.execute(
        "CREATE TABLE people AS SELECT unnest(?::VARCHAR[]) AS email, unnest(?::VARCHAR[]) AS school, "
        "unnest(?::VARCHAR[]) AS role", [list(each) for each in zip(*people, strict=True)],
    )  # fmt: skip
    found = connection.execute(BY_HAND.replace("{columns}", columns), [str(log)]).fetchall()
    connection.close()
    return sum(int(row[4]) for row in found)


def with_polars(log: Path, people: People, domains: Domains) -> int:
    """The same with Polars: hosts matched in Python, then one streaming join."""
    import polars as pl

    rows = pl.scan_csv(log).select(
        pl.col("Date").str.head(10).alias("day"), pl.col("User").alias("who"),
        pl.col("URL").str.extract("^[a-z]+://([^/:?]+)", 1).alias("host"), pl.col("Bytes sent").alias("sent"),
    )  # fmt: skip
    hosts = rows.select("host").unique().collect(engine="streaming")["host"].to_list()
    found = HostMatcher(dict(domains)).match(host for host in hosts if host)
    matched = pl.LazyFrame({"host": list(found), "service": list(found.values())})
    named = pl.LazyFrame(dict(zip(("who", "school", "role"), zip(*people, strict=True), strict=True)))
    told = (
        rows.join(matched, on="host").join(named, on="who").group_by("service", "school", "role", "day")
        .agg(pl.len().alias("visits"), pl.col("sent").sum(), pl.col("who").n_unique().alias("people"))
        .collect(engine="streaming")
    )  # fmt: skip
    return int(told["visits"].sum())


def with_grep(log: Path, people: People, domains: Domains) -> int:
    """Lines with the name of a service anywhere in them: the floor, and wrong."""
    names = log.with_suffix(".names")
    names.write_text("".join(f"{domain}\n" for domain, _ in domains), encoding="utf-8")
    done = subprocess.run(
        ["grep", "-c", "-F", "-f", str(names), str(log)],
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    return int(done.stdout)
