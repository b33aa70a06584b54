"""Any web filter's export with a header: Securly, Lightspeed, GoGuardian, Linewize, and those unknown to us.

None of them publishes its columns, and they change. So the header is read by its words in several
languages, then by what the values look like; and where that is not enough the district says it once.
"""

from __future__ import annotations

from collections.abc import Sequence

from chalkline.discover.sources.reading.columns import has_header, kind_of_values
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import csv_rows
from chalkline.discover.sources.shapes.shape import ENCRYPTED, NO_PURPOSE, Kind, Missing, Plan, Setting, Shape, Tells
from chalkline.discover.sources.shapes.visits import Layout, plan_of
from chalkline.kernel.sentences import Sentence

LEAST_COLUMNS, LEAST_ROWS = 3, 3


def recognise(head: Head, setting: Setting) -> Plan | Missing | None:
    """A table with a time, a web address, and somebody who asked for it."""
    if not head.delimiter or head.width < 2:
        return None
    headed = has_header(head.rows)
    rows = head.rows[1:] if headed else head.rows
    if not rows:
        return None
    width = len(head.rows[0]) if headed else head.width
    same_width = sum(len(row) == width for row in rows)
    layout = Layout(
        header=head.rows[0] if headed else names_without_header(rows, width),
        values=rows,
        cell=lambda place: f"c{place}",
        rows=lambda opened, keep: csv_rows(opened, width + 1, skip=int(headed), keep_rejects=keep),
        sureness=0.6,
        skipped=int(headed),
        quoted=True,
        overflow=f"coalesce(c{width}, '') <> ''",
        may_be_asked=width >= LEAST_COLUMNS and same_width >= max(0.9 * len(rows), LEAST_ROWS),
    )
    return plan_of(layout, setting)


def names_without_header(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """What columns are called where no header names them: by place and by what their values are.

    An export of other columns has other names, so what was said of one is not believed of the other.
    """
    return tuple(
        f"#{place + 1} {kind_of_values([row[place] for row in rows if place < len(row) and row[place]])}".strip()
        for place in range(width)
    )


SHAPE = Shape(
    name="filter_csv",
    title=Sentence("Web filter export"),
    kind=Kind.NETWORK,
    tells=frozenset({Tells.PERSON, Tells.ACTION, Tells.AT_HOME}),
    cannot_show=(
        Sentence("It sees what the filter sees: use at home only where the filter is on the device."),
        ENCRYPTED,
        NO_PURPOSE,
    ),
    recognise=recognise,
)
