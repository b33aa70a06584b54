"""squid access.log in its native form: epoch, elapsed, client, code/status, bytes, method, URL, user, peer, type."""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import line_rows
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
    text_sql,
)
from chalkline.kernel.sentences import Sentence

LINE = re.compile(r"^\d{9,10}\.\d{1,6}\s+-?\d+\s+\S+\s+[A-Z_]+/\d{3}\s+\d+\s+[A-Z_-]+\s+\S+\s+\S+\s+[A-Z_]+/\S+")


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Nearly every line has the native form. Bytes are those delivered to the client, so none are counted as sent."""
    if head.share_of_lines(LINE) < 0.7:
        return None
    select = {
        "moment": "CAST(floor(TRY_CAST(p[1] AS DOUBLE)) AS BIGINT)",
        "who": f"url_decode({text_sql('p[8]')})",
        "address": text_sql("p[3]"),
        "host": host_sql(text_sql("p[7]")),
        "deed": "CASE WHEN contains(p[4], 'DENIED') THEN 'blocked' WHEN p[4] IS NULL THEN '' ELSE 'allowed' END",
        "bytes_out": "NULL",
        "passed_over": "false",
    }
    parts = "SELECT string_split_regex(trim(line), '\\s+') AS p FROM"
    return Plan(
        0.98,
        lambda opened, keep: f"({parts} {line_rows(opened, keep_rejects=keep)})",
        select,
        raw=f"concat_ws(' ', p[1], p[3], p[4], p[6], {host_sql('p[7]')})",
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
