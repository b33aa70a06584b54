"""Query logs of name servers in lines of text: a client asks for a name, and nothing more is told."""

from __future__ import annotations

from collections.abc import Sequence

from chalkline.discover.sources.reading.tables import line_rows, quoted
from chalkline.discover.sources.shapes.shape import (
    CACHED,
    ENCRYPTED,
    NO_ACTION,
    NO_BYTES,
    NO_HOME,
    NO_PERSON,
    NO_PURPOSE,
    Plan,
)

LIMITS = (NO_PERSON, NO_ACTION, NO_BYTES, CACHED, NO_HOME, ENCRYPTED, NO_PURPOSE)


def query_plan(pattern: str, groups: Sequence[str], *, moment: str, passed_over: str, raw: str) -> Plan:
    """How to read such lines. ``pattern`` gives ``q`` with these ``groups``, ``client`` and ``host`` among them."""
    select = {
        "moment": moment,
        "who": "''",
        "address": "q.client",
        "host": "q.host",
        "deed": "''",
        "bytes_out": "NULL",
        "passed_over": passed_over,
    }
    extract = f"regexp_extract(line, {quoted(pattern)}, {list(groups)!r}) AS q"
    return Plan(
        0.98, lambda opened, keep: f"(SELECT line, {extract} FROM {line_rows(opened, keep_rejects=keep)})", select, raw
    )
