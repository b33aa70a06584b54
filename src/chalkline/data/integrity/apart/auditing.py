"""One audit, inside the child process: load, look at every rule, count, write the rows to fix."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from chalkline.data.integrity.apart.coverage import coverage
from chalkline.data.integrity.apart.loading import Loaded, load
from chalkline.data.integrity.apart.rulesets import Rule, Ruleset, compiled, literal, named, oneroster
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.roster_apart.opening import files_of  # sizes are counted there; it needs no database
from chalkline.people.roster_tables import must_be_whole  # nor does this

Say = Callable[[int, int], None]
MOST_ROWS_TO_FIX = 200_000
GARBLED = "Ã[\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|Â[\u00a0-\u00bf]|\ufffd"
SETTINGS = {
    "memory_limit": "1200MB",
    "threads": "2",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


def audit(order: Mapping[str, Any], say: Say) -> dict[str, Any]:
    """Audit an export: what was found a rule, rows and faulty rows a dimension, coverage. Raises Problem."""
    ruleset = oneroster()
    scratch = Path(order["scratch"])
    connection = duckdb.connect(":memory:", config={**SETTINGS, "temp_directory": str(scratch / "spill")})
    connection.execute(f"SET allowed_directories = [{literal(f'{scratch}/')}]")
    connection.execute("SET enable_external_access = false; SET lock_configuration = true")
    files = files_of(Path(order["source"]))
    must_be_whole(files)
    loaded = load(connection, files, scratch, ruleset)
    if not ({"users", "enrollments", "classes", "orgs"} & set(loaded.rows)):
        raise _no_roster()
    version = "1.2" if "roles" in loaded.rows else "1.1"
    _prepare(connection, order, files, version)
    rules = ruleset.for_version(version)
    asked: list[Rule] = []
    for place, rule in enumerate(rules):
        if _can_be_asked(rule, loaded) and (sql := compiled(rule, ruleset.lists, loaded.columns[rule.file])):
            connection.execute(
                f"INSERT INTO faults SELECT DISTINCT {literal(rule.id)}, {literal(rule.file)}, line FROM ({sql})"
            )
            asked.append(rule)
        say(place + 1, len(rules))
    _write_rows(connection, ruleset, Path(order["rows"]))
    return {
        "version": version,
        "files": loaded.rows,
        "lacking": {name: list(columns) for name, columns in loaded.lacking.items()},
        "missing": [name for name in ruleset.needed[version] if name not in loaded.rows and name not in loaded.lacking],
        "uneven": {name: len(lines) for name, lines in loaded.uneven.items() if lines},
        "asked": [rule.id for rule in asked],
        "found": dict(connection.execute("SELECT rule, count(*) FROM faults GROUP BY 1 ORDER BY 1").fetchall()),
        "dimensions": _by_dimension(connection, asked, loaded),
        "faulty": _faulty(connection, [rule for rule in asked if rule.severity != "warning"]),
        "coverage": coverage(connection, ruleset.lists["grades"]),
        "rules_of": ruleset.compiled,
    }


def _prepare(
    connection: duckdb.DuckDBPyConnection, order: Mapping[str, Any], files: Mapping[str, bytes], version: str
) -> None:
    """What rules can ask for: macros, the people whatever the version, the district's own domains."""
    connection.execute("CREATE TABLE faults (rule VARCHAR, file VARCHAR, line BIGINT)")
    connection.execute("CREATE TABLE present (name VARCHAR)")
    connection.executemany("INSERT INTO present VALUES (?)", [[name.lower().removesuffix(".csv")] for name in files])
    today = literal(str(order["today"]))
    iso = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'"
    connection.execute(
        f"CREATE MACRO on_day(t) AS CASE WHEN regexp_matches(t, {iso}) THEN try_strptime(t, '%Y-%m-%d')::DATE END"
    )
    connection.execute(f"CREATE MACRO audit_day() AS {today}::DATE")
    connection.execute(f"CREATE MACRO garbled() AS {literal(GARBLED)}")
    (begins,) = connection.execute(
        "SELECT coalesce(max(on_day(\"startDate\")), audit_day()) FROM academicSessions WHERE type = 'schoolYear'"
    ).fetchone() or (order["today"],)
    connection.execute(f"CREATE MACRO year_begins() AS {literal(str(begins))}::DATE")
    connection.execute(_people_of(version))
    domains = [name.lower() for name in order["domains"]]
    if domains:
        connection.execute("CREATE TABLE own_domains AS SELECT unnest(?::VARCHAR[]) AS domain", [domains])
    else:  # whoever holds a twentieth of all addresses is the district
        connection.execute(
            "CREATE TABLE own_domains AS SELECT lower(split_part(email, '@', 2)) AS domain FROM users "
            "WHERE regexp_full_match(email, '[^@\\s]+@[^@\\s]+') GROUP BY 1 "
            "HAVING count(*) >= 0.05 * (SELECT count(*) FROM users WHERE email <> '')"
        )
    # From typical age 5 in kindergarten, one year either way, and later for those who stay longer.
    connection.execute(
        "CREATE TABLE grade_ages AS SELECT unnest(['PK', 'TK', 'KG']) AS grade, unnest([2, 3, 4]) AS youngest, "
        "unnest([7, 7, 8]) AS oldest UNION ALL SELECT lpad(g::VARCHAR, 2, '0'), g + 3, "
        "CASE WHEN g = 12 THEN 23 ELSE g + 9 END FROM range(1, 13) AS r(g)"
    )


