"""dnsmasq's query log, which Pi-hole and many small routers write: local time, no year, no person."""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import line_rows
from chalkline.discover.sources.reading.times import syslog
from chalkline.discover.sources.shapes.shape import (
    CACHED,
    ENCRYPTED,
    NO_ACTION,
    NO_BYTES,
    NO_HOME,
    NO_PERSON,
    NO_PURPOSE,
    Kind,
    Plan,
    Setting,
    Shape,
)
from chalkline.kernel.sentences import Sentence

LINE = re.compile(r"^[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d (\S+ )?dnsmasq(-\w+)?\[\d+\]:")
QUERY = r"^([A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d) .*query\[[A-Z0-9]+\] (\S+) from (\S+)"


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Lines of dnsmasq, some of them queries. Answers and forwarded questions are passed over."""
    if head.share_of_lines(LINE) < 0.7 or not any("query[" in line for line in head.lines):
        return None
    select = {
        "moment": syslog(setting.zone, setting.now_epoch).of("q.stamp"),
        "who": "''",
        "address": "q.client",
        "host": "q.host",
        "deed": "''",
        "bytes_out": "NULL",
        "passed_over": "NOT contains(line, 'query[') AND contains(line, 'dnsmasq')",
    }
    extract = f"regexp_extract(line, '{QUERY}', ['stamp', 'host', 'client']) AS q"
    return Plan(
        0.98,
        lambda opened, keep: f"(SELECT line, {extract} FROM {line_rows(opened, keep_rejects=keep)})",
        select,
        raw="line",
    )


SHAPE = Shape(
    name="dnsmasq",
    title=Sentence("dnsmasq or Pi-hole query log"),
    kind=Kind.NETWORK,
    tells=frozenset(),
    cannot_show=(NO_PERSON, NO_ACTION, NO_BYTES, CACHED, NO_HOME, ENCRYPTED, NO_PURPOSE),
    recognise=recognise,
)
