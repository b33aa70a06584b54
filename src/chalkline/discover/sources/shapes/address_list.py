"""A list of network addresses and the people who use them: what ties device logs to the roster."""

from __future__ import annotations

from chalkline.discover.sources.reading.columns import ADDRESS, EMAIL, Part, has_header, understand
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import csv_rows
from chalkline.discover.sources.shapes.shape import Kind, Plan, Setting, Shape, text_sql
from chalkline.kernel.sentences import Sentence

PARTS = (Part.ADDRESS, Part.USER, Part.HOST, Part.TIME)


def recognise(head: Head, setting: Setting) -> Plan | None:
    """A table with an address and a person in each row, and no web address in any."""
    if not head.delimiter or head.width < 2:
        return None
    headed = has_header(head.rows)
    header, rows = (head.rows[0], head.rows[1:]) if headed else ((), head.rows)
    columns = understand(header, rows, parts=PARTS, mapping=setting.mapping_of(header), is_user=setting.is_user)
    address, user = columns.get(Part.ADDRESS), columns.get(Part.USER)
    if address is None or user is None or Part.HOST in columns.places or not rows:
        return None
    addresses = [row[address] for row in rows if address < len(row)]
    users = [row[user] for row in rows if user < len(row)]
    if sum(bool(ADDRESS.match(value)) for value in addresses) < 0.8 * len(rows):
        return None
    if sum(bool(EMAIL.search(value)) or setting.is_user(value) for value in users) < 0.5 * len(rows):
        return None
    width = len(head.rows[0]) if headed else head.width
    return Plan(
        0.8,
        lambda opened, keep: csv_rows(opened, width + 1, skip=int(headed), keep_rejects=keep),
        {"address": text_sql(f"trim(c{address})"), "who": text_sql(f"c{user}")},
        raw=f"c{address}",
        skipped=int(headed),
        quoted=True,
        overflow=f"coalesce(c{width}, '') <> ''",
    )


SHAPE = Shape(
    name="address_list",
    title=Sentence("List of addresses and people"),
    kind=Kind.ADDRESSES,
    tells=frozenset(),
    cannot_show=(Sentence("An address that changed hands is counted for the person it was listed for."),),
    recognise=recognise,
)
