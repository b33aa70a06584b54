"""What is kept of a survey: that somebody of a role and school named a service. No word of an answer.

The keyed hash of an answer has the service in it: what one person named cannot be put together again. The day is
the last day of the whole survey. Columns of the Parquet file: answer, service ('' is everybody), day, role,
school_id.
"""

from __future__ import annotations

import re

from chalkline.discover.sources.apart.finding_apps import names_of
from chalkline.discover.sources.apart.joining import hash_keys, hashed_sql, table
from chalkline.discover.sources.apart.placing import Places
from chalkline.discover.sources.apart.work import Work
from chalkline.discover.sources.reading.columns import plain_word
from chalkline.discover.sources.reading.orders import Told
from chalkline.discover.sources.reading.persons import NO_PERSON
from chalkline.discover.sources.reading.tables import quoted, run

CAN_BE_READ = "NOT overflows AND NOT (dated AND moment IS NULL)"
NOTHING = re.compile(
    r"^\W*(?:none.*|no|nope|n\W?a|nothing.*|not? (?:any|yet|applicable).*|ningun[ao]?.*|nada.*|0|never|nunca)?\W*$"
)
UNKNOWN = "unknown"
ROLES = (
    ("teacher", r"teacher|docente|maestr[oa]|profesor"),
    ("administrator", r"administrat|principal|director|superintend|subdirector"),
    ("counselor", r"counsel|consejer"),
    ("aide", r"\baide|paraprof|paraeduc|\bpara\b|assistant|ayudante|asistente|auxiliar"),
    ("student", r"student|alumn|estudiante"),
    ("guardian", r"parent|guardian|famil|padre|madre|tutor"),
)
OTHER = "other_staff"


def role_of(text: str) -> str:
    """The role that an answer means, in the words of the roster: "Maestra de 3er grado" -> "teacher"."""
    word = plain_word(text)
    if not word:
        return ""
    return next((role for role, pattern in ROLES if re.search(pattern, word)), OTHER)


def keep_survey(work: Work) -> Told:
    """Who named what, one row an answer and service, and one row an answer for everybody who answered."""
    run(
        work.connection,
        "CREATE OR REPLACE TEMP TABLE answers AS SELECT *, row_number() OVER (PARTITION BY line) AS nth "
        f"FROM ({work.plan.sql(work.opened, keep_rejects=True)})",
        watch=work.watch(20, 60),
    )
    names = names_of(work.order.services)
    seen = run(work.connection, f"SELECT answer, count(*) FROM answers WHERE {CAN_BE_READ} GROUP BY 1")
    named = {answer: names.said(answer) for answer, _ in seen}
    table(
        work,
        "named",
        "answer VARCHAR, service VARCHAR",
        [(answer, service) for answer, services in named.items() for service in ("", *sorted(services))],
    )
    _tie_people(work)
    events = _write(work)
    rows, good, first, last = run(
        work.connection,
        f"SELECT count(*), count(*) FILTER (WHERE {CAN_BE_READ}), min(moment) FILTER (WHERE {CAN_BE_READ}), "
        f"max(moment) FILTER (WHERE {CAN_BE_READ}) FROM answers",
    )[0]
    unnamed = sum(int(count) for answer, count in seen if not named[answer] and not NOTHING.match(answer.casefold()))
    return Told(
        shape=work.shape.name,
        rows=int(rows),
        rejected=int(rows) - int(good),
        ai_rows=sum(int(count) for answer, count in seen if named[answer]),
        events=int(events),
        hosts=len(seen),
        first_at=first,
        last_at=last,
        notes=(f"unnamed:{unnamed}",) if unnamed else (),
    )


def _tie_people(work: Work) -> None:
    """Role and school of each answer: as it says itself, else as the roster knows whoever answered."""
    schools = Places(work.order.schools)
    rows = []
    for who, role, place in run(work.connection, "SELECT DISTINCT who, role, place FROM answers WHERE NOT overflows"):
        kept = work.persons.kept(who) if who else NO_PERSON
        rows.append(
            (who, role, place, kept.user_key, role_of(role) or kept.role or UNKNOWN,
             schools.school_of(place) or kept.school_id)
        )  # fmt: skip
    columns = "who VARCHAR, role VARCHAR, place VARCHAR, user_key VARCHAR, as_role VARCHAR, school_id VARCHAR"
    table(work, "people", columns, rows)


def _write(work: Work) -> int:
    day = f"CAST(to_timestamp(max(a.moment) OVER ()) AT TIME ZONE {quoted(work.order.zone)} AS DATE)"
    who = "CASE WHEN p.user_key = '' THEN a.line || chr(31) || a.nth ELSE p.user_key END"
    run(
        work.connection,
        f"COPY (SELECT answer, service, max(day) AS day, min(role) AS role, min(school_id) AS school_id FROM ("
        f"SELECT {hashed_sql(f'{who} || chr(31) || n.service')} AS answer, n.service, {day} AS day, p.as_role AS role, "
        f"p.school_id FROM answers a JOIN named n ON a.answer = n.answer JOIN people p USING (who, role, place) "
        f"WHERE {CAN_BE_READ}) GROUP BY answer, service ORDER BY service, answer) "
        f"TO {quoted(work.order.rows_to)} (FORMAT parquet)",
        hash_keys(work),
    )
    query = f"SELECT count(*) FROM read_parquet({quoted(work.order.rows_to)}) WHERE service <> ''"
    return int(run(work.connection, query)[0][0])
