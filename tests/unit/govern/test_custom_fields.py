"""Fields of the district's own: who may add and fill them in, what fits, and lists by what is entered."""

from __future__ import annotations

import csv
import io
from uuid import uuid4

import pytest

from cast import NOW, Cast
from chalkline.approve.requests.api import Request, RequestTerms, file_request
from chalkline.govern.custom_fields.api import (
    About,
    Choice,
    Field,
    FieldKind,
    FieldPlan,
    add_field,
    as_typed,
    entries_of,
    fill_in,
    retire_field,
)
from chalkline.ledger.api import facts_of_kinds
from chalkline.tools.register.api import Tool, register_tool
from expecting import problem
from visiting import visitor

pytestmark = pytest.mark.django_db
CHOICES = (Choice("math", "Math", "Matemáticas"), Choice("art", "Art", "Arte"))


def field(cast: Cast, kind: FieldKind, name: str = "", about: About = About.TOOL, **more: object) -> Field:
    choices = CHOICES if kind is FieldKind.ONE_OF else ()
    plan = FieldPlan(about, kind, name or f"A {kind.value}", choices=choices, **more)  # type: ignore[arg-type]
    return add_field(cast.ada.actor, plan, now=NOW)


def entered(asked: Field, tool: Tool) -> str:
    return as_typed(asked, entries_of([tool.pk], [asked]).get(tool.pk, {}).get(asked.key))


