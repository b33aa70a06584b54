"""What a district says of services, as a file: out as CSV or YAML, in from either. Pure.

One row a service. Lists stand in one cell, parted by spaces (other names by semicolons). An empty cell says nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.written import read_yaml
from chalkline.tools.register.rules import SLUG, checked_override, slug_of
from chalkline.tools.register.words import LISTS, Correction, Override

COLUMNS = ("service", *(str(each) for each in Override))
LARGEST_FILE = 2 * 1024 * 1024
MOST_ROWS = 5_000


def as_csv(given: Iterable[Correction]) -> str:
    """The rows as CSV, with a header."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for each in given:
        cells = {name: _joined(name, value) for name, value in each.fields.items()}
        writer.writerow({"service": each.slug, **{name: _safe(cell) for name, cell in cells.items()}})
    return out.getvalue()


def as_yaml(given: Iterable[Correction]) -> str:
    """The rows as YAML, under ``services``."""
    rows = [{"service": each.slug, **{str(name): value for name, value in each.fields.items()}} for each in given]
    return str(yaml.safe_dump({"services": rows}, allow_unicode=True, sort_keys=False))


def read_corrections(content: bytes) -> list[Correction]:
    """The rows of a file in either form. Raises Problem("tools.corrections_unreadable") with the row."""
    if len(content) > LARGEST_FILE:
        raise _unreadable(0, Sentence("It is larger than any such file we know of."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(0, Sentence("It is not text in UTF-8.")) from None
    rows = _yaml_rows(text) if text.lstrip().startswith(("services:", "#", "---")) else _csv_rows(text)
    if not rows:
        raise _unreadable(0, Sentence("There is no row in it."))
    if len(rows) > MOST_ROWS:
        raise _unreadable(0, Sentence("There are more than {n} rows in it.", n=MOST_ROWS))
    return [_correction(row, number) for number, row in enumerate(rows, start=1)]


def _yaml_rows(text: str) -> list[Mapping[str, Any]]:
    try:
        whole = read_yaml(text)
    except yaml.YAMLError:
        raise _unreadable(0, Sentence("It is not a YAML file.")) from None
    rows = whole.get("services") if isinstance(whole, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _unreadable(0, Sentence("It has no list of services."))
    return rows


def _csv_rows(text: str) -> list[Mapping[str, Any]]:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        rows: list[Mapping[str, Any]] = list(reader)
    except csv.Error:
        raise _unreadable(0, Sentence("Its quote marks or line ends are damaged.")) from None
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if unknown or "service" not in (reader.fieldnames or ()):
        raise _unreadable(0, Sentence("Its columns are not those of an export: {names}.", names=tuple(sorted(unknown))))
    return rows


def _correction(row: Mapping[str, Any], number: int) -> Correction:
    fields: dict[str, object] = {}
    for name, value in row.items():
        if name is None or name not in COLUMNS:
            raise _unreadable(number, Sentence("It has a cell more than there are columns, or a field we do not know."))
        if name != "service" and value not in (None, "", []):
            fields[name] = _parted(name, value)
    slug = str(row.get("service") or "").strip()
    name = str(fields.get("name", slug))
    slug = slug or slug_of(name)
    if not SLUG.match(slug) or (not name and not slug):
        raise _unreadable(number, Sentence("It names no service."))
    try:
        return Correction(slug, name, checked_override(fields))
    except Problem as problem:
        why = problem.what if isinstance(problem.what, Sentence) else Sentence("A field is not clear.")
        raise _unreadable(number, why) from None


def _joined(name: str, value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ("; " if name == Override.ALIASES else " ").join(map(str, value))
    return str(value)


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _parted(name: str, value: object) -> object:
    if name not in LISTS:
        return str(value).lstrip("'")
    if isinstance(value, (list, tuple)):
        return [str(each) for each in value]
    text = str(value)
    return [each.strip() for each in (text.split(";") if name == Override.ALIASES else text.replace(";", " ").split())]


def _unreadable(row: int, why: Sentence) -> Problem:
    return Problem(
        "tools.corrections_unreadable",
        what=Sentence("Row {n} of this file cannot be taken.", n=row)
        if row
        else Sentence("This file cannot be taken."),
        why=why,
        next_step=Sentence(
            "Take an export as the pattern, mend the file, and load it again. Nothing was changed here."
        ),
    )
