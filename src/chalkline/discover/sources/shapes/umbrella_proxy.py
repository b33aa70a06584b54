"""Cisco Umbrella proxy log: one row a web request, with who, what was done, and bytes both ways."""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.columns import ADDRESS
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import csv_rows
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes import umbrella
from chalkline.discover.sources.shapes.shape import (
    ENCRYPTED,
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

ACTIONS = re.compile(r"^(ALLOWED|BLOCKED|PROXIED|WARNED)$", re.IGNORECASE)
URL = re.compile(r"^[a-z]+://", re.IGNORECASE)
STATUS = re.compile(r"^[1-5]\d\d$")
NUMBER = re.compile(r"^\d+$")


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Time first, an action, then a URL, later a status and the bytes of the request."""
    head, skipped = umbrella.without_header(head)
    action = umbrella.place_of(head, lambda value: bool(ACTIONS.match(value)))
    form = form_of(head.column(0, below_header=False), "UTC", setting.now_epoch)
    if action is None or form is None or head.width < 12:
        return None
    url = umbrella.place_of(head, lambda value: bool(URL.match(value)), after=action)
    status = umbrella.place_of(head, lambda value: bool(STATUS.match(value)), after=url or 0)
    if url is None or url > action + 2:
        return None
    sent = (
        umbrella.place_of(head, lambda value: bool(NUMBER.match(value)), after=status) if status is not None else None
    )
    identities = umbrella.identities_place(head, 1, (0, action, url))
    address = umbrella.place_of(head, lambda value: bool(ADDRESS.match(value)))
    moment, clock = form.in_two("c0")
    first = {"site": host_sql(f"c{url}")} | ({"clock": clock} if clock else {})
    select = {
        "moment": moment,
        "who": umbrella.identity_sql("c1", f"c{identities}" if identities is not None else None),
        "address": text_sql(f"c{address}") if address is not None else "''",
        "host": text_sql("site"),
        "deed": text_sql(f"c{action}"),
        "bytes_out": f"TRY_CAST(c{sent} AS BIGINT)" if sent is not None else "NULL",
        "passed_over": "false",
    }
    width = max(head.width, 48)
    return Plan(
        0.96,
        lambda opened, keep: csv_rows(opened, width, skip=skipped, keep_rejects=keep),
        select,
        raw=f"concat_ws(' | ', c0, c{action}, {shown_host_sql(f'c{url}')})",
        skipped=skipped,
        quoted=True,
        first=first,
    )


SHAPE = Shape(
    name="umbrella_proxy",
    title=Sentence("Cisco Umbrella proxy log"),
    kind=Kind.NETWORK,
    tells=frozenset({Tells.PERSON, Tells.ACTION, Tells.BYTES, Tells.AT_HOME}),
    cannot_show=(Sentence("It sees use at home only on devices with the roaming client."), ENCRYPTED, NO_PURPOSE),
    recognise=recognise,
)
