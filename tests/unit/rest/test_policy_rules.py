"""Policies and levels of classes through the API: the same refusals as in the pages, for the same attempts."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest

from calling import STRANGER, api_at, caller
from cast import NOW, Cast
from chalkline.people.models import Person
from deciding import STUDENT_USE, meeting_called, use_granted
from unit.oversee.test_class_views import CLASS, class_of, in_force

TODAY = NOW.date()
DRAFT: dict[str, Any] = {
    "sections": [{"heading": "Student data", "text": "None goes in."}, {"heading": "Your work", "text": "You answer."}],
    "roles": ["teacher"],
}  # fmt: skip
NEW = {**DRAFT, "code": "AI-2", "title": "What staff may do", "kind": "staff_expectations"}
ADOPTION = {
    "body": "Board of Education", "adopted_on": str(TODAY), "resolution": "2026-88", "effective_on": str(TODAY),
    "review_on": str(TODAY + timedelta(days=300)), "minutes": base64.b64encode(b"%PDF-1.4").decode(),
    "minutes_name": "minutes.pdf",
}  # fmt: skip


def test_every_attempt_to_get_around_a_policy_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    ada, sue, tess, theo = (caller(each, now=NOW) for each in (cast.ada, cast.sue, cast.tess, cast.theo))
    assert tess.post("/policies", NEW).code == "not_allowed" and STRANGER.post("/policies", NEW).status == 401
    made = ada.post("/policies", NEW)
    assert made.status == 201
    at = f"/policies/versions/{made.said['id']}"
    assert tess.get(at).status == 404
    assert ada.post(f"{at}/adoption", ADOPTION).code == "policies.own_draft"
    assert tess.post(f"{at}/adoption", ADOPTION).status in (403, 404)
    assert sue.post(f"{at}/adoption", {**ADOPTION, "minutes": "not base64!"}).code == "policies.file_unfit"
    held = sue.post(f"{at}/adoption", ADOPTION)
    assert held.status == 200 and held.said["holds"] == "in_force" and held.said["intact"]
    for who in (ada, sue):
        assert who.put(f"{at}/text", DRAFT).code == "policies.not_a_draft"
        assert who.post(f"{at}/take-back").code == "policies.not_a_draft"
        assert who.post(f"{at}/adoption", ADOPTION).code in ("policies.not_now", "policies.own_draft")
    signed = {"digest": held.said["digest"]}
    assert tess.post(f"{at}/signature", {**signed, "person": cast.theo.actor.id}).status in (400, 422)
    assert tess.post(f"{at}/signature", {"digest": "0" * 64}).code == "policies.text_changed"
    mine = tess.post(f"{at}/signature", signed)
    assert mine.status == 201 and mine.said["name"] == "Tess Moreno"
    assert tess.post(f"{at}/signature", signed).code == "policies.already_signed"
    assert sue.post(f"{at}/signature", signed).code == "policies.not_bound"
    assert [each["number"] for each in tess.get("/policies/signatures").said["items"]] == [1]
    assert theo.get("/policies/signatures").said["items"] == []
    assert tess.get(f"{at}/signing").code == "not_allowed"
    assert {each["name"]: (each["signed"], each["bound"]) for each in ada.get(f"{at}/signing").said} == {
        cast.alder.name: (1, 1), cast.juniper.name: (0, 1),
    }  # fmt: skip
    assert tess.get("/policies/clauses/AI-2/1/2").said["heading"] == "Your work"
    assert tess.get("/policies/clauses/AI-2/1/9").status == 404
    assert tess.post(f"{at}/classes-told", {"class_id": "C9", "told_on": str(TODAY)}).code == "policies.not_signable"
    following = ada.post(f"/policies/{made.said['policy']}/versions")
    text = {**DRAFT, "sections": [DRAFT["sections"][0]], "why": "Shorter.", "changes_duties": False}
    then = f"/policies/versions/{following.said['id']}"
    assert ada.put(f"{then}/text", text).status == 200
    assert ada.get(f"{then}/difference").said["said"] == ["1 section is gone."]
    assert tess.get("/policies").said["items"][0]["coming"] == ""
    open_until = {"until_on": str(TODAY + timedelta(days=5))}
    assert tess.post(f"{then}/open", open_until).status in (403, 404)
    assert ada.post(f"{then}/open", open_until).said["state"] == "comment"
    said = theo.post(f"{then}/comments", {"section": 1, "text": "Why shorter?"})
    assert theo.post(f"/policies/comments/{said.said['id']}/answer", {"answer": "So."}).code == "not_allowed"
    assert sue.post(f"{then}/adoption", ADOPTION).code == "policies.comments_unanswered"


def test_a_level_through_the_api_is_ones_own_and_inside_what_is_approved(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    api_at(monkeypatch, NOW)
    in_force(use_granted(cast, **STUDENT_USE))
    class_of(cast, 12)
    Person.objects.filter(pk=cast.theo.person.pk).update(classes=["K-77"])
    tess, theo, ada = (caller(each, now=NOW) for each in (cast.tess, cast.theo, cast.ada))
    level = {"class_id": CLASS, "level": 3, "label": "Room 12"}
    assert theo.post("/classes/level", level).status == 404 and ada.post("/classes/level", level).status == 404
    assert tess.post("/classes/level", {**level, "level": 5}).code == "expectations.beyond_use"
    assert tess.post("/classes/level", {**level, "level": 9}).code == "expectations.unclear"
    made = tess.post("/classes/level", level)
    assert (made.status, made.said["level"], made.said["highest"]) == (200, 3, 3)
    work = {"class_id": CLASS, "title": "Test", "level": 1, "opens_on": "2099-01-01", "due_on": "2099-01-02"}
    assert theo.post("/classes/work", work).status == 404
    put = tess.post("/classes/work", work)
    assert put.status == 201 and theo.post(f"/classes/work/{put.said['id']}/end").status == 404
    assert tess.post(f"/classes/work/{put.said['id']}/end").status == 200
    assert [each["class_id"] for each in theo.get("/classes").said] == ["K-77"]


def test_a_repeal_through_the_api_needs_the_body_and_another_person(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    api_at(monkeypatch, NOW)
    ada, sue, tess = (caller(each, now=NOW) for each in (cast.ada, cast.sue, cast.tess))
    made = ada.post("/policies", NEW)
    version, policy = f"/policies/versions/{made.said['id']}", f"/policies/{made.said['policy']}"
    assert ada.post(f"{policy}/repeal", {"why": "Never needed."}).code == "policies.nothing_to_repeal"
    held = sue.post(f"{version}/adoption", ADOPTION)
    assert ada.get(f"{policy}/repeal").status == 404 and STRANGER.post(f"{policy}/repeal", {"why": "x"}).status == 401
    assert tess.post(f"{policy}/repeal", {"why": "I do not like it."}).code == "not_allowed"
    assert ada.post(f"{policy}/repeal", {"why": ""}).code == "policies.text_unclear"
    asked = ada.post(f"{policy}/repeal", {"why": "The new one says it.", "instead": "AI-3"})
    assert asked.status == 201 and asked.said["state"] == "proposed" and asked.said["body"] == "Board of Education"
    assert ada.post(f"{policy}/repeal", {"why": "Again."}).code == "policies.repeal_under_way"
    at = f"/policies/repeals/{asked.said['id']}"
    ends = {key: ADOPTION[key] for key in ("body", "adopted_on", "resolution", "minutes", "minutes_name")}
    ends["effective_on"] = str(TODAY)
    assert ada.post(f"{at}/resolution", ends).code == "policies.own_repeal"
    assert tess.post(f"{at}/resolution", ends).code == "not_allowed"
    assert sue.post(f"{at}/resolution", {**ends, "body": "The staff room"}).code == "policies.another_body"
    meeting = {"meeting": str(meeting_called(cast).pk), "effective_on": str(TODAY + timedelta(days=60))}
    assert ada.post(f"{at}/put-before", meeting).code == "policies.another_body"
    assert tess.post(f"{at}/withdraw").code == "not_allowed"
    done = sue.post(f"{at}/resolution", ends)
    assert done.status == 200 and done.said["state"] == "repealed" and done.said["effective_on"] == str(TODAY)
    assert ada.post(f"{at}/withdraw").code == "policies.repeal_not_now"
    assert ada.get(version).said["holds"] == "repealed" and ada.get(version).said["intact"]
    assert tess.post(f"{version}/signature", {"digest": held.said["digest"]}).code == "policies.repealed"
    assert ada.post(f"{policy}/versions").code == "policies.repealed"


def test_who_answers_for_a_policy_through_the_api(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    ada, sue, tess = (caller(each, now=NOW) for each in (cast.ada, cast.sue, cast.tess))
    made = ada.post("/policies", NEW)
    sue.post(f"/policies/versions/{made.said['id']}/adoption", ADOPTION)
    at = f"/policies/{made.said['policy']}/owner"
    assert tess.post(at, {"email": cast.tess.person.email}).code == "not_allowed"
    for nobody in (cast.tess.person.email, cast.otto.person.email, "nobody@cedarhollow.example"):
        assert ada.post(at, {"email": nobody}).code == "policies.not_an_owner"
    assert sue.post(at, {"email": cast.ada.person.email}).code == "policies.owned_already"
    assert ada.post(at, {"email": cast.priya.person.email}).said["owner"] == "Priya Raman"
