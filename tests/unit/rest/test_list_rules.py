"""Lists through the API: one way to search, sort and narrow; custom fields; many rows at once. The pages' rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from calling import STRANGER, Caller, api_at, caller
from cast import NOW, Cast
from chalkline.govern.custom_fields.api import About, Choice, FieldKind, FieldPlan, add_field
from chalkline.rest import lists
from chalkline.tools.register.api import register_tool
from deciding import member, request_filed

As = Callable[[str], Caller]


@pytest.fixture
def ask_as(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> As:
    api_at(monkeypatch, NOW)
    return lambda name: caller(member(cast, name), now=NOW)


@pytest.fixture
def tier(cast: Cast) -> None:
    choices = (Choice("one", "One", "Uno"), Choice("two", "Two", "Dos"))
    for about in About:
        plan = FieldPlan(about=about, kind=FieldKind.ONE_OF, name_en="Tier", name_es="Nivel", choices=choices)
        add_field(cast.dana.actor, plan, now=NOW)


def names(answer: object) -> list[str]:
    return [each["name"] for each in answer.said["items"]]  # type: ignore[attr-defined]


def test_tools_are_searched_sorted_and_narrowed(cast: Cast, ask_as: As) -> None:
    request_filed(cast, "tess")
    for name in ("Quill", "Zebra"):
        register_tool(cast.dana.actor, name, now=NOW)
    tess = ask_as("tess")
    every = names(tess.get("/tools?sort=name"))
    assert every[-1] == "Zebra" and names(tess.get("/tools?sort=-name")) == every[::-1]
    assert names(tess.get("/tools?q=quil")) == ["Quill"]
    asked, neither = names(tess.get("/tools?status=asked")), names(tess.get("/tools?status=neither"))
    assert asked and {"Quill", "Zebra"} <= set(neither) and sorted(asked + neither) == sorted(every)
    assert names(tess.get("/tools?status=approved")) == []
    part = tess.get("/tools?limit=1&offset=1&sort=name").said
    assert [each["name"] for each in part["items"]] == every[1:2] and part["total"] == len(every) and not part["more"]


def test_what_cannot_be_asked_of_a_list_is_refused_with_what_can(cast: Cast, ask_as: As) -> None:
    tess = ask_as("tess")
    for place in ("tools", "requests", "reviews", "agreements", "uses"):
        refused = tess.get(f"/{place}?sort=luck")
        assert (refused.status, refused.code) == (422, "lists.no_such_order")
        assert "sort" in refused.said["fields"]
        assert STRANGER.get(f"/{place}?sort=luck").status == 401
    for address in ("tools?status=x", "requests?state=x", "reviews?state=x", "agreements?kind=x", "uses?when=x"):
        assert tess.get(f"/{address}").code == "lists.no_such_choice"
    assert tess.get("/tools?own-nothing=1").code == "lists.no_such_field"


def test_counting_ends_and_says_so(cast: Cast, ask_as: As, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Quill", "Zebra", "Diffit"):
        register_tool(cast.dana.actor, name, now=NOW)
    monkeypatch.setattr(lists, "COUNTED", 2)
    told = ask_as("tess").get("/tools?sort=name").said
    assert (told["total"], told["more"], len(told["items"])) == (2, True, 3)


def test_requests_reviews_and_uses_are_found_alike(cast: Cast, ask_as: As) -> None:
    request_filed(cast, "tess")
    tess, theo = ask_as("tess"), ask_as("theo")
    (mine,) = tess.get("/requests?asked_by=mine&sort=-on").said["items"]
    assert theo.get("/requests?asked_by=mine").said["total"] == 0
    assert tess.get("/requests?q=xyzzy").said["items"] == []
    assert [each["id"] for each in tess.get(f"/requests?state={mine['state']}&sort=tool").said["items"]] == [mine["id"]]
    kinds = [each["kind"] for each in tess.get("/reviews?state=open&sort=kind").said["items"]]
    assert kinds == sorted(kinds) and kinds
    assert {each["kind"] for each in tess.get(f"/reviews?kind={kinds[0]}").said["items"]} == {kinds[0]}
    assert tess.get("/uses?when=now&sort=until").said["items"] == [] == tess.get("/agreements?q=x").said["items"]


def test_custom_fields_are_read_entered_and_narrow_lists(cast: Cast, ask_as: As, tier: None) -> None:
    register_tool(cast.dana.actor, "Quill", vendor="Quill Org", now=NOW)
    register_tool(cast.dana.actor, "Zebra", now=NOW)
    dana, tess = ask_as("dana"), ask_as("tess")
    (field,) = tess.get("/custom-fields?about=tool").said
    key = field["key"]
    assert field["choices"] == ["one", "two"] and len(tess.get("/custom-fields").said) == 3
    assert tess.get("/custom-fields/tool/quill").said == {"entries": {key: ""}}
    done = dana.put("/custom-fields/tool/quill", {"entries": {key: "two"}})
    assert done.said == {"entries": {key: "two"}} == tess.get("/custom-fields/tool/quill").said
    assert names(tess.get(f"/tools?own-{key}=two")) == ["Quill"] and names(tess.get(f"/tools?own-{key}=one")) == []
    assert dana.put("/custom-fields/maker/Quill%20Org", {"entries": {key: "one"}}).status == 200
    refused = dana.put("/custom-fields/tool/quill", {"entries": {key: "three", "luck": "1"}})
    assert (refused.status, refused.code) == (422, "fields.not_entered")
    assert set(refused.said["fields"]) == {key, "luck"}
    assert tess.get("/custom-fields/tool/quill").said == {"entries": {key: "two"}}
    assert tess.put("/custom-fields/tool/quill", {"entries": {key: "one"}}).code == "not_allowed"
    for nowhere in (
        "tool/none",
        "luck/none",
        "maker/none",
        "request/none",
        "request/00000000-0000-4000-8000-000000000000",
    ):
        assert dana.get(f"/custom-fields/{nowhere}").status == 404


def test_tools_come_in_rows_and_conflicts_go_as_one_chooses(cast: Cast, ask_as: As) -> None:
    register_tool(cast.dana.actor, "Quill", vendor="Quill Org", now=NOW)
    dana = ask_as("dana")
    rows = [{"tool": "Quill", "maker": "Other"}, {"tool": "Zebra"}]
    refused = dana.post("/imports/tools", {"rows": rows})
    assert (refused.status, refused.code) == (409, "imports.conflict") and names(dana.get("/tools?q=zebra")) == []
    skipped = dana.post("/imports/tools", {"rows": rows, "on_conflict": "skip"}).said
    assert skipped == {"new": 1, "changed": 0, "skipped": 1, "rejected": []}
    assert dana.post("/imports/tools", {"rows": rows, "on_conflict": "update"}).said["changed"] == 1
    assert [each["vendor"] for each in dana.get("/tools?q=quill").said["items"]] == ["Other"]
    wrong = {"rows": [{"tool": "Apple\nPie"}, {"tool": ""}, {"tool": "Pear"}, {"tool": "pear"}]}
    refused = dana.post("/imports/tools", wrong)
    assert refused.code == "imports.rejected" and set(refused.said["fields"]) == {"rows.2", "rows.4"}
    left = dana.post("/imports/tools", wrong | {"leave_rejected": True}).said
    assert left["new"] == 2 and [each["row"] for each in left["rejected"]] == [2, 4]
    assert dana.post("/imports/tools", {"rows": [{"colour": "red"}]}).code == "lists.columns_missing"
    assert ask_as("tess").post("/imports/tools", {"rows": rows}).code == "not_allowed"


def test_requests_come_in_rows_in_the_names_of_those_who_asked(cast: Cast, ask_as: As) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    row = {
        "asked by": cast.tess.person.email, "tool": "Diffit", "what for": "uc_leveling", "who": "teacher",
        "grades": "g35", "data": "public_docs", "why": "I rewrite three a week.",
    }  # fmt: skip
    ada = ask_as("ada")
    refused = ada.post("/imports/requests", {"rows": [row, row | {"asked by": "nobody@nowhere.example"}]})
    assert refused.code == "imports.rejected" and set(refused.said["fields"]) == {"rows.2"}
    done = ada.post("/imports/requests", {"rows": [row]}).said
    assert done.get("new") == 1, done
    (filed,) = ask_as("tess").get("/requests?asked_by=mine").said["items"]
    assert filed["asked_by"]["name"] == "Tess Moreno"
    again = ada.post("/imports/requests", {"rows": [row]}).said
    assert again == {"new": 0, "changed": 0, "skipped": 0, "rejected": []}
    assert ask_as("tess").post("/imports/requests", {"rows": [row]}).code == "not_allowed"


def test_agreements_and_what_is_asked_of_makers_come_in_rows(cast: Cast, ask_as: As) -> None:
    register_tool(cast.dana.actor, "Quill", vendor="Quill Org", now=NOW)
    row = {"tool": "Quill", "kind": "NDPA", "signed": "2026-08-01", "last day": "2029-07-31", "data": "stu_first_name"}
    priya = ask_as("priya")
    assert priya.post("/imports/agreements", {"rows": [row | {"kind": "addendum"}]}).code == "imports.rejected"
    assert priya.post("/imports/agreements", {"rows": [row]}).said["new"] == 1
    longer = row | {"last day": "2030-07-31"}
    assert priya.post("/imports/agreements", {"rows": [longer]}).code == "imports.conflict"
    assert priya.post("/imports/agreements", {"rows": [longer], "on_conflict": "skip"}).said["skipped"] == 1
    assert priya.post("/imports/agreements", {"rows": [longer], "on_conflict": "update"}).said["changed"] == 1
    dana = ask_as("dana")
    assert dana.post("/imports/agreements", {"rows": [row]}).code == "not_allowed"
    assert dana.post("/imports/makers", {"rows": [{"maker": "Quill Org"}]}).code == "lists.no_fields"
    add_field(cast.ada.actor, FieldPlan(About.MAKER, FieldKind.TEXT, "Seat"), now=NOW)
    assert dana.post("/imports/makers", {"rows": [{"maker": "quill org", "seat": "Denver"}]}).said["new"] == 1
    assert ask_as("tess").post("/imports/makers", {"rows": [{"maker": "Quill Org"}]}).code == "not_allowed"
