"""Lists: sorted, searched, filtered, paged, exported, with counts that are true."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as some

from cast import Cast
from chalkline.people.models import Person
from chalkline.web.files import csv_response, safe
from chalkline.web.tables import Column, Filter, Link, Table


@dataclass(frozen=True)
class Tool:
    name: str
    people: int | None


TOOLS = [Tool(f"Tool {at:02d}", at) for at in range(60)]


def table(address: str = "/", rows: object = TOOLS) -> Table:
    return Table(
        RequestFactory().get(address),
        "tools",
        columns=[Column("name", "Tool", sort="name"), Column("people", "People", sort="people", number=True)],
        rows=rows,
        row=lambda tool: [Link(tool.name, "/x"), tool.people],
        search=lambda rows, words: [tool for tool in rows if words in tool.name],
        filters=[
            Filter("size", "Size", [("big", "Big")], lambda rows, _: [tool for tool in rows if (tool.people or 0) > 49])
        ],
        order="name",
    )


def names(of: Table) -> list[str]:
    return [str(row.cells[0].text) for row in of.rows]


def test_pages_of_25_with_true_counts() -> None:
    first, last = table(), table("/?tools-page=3")
    assert len(first.rows) == 25 and (first.first, first.last, first.total) == (1, 25, 60)
    assert names(last) == [f"Tool {at}" for at in range(50, 60)]
    assert (last.first, last.last, last.after) == (51, 60, "")


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("-3", 1), ("99", 3), ("two", 1), ("²", 1), ("1e9", 1)])
def test_a_page_that_does_not_exist_leads_to_one_that_does(asked: str, shown: int) -> None:
    assert table(f"/?tools-page={asked}").page == shown


def test_sorting_is_a_link_and_turns_round() -> None:
    assert names(table("/?tools-sort=-people"))[0] == "Tool 59"
    heads = table("/?tools-sort=-people").heads
    assert heads[1].sorted == "descending" and "tools-sort=people" in heads[1].url
    assert table().heads[0].sorted == "ascending"
    assert names(table("/?tools-sort=secret"))[0] == "Tool 00"


def test_what_may_not_be_shown_sorts_first_and_is_never_a_number() -> None:
    rows = [Tool("A", 12), Tool("B", None), Tool("C", 3)]
    shown = table("/?tools-sort=people", rows)
    assert names(shown) == ["B", "C", "A"]
    assert shown.rows[0].cells[1].few


def test_search_and_filter_narrow_and_say_so() -> None:
    narrowed = table("/?tools-q=Tool+5&tools-size=big&other=1&lang=es")
    assert (narrowed.found, narrowed.total, narrowed.is_narrowed) == (10, 60, True)
    assert narrowed.kept == [("other", "1")]
    assert narrowed.everything == "?other=1"
    assert table("/?tools-size=huge").found == 60


def test_the_file_has_every_row_that_is_left_not_only_the_page() -> None:
    asked = table("/?table=tools&as=csv&tools-size=big")
    assert asked.wants_file and not table("/?table=others&as=csv").wants_file
    text = asked.file().content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Tool", "People"] and len(rows) == 11
    book = zipfile.ZipFile(io.BytesIO(table("/?table=tools&as=xlsx").file().content))
    assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 61


@pytest.mark.django_db
def test_a_queryset_is_sorted_and_counted_by_the_database(cast: Cast) -> None:
    people = Table(
        RequestFactory().get("/?people-sort=-name&people-q=oreno"),
        "people",
        columns=[Column("name", "Name", sort="family_name")],
        rows=Person.objects.all(),
        row=lambda person: [str(person)],
        search=lambda rows, words: rows.filter(family_name__icontains=words),
    )
    assert people.total == Person.objects.count()
    assert [row.cells[0].text for row in people.rows] == ["Tess Moreno"]


@pytest.mark.parametrize("nasty", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_formulas_are_made_harmless(nasty: str) -> None:
    row = next(csv.reader(io.StringIO(csv_response("a", [nasty], []).content.decode("utf-8-sig"), newline="")))
    assert row[0].startswith("'")


@given(some.text())
def test_no_text_becomes_a_formula(text: str) -> None:
    made = safe(text)
    assert made.removeprefix("'") == text.removeprefix("'") or made == f"'{text}"
    assert not made or made[0] not in "=+@\t\r\n"


@pytest.mark.parametrize("value", [-3, 2.5, "-3", "-3.25", date(2026, 3, 6)])
def test_numbers_and_dates_stay_themselves(value: object) -> None:
    assert str(safe(value)) == str(value)
