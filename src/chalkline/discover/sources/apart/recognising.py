"""Which shape is this file? Each shape looks at the content; the surest wins. Names of files say nothing."""

from __future__ import annotations

from chalkline.discover.sources.reading.columns import has_header
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.orders import CannotRead
from chalkline.discover.sources.shapes import SHAPES, Missing, Plan, Setting, Shape

CERTAIN = 0.95  # a format that gives itself away; those that are guessed from headers come after it


def recognise(head: Head, setting: Setting) -> tuple[Shape, Plan]:
    """The shape of a file and how to read it. Raises CannotRead with the columns that are not understood."""
    found = likeliest(head, setting)
    if found is None:
        raise CannotRead("discover.shape_unknown", first_line=_shown(head))
    shape, answer = found
    if isinstance(answer, Missing):
        raise CannotRead(
            "discover.columns_not_understood",
            shape=shape.name,
            parts=[str(part) for part in answer.parts],
            header=list(answer.header),
            not_understood=list(answer.not_understood),
        )
    return shape, answer


def likeliest(head: Head, setting: Setting) -> tuple[Shape, Plan | Missing] | None:
    """The surest shape, which may still miss a column; None for a file that is like none."""
    known: list[tuple[Shape, Plan | Missing]] = []
    for shape in SHAPES.values():
        answer = shape.recognise(head, setting)
        if answer is not None:
            known.append((shape, answer))
        if isinstance(answer, Plan) and answer.sureness >= CERTAIN:
            break
    if not known and len(head.rows) == 1 and has_header(head.rows):
        raise CannotRead("discover.file_empty")
    return max(known, key=lambda each: each[1].sureness) if known else None


def _shown(head: Head) -> str:
    """The header of an unknown table, which names no person; nothing of any other file."""
    return ", ".join(head.rows[0])[:200] if head.delimiter and has_header(head.rows) else ""
