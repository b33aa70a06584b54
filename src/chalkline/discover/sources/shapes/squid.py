"""squid access.log: its native form, the native order behind another time or a syslog prefix, and ``combined``.

Native: epoch, elapsed, client, code/status, bytes, method, URL, user, peer, type. Common and combined: client,
ident, user, [time], "method URL version", status, bytes, ... code:peer.
"""

from __future__ import annotations

import re

import re2

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import line_rows, quoted
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.shape import (
    ENCRYPTED,
    NO_HOME,
    NO_PURPOSE,
    Kind,
    Plan,
    Setting,
    Shape,
    Tells,
    host_sql,
    shown_host_sql,
    text_sql,
)
from chalkline.kernel.sentences import Sentence

LINE = re.compile(r"^\d{9,10}\.\d{1,6}\s+-?\d+\s+\S+\s+[A-Z_]+/\d{3}\s+\d+\s+[A-Z_-]+\s+\S+\s+\S+\s+[A-Z_]+/\S+")


NATIVE = (
    r"^(?:.*?\s)?\[?(\d{9,10}\.\d{1,6}|\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]?\s+-?\d+\s+(\S+)\s+"
    r"([A-Z_]+)/\d{3}\s+\d+\s+[A-Z_-]+\s+(\S+)\s+(\S+)"
)
COMBINED = (
    r"^(?:.*?\s)?(\S+) \S+ (\S+) \[(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "
    r"\"[A-Z_-]+ (\S+)[^\"]*\" \d{3} \S+.*?([A-Z_]+):[A-Z_]+\S*\s*$"
)
NAMES = {NATIVE: ("at", "client", "code", "url", "who"), COMBINED: ("client", "who", "at", "url", "code")}


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Nearly every line has one of the forms. Bytes are those delivered to the client, so none count as sent."""
    if head.share_of_lines(LINE) >= 0.7:
        return _native()
    return next((plan for pattern in NAMES if (plan := _other(head, setting, pattern))), None)


def _native() -> Plan:
    select = {
        "moment": "CAST(floor(TRY_CAST(p[1] AS DOUBLE)) AS BIGINT)",
        "who": f"url_decode({text_sql('p[8]')})",
        "address": text_sql("p[3]"),
        "host": text_sql(host_sql("p[7]")),
        "deed": "CASE WHEN contains(p[4], 'DENIED') THEN 'blocked' WHEN p[4] IS NULL THEN '' ELSE 'allowed' END",
        "bytes_out": "NULL",
        "passed_over": "false",
    }
    parts = "SELECT string_split_regex(trim(line), '\\s+') AS p FROM"
    return Plan(
        0.98,
        lambda opened, keep: f"({parts} {line_rows(opened, keep_rejects=keep)})",
        select,
        raw=f"concat_ws(' ', p[1], p[3], p[4], p[6], {shown_host_sql('p[7]')})",
    )


def _other(head: Head, setting: Setting, pattern: str) -> Plan | None:
    """A form that is told apart by a pattern: slower than cutting at spaces, and met more rarely."""
    compiled, names = re2.compile(pattern), NAMES[pattern]  # a line may be anything: linear time
    found = [match for line in head.lines if (match := compiled.match(line))]
    if len(found) < 0.7 * len(head.lines):
        return None
    form = form_of([match[names.index("at") + 1] for match in found], setting.zone, setting.now_epoch)
    if form is None:
        return None
    select = {
        "moment": form.of("q.at"),
        "who": f"url_decode({text_sql('q.who')})",
        "address": text_sql("q.client"),
        "host": text_sql(host_sql("q.url")),
        "deed": "CASE WHEN contains(q.code, 'DENIED') THEN 'blocked' WHEN q.code = '' THEN '' ELSE 'allowed' END",
        "bytes_out": "NULL",
        "passed_over": "false",
    }
    extract = f"regexp_extract(line, {quoted(pattern)}, {list(names)}) AS q"
    return Plan(
        0.97,
        lambda opened, keep: f"(SELECT {extract} FROM {line_rows(opened, keep_rejects=keep)})",
        select,
        raw=f"concat_ws(' ', q.at, q.client, q.code, {shown_host_sql('q.url')})",
    )


SHAPE = Shape(
    name="squid",
    title=Sentence("squid proxy log"),
    kind=Kind.NETWORK,
    tells=frozenset({Tells.PERSON, Tells.ACTION}),
    cannot_show=(
        Sentence("It tells how much came back, not how much was sent."),
        Sentence("Without sign-in at the proxy it names devices, not people."),
        NO_HOME,
        ENCRYPTED,
        NO_PURPOSE,
    ),
    recognise=recognise,
)
