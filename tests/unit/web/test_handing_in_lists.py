"""Lists of tools and requests from a file: looked at first, conflicts as the person chooses, all of it or nothing."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter

from cast import NOW, Cast
from chalkline.approve.requests.api import Request, everyone_who_asked, has_asked, request_by_id
from chalkline.approve.requests.models import Asking
from chalkline.govern.custom_fields.api import About, FieldKind, FieldPlan, add_field, as_typed, entries_of
from chalkline.kernel.taking_over import OnConflict
from chalkline.ledger.api import facts_of_kinds
from chalkline.tools.register.api import Tool, ToolRow, register_tool, take_over_tools
from expecting import problem
from handing_in import handed_in, taken
from visiting import visitor

pytestmark = pytest.mark.django_db
TOOLS, REQUESTS = "/tools/import/", "/decide/requests/import/"
HEAD = "Asked by,Tool,What for,Who,Grades,Data,Why,Room\n"
ROW = "tess.moreno@cedarhollow.example,Alpha,Lesson and unit ideas,teacher,g35,public_docs,It saves an evening,12\n"


def makers() -> dict[str, str]:
    return dict(Tool.objects.values_list("name", "vendor"))


def test_tools_are_looked_at_and_then_taken_over_once(cast: Cast) -> None:
    seats = add_field(cast.ada.actor, FieldPlan(About.TOOL, FieldKind.NUMBER, "Seats", "Plazas"), now=NOW)
    client = visitor(cast.dana)
    rows = "\ufeffTool;Vendor;Seats\nAlpha;Acme;30\n;Nobody;1\nBeta;Bee;many\nalpha;Again;\n=1+1;Sums;\n"
    page = handed_in(client, TOOLS, rows)
    assert "2 rows can be taken over" in page and "3 rows are set aside" in page
    assert "It takes a number" in page and "stands in the file before" in page
    assert not Tool.objects.exists(), "looking changes nothing"
    mend = re.search(r'name="rejected" value="([^"]*)"', page)
    assert mend
    file = client.post(TOOLS, {"rejected": mend[1]}).content.decode("utf-8-sig")
    assert "Nobody" in file and len(file.splitlines()) == 4
    taken(client, TOOLS, page)
    taken(client, TOOLS, page)
    assert makers() == {"Alpha": "Acme", "=1+1": "Sums"}
    alpha = Tool.objects.get(slug="alpha")
    assert as_typed(seats, entries_of([alpha.pk], [seats])[alpha.pk]["seats"]) == "30"
    assert "'=1+1" in client.get("/tools/?table=register&as=csv").content.decode()
    assert len(facts_of_kinds("tools.list.taken_over/1")) == 1


@pytest.mark.parametrize(("how", "maker"), [("stop", "Acme"), ("skip", "Acme"), ("update", "Better"), ("", "Acme")])
def test_where_a_row_says_something_else_the_person_chooses(cast: Cast, how: str, maker: str) -> None:
    register_tool(cast.tess.actor, "Alpha", vendor="Acme", now=NOW)
    client = visitor(cast.ada)
    page = handed_in(client, TOOLS, "tool,maker\nAlpha,Better\nNew one,\n")
    assert "says something else" in page and "Leave those as they are here" in page
    answer = taken(client, TOOLS, page, conflict=how)
    stopped = how in {"stop", ""}
    assert (answer.status_code == 409) is stopped
    assert makers() == ({"Alpha": "Acme"} if stopped else {"Alpha": maker, "New one": ""})


def test_nothing_is_half_written(cast: Cast) -> None:
    add_field(cast.ada.actor, FieldPlan(About.TOOL, FieldKind.NUMBER, "Seats"), now=NOW)
    rows = [ToolRow("Alpha"), ToolRow("Beta", own={"seats": "many"})]
    with problem("fields.not_of_its_kind"):
        take_over_tools(cast.ada.actor, rows, OnConflict.UPDATE, now=NOW)
    assert not Tool.objects.exists()


def test_requests_belong_to_who_asked_and_whoever_hands_them_in_never_decides_them(cast: Cast) -> None:
    add_field(cast.ada.actor, FieldPlan(About.REQUEST, FieldKind.TEXT, "Room"), now=NOW)
    register_tool(cast.tess.actor, "Alpha", now=NOW)
    client = visitor(cast.ada)
    bad = (
        ROW.replace("tess.moreno", "kim.sato"), ROW.replace("tess.moreno", "otto.gray"), ROW.replace("Alpha", "Omega"),
        ROW.replace("Lesson and unit ideas", "World peace"), ROW.replace("g35", "g99"),
        ROW.replace("It saves an evening", ""), ROW,
    )  # fmt: skip
    page = handed_in(client, REQUESTS, HEAD + ROW + "".join(bad))
    assert "1 row can be taken over" in page and "7 rows are set aside" in page
    taken(client, REQUESTS, page)
    filed = Request.objects.get()
    assert str(filed.asked_by) == "Tess Moreno" and filed.asked_count == 1
    assert has_asked(cast.ada.actor.id, filed) and cast.ada.actor.id in everyone_who_asked(filed)
    assert Asking.objects.get(person_id=cast.ada.actor.id).left_at is not None
    assert len(facts_of_kinds("approve.request.filed/1")) == 1
    again = handed_in(client, REQUESTS, HEAD + ROW.replace("evening", "weekend").replace("12", "14"))
    taken(client, REQUESTS, again, conflict="update")
    filed = request_by_id(cast.tess.actor, str(filed.pk))
    assert filed.why == "It saves an weekend" and Request.objects.count() == 1
    same = handed_in(client, REQUESTS, HEAD + ROW.replace("evening", "weekend").replace("12", "14"))
    assert "as it is here already" in same


def test_who_may_not(cast: Cast) -> None:
    for member in (cast.tess, cast.bo, cast.fay, cast.sam):
        assert visitor(member).get(TOOLS).status_code == 403
        assert visitor(member).get(REQUESTS).status_code == 403
    assert visitor(cast.dana).get(REQUESTS).status_code == 403
    page = handed_in(visitor(cast.ada), TOOLS, "tool\nAlpha\n")
    assert taken(visitor(cast.dana), TOOLS, page).status_code == 409, (
        "what one has looked at, another does not take over"
    )
    with problem("not_allowed"):
        take_over_tools(cast.tess.actor, [ToolRow("Alpha")], OnConflict.STOP, now=NOW)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00nonsense", b"PK\x03\x04broken", b"maker\nAcme\n", b"tool,tool\na,b\n"]
)
def test_what_is_no_list_is_said(cast: Cast, content: bytes) -> None:
    page = handed_in(visitor(cast.ada), TOOLS, content)
    assert 'href="#file"' in page and not Tool.objects.exists()


def test_a_workbook_is_read_too(cast: Cast) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for line, row in enumerate([("Tool", "Maker"), ("Alpha", "Acme")]):
        sheet.write_row(line, 0, row)
    book.close()
    client = visitor(cast.ada)
    taken(client, TOOLS, handed_in(client, TOOLS, out.getvalue(), "list.xlsx"))
    assert makers() == {"Alpha": "Acme"}
