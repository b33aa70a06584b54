"""Cisco Umbrella DNS log: one row a question, with who asked and whether it was answered."""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.columns import ADDRESS
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import csv_rows
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes import umbrella
from chalkline.discover.sources.shapes.shape import (
    CACHED,
    ENCRYPTED,
    NO_BYTES,
    NO_PURPOSE,
    Kind,
    Plan,
    Setting,
    Shape,
    Tells,
    text_sql,
)
from chalkline.kernel.sentences import Sentence

QUERY_TYPE = re.compile(r"^\d+ \([A-Z0-9]+\)$")
ACTIONS = re.compile(r"^(allowed|blocked|proxied)$", re.IGNORECASE)
DOMAIN = re.compile(r"^[\w*-]+(\.[\w-]+)*\.$")


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Time first, a query type such as "1 (A)", an action, a name with its final dot."""
    head, skipped = umbrella.without_header(head)
    query_type = umbrella.place_of(head, lambda value: bool(QUERY_TYPE.match(value)))
    action = umbrella.place_of(head, lambda value: bool(ACTIONS.match(value)))
    host = umbrella.place_of(head, lambda value: bool(DOMAIN.match(value)), after=query_type or 0)
    form = form_of(head.column(0, below_header=False), "UTC", setting.now_epoch)
    if query_type is None or action is None or host is None or form is None or head.width < 8:
        return None
    identities = umbrella.identities_place(head, 1, (0, query_type, action, host))
    address = umbrella.place_of(head, lambda value: bool(ADDRESS.match(value)))
    moment, clock = form.in_two("c0")
    first = {"clock": clock} if clock else {}
    select = {
        "moment": moment,
        "who": umbrella.identity_sql("c1", f"c{identities}" if identities is not None else None),
        "address": text_sql(f"c{address}") if address is not None else "''",
        "host": text_sql(f"c{host}"),
        "deed": text_sql(f"c{action}"),
        "bytes_out": "NULL",
        "passed_over": "false",
    }
    width = max(head.width, 24)  # later schema versions append columns
    return Plan(
        0.97,
        lambda opened, keep: csv_rows(opened, width, skip=skipped, keep_rejects=keep),
        select,
        raw=f"concat_ws(' | ', c0, c{action}, c{host})",
        skipped=skipped,
        quoted=True,
        first=first,
    )


SHAPE = Shape(
    name="umbrella_dns",
    title=Sentence("Cisco Umbrella DNS log"),
    kind=Kind.NETWORK,
    tells=frozenset({Tells.PERSON, Tells.ACTION, Tells.AT_HOME}),
    cannot_show=(
        NO_BYTES,
        CACHED,
        Sentence("It sees use at home only on devices with the roaming client."),
        ENCRYPTED,
        NO_PURPOSE,
    ),
    recognise=recognise,
)
