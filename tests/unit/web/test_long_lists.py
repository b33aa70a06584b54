"""Long lists: bounded counts that stay true, pages by key, files as long as the list, search by words."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from cast import NOW, Cast
from chalkline.tools.register.api import only_tools_like, register_tool, search_tools, tools_known
from chalkline.web import files, rows
from chalkline.web.tables import Column, Filter, Table
from visiting import visitor

pytestmark = pytest.mark.django_db
NAMES = ("MagicSchool", "Quill Math 2", "Ünïcode Écrit", "ChatGPT Edu", "apple notes", "Zebra")


@pytest.fixture
def tools(cast: Cast) -> None:
    for name in NAMES:
        register_tool(cast.tess.actor, name, vendor="Parrot Labs", now=NOW)


def listed(address: str) -> Table:
    return Table(
        RequestFactory().get(address),
        "tools",
        columns=[Column("name", "Tool", sort="folded")],
        rows=tools_known(),
        gather=lambda found: {tool.pk: f"<{tool.name}>" for tool in found},
        row=lambda tool, known: [known[tool.pk]],
        search=only_tools_like,
        filters=[Filter("maker", "Maker", [], lambda found, text: found.filter(vendor=text), typed="text")],
        order="name",
    )


def names(table: Table) -> list[str]:
    return [str(row.cells[0].text)[1:-1] for row in table.rows]


def test_names_are_ordered_as_people_read_them(tools: None) -> None:
    assert names(listed("/")) == ["apple notes", "ChatGPT Edu", "MagicSchool", "Quill Math 2", "Ünïcode Écrit", "Zebra"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("magic", "MagicSchool"), ("school", "MagicSchool"), ("magic school", "MagicSchool"),
        ("MAGICSCHOOL", "MagicSchool"),
        ("math qui", "Quill Math 2"), ("unicode", "Ünïcode Écrit"), ("gpt", "ChatGPT Edu"), ("quill zebra", ""),
        ("%", ""), ("'; --", ""), ("\U0010ffff", ""),
    ],
)  # fmt: skip
def test_a_tool_is_found_by_how_its_words_begin(tools: None, words: str, found: str) -> None:
    assert [tool.name for tool in only_tools_like(tools_known(), words)] == ([found] if found else [])


def test_the_maker_is_a_word_too_and_few_or_many_matches_give_the_same(
    tools: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chalkline.tools.register import searching

    few = set(only_tools_like(tools_known(), "parrot lab"))
    monkeypatch.setattr(searching, "FEW", 0)
    many = set(only_tools_like(tools_known(), "parrot lab"))
    assert few == many and len(few) == len(NAMES)


@pytest.mark.parametrize("slip", ["zebar", "zebr", "zzebra", "zebrs", "quill mtah 2"])
def test_a_slip_of_the_finger_is_forgiven(tools: None, cast: Cast, slip: str) -> None:
    assert search_tools(cast.tess.actor, slip)[0].slug in {"zebra", "quill-math-2"}


def test_beyond_what_is_counted_a_list_says_more_and_the_file_has_all(
    tools: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "COUNTED", 4)
    monkeypatch.setattr(rows.counted, "__defaults__", (4,))
    table = listed("/?tools-page=99")
    table.size = 2
    assert (table.total, table.total_said, table.has_further) == (4, "more than 4", True)
    assert table.page == 2 and len(names(table)) == 2
    narrowed = listed("/?tools-maker=Parrot+Labs&tools-q=quill")
    assert (narrowed.found_said, narrowed.has_further) == ("1", False)
    assert narrowed.on == [("“quill”", "?tools-maker=Parrot+Labs"), ("Maker: Parrot Labs", "?tools-q=quill")]
    monkeypatch.setattr(files, "AT_ONCE", 2)
    sent = listed("/?table=tools&as=csv").file()
    assert sent.streaming
    assert len(list(csv.reader(io.StringIO(sent.getvalue().decode("utf-8-sig"))))) == len(NAMES) + 1
    book = listed("/?table=tools&as=xlsx").file()
    assert book.streaming and book.getvalue()[:2] == b"PK"


def test_what_the_rows_of_a_page_need_is_asked_for_at_once(tools: None, cast: Cast) -> None:
    client = visitor(cast.tess)
    client.get("/tools/")
    with CaptureQueriesContext(connection) as few:
        client.get("/tools/?register-q=zebra")
    with CaptureQueriesContext(connection) as all_of_them:
        client.get("/tools/")
    assert len(all_of_them) <= len(few) + 1
