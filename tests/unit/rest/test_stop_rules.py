"""Stops at the API's door: one stops at once, two restore, and nobody else does either."""

from __future__ import annotations

import pytest

from calling import api_at, caller
from cast import Cast
from chalkline.approve.requests.models import Asking
from chalkline.publish.bundle import queries
from deciding import MEETING_AT, member
from unit.publish.conftest import Approved, approved, granted, home, policy_adopted

__all__ = ["approved", "granted", "home"]

WANTED = {"of": "tool", "subject": "diffit", "reason": "It names strangers.", "instead": "Level texts by hand."}


@pytest.fixture
def ask_as(cast: Cast, approved: Approved, monkeypatch: pytest.MonkeyPatch) -> object:
    api_at(monkeypatch, MEETING_AT)
    monkeypatch.setattr(queries, "utc_now", lambda: MEETING_AT)
    approved.publish()
    return lambda name: caller(member(cast, name), now=MEETING_AT)


def test_one_stops_and_two_restore(cast: Cast, approved: Approved, ask_as: object) -> None:
    for name in ("tess", "bo", "sue", "paula"):
        answer = ask_as(name).post("/stops", WANTED)  # type: ignore[operator]
        assert (answer.status, answer.code) == (403, "not_allowed")
    made = ask_as("sam").post("/stops", WANTED)  # type: ignore[operator]
    assert made.status == 201 and made.said["look_by"] and made.said["tools"] == ["diffit"]
    question = {"tool": "diffit", "purpose": "uc_leveling", "role": "teacher", "on": MEETING_AT.date().isoformat()}
    said = ask_as("tess").post("/ask", question).said  # type: ignore[operator]
    assert said["standing"] == "suspended" and "Level texts by hand." in str(said["reasons"])
    stop = f"/stops/{made.said['id']}"
    assert ask_as("tess").get("/stops").said["total"] == 1  # type: ignore[operator]
    alone = ask_as("priya").post(f"{stop}/restore")  # type: ignore[operator]
    assert (alone.status, alone.code) == (409, "stops.restore_not_asked")
    Asking.objects.create(request=approved.use.request, person=cast.dana.person, asked_at=MEETING_AT)
    own = ask_as("dana").post(f"{stop}/ask-to-restore", {"reason": "It is mended."})  # type: ignore[operator]
    assert (own.status, own.code) == (403, "stops.own_use")
    assert ask_as("priya").post(f"{stop}/ask-to-restore", {"reason": "It is mended."}).said["restore_is_asked"]  # type: ignore[operator]
    twice = ask_as("priya").post(f"{stop}/restore")  # type: ignore[operator]
    assert (twice.status, twice.code) == (403, "stops.second_person")
    assert ask_as("ada").post(f"{stop}/restore").said["is_over"]  # type: ignore[operator]
    assert ask_as("bo").get("/stops").said["total"] == 0  # type: ignore[operator]
    assert ask_as("bo").get("/stops?past=true").said["total"] == 1  # type: ignore[operator]


def test_rules_narrow_alone_and_widen_by_another_here_too(cast: Cast, approved: Approved, ask_as: object) -> None:
    row = {"id": "R1", "roles": ["student"], "then": "refuse", "why": "Not here.", "clause": "AI-2/1/2"}
    assert ask_as("tess").post("/rule-sets", {"rules": [row], "why": "x"}).code == "not_allowed"  # type: ignore[operator]
    uncited = ask_as("ada").post("/rule-sets", {"rules": [row], "why": "No policy says so."})  # type: ignore[operator]
    assert (uncited.status, uncited.code) == (422, "rules.unsound") and "clause" in uncited.said["fields"]
    policy_adopted(cast)
    odd = ask_as("ada").post("/rule-sets", {"rules": [{**row, "then": "allow"}], "why": "x"})  # type: ignore[operator]
    assert (odd.status, odd.code) == (422, "rules.unsound") and "verdict" in odd.said["fields"]
    made = ask_as("ada").post("/rule-sets", {"rules": [row], "why": "The committee asked."})  # type: ignore[operator]
    own = ask_as("ada").post(f"/rule-sets/{made.said['id']}/adopt")  # type: ignore[operator]
    assert (own.status, own.code) == (403, "rules.same_person")
    held = ask_as("ada").post(f"/rule-sets/{made.said['id']}/narrow", {"reason": "A call."})  # type: ignore[operator]
    assert held.said["state"] == "in_force" and held.said["rules"][0]["clause"] == "AI-2/1/2"
    question = {"tool": "diffit", "purpose": "uc_leveling", "role": "student", "grade": "4", "data": ["none"],
                "on": MEETING_AT.date().isoformat(), "school": str(cast.alder.pk)}  # fmt: skip
    said = ask_as("tess").post("/ask", question).said  # type: ignore[operator]
    assert said["answer"] == "no" and "Rule R1" in str(said["reasons"])
    wider = ask_as("ada").post("/rule-sets", {"rules": [], "why": "Enough."})  # type: ignore[operator]
    alone = ask_as("sam").post(f"/rule-sets/{wider.said['id']}/narrow", {"reason": "x"})  # type: ignore[operator]
    assert (alone.status, alone.code) == (403, "rules.widens")
    for method in ("PUT", "PATCH", "DELETE"):
        answer = ask_as("ada")(method, f"/rule-sets/{made.said['id']}", {})  # type: ignore[operator]
        assert answer.status == 405, "no door edits a version"
    for name in ("dana", "ada", "sue"):
        law = ask_as(name).post("/laws/us-coppa/switch", {"is_on": True, "reason": "x"})  # type: ignore[operator]
        assert law.code == "not_allowed"
    assert not any(each["is_on"] for each in ask_as("bo").get("/laws").said["laws"])  # type: ignore[operator]