@pytest.fixture
def tools(cast: Cast) -> list[Tool]:
    return [register_tool(cast.tess.actor, name, now=NOW) for name in ("Alpha", "Beta", "Gamma", "Delta")]


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (FieldKind.TEXT, "  C-17 ", "C-17"), (FieldKind.NUMBER, "$1,200.50", "1200.5"), (FieldKind.NUMBER, "-3", "-3"),
        (FieldKind.DAY, "3/6/2027", "2027-03-06"), (FieldKind.YES_NO, "Sí", "yes"), (FieldKind.ONE_OF, "arte", "art"),
        (FieldKind.PERSON, "Priya.Raman@cedarhollow.example", "priya.raman@cedarhollow.example"),
    ],
)  # fmt: skip
def test_what_fits_its_kind_is_kept_and_can_be_emptied(
    cast: Cast, tools: list[Tool], kind: FieldKind, given: str, kept: str
) -> None:
    asked = field(cast, kind)
    fill_in(cast.ada.actor, asked, tools[0].pk, given, now=NOW)
    fill_in(cast.ada.actor, asked, tools[0].pk, given, now=NOW)
    assert entered(asked, tools[0]) == kept
    assert len(facts_of_kinds("govern.field.filled_in/1")) == 1, "the same again is no change"
    fill_in(cast.ada.actor, asked, tools[0].pk, "", now=NOW)
    assert entered(asked, tools[0]) == ""


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (FieldKind.TEXT, "x" * 501), (FieldKind.TEXT, "a\x00b"), (FieldKind.NUMBER, "twelve"),
        (FieldKind.NUMBER, "NaN"),
        (FieldKind.NUMBER, "1e99"), (FieldKind.DAY, "31/31/2027"),
        (FieldKind.YES_NO, "maybe"),
        (FieldKind.ONE_OF, "music"), (FieldKind.PERSON, "nobody@cedarhollow.example"),
        (FieldKind.PERSON, "kim.sato@cedarhollow.example"), (FieldKind.PERSON, "otto.gray@cedarhollow.example"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(cast: Cast, tools: list[Tool], kind: FieldKind, given: str) -> None:
    asked = field(cast, kind)
    with problem("fields.not_of_its_kind"):
        fill_in(cast.ada.actor, asked, tools[0].pk, given, now=NOW)
    assert entered(asked, tools[0]) == ""


def test_who_may(cast: Cast, tools: list[Tool]) -> None:
    plan = FieldPlan(About.REQUEST, FieldKind.TEXT, "Room")
    with problem("not_allowed"):
        add_field(cast.tess.actor, plan, now=NOW)
    room, contract = add_field(cast.ada.actor, plan, now=NOW), field(cast, FieldKind.TEXT)
    terms = RequestTerms(
        "alpha",
        "uc_lesson",
        frozenset({"teacher"}),
        frozenset({"g35"}),
        frozenset(),
        frozenset({"public_docs"}),
        "It helps.",
    )
    asked = file_request(cast.tess.actor, terms, now=NOW)
    fill_in(cast.tess.actor, room, asked.pk, "12", now=NOW)
    for member in (cast.theo, cast.bo, cast.fay):
        with problem("not_allowed"):
            fill_in(member.actor, room, asked.pk, "13", now=NOW)
        with problem("not_allowed"):
            fill_in(member.actor, contract, tools[0].pk, "13", now=NOW)
    before = Request.objects.get(pk=asked.pk).digest
    assert before == asked.digest, "what is asked for is the same"
    with problem("not_found"):
        fill_in(cast.ada.actor, contract, uuid4(), "1", now=NOW)


def test_a_field_has_one_name_for_good(cast: Cast, tools: list[Tool]) -> None:
    first = field(cast, FieldKind.TEXT, "Contract number", is_required=True)
    fill_in(cast.ada.actor, first, tools[0].pk, "C-1", now=NOW)
    with problem("fields.required"):
        fill_in(cast.ada.actor, first, tools[0].pk, " ", now=NOW)
    retire_field(cast.ada.actor, first, now=NOW)
    retire_field(cast.ada.actor, first, now=NOW)
    with problem("fields.taken"):
        field(cast, FieldKind.NUMBER, "contract NUMBER")
    with problem("not_found"):
        fill_in(cast.ada.actor, Field.objects.get(pk=first.pk), tools[0].pk, "C-2", now=NOW)
    assert entered(first, tools[0]) == "C-1"
    with problem("fields.unclear"):
        add_field(cast.ada.actor, FieldPlan(About.TOOL, FieldKind.ONE_OF, "One", choices=CHOICES[:1]), now=NOW)


def test_the_register_is_filtered_sorted_and_exported_by_them(cast: Cast, tools: list[Tool]) -> None:
    number, subject = field(cast, FieldKind.NUMBER, "Seats"), field(cast, FieldKind.ONE_OF, "Subject")
    for tool, seats in zip(tools, ("30", "200", "", "7"), strict=True):
        fill_in(cast.ada.actor, number, tool.pk, seats, now=NOW)
    fill_in(cast.ada.actor, subject, tools[1].pk, "math", now=NOW)
    client = visitor(cast.ada)

    def listed(query: str) -> list[str]:
        text = client.get(f"/tools/?table=register&as=csv&{query}").content.decode("utf-8-sig")
        return [row[0] for row in list(csv.reader(io.StringIO(text)))[1:]]

    assert listed("register-sort=own-seats") == ["Delta", "Alpha", "Beta", "Gamma"]
    assert listed("register-sort=-own-seats") == ["Beta", "Alpha", "Delta", "Gamma"]
    assert listed("register-own-seats=10..") == ["Alpha", "Beta"]
    assert listed("register-own-seats=7") == ["Delta"]
    assert listed("register-own-seats=many") == []
    assert listed("register-own-subject=math") == ["Beta"]
    page = client.get("/tools/?register-sort=own-seats&register-own-subject=math").content.decode()
    assert "Subject: Math" in page and "Math</" in page
    assert "Matemáticas" in client.get("/tools/?lang=es").content.decode()


def test_pages_add_fill_in_and_show(cast: Cast, tools: list[Tool]) -> None:
    client = visitor(cast.ada)
    client.post("/fields/", {"about": "tool", "kind": "number", "name_en": "Seats", "is_required": "on"})
    asked = Field.objects.get()
    form = f"/fields/tool/{tools[0].pk}/"
    assert "It takes a number" in client.post(form, {"seats": "many"}).content.decode()
    assert client.post(form, {"seats": "30"}).status_code == 302
    assert entered(asked, tools[0]) == "30"
    shown = client.get("/tools/alpha/").content.decode()
    assert "Seats" in shown and form in shown
    assert form not in visitor(cast.bo).get("/tools/alpha/").content.decode()
    assert visitor(cast.tess).get(form).status_code == 403
    assert client.get(f"/fields/request/{tools[0].pk}/").status_code == 404