def _people_of(version: str) -> str:
    if version == "1.1":
        role, school, source = "u.role", "split_part(u.\"orgSourcedIds\", ',', 1)", "users u"
    else:
        role, school = "coalesce(r.role, '')", "coalesce(nullif(u.\"primaryOrgSourcedId\", ''), r.org, '')"
        first = (
            'SELECT "userSourcedId" AS id, min_by(role, ("roleType" <> \'primary\', line)) AS role, '
            'min_by("orgSourcedId", ("roleType" <> \'primary\', line)) AS org FROM roles GROUP BY 1'
        )
        source = f'users u LEFT JOIN ({first}) r ON r.id = u."sourcedId"'
    return (
        'CREATE TABLE person AS SELECT u.line, u."sourcedId" AS id, u."givenName" AS given, u."familyName" AS family, '
        f"{role} AS role, trim({school}) AS school, split_part(u.grades, ',', 1) AS grade, u.email FROM {source}"
    )


def _can_be_asked(rule: Rule, loaded: Loaded) -> bool:
    has = set(loaded.columns.get(rule.file, ()))
    return all(file in loaded.rows for file in rule.files) and all(
        column in has for column in rule.fields if " " not in column
    )


def _by_dimension(
    connection: duckdb.DuckDBPyConnection, asked: list[Rule], loaded: Loaded
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name in dict.fromkeys(rule.dimension for rule in asked):
        rules = [rule for rule in asked if rule.dimension == name and rule.severity != "warning"]
        files = {rule.file for rule in rules}
        found[name] = {
            "rows": sum(loaded.rows[file] for file in files),
            "faulty": _faulty(connection, rules),
            "rules": len(rules),
        }
    return found


def _faulty(connection: duckdb.DuckDBPyConnection, rules: list[Rule]) -> int:
    """How many rows break any of these rules."""
    if not rules:
        return 0
    listed = ", ".join(literal(rule.id) for rule in rules)
    (count,) = connection.execute(
        f"SELECT count(*) FROM (SELECT DISTINCT file, line FROM faults WHERE rule IN ({listed}))"
    ).fetchone() or (0,)
    return int(count)


def _write_rows(connection: duckdb.DuckDBPyConnection, ruleset: Ruleset, target: Path) -> None:
    """The rows to fix by file, line and id of the record; never a name or a value."""
    keys = {name: ruleset.key.get(name, "sourcedId") for name in ruleset.columns}
    ids = " UNION ALL ".join(
        f"SELECT {literal(name)} AS file, line, {named(key)} AS id FROM {name}" for name, key in keys.items()
    )
    rows = connection.execute(
        f"SELECT f.file, f.line, ids.id, f.rule FROM faults f LEFT JOIN ({ids}) ids ON ids.file = f.file AND "
        f"ids.line = f.line ORDER BY f.file, f.line, f.rule LIMIT {MOST_ROWS_TO_FIX}"
    ).fetchall()
    known = {rule.id: rule for rule in ruleset.rules}
    with target.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "record", "field", "what is wrong", "how to fix it", "severity", "rule"])
        for name, line, record, rule_id in rows:
            rule = known[rule_id]
            writer.writerow(
                [f"{name}.csv", line, _safe(record or ""), rule.field, rule.title, rule.fix, rule.severity, rule.id]
            )


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _no_roster() -> Problem:
    return Problem(
        "integrity.no_roster",
        what=Sentence("There is no roster in this export that can be read."),
        why=Sentence(
            "None of orgs.csv, users.csv, classes.csv and enrollments.csv is there with the columns it needs."
        ),
        next_step=Sentence("Give the zip file of a OneRoster CSV export, 1.1 or 1.2, or its CSV files together."),
    )
