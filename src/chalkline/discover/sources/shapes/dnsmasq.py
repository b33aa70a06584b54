"""dnsmasq's query log, which Pi-hole and many small routers write: local time, no year, no person."""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.times import syslog
from chalkline.discover.sources.shapes.query_lines import LIMITS, query_plan
from chalkline.discover.sources.shapes.shape import Kind, Plan, Setting, Shape
from chalkline.kernel.sentences import Sentence

LINE = re.compile(r"^[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d (\S+ )?dnsmasq(-\w+)?\[\d+\]:")
QUERY = r"^([A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d) .*query\[[A-Z0-9]+\] (\S+) from (\S+)"


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Lines of dnsmasq, some of them queries. Answers and forwarded questions are passed over."""
    if head.share_of_lines(LINE) < 0.7 or not any("query[" in line for line in head.lines):
        return None
    return query_plan(
        QUERY,
        ("stamp", "host", "client"),
        moment=syslog(setting.zone, setting.now_epoch).of("q.stamp"),
        passed_over="NOT contains(line, 'query[') AND contains(line, 'dnsmasq')",
        raw="line",
    )


SHAPE = Shape(
    name="dnsmasq",
    title=Sentence("dnsmasq or Pi-hole query log"),
    kind=Kind.NETWORK,
    tells=frozenset(),
    cannot_show=LIMITS,
    recognise=recognise,
)
