"""Publishing and keys at the API's door: two people, rights checked, secrets shown once."""

from __future__ import annotations

import pytest

from calling import Caller, api_at, caller
from cast import Cast
from chalkline.publish.bundle import queries
from chalkline.publish.bundle.api import in_force
from deciding import MEETING_AT, member
from unit.publish.conftest import Approved


@pytest.fixture
def ask_as(cast: Cast, approved: Approved, monkeypatch: pytest.MonkeyPatch) -> object:
    """``ask_as("dana")`` is a program of Dana's, today."""
    api_at(monkeypatch, MEETING_AT)
    monkeypatch.setattr(queries, "utc_now", lambda: MEETING_AT)
    return lambda name: caller(member(cast, name), now=MEETING_AT)


def publish(ask_as: object) -> None:
    prepared = ask_as("dana").post("/bundles")  # type: ignore[operator]
    assert ask_as("ada").post(f"/bundles/{prepared.said['id']}/activate").status == 200  # type: ignore[operator]


def key_for(approved: Approved) -> dict[str, object]:
    return {
        "use_id": approved.use_id,
        "holder_kind": "class",
        "label": "Room 12",
        "role": "student",
        "grade_bands": ["g35"],
        "school_id": str(approved.cast.alder.id),
        "person_id": str(approved.cast.tess.person.id),
    }


def test_two_people_publish(approved: Approved, ask_as: object) -> None:
    dana: Caller = ask_as("dana")  # type: ignore[operator]
    waiting = dana.get("/bundles/unpublished").said
    assert waiting["can_be_published"] and {each["turn"] for each in waiting["changes"]} >= {"gains"}
    prepared = dana.post("/bundles")
    assert prepared.status == 201 and prepared.said["state"] == "waiting"
    assert prepared.said["difference"]["checked"][0]["cells"] > 0
    refused = dana.post(f"/bundles/{prepared.said['id']}/activate")
    assert (refused.status, refused.code) == (403, "bundles.same_person") and in_force() is None
    done = ask_as("ada").post(f"/bundles/{prepared.said['id']}/activate")  # type: ignore[operator]
    assert (done.said["state"], done.said["activated_by"]["name"]) == ("in_force", "Ada Lind")
    question = {"tool": "diffit", "purpose": "uc_leveling", "role": "teacher", "grade": "4", "data": ["none"],
                "school": str(approved.cast.alder.id), "on": "2026-12-03"}  # fmt: skip
    answer = dana.post("/ask", question).said
    assert answer["answer"] == "yes" and answer["decision_number"] == str(approved.use.decision)
    assert answer["policy"] == 1


def test_who_may_not_publish_is_told_so(approved: Approved, ask_as: object) -> None:
    for name in ("tess", "bo", "priya"):
        answer = ask_as(name).post("/bundles")  # type: ignore[operator]
        assert (answer.status, answer.code) == (403, "not_allowed")


def test_a_key_is_shown_once_and_seen_by_those_it_concerns(approved: Approved, ask_as: object) -> None:
    publish(ask_as)
    made = ask_as("dana").post("/keys", key_for(approved))  # type: ignore[operator]
    assert made.status == 201 and made.said["secret"].startswith("ck-")
    for name in ("dana", "tess"):
        seen = ask_as(name).get(f"/keys/{made.said['id']}").said  # type: ignore[operator]
        assert seen["hint"] == made.said["secret"][-4:] and "secret" not in seen
    assert ask_as("theo").get(f"/keys/{made.said['id']}").status == 404  # type: ignore[operator]
    assert ask_as("theo").post(f"/keys/{made.said['id']}/revoke").status == 404  # type: ignore[operator]
    assert ask_as("theo").get("/keys").said["total"] == 0  # type: ignore[operator]
    assert ask_as("bo").get("/keys").status == 403  # type: ignore[operator]
    assert ask_as("tess").post(f"/keys/{made.said['id']}/revoke").said["revoked_at"]  # type: ignore[operator]


def test_a_key_sent_for_twice_is_one_key_with_one_secret(approved: Approved, ask_as: object) -> None:
    publish(ask_as)
    dana: Caller = ask_as("dana")  # type: ignore[operator]
    first = dana.post("/keys", key_for(approved), Idempotency_Key="k1")
    again = dana.post("/keys", key_for(approved), Idempotency_Key="k1")
    assert first.said == again.said and again.status == 201 and again.headers["Idempotency-Replayed"] == "true"
    assert dana.get("/keys").said["total"] == 1


def test_what_the_record_needs_is_named_by_field(approved: Approved, ask_as: object) -> None:
    publish(ask_as)
    answer = ask_as("dana").post("/keys", {**key_for(approved), "label": " "})  # type: ignore[operator]
    assert (answer.status, answer.code) == (422, "keys.label_missing") and answer.said["fields"]["label"]
    answer = ask_as("dana").post("/keys", {**key_for(approved), "colour": "red"})  # type: ignore[operator]
    assert (answer.status, answer.code) == (422, "input_not_understood") and "colour" in str(answer.said["fields"])
