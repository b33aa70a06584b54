"""Exports from elsewhere go through as they are: odd and valid is read the same, by the import and by the audit."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalkline.data.integrity.apart.auditing import audit
from chalkline.people.api import Roster, read_roster
from chalkline.people.roster_apart.opening import files_of
from expecting import problem

DISTRICT = Path(__file__).resolve().parents[3] / "demo" / "district"
Files = dict[str, bytes]
Both = tuple[Roster, dict[str, Any]]


FEW = 120  # lines of each file: enough for faults of most kinds


def base() -> Files:
    files = {path.name: path.read_bytes() for path in (DISTRICT / "roster_faults").glob("*.csv")}
    return {name: b"".join(content.splitlines(keepends=True)[:FEW]) for name, content in files.items()}


def each_table(change: Callable[[list[list[str]]], list[list[str]]], *, delimiter: str = ",") -> Files:
    changed = {}
    for name, content in base().items():
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        out = io.StringIO()
        csv.writer(out, lineterminator="\n", delimiter=delimiter).writerows(
            change(rows) if name != "manifest.csv" else rows
        )
        changed[name] = out.getvalue().encode()
    return changed


def each_file(change: Callable[[bytes], bytes]) -> Files:
    return {name: change(content) for name, content in base().items()}


def extra_column(rows: list[list[str]]) -> list[list[str]]:
    return [[*row, "metadata.local" if at == 0 else "x"] for at, row in enumerate(rows)]


def other_order(rows: list[list[str]]) -> list[list[str]]:
    return [row[::-1] for row in rows]


def with_empty_end(rows: list[list[str]]) -> list[list[str]]:
    return [[*row, ""] for row in rows]


def with_rows_that_are_gone() -> Files:
    """Every person, class and enrollment once more, under another id and marked as gone."""

    def twice(rows: list[list[str]]) -> list[list[str]]:
        status = rows[0].index("status")
        gone = [[f"gone-{row[0]}", *row[1:status], "tobedeleted", *row[status + 1 :]] for row in rows[1:]]
        return [*rows, *(row for row in gone if len(row) == len(rows[0]))]

    return each_table(twice)


def with_case(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.upper() for cell in rows[0]], *rows[1:]]


def without_optional(files: Files, content: bytes) -> Files:
    """Files that are there and hold nothing: as some systems write what they do not use."""
    return {**files, "scoreScales.csv": content, "userResources.csv": content, "userProfiles.csv": content}


ODD: dict[str, Callable[[], Files]] = {
    "a byte-order mark": lambda: each_file(lambda content: b"\xef\xbb\xbf" + content),
    "Windows line ends": lambda: each_file(lambda content: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")),
    "UTF-16 with its mark": lambda: each_file(lambda content: content.decode("utf-8-sig").encode("utf-16")),
    "columns in another order": lambda: each_table(other_order),
    "columns nobody asked for": lambda: each_table(extra_column),
    "columns in capitals": lambda: each_table(with_case),
    "names of files in capitals": lambda: {name.upper(): content for name, content in base().items()},
    "empty files beside it": lambda: without_optional(base(), b""),
    "files with a header only": lambda: without_optional(base(), b"sourcedId,status\n"),
    "line ends of an old Mac": lambda: each_file(lambda content: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r")),
    "semicolons between cells": lambda: each_table(lambda rows: rows, delimiter=";"),
    "tabs between cells": lambda: each_table(lambda rows: rows, delimiter="\t"),
    "a comma at the end of each line": lambda: each_table(with_empty_end),
    "a comma at the end of each row, not of the header": lambda: each_table(
        lambda rows: [rows[0], *with_empty_end(rows[1:])]
    ),
    "rows that are gone": with_rows_that_are_gone,
    "blank lines at the end": lambda: each_file(lambda content: content + b"\r\n\r\n"),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return both(base(), tmp_path_factory.mktemp("plain"))


def both(files: Files, folder: Path, *, inside: str = "") -> Both:
    """Read by the import and by the audit, as a zip file; what both have a process of their own for, in this one."""
    source = folder / "export.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in files.items():
            archive.writestr(inside + name, content)
    order = {"source": source, "scratch": folder, "rows": folder / "rows.csv", "today": "2026-10-21", "domains": []}
    return read_roster(files_of(source)), audit(order, lambda done, of: None)


def same(found: Both, plain: Both, *, name: str) -> None:
    (roster, findings), (expected, audited) = found, plain
    assert roster.people == expected.people and roster.orgs == expected.orgs, name
    assert [(x.file, x.sourced_id) for x in roster.rejected] == [(x.file, x.sourced_id) for x in expected.rejected], (
        name
    )
    for part in ("found", "faulty", "files"):
        assert findings[part] == audited[part], (name, part)


@pytest.mark.parametrize("name", ODD)
def test_odd_and_valid_is_read_the_same(name: str, plain: Both, tmp_path: Path) -> None:
    same(both(ODD[name](), tmp_path), plain, name=name)


def test_a_folder_inside_the_zip_and_files_that_a_mac_adds(plain: Both, tmp_path: Path) -> None:
    files = {**base(), "__MACOSX/._users.csv": b"\x00\x05", "readme.txt": b"Made by the student system."}
    same(both(files, tmp_path, inside="OneRoster export (final)/"), plain, name="folder")


@pytest.mark.parametrize(
    ("users", "code"),
    [
        (lambda text: text.encode("utf-16-le"), "roster.not_text"),
        (lambda text: text.encode("utf-32"), "roster.not_text"),
        (lambda text: b"PK\x03\x04\x14\x00\x06\x00" + text.encode(), "roster.not_text"),
    ],
)
def test_what_cannot_be_text_is_refused_with_what_to_do(
    users: Callable[[str], bytes], code: str, tmp_path: Path
) -> None:
    """UTF-16 without its mark, UTF-32, a spreadsheet named .csv: guessing would garble names."""
    files = base()
    files["users.csv"] = users(files["users.csv"].decode("utf-8-sig"))
    with problem(code):
        both(files, tmp_path)
    with problem(code):
        audit({"source": tmp_path / "export.zip", "scratch": tmp_path, "domains": []}, lambda done, of: None)


def test_an_export_without_a_manifest_is_read_all_the_same(plain: Both, tmp_path: Path) -> None:
    files = {name: content for name, content in base().items() if name != "manifest.csv"}
    (roster, findings), (expected, audited) = both(files, tmp_path), plain
    assert roster.people == expected.people
    assert findings["found"] == {rule: n for rule, n in audited["found"].items() if not rule.startswith("manifest.")}


def test_an_export_of_changes_only_is_refused_where_it_says_so(tmp_path: Path) -> None:
    """Taken for the whole roster, it would let nearly everybody leave."""
    files = base()
    files["manifest.csv"] = files["manifest.csv"].replace(b"file.users,bulk", b"file.users,Delta")
    with problem("roster.changes_only") as caught:
        both(files, tmp_path)
    line = files["manifest.csv"].decode().splitlines().index("file.users,Delta") + 1
    assert f"Line {line} of manifest.csv" in str(caught.value.why) and "users.csv" in str(caught.value.what)
    with problem("roster.changes_only"):
        audit({"source": tmp_path / "export.zip", "scratch": tmp_path, "domains": []}, lambda done, of: None)


def test_an_optional_file_that_holds_nothing_is_no_fault_of_the_export(tmp_path: Path) -> None:
    roster, _ = both({**base(), "classes.csv": b"", "enrollments.csv": b"\xef\xbb\xbf\r\n"}, tmp_path)
    assert roster.people and not any(person.classes for person in roster.people)
    with problem("roster.columns_missing"):
        read_roster({**base(), "users.csv": b"\r\n"})
