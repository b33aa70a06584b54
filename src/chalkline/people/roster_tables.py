"""The CSV files of an export as rows: encodings, delimiters, line ends, uneven rows. No database.

It refuses what is no text, what lacks columns, and an export that holds changes only.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.roster_rows import Rejected, Roster

LARGEST_CELL = 100_000
COLUMNS = {
    name.lower(): name
    for name in (
        "sourcedId", "status", "enabledUser", "orgSourcedIds", "primaryOrgSourcedId", "role", "username", "givenName",
        "familyName", "identifier", "email", "grades", "name", "type", "userSourcedId", "orgSourcedId", "roleType",
        "classSourcedId", "propertyName", "value",
    )
}  # fmt: skip
READ = frozenset(
    {
        "orgs.csv", "roles.csv", "classes.csv", "enrollments.csv", "users.csv", "demographics.csv", "relationships.csv",
        "addresses.csv",
    }
)  # fmt: skip
BLANK = b"\xef\xbb\xbf \t\r\n"
UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
GONE = "tobedeleted"
DELIMITERS = ",;\t"


def must_be_whole(files: Mapping[str, bytes]) -> None:
    """Raise Problem("roster.changes_only") where the manifest says that a file we read holds only what has changed."""
    manifest = next((name for name in files if name.lower() == "manifest.csv" and files[name].strip(BLANK)), None)
    if manifest is None:
        return
    for line, row in rows_of(files, manifest, (), Roster()):
        file = f"{row.get('propertyName', '').lower().removeprefix('file.')}.csv"
        if row.get("value", "").lower() == "delta" and file in READ:
            raise Problem(
                "roster.changes_only",
                what=Sentence("{file} holds only what has changed.", file=file),
                why=Sentence(
                    "Line {line} of {manifest} says delta. Whoever is not in it would count as gone.",
                    line=line,
                    manifest=manifest,
                ),
                next_step=Sentence("Choose the full export (bulk) in the student system, and give that."),
            )


def rows_of(
    files: Mapping[str, bytes], name: str, columns: tuple[str, ...], roster: Roster
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) for each row; the header is line 1. A row of uneven width is rejected."""
    text = as_text(files[name], name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    header = [COLUMNS.get(cell.strip().lower(), cell.strip()) for cell in next(reader, [])]
    missing = [column for column in columns if column not in header]
    if missing:
        raise Problem(
            "roster.columns_missing",
            what=Sentence("{file} lacks the columns {columns}.", file=name, columns=tuple(missing)),
            why=Sentence("Without them nobody can be told apart or placed in a school."),
            next_step=Sentence("Export the roster again as OneRoster CSV 1.1 or 1.2, with all columns."),
        )
    try:
        for row in reader:
            if not any(row):
                continue
            roster.rows += 1
            row = without_empty_end(row, len(header))
            if len(row) != len(header):
                reason = Sentence("The row has {n} cells, the header {m}.", n=len(row), m=len(header))
                reject(roster, name, reader.line_num, row[0] if row else "", reason)
                continue
            yield reader.line_num, {column: cell.strip() for column, cell in zip(header, row, strict=True)}
    except csv.Error as error:
        raise Problem(
            "roster.unreadable",
            what=Sentence("{file} stops being a table at line {line}.", file=name, line=reader.line_num),
            why=Sentence("A quotation mark is open, or the file is not text ({error}).", error=str(error)),
            next_step=Sentence("Open the file at that line, or export it again."),
        ) from None


def is_gone(row: Mapping[str, str]) -> bool:
    """Whether the student system marked the row as deleted."""
    return row.get("status", "").lower() == GONE


def delimiter_of(text: str) -> str:
    """What stands between the cells of the first line: commas, semicolons or tabs."""
    return max(DELIMITERS, key=text.split("\n", 1)[0].count)


def without_empty_end(row: list[str], width: int) -> list[str]:
    """The row without empty cells beyond ``width``: some systems end each line with the delimiter."""
    return row[:width] if len(row) > width and not any(row[width:]) else row


def as_text(content: bytes, name: str) -> str:
    """The text of a CSV file: UTF-8 (with or without a mark), UTF-16 with a mark, else Windows-1252. A file whose
    lines end as on an old Mac gets the line ends of all others."""
    text = _decoded(content, name)
    return text.replace("\r", "\n") if "\n" not in text else text


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) and not content.startswith(UTF_32):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096]:
        raise Problem(
            "roster.not_text",
            what=Sentence("{file} is not a text file.", file=name),
            why=Sentence("It is a spreadsheet with the wrong name, or text in UTF-16 without its mark."),
            next_step=Sentence("Save it as CSV (UTF-8) and load it again."),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def reject(roster: Roster, file: str, line: int, identity: str, reason: Sentence) -> None:
    """Leave a row out, and say where and why."""
    roster.rejected.append(Rejected(file, line, identity, reason))


csv.field_size_limit(LARGEST_CELL)
