"""What both Cisco Umbrella exports share: every cell quoted, columns by place, a header only where it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalkline.discover.sources.reading.columns import EMAIL
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.times import FAR_AHEAD, form_of

EMAIL_SQL = "[^@\\s(<,]+@[^@\\s)>,]+\\.[^@\\s)>,]+"


def without_header(head: Head) -> tuple[Head, int]:
    """The rows without the header that newer exports may have, and how many lines that was."""
    first = head.rows[0][0] if head.rows else ""
    if form_of([first], "UTC", FAR_AHEAD) is not None:
        return head, 0
    return Head(head.text.partition("\n")[2]), 1


def place_of(head: Head, test: Callable[[str], bool], *, share: float = 0.6, after: int = -1) -> int | None:
    """The first column after ``after`` most of whose values pass a test."""
    for place in range(after + 1, head.width):
        values = [value for value in head.column(place, below_header=False) if value]
        if values and sum(map(test, values)) >= share * len(values):
            return place
    return None


def identity_sql(identity: str, identities: str | None) -> str:
    """SQL for whoever is named: the most granular identity, else the first e-mail among all identities."""
    if identities is None:
        return f"coalesce({identity}, '')"
    return (
        f"CASE WHEN contains({identity}, '@') OR NOT contains(coalesce({identities}, ''), '@') "
        f"THEN coalesce({identity}, '') ELSE regexp_extract({identities}, '{EMAIL_SQL}') END"
    )


def identities_place(head: Head, identity: int, others: Sequence[int]) -> int | None:
    """The column that lists all identities of a row, the most granular one among them."""
    for place in range(head.width):
        if place == identity or place in others:
            continue
        rows = [row for row in head.rows if place < len(row) and row[identity]]
        if rows and sum(row[place].startswith(row[identity]) for row in rows) >= 0.6 * len(rows):
            return place
    return None


def is_email(value: str) -> bool:
    """Whether a cell holds an e-mail address."""
    return bool(EMAIL.search(value))
