"""Choosing a tool: from a list where there are few, by typing its name where there are many."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from chalkline.tools.register.api import register_tool
from chalkline.web import tool_field
from chalkline.web.pages.protect import stop_form
from visiting import visitor

pytestmark = pytest.mark.django_db
NEW = "/data/agreements/new/"
SIGNED = {"kind": "ndpa", "signed_on": "2026-08-01", "ends_on": "2029-07-31", "elements": ["stu_first_name"], "ai": ""}


def test_a_few_tools_are_a_list(cast: Cast) -> None:
    register_tool(cast.tess.actor, "Pine Reader", now=NOW)
    page = visitor(cast.priya).get(NEW).content.decode()
    assert '<option value="pine-reader">Pine Reader</option>' in page


def test_many_are_typed_and_looked_up(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool_field, "MOST_LISTED", 1)
    for name in ("Pine Reader", "Pine Writer", "Oak"):
        register_tool(cast.tess.actor, name, now=NOW)
    client = visitor(cast.priya)
    page = client.get(f"{NEW}?tool=oak").content.decode()
    assert 'value="Oak"' in page and 'id="tool_names"' in page and '<option value="oak"' not in page
    which = client.post(NEW, SIGNED | {"tool": "pine"}).content.decode()
    assert "Called like it: Pine Reader, Pine Writer." in which and 'value="pine"' in which
    unknown = client.post(NEW, SIGNED | {"tool": "Birch"}).content.decode()
    assert "No tool on the register is called that." in unknown
    assert client.post(NEW, SIGNED | {"tool": "pine READER"}).status_code == 302
    assert client.post(NEW, SIGNED | {"tool": "oak"}).status_code == 302


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("priya", "/evaluations/new/"),
        ("priya", "/protect/incidents/open/"),
        ("priya", "/evaluations/shared/receive/"),
        ("sue", "/rollout/budget/lines/new/"),
    ],
)
def test_other_forms_offer_it_alike(cast: Cast, monkeypatch: pytest.MonkeyPatch, who: str, address: str) -> None:
    monkeypatch.setattr(tool_field, "MOST_LISTED", 0)
    register_tool(cast.tess.actor, "Pine Reader", now=NOW)
    answer = visitor(getattr(cast, who)).get(address)
    assert answer.status_code == 200 and 'id="tool_names"' in answer.content.decode()


def test_where_there_are_many_another_tool_is_stopped_from_its_own_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop_form, "MOST_LISTED", 1)
    for name in ("Pine Reader", "Oak"):
        register_tool(cast.tess.actor, name, now=NOW)
    client, new = visitor(cast.dana), "/protect/stops/new/"
    assert "tool:oak" not in client.get(new).content.decode()
    assert '<option value="tool:oak" selected>' in client.get(f"{new}?what=tool:oak").content.decode()
    sent = client.post(new, {"what": "tool:oak", "reason": "It showed answers to other classes.", "instead": ""})
    assert sent.status_code == 302, sent.content.decode()[-3000:]
