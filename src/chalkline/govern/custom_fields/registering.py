"""How a later step says what its rows are, so that fields can be filled in for them.

``rows_of(About.TOOL, find)`` in the step that owns them; ``find(row_id)`` gives the row, or None where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from chalkline.govern.custom_fields.words import About, RowMeant
from chalkline.kernel.problem import not_found

Find = Callable[[UUID], RowMeant | None]
_found_by: dict[About, Find] = {}


def rows_of(about: About, find: Find) -> None:
    """Declare how rows of a kind are found."""
    _found_by[about] = find


def row_named(about: About, row_id: UUID) -> RowMeant:
    """The row. Raises Problem("not_found")."""
    row = row_meant(about, row_id)
    if row is None:
        raise not_found()
    return row


def row_meant(about: About, row_id: UUID) -> RowMeant | None:
    """The row, or None."""
    return _found_by[about](row_id) if about in _found_by else None
