"""The parent's side: have the file read apart, and turn every way that can end into a Problem."""

from __future__ import annotations

from chalkline.kernel.apart import Progress, run_apart
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.reading.orders import Order, Told


def read_apart(order: Order, progress: Progress = lambda done, of: None) -> Told:
    """Have a file read in a process of its own. Raises Problem for whatever is wrong with it."""
    ended = run_apart("chalkline.pilot.reading", order.spelled(), wall_seconds=order.wall_seconds, progress=progress)
    if "told" in ended.answer:
        return Told.read(ended.answer["told"])
    if "refused" in ended.answer:
        raise refusal(ended.answer["refused"], tuple(ended.answer["detail"]))
    if ended.was_stopped:
        raise refusal("too_large", ())
    raise RuntimeError(f"the reader of pilot files failed (exit {ended.code}): {ended.error}")


def refusal(code: str, detail: tuple[str, ...]) -> Problem:
    """What is said of a file that cannot be read."""
    return {
        "empty": _empty,
        "no_rows": _empty,
        "no_table": _not_csv,
        "too_large": _too_large,
        "columns_missing": _columns_missing,
        "column_twice": _column_twice,
        "percent_mixed": _percent_mixed,
    }[code](detail)


def _empty(detail: tuple[str, ...]) -> Problem:
    return Problem(
        "pilots.file_empty",
        what=Sentence("There is nothing in the file."),
        why=Sentence("It has no rows under its heading."),
        next_step=Sentence("Export it again, and look at it before you hand it in."),
        fields={"file": Sentence("The file is empty.")},
    )


def _not_csv(detail: tuple[str, ...]) -> Problem:
    return Problem(
        "pilots.file_not_csv",
        what=Sentence("This is neither a CSV file nor an Excel workbook (.xlsx)."),
        why=Sentence("It may be an older or locked workbook, an archive, or a file that was cut off."),
        next_step=Sentence("In the spreadsheet program, save it as .xlsx or as CSV, and hand that in."),
        fields={"file": Sentence("Not a table.")},
    )


def _too_large(detail: tuple[str, ...]) -> Problem:
    return Problem(
        "pilots.file_too_large",
        what=Sentence("The file is too large."),
        why=Sentence("At most 25 MB and 200,000 rows are read at once."),
        next_step=Sentence("Leave out columns and people that are not part of the pilot."),
        kind=Kind.TOO_LARGE,
        fields={"file": Sentence("The file is too large.")},
    )


def _columns_missing(detail: tuple[str, ...]) -> Problem:
    return Problem(
        "pilots.columns_missing",
        what=Sentence("The file has no column {names}.", names=detail),
        why=Sentence("The first line of the file names its columns."),
        next_step=Sentence("Name the columns as the template does, and hand it in again."),
        fields={"file": Sentence("Missing: {names}.", names=detail)},
    )


def _column_twice(detail: tuple[str, ...]) -> Problem:
    return Problem(
        "pilots.column_twice",
        what=Sentence("The file has the column “{name}” twice.", name=detail[0] if detail else ""),
        why=Sentence("Nobody can know which of them is meant."),
        next_step=Sentence("Remove or rename one of them, and hand it in again."),
        fields={"file": Sentence("A column is there twice.")},
    )


def _percent_mixed(detail: tuple[str, ...]) -> Problem:
    name, row, other = detail
    return Problem(
        "pilots.percent_mixed",
        what=Sentence("“{name}” is sometimes a percentage and sometimes not.", name=name),
        why=Sentence("Row {row} has a percent sign, row {other} has none.", row=row, other=other),
        next_step=Sentence("Write the whole column in one way, and hand it in again."),
        fields={"file": Sentence("Percentages and plain numbers are mixed.")},
    )
