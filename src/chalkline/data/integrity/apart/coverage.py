"""How sound the records of each group of students are: exact counts, made presentable elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

SEXES = ("female", "male", "other", "unspecified")
RACES = {
    "american_indian": "americanIndianOrAlaskaNative",
    "asian": "asian",
    "black": "blackOrAfricanAmerican",
    "pacific": "nativeHawaiianOrOtherPacificIslander",
    "white": "white",
}


def coverage(connection: duckdb.DuckDBPyConnection, grades: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """{way of grouping: [{group, students, sound}]}: a student is sound whose own rows, demographics and
    enrollments break no rule. Groups of one way never overlap."""
    connection.execute(_SOUND)
    return {
        "school": _grouped(connection, "coalesce(nullif(o.name, ''), 'unsaid')"),
        "grade": _grouped(connection, f"CASE WHEN s.grade IN ({_listed(grades)}) THEN s.grade ELSE 'unsaid' END"),
        "sex": _grouped(connection, f"CASE WHEN d.sex IN ({_listed(SEXES)}) THEN d.sex ELSE 'unsaid' END"),
        "race": _grouped(connection, _race()),
    }


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


_SOUND = """
CREATE TABLE student AS
WITH bad AS (
    SELECT u."sourcedId" AS id FROM faults f JOIN users u ON u.line = f.line WHERE f.file = 'users'
    UNION SELECT d."sourcedId" FROM faults f JOIN demographics d ON d.line = f.line WHERE f.file = 'demographics'
    UNION SELECT e."userSourcedId" FROM faults f JOIN enrollments e ON e.line = f.line WHERE f.file = 'enrollments'
)
SELECT p.id, first(p.school) AS school, first(p.grade) AS grade, bool_and(p.id NOT IN (SELECT id FROM bad)) AS sound
FROM person p WHERE p.role = 'student' AND p.id <> '' GROUP BY p.id
"""


def _race() -> str:
    """One group a student, as federal reports count: Hispanic of any race, two or more, else the one said."""
    flags = [f"(d.\"{column}\" = 'true')::INT" for column in RACES.values()]
    named = " ".join(f"WHEN d.\"{column}\" = 'true' THEN '{name}'" for name, column in RACES.items())
    return (
        "CASE WHEN d.\"hispanicOrLatinoEthnicity\" = 'true' THEN 'hispanic' "
        f"WHEN d.\"demographicRaceTwoOrMoreRaces\" = 'true' OR {' + '.join(flags)} > 1 THEN 'two_or_more' "
        f"{named} ELSE 'unsaid' END"
    )


def _grouped(connection: duckdb.DuckDBPyConnection, by: str) -> list[dict[str, Any]]:
    rows = connection.execute(
        f"SELECT {by} AS part, count(*), count(*) FILTER (sound) FROM student s "
        'LEFT JOIN (SELECT * FROM demographics QUALIFY row_number() OVER (PARTITION BY "sourcedId" ORDER BY line) = 1'
        ') d ON d."sourcedId" = s.id '
        'LEFT JOIN (SELECT "sourcedId", any_value(name) AS name FROM orgs GROUP BY 1) o ON o."sourcedId" = s.school '
        "GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [{"group": part or "unsaid", "students": students, "sound": sound} for part, students, sound in rows]
