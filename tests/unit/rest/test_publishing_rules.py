"""Publishing and keys at the API's door: two people, rights checked, secrets shown once."""

from __future__ import annotations

import pytest

from calling import Caller, api_at, caller
from cast import NOW, Cast
from chalkline.publish.bundle.api import in_force
from deciding import member
from unit.publish.conftest import Approved


@pytest.fixture
def ask_as(cast: Cast, approved: Approved, monkeypatch: pytest.MonkeyPatch) -> object:
    """``ask_as("dana")`` is a program of Dana's, today."""
    api_at(monkeypatch, NOW)
    return lambda name: caller(member(cast, name), now=NOW)


def publish(ask_as: object) -> None:
    prepared = ask_as("dana").post("/bundles")  # type: ignore[operator]
    assert ask_as("ada").post(f"/bundles/{prepared.said['id']}/activate").status == 200  # type: ignore[operator]


def key_for(cast: Cast) -> dict[str, object]:
    return {
        "use_id": "use-feedback",
        "holder_kind": "class",
        "label": "Science 7, period 2",
        "role": "student",
        "grade_bands": ["g68"],
        "school_id": str(cast.juniper.id),
        "person_id": str(cast.theo.person.id),
    }


def test_two_people_publish(ask_as: object) -> None:
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
    answer = dana.post("/ask", {"tool": "magicschool", "purpose": "uc_lesson", "role": "teacher", "grade": "7",
                                "data": []}).said  # fmt: skip
    assert answer["answer"] == "yes" and answer["decision_number"] == "2026-14" and answer["policy"] == 1


def test_who_may_not_publish_is_told_so(cast: Cast, ask_as: object) -> None:
    for name in ("tess", "bo", "priya"):
        answer = ask_as(name).post("/bundles")  # type: ignore[operator]
        assert (answer.status, answer.code) == (403, "not_allowed")


def test_a_key_is_shown_once_and_seen_by_those_it_concerns(cast: Cast, ask_as: object) -> None:
    publish(ask_as)
    made = ask_as("dana").post("/keys", key_for(cast))  # type: ignore[operator]
    assert made.status == 201 and made.said["secret"].startswith("ck-")
    for name in ("dana", "theo"):
        seen = ask_as(name).get(f"/keys/{made.said['id']}").said  # type: ignore[operator]
        assert seen["hint"] == made.said["secret"][-4:] and "secret" not in seen
    assert ask_as("tess").get(f"/keys/{made.said['id']}").status == 404  # type: ignore[operator]
    assert ask_as("tess").post(f"/keys/{made.said['id']}/revoke").status == 404  # type: ignore[operator]
    assert ask_as("tess").get("/keys").said["total"] == 0  # type: ignore[operator]
    assert ask_as("bo").get("/keys").status == 403  # type: ignore[operator]
    assert ask_as("theo").post(f"/keys/{made.said['id']}/revoke").said["revoked_at"]  # type: ignore[operator]


def test_a_key_sent_for_twice_is_one_key_with_one_secret(cast: Cast, ask_as: object) -> None:
    publish(ask_as)
    dana: Caller = ask_as("dana")  # type: ignore[operator]
    first = dana.post("/keys", key_for(cast), Idempotency_Key="k1")
    again = dana.post("/keys", key_for(cast), Idempotency_Key="k1")
    assert first.said == again.said and again.status == 201 and again.headers["Idempotency-Replayed"] == "true"
    assert dana.get("/keys").said["total"] == 1


def test_what_the_record_needs_is_named_by_field(cast: Cast, ask_as: object) -> None:
    publish(ask_as)
    answer = ask_as("dana").post("/keys", {**key_for(cast), "label": " "})  # type: ignore[operator]
    assert (answer.status, answer.code) == (422, "keys.label_missing") and answer.said["fields"]["label"]
    answer = ask_as("dana").post("/keys", {**key_for(cast), "colour": "red"})  # type: ignore[operator]
    assert (answer.status, answer.code) == (422, "input_not_understood") and "colour" in str(answer.said["fields"])
