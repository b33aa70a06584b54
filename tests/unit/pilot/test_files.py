"""Files as people hand them in: every way a file can be wrong is said, and a good one is read however it is dressed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chalkline.pilot.reading.asking import read_apart
from chalkline.pilot.reading.orders import CODE, NUMBER, PERSON, Order, Sought, Told
from expecting import problem

COLUMNS = (
    Sought("person", ("student", "id"), PERSON),
    Sought("unit", ("class",), CODE),
    Sought("post", ("after", "post"), NUMBER, may_be_empty=True),
)
GOOD = "student,class,after\n1,A,3.5\n2,B,\n"


def read(folder: Path, data: bytes, **changes: int) -> Told:
    path = folder / "file"
    path.write_bytes(data)
    return read_apart(
        Order(str(path), str(folder / "rows"), str(folder / "rejects"), "ab" * 16, COLUMNS, "person", **changes)
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
        (b"PK\x03\x04 a workbook", "pilots.file_not_csv"),
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
