"""What the kept rows of logs say about one person: for a family's request to see it, and for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
from django.conf import settings

from chalkline.discover.sources.importing import KEY
from chalkline.discover.sources.queries import rows_of
from chalkline.discover.sources.reading.persons import hash_of_person
from chalkline.discover.sources.shapes import Kind
from chalkline.kernel.keyring import Keyring
from chalkline.people.api import Actor


@dataclass(frozen=True)
class SeenInLogs:
    """A service that one person reached, by the logs that are kept: on how many days, the first and the last."""

    service: str
    days: int
    first_on: date
    last_on: date


def seen_in_logs(actor: Actor, person_id: str) -> list[SeenInLogs]:
    """Every AI service that the kept rows tie to one person. The rows hold a keyed hash; this makes the same one."""
    actor.must("access.answer")
    paths = [str(path) for path in (*rows_of(Kind.NETWORK), *rows_of(Kind.SIGN_IN))]
    if not paths:
        return []
    user_key = hash_of_person(person_id, Keyring(settings.CHALKLINE.key_folder).key(KEY))
    connection = duckdb.connect(":memory:", config={"autoload_known_extensions": "false", "threads": "2"})
    try:
        found = connection.execute(
            "SELECT service, count(DISTINCT day), min(day), max(day) FROM read_parquet($1, union_by_name = true) "
            "WHERE user_key = $2 AND service IS NOT NULL GROUP BY service ORDER BY service",
            [paths, user_key],
        ).fetchall()
    finally:
        connection.close()
    return [SeenInLogs(str(service), int(days), first, last) for service, days, first, last in found]
