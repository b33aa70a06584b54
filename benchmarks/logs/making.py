"""A made proxy log as a district of 27,000 people in 42 schools would have it, and their roster.

Thirty days, about 130,000 different hosts, one row in 25 to an AI service, as many look-alikes as there are services.
The log is made by DuckDB from numbers alone: the same rows at every run.
"""

from __future__ import annotations

import csv
import gzip
import shutil
from pathlib import Path

import duckdb

PEOPLE, SCHOOLS, SITES = 27_000, 42, 44_000
ROSTER = Path(__file__).resolve().parents[2] / "demo" / "district" / "roster"
HEADER = '"Date","User","Group","Client IP","URL","Action","Bytes sent","Bytes received","Category"'


def write_roster(folder: Path) -> list[tuple[str, str, str]]:
    """The sample district's roster, and as many more students and schools; e-mail, school and role of everybody."""
    shutil.copytree(ROSTER, folder)
    with (folder / "users.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header, known = rows[0], rows[1:]
    at = {
        name: header.index(name) for name in ("email", "orgSourcedIds", "role", "username", "sourcedId", "identifier")
    }
    pattern = next(row for row in known if row[at["role"]] == "student")
    with (folder / "orgs.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"X{each},,,School {each},school,77{each:05d},D1\r\n" for each in range(SCHOOLS - 6))
    with (folder / "users.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number in range(PEOPLE - len(known)):
            row = list(pattern)
            name = f"pupil{number:05d}.bell{number % 90}"
            row[at["sourcedId"]], row[at["username"]], row[at["identifier"]] = f"X{number}", name, f"9{number:06d}"
            row[at["email"]], row[at["orgSourcedIds"]] = f"{name}@cedarhollow.example", f"X{number % (SCHOOLS - 6)}"
            row = [f"{{SIS:{number + 900_000}}}" if cell.startswith("{SIS:") else cell for cell in row]
            writer.writerow(row)
            known.append(row)
    return [(row[at["email"]].lower(), row[at["orgSourcedIds"]], row[at["role"]]) for row in known if row[at["email"]]]


def write_log(target: Path, rows: int, people: list[tuple[str, str, str]], domains: list[tuple[str, str]]) -> None:
    """The log as CSV, about 177 bytes a row, in order of time; and the same packed with gzip beside it."""
    names = [domain for domain, _ in domains]
    ai = [spelled for name in names for spelled in (name, f"www.{name}", f"api.{name}")]
    alike = [f"not{name}" for name in names] + [f"{name}.evil{place}.example" for place, name in enumerate(names)]
    web = [
        f"{kind}.site{n:06d}.{end}"
        for n in range(SITES)
        for kind, end in (("www", "com"), ("cdn", "net"), ("s", "org"))
    ]
    connection = duckdb.connect()
    connection.execute("CREATE TABLE who AS SELECT unnest(range(?)) AS i, unnest(?::VARCHAR[]) AS email", [
        len(people), [email for email, _, _ in people],
    ])  # fmt: skip
    hosts = ai + alike + web
    connection.execute(
        "CREATE TABLE sites AS SELECT unnest(range(?)) AS i, unnest(?::VARCHAR[]) AS host", [len(hosts), hosts]
    )
    first, second = len(ai), len(ai) + len(alike)
    connection.execute(f"""
        COPY (
            SELECT strftime(TIMESTAMP '2026-10-01 06:00:00' + to_seconds(r.n * 2592000 // {rows}), '%Y-%m-%d %H:%M:%S')
                AS "Date", w.email AS "User", 'School ' || (w.i % {SCHOOLS}) AS "Group",
                '10.' || (w.i % {SCHOOLS}) || '.' || (w.i // 250) || '.' || (w.i % 250) AS "Client IP",
                'https://' || s.host || '/' || md5(r.n::VARCHAR) || '?q=' || (r.n % 1000) AS "URL",
                CASE WHEN r.n % 29 = 0 THEN 'BLOCKED' ELSE 'ALLOWED' END AS "Action",
                200 + (hash(r.n) % 9000)::INT AS "Bytes sent", 500 + (hash(r.n) % 90000)::INT AS "Bytes received",
                CASE WHEN r.n % 3 = 0 THEN 'Education' ELSE 'Technology' END AS "Category"
            FROM (
                SELECT n, (hash(n * 7 + 1) % {len(people)})::INT AS who,
                    CASE WHEN hash(n * 13 + 5) % 100 < 4 THEN (hash(n * 3) % {first})::INT
                    WHEN hash(n * 13 + 5) % 100 < 5 THEN {first} + (hash(n * 3) % {len(alike)})::INT
                    ELSE {second} + (pow((hash(n * 3) % 1000000) / 1000000.0, 3) * {len(web)})::INT END AS site
                FROM range({rows}) numbers(n)
            ) r JOIN who w ON r.who = w.i JOIN sites s ON s.i = least(r.site, {len(hosts) - 1}) ORDER BY r.n
        ) TO '{target}' (HEADER true)
    """)  # noqa: S608  (numbers and a path of our own)
    connection.close()
    with target.open("rb") as plain, gzip.open(f"{target}.gz", "wb", compresslevel=1) as packed:
        shutil.copyfileobj(plain, packed, 1 << 20)
