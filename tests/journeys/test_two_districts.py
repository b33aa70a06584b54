"""Two districts, each a server with a home, a database and keys, exchange an evaluation by REST and through pages."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalkline.tools.evaluations.exchange import sign_document
from journeys.serving import Served, prepare, serving

JSON = "application/json"


@dataclass(frozen=True)
class District:
    """One of the two, and what its people may do there."""

    served: Served

    def call(self, who: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """A program with the token of somebody."""
        token = json.loads((self.served.home / "tokens.json").read_text())[who]
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": JSON}
        request = urllib.request.Request(f"{self.served.url}/api/v1{path}", sent, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    def refused(self, path: str, body: Any, code: str) -> None:
        """Refused in words, by this code."""
        _status, said = self.call("priya", "POST", path, body)
        assert said.get("code") == code and said["what"] and said["next_step"], said


@pytest.fixture(scope="module")
def districts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[District, District]]:
    """Maple Grove, which has evaluated Pine Reader, and Cedar Hollow, which has evaluated Oak Tutor."""
    named = {
        "maple": {"CHALKLINE_DISTRICT": "Maple Grove Schools", "CHALKLINE_DOMAIN": "maple.example"},
        "cedar": {},
    }
    with ExitStack() as stack:
        made = []
        for name, settings in named.items():
            home = tmp_path_factory.mktemp(name)
            settings = {**settings, "CHALKLINE_DEMO": "1", "CHALKLINE_ZONE": "UTC"}
            tool = "Pine Reader" if name == "maple" else "Oak Tutor"
            prepare(home, by="preparing_exchange.py", **settings, HAS_EVALUATED=tool)
            made.append(District(stack.enter_context(serving(home, **settings))))
        yield made[0], made[1]


def taken_out(maple: District) -> bytes:
    """The signed file, by REST."""
    [one] = maple.call("priya", "GET", "/evaluations")[1]["items"]
    status, said = maple.call("priya", "POST", f"/evaluations/{one['id']}/export")
    assert status == 200, said
    return base64.b64decode(said["file"])


def sent(data: bytes) -> dict[str, str]:
    return {"file": base64.b64encode(data).decode()}


def test_wholly_by_rest(districts: tuple[District, District]) -> None:
    maple, cedar = districts
    data = taken_out(maple)
    ours, theirs = (each.call("priya", "GET", "/district-keys")[1]["own"] for each in (maple, cedar))
    assert ours != theirs
    body = json.loads(data.split(b"\n", 1)[0])
    old = (datetime.now(UTC).date() - timedelta(days=800)).isoformat()
    for wrong, code in (
        (data.replace(b'"how":"does_not"', b'"how":"evidence"'), "evaluations.file_damaged"),
        (data[:-9], "evaluations.file_damaged"),
        (json.dumps({**body, "format": "chalkline-evaluation/9"}).encode() + b"\n", "evaluations.file_foreign"),
        (sign_document({**body, "finished_on": old}, b"m" * 32), "evaluations.file_old"),
    ):
        cedar.refused("/shared-evaluations", sent(wrong), code)
    maple.refused("/shared-evaluations", sent(data), "evaluations.file_own")
    assert cedar.call("tess", "POST", "/shared-evaluations", sent(data))[1]["code"] == "not_allowed"
    assert cedar.call("priya", "GET", "/shared-evaluations")[1]["total"] == 0  # nothing of all that was kept
    status, received = cedar.call("priya", "POST", "/shared-evaluations", sent(data))
    assert status == 201 and received["district"] == "Maple Grove Schools" and not received["is_key_compared"]
    begun = {"tool": received["tool"], "owner": _person(cedar, "Priya Raman"), "facets": [], "due_on": _in(30)}
    evaluation = cedar.call("priya", "POST", "/evaluations", begun)[1]["id"]
    over = f"/shared-evaluations/{received['id']}/take-over"
    cedar.refused(over, {"evaluation": evaluation, "questions": []}, "evaluations.key_unknown")
    confirm = f"/district-keys/{received['key']}/confirm"
    cedar.refused(confirm, {"fingerprint": "0000 0000"}, "evaluations.fingerprint_differs")
    told = cedar.call("priya", "POST", confirm, {"fingerprint": ours[-9:]})[1]
    assert told["is_compared"] and told["fingerprint"] == ours
    status, taken = cedar.call("priya", "POST", over, {"evaluation": evaluation, "questions": []})
    assert status == 200 and "A01" in taken["questions"], taken
    status, done = cedar.call("priya", "POST", f"/evaluations/{evaluation}/finish", {"summary": ""})
    assert status == 200 and [each["question"] for each in done["blocks"]] == ["A01"], done
    # somebody else in the name of Maple Grove: another key, which nobody has compared
    forged = sign_document({**body, "summary": "All is well."}, b"m" * 32)
    status, strange = cedar.call("priya", "POST", "/shared-evaluations", sent(forged))
    assert status == 201 and strange["key"] != received["key"] and not strange["is_key_compared"]
    assert cedar.call("priya", "POST", f"/district-keys/{strange['key']}/refuse")[1]["is_refused"]
    cedar.refused("/shared-evaluations", sent(sign_document({**body, "summary": "Again."}, b"m" * 32)),
                  "evaluations.key_refused")  # fmt: skip


def test_through_pages_in_a_browser(districts: tuple[District, District], browser: Any, tmp_path: Path) -> None:
    """The other way round, in the hands of people: saved in Cedar Hollow, compared and taken over in Maple Grove."""
    maple, cedar = districts
    there, here = browser.new_context(base_url=cedar.served.url), browser.new_context(base_url=maple.served.url)
    out, into = there.new_page(), here.new_page()
    for page in (out, into):
        page.goto("/demo/")
        page.get_by_role("button", name="Priya Raman").first.click()
    out.goto("/evaluations/shared/")
    own = out.locator("#own .num").inner_text()
    one = cedar.call("priya", "GET", "/evaluations")[1]["items"]
    oak = next(each["id"] for each in one if each["tool"] == "oak-tutor")
    out.goto(f"/evaluations/{oak}/take-out/")
    with out.expect_download() as saved:
        out.get_by_role("button", name="Save the signed file").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    tampered = tmp_path / f"tampered-{file.name}"
    tampered.write_bytes(file.read_bytes().replace(b'"how":"does_not"', b'"how":"evidence"'))
    for wrong in (tampered, Path(__file__)):
        said = brought_in(into, wrong)
        assert ("/receive/" in into.url and "Nothing was kept" in said) or "damaged" in said or "changed" in said, said
    assert "Oak Tutor" in brought_in(into, file) and "/receive/" not in into.url
    shown = into.locator("main").inner_text()
    assert "Cedar Hollow" in shown and "Whose file is it?" in shown and own in shown
    address = into.url
    assert into.get_by_role("button", name="Take all of them over").count() == 0  # its key is not compared
    into.get_by_role("link", name="Compare the key").first.click()
    into.get_by_label("The last eight signs").fill("0000 0000")
    into.get_by_role("button", name="It is the same").click()
    assert into.locator(".usa-error-message, .errors").count() and "/compare/" in into.url
    into.get_by_label("The last eight signs").fill(own[-9:])
    into.get_by_role("button", name="It is the same").click()
    into.goto(address)
    into.get_by_role("link", name="Begin an evaluation").click()
    begun = {"tool": "oak-tutor", "owner": _person(maple, "Priya Raman"), "facets": [], "due_on": _in(30)}
    assert maple.call("priya", "POST", "/evaluations", begun)[0] == 201
    into.goto(address)
    into.get_by_role("button", name="Take all of them over").click()
    assert "with credit" in into.locator("main").inner_text() and "/evaluations/" in into.url
    there.close()
    here.close()


def brought_in(page: Any, file: Path) -> str:
    page.goto("/evaluations/shared/receive/")
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Bring it in").click()
    return str(page.locator("main").inner_text())


def _person(district: District, name: str) -> str:
    people = district.call("priya", "GET", "/people?limit=100")[1]["items"]
    return str(next(each["id"] for each in people if each["name"] == name))


def _in(days: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()
