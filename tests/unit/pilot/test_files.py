"""Files as people hand them in: every way a file can be wrong is said, and a good one is read however it is dressed."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from chalkline.kernel.delimited import read_table
from chalkline.pilot.reading.asking import read_apart
from chalkline.pilot.reading.orders import CODE, NUMBER, PERSON, Order, Sought, Told
from expecting import problem

COLUMNS = (
    Sought("person", ("student", "id"), PERSON),
    Sought("unit", ("class",), CODE),
    Sought("post", ("after", "post"), NUMBER, may_be_empty=True),
)
GOOD = "student,class,after\n1,A,3.5\n2,B,\n"


def workbook(rows: list[list[Any]]) -> bytes:
    """A spreadsheet file with a hidden sheet before the one that counts."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    hidden, sheet = book.add_worksheet("old"), book.add_worksheet("now")
    hidden.write_row(0, 0, ["student", "class", "after"])
    sheet.activate()
    hidden.hide()
    for line, cells in enumerate(rows):
        sheet.write_row(line, 0, cells)
    book.close()
    return out.getvalue()


def read(folder: Path, data: bytes, columns: tuple[Sought, ...] = COLUMNS, **changes: int) -> Told:
    path = folder / "file"
    path.write_bytes(data)
    return read_apart(
        Order(str(path), str(folder / "rows"), str(folder / "rejects"), "ab" * 16, columns, "person", **changes)
    )


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        ("\ufeff" + GOOD).encode(),
        GOOD.encode("utf-16"),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        b"\n\n" + GOOD.encode() + b"\n,,\n",
        b"After,Extra,CLASS, Student \n3.5,x,A,1\n,y,B,2\n",
        "id,class,post\n1,Año,8\n2,B,9\n".encode("cp1252"),
        "\ufeffsep=;\r\nStudent;Class;After;\r\n1;A;3,5;\r\n2;B;#N/A;\r\n".encode(),
        b"student\tclass\tafter\n1.0\tA\t95%\n2.0\tB\tNaN\n",
        GOOD.replace("\n", "\r").encode(),
        GOOD.encode("utf-16-le"),
        b"Spring screener, exported by Ada\n\nSchool year 2026\n" + GOOD.encode(),
        b"student,class,season,score\n1,A,Spring,3.5\n2,B,spring,Absent\n",
        b"student,class,after\n1,A,3.5\n2,B,-99\n2,B,-99\n",
        workbook([["Export of 3/14"], [], ["student", "class", "After"], [1, "A", 3.5], [2, "B", None]]),
        workbook([["student", "class", "after", "note"], ["0001", "A", "3,5", "x"], [2.0, "B", "#N/A", None]]),
    ],
)
def test_a_good_file_is_read_however_it_is_dressed(tmp_path: Path, data: bytes) -> None:
    told = read(tmp_path, data)
    assert (told.rows, told.rejected) == (2, 0)
    assert '"1"' not in (tmp_path / "rows").read_text()  # of a person only a keyed code is kept


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "pilots.file_empty"),
        (b"  \n \n", "pilots.file_empty"),
        (b"student,class,after\n", "pilots.file_empty"),
        (b"PK\x03\x04 no workbook", "pilots.file_not_csv"),
        (workbook([]), "pilots.file_empty"),
        (workbook([["student", "class", "after"]])[:900], "pilots.file_not_csv"),
        (b"student,class,after\n1,A,95%\n2,A,0.95\n", "pilots.percent_mixed"),
        (b"student,class,after\n1,A\x00,3\n", "pilots.file_not_csv"),
        (b"student,after\n1,3\n", "pilots.columns_missing"),
        (b"student,class,after,post\n1,A,3,4\n", "pilots.column_twice"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(tmp_path: Path, data: bytes, code: str) -> None:
    with problem(code):
        read(tmp_path, data)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with problem("pilots.file_too_large"):
        read(tmp_path, GOOD.encode() * 100, most_bytes=1000)
    with problem("pilots.file_too_large"):
        read(tmp_path, ("student,class,after\n" + "".join(f"{n},A,1\n" for n in range(50))).encode(), most_rows=20)


def test_a_file_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with problem("pilots.file_too_large"):
        read(tmp_path, GOOD.encode(), wall_seconds=0)


def test_every_bad_row_is_told_and_the_good_ones_count(tmp_path: Path) -> None:
    rows = [
        "student,class,after",
        "1,A,3",
        "2,A,inf",
        "3,A,1e400",
        "4,,3",
        "5,A,3,extra",
        "a@b.example,A,3",
        "6,<script>,3",
        "7,A," + "9" * 300,
        '8,A,"1,234.5"',
        "9,A",
    ]
    told = read(tmp_path, "\n".join(rows).encode())
    assert (told.rows, told.rejected) == (3, 7)
    lines = (tmp_path / "rejects").read_text().splitlines()
    assert lines[0].startswith("row,what is wrong") and [line.split(",")[0] for line in lines[1:]] == [
        "3", "4", "5", "6", "7", "8", "9",
    ]  # fmt: skip


def test_a_number_that_could_be_two_is_not_guessed(tmp_path: Path) -> None:
    told = read(tmp_path, b"student;class;after\n1;A;1,234\n2;A;1,2345\n3;A;0,5\n")
    assert (told.rows, told.rejected) == (2, 1)
    assert "could be thousands or a fraction" in (tmp_path / "rejects").read_text()
    assert json.loads((tmp_path / "rows").read_text().splitlines()[1])["post"] == "0.5"


def test_a_number_of_a_person_is_the_same_person_as_a_spreadsheet_writes_it(tmp_path: Path) -> None:
    assert (read(tmp_path, b"student,class,after\n17,A,3\n17.0,A,3\n").rows) == 1


def test_the_same_row_twice_counts_once_and_two_that_differ_count_never(tmp_path: Path) -> None:
    told = read(tmp_path, b"student,class,after\n1,A,3\n1,A,3\n2,A,3\n2,A,4\n3,A,1\n")
    assert (told.rows, told.rejected) == (2, 2)


def test_a_workbook_says_days_and_shares_as_its_program_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, day, share = book.add_worksheet(), book.add_format({"num_format": "m/d/yy"}), book.add_format()
    share.set_num_format("0.0%")
    sheet.write_row(0, 0, ["on", "share", "number", "said"])
    sheet.write_datetime(1, 0, datetime(2026, 3, 14), day)  # noqa: DTZ001  (a day, in no zone)
    sheet.write_number(1, 1, 0.955, share)
    sheet.write_number(1, 2, 123456789012)
    sheet.write_formula(1, 3, '="a"&"b"', None, "ab")
    sheet.write(3, 2, True)
    book.close()
    table = read_table(path, 1 << 20)
    assert table.head == ["on", "share", "number", "said"]
    assert list(table.rows) == [(2, ["2026-03-14", "95.5%", "123456789012", "ab"]), (4, ["", "", "1"])]


def test_before_and_after_in_rows_of_their_own_are_one_person(tmp_path: Path) -> None:
    columns = (*COLUMNS, Sought("pre", ("before",), NUMBER, may_be_empty=True))
    rows = ["student,class,when,score", "7,A,fall,1", "8,A,Fall,2", "07,A,spring,5", "8,A,spring,6", "9,A,summer,7",
            "8,A,spring,9"]  # fmt: skip
    told = read(tmp_path, "\n".join(rows).encode(), columns=columns)
    kept = [json.loads(line) for line in (tmp_path / "rows").read_text().splitlines()]
    assert told.is_long and [(each["pre"], each["post"]) for each in kept] == [("1", "5")]
    assert [each["rows"] for each in told.reasons] == [[3, 7], [6]]  # two answers for 8, and a time nobody asked for


def test_whatever_a_file_holds_every_row_is_accounted_for(tmp_path: Path) -> None:
    """Twenty thousand rows as they come from elsewhere: each is used, repeated, or set aside with its number."""
    lines = ["Student;Class;After;Homeroom teacher"]
    for number in range(20_000):
        cells = [f"{number:06d}", " a " if number % 2 else "B", f"{number % 90},5", "x"]
        match number % 1000:
            case 1:
                cells[0] = "1.2E+11"
            case 2:
                cells[1] = "Z"
            case 3:
                cells[2] = "about 50"
            case 4:
                cells[2] = "absent"
            case 5:
                lines.append(";".join(cells))  # every thousandth stands there twice
        lines.append(";".join(cells))
    columns = (COLUMNS[0], Sought("unit", ("class",), CODE, one_of=("A", "B")), COLUMNS[2])
    told = read(tmp_path, "\r\n".join(lines).encode("cp1252"), columns=columns)
    assert (told.rows, told.repeated, told.rejected) == (19_940, 20, 60)
    assert told.missing == {"absent": 20} and told.unused == ("Homeroom teacher",)
    assert sum(each["count"] for each in told.reasons) == told.rejected
    for line in (tmp_path / "rejects").read_text().splitlines()[1:]:
        row, says = line.split(",")[:2]
        original = lines[int(row) - 1].split(";")[0]
        assert original in line and ("1.2E+11" in line) == ("shortened" in says)
