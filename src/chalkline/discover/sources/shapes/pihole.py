"""Pi-hole's own records: pages of its API, its plain-text answer, and its table of queries as CSV.

Statuses are numbers in the database and words in the API; both tell whether the question was answered.
"""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import csv_rows, line_rows
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.shape import (
    CACHED,
    ENCRYPTED,
    NO_BYTES,
    NO_HOME,
    NO_PERSON,
    NO_PURPOSE,
    Kind,
    Plan,
    Setting,
    Shape,
    Tells,
    text_sql,
)
from chalkline.kernel.sentences import Sentence

LINE = re.compile(r"^\d{10} [A-Z0-9]+ \S+ \S+ \d{1,2}\b")
NEEDED = {"timestamp", "status", "domain", "client"}
BLOCKED = "'1', '4', '5', '6', '7', '8', '9', '10', '11', '15', '16', '18'"


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Any of its three forms."""
    return _api(head, setting) or _lines(head, setting) or _table(head, setting)


def _api(head: Head, setting: Setting) -> Plan | None:
    first = head.objects[:50]
    if not first or not all({"time", "domain", "client", "status"} <= set(each) for each in first):
        return None
    if not all(isinstance(each["client"], dict) and "ip" in each["client"] for each in first):
        return None
    at, host, client, status = (
        f"json_extract_string(j, '$.{path}')" for path in ("time", "domain", "client.ip", "status")
    )
    blocked = f"regexp_matches({status}, '^(GRAVITY|REGEX|DENYLIST|BLACKLIST|EXTERNAL_BLOCKED|SPECIAL_DOMAIN)')"
    form = form_of([str(each["time"]) for each in first], setting.zone, setting.now_epoch)
    if form is None:
        return None
    return Plan(
        0.99,
        lambda opened, keep: f"(SELECT TRY_CAST(line AS JSON) AS j FROM {line_rows(opened, keep_rejects=keep)})",
        _select(form.of(at), client, host, blocked),
        raw=f"concat_ws(' ', {at}, {client}, {host})",
    )


def _lines(head: Head, setting: Setting) -> Plan | None:
    form = form_of(["1791203789"], "UTC", setting.now_epoch)
    if head.share_of_lines(LINE) < 0.7 or form is None:
        return None
    return Plan(
        0.98,
        lambda opened, keep: f"(SELECT string_split(trim(line), ' ') AS p FROM {line_rows(opened, keep_rejects=keep)})",
        _select(form.of("p[1]"), "p[4]", "p[3]", f"p[5] IN ({BLOCKED})"),
        raw="concat_ws(' ', p[1], p[2], p[3], p[4])",
    )


def _table(head: Head, setting: Setting) -> Plan | None:
    header = [cell.casefold() for cell in head.rows[0]] if head.rows else []
    if not head.delimiter or not set(header) >= NEEDED or "type" not in header:
        return None
    at, status, host, client = (header.index(name) for name in ("timestamp", "status", "domain", "client"))
    if not all(value.isdigit() and len(value) <= 2 for value in head.column(status)):
        return None
    form = form_of(head.column(at), setting.zone, setting.now_epoch)
    width = len(header)
    if form is None:
        return None
    return Plan(
        0.96,
        lambda opened, keep: csv_rows(opened, width + 1, skip=1, keep_rejects=keep),
        _select(form.of(f"c{at}"), f"c{client}", f"c{host}", f"c{status} IN ({BLOCKED})"),
        raw=f"concat_ws(' | ', c{at}, c{client}, c{host})",
        skipped=1,
        quoted=True,
        overflow=f"coalesce(c{width}, '') <> ''",
    )


def _select(at: str, client: str, host: str, blocked: str) -> dict[str, str]:
    return {
        "moment": at,
        "who": "''",
        "address": text_sql(client),
        "host": text_sql(host),
        "deed": f"CASE WHEN {blocked} THEN 'blocked' ELSE 'allowed' END",
        "bytes_out": "NULL",
        "passed_over": "false",
    }


SHAPE = Shape(
    name="pihole",
    title=Sentence("Pi-hole queries (API or database)"),
    kind=Kind.NETWORK,
    tells=frozenset({Tells.ACTION}),
    cannot_show=(NO_PERSON, NO_BYTES, CACHED, NO_HOME, ENCRYPTED, NO_PURPOSE),
    recognise=recognise,
)
