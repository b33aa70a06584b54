"""Asking, reviewing, stopping and finding at the API's door: the same rules as everywhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from calling import STRANGER, Caller, api_at, caller
from cast import NOW, Cast
from chalkline.approve.requests.models import Request
from chalkline.approve.reviews.api import KINDS, reviews_of
from chalkline.discover.findings.models import Finding
from chalkline.tools.register.api import register_tool
from deciding import (
    MEETING_AT,
    STUDENT_USE,
    answer,
    meeting_called,
    member,
    request_filed,
    use_case_proposed,
    use_granted,
)


@pytest.fixture
def ask_as(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> object:
    """``ask_as("tess")`` is a program of Tess's, today."""
    api_at(monkeypatch, NOW)
    return lambda name: caller(member(cast, name), now=NOW)


def wanted(cast: Cast) -> dict[str, object]:
    return {
        "tool": "diffit", "purpose": "uc_leveling", "roles": ["teacher"], "grade_bands": ["g35"],
        "school_ids": [str(cast.alder.id)], "elements": ["public_docs"], "why": "I rewrite three a week.",
    }  # fmt: skip


def test_a_request_is_filed_followed_and_joined(cast: Cast, ask_as: object) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    tess, theo = ask_as("tess"), ask_as("theo")  # type: ignore[operator]
    filed = tess.post("/requests", wanted(cast))
    assert filed.status == 201 and filed.said["state"] == "filed"
    assert theo.post("/requests/similar", wanted(cast)).said[0]["request"]["id"] == filed.said["id"]
    assert theo.post(f"/requests/{filed.said['id']}/join").said["asked_count"] == 2
    again = tess.post("/requests", wanted(cast))
    assert (again.status, again.code) == (409, "requests.already_asked")
    followed = theo.get(f"/requests/{filed.said['id']}").said
    assert [step["state"] for step in followed["way"]] == ["filed"] and followed["asked_by"]["name"] == "Tess Moreno"
    assert ask_as("bo").post("/requests", wanted(cast)).status == 403  # type: ignore[operator]
    assert theo.post("/requests/00000000-0000-4000-8000-000000000000/join").status == 404


def test_nobody_reviews_what_they_ask_for(cast: Cast, ask_as: object) -> None:
    filed = request_filed(cast, "priya", use_case=use_case_proposed(cast), **STUDENT_USE)
    review = next(each for each in reviews_of(filed) if each.kind == "privacy")
    sent = answer("privacy", students=True).as_json()
    refused = ask_as("priya").post(f"/reviews/{review.pk}/answer", sent)  # type: ignore[operator]
    assert (refused.status, refused.code) == (403, "reviews.own_request")
    refused = ask_as("tess").post(f"/reviews/{review.pk}/answer", sent)  # type: ignore[operator]
    assert (refused.status, refused.code) == (403, "not_allowed")


def test_reviews_are_answered_and_a_request_without_a_problem_stays_off_the_agenda(cast: Cast, ask_as: object) -> None:
    filed = request_filed(cast, "tess")
    for review in reviews_of(filed):
        name = {"privacy": "priya", "curriculum": "carl", "security": "sam"}[review.kind]
        program: Caller = ask_as(name)  # type: ignore[operator]
        assert str(review.pk) in [
            each["id"]
            for each in program.get(
                "/reviews",
            ).said["items"]
        ]
        done = program.post(f"/reviews/{review.pk}/answer", answer(review.kind).as_json())
        assert done.status == 200 and done.said["state"] == "answered", done.said
        again = program.post(f"/reviews/{review.pk}/answer", answer(review.kind).as_json())
        assert again.status == 409
    meeting = meeting_called(cast)
    ada: Caller = ask_as("ada")  # type: ignore[operator]
    refused = ada.post(f"/requests/{filed.pk}/agenda", {"meeting_id": str(meeting.pk)})
    assert refused.code == "requests.no_problem"
    behind = use_case_proposed(cast)
    assert ada.put(f"/requests/{filed.pk}/use-case", {"use_case_id": str(behind.pk)}).status == 200
    put = ada.post(f"/requests/{filed.pk}/agenda", {"meeting_id": str(meeting.pk)})
    assert put.status == 201 and Request.objects.get(pk=filed.pk).state == "on_agenda"
    assert set(KINDS) >= {review.kind for review in reviews_of(filed)}


def test_a_stop_takes_one_person_and_going_on_takes_two(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    use = use_granted(cast)
    api_at(monkeypatch, MEETING_AT + timedelta(days=1))

    def ask_as(name: str) -> Caller:
        return caller(member(cast, name), now=MEETING_AT + timedelta(days=1))

    assert ask_as("tess").post(f"/uses/{use.pk}/suspend", {"reason": "x"}).status == 403
    assert ask_as("sam").post(f"/uses/{use.pk}/suspend", {"reason": " "}).status == 422
    stopped = ask_as("sam").post(f"/uses/{use.pk}/suspend", {"reason": "It answers with names."}).said
    assert (stopped["state"], stopped["stopped_because"]) == ("suspended", "It answers with names.")
    assert ask_as("dana").post(f"/uses/{use.pk}/lift").status == 409
    assert ask_as("dana").post(f"/uses/{use.pk}/ask-to-lift", {"reason": "The vendor fixed it."}).status == 200
    assert ask_as("dana").post(f"/uses/{use.pk}/lift").code == "uses.second_person"
    assert ask_as("priya").post(f"/uses/{use.pk}/lift").said["state"] == "active"
    ended = ask_as("priya").post(f"/uses/{use.pk}/end", {"reason": "Nobody uses it."})
    assert ended.said["state"] == "ended" and ask_as("bo").get("/uses").said["total"] == 1


def test_findings_are_settled_in_bulk_by_those_who_may(cast: Cast, ask_as: object) -> None:
    rows = [
        Finding.objects.create(
            kind="host", subject=f"ai{each}.example", name=f"ai{each}.example", state="new", found_at=NOW
        )
        for each in range(3)
    ]
    chosen = {"finding_ids": [str(row.pk) for row in rows]}
    assert ask_as("paula").post("/findings/triage", chosen).status == 403  # type: ignore[operator]
    assert ask_as("tess").get("/findings").status == 403  # type: ignore[operator]
    done = ask_as("sam").post("/findings/triage", chosen)  # type: ignore[operator]
    assert [each["state"] for each in done.said] == ["in_triage"] * 3
    assert ask_as("sam").post("/findings/triage", {"finding_ids": []}).status == 422  # type: ignore[operator]
    aside = ask_as("dana").post("/findings/dismiss", {**chosen, "reason": "News sites."})  # type: ignore[operator]
    assert {each["reason"] for each in aside.said} == {"News sites."}
    audit = ask_as("bo").get("/audit").said  # type: ignore[operator]
    assert audit["services"] == [] and audit["total"] == 0


def test_calls_are_for_those_who_keep_watch(ask_as: object) -> None:
    assert ask_as("priya").get("/calls?days=7").said["calls"] == 0  # type: ignore[operator]
    assert len(ask_as("sue").get("/calls?days=7").said["days"]) == 7  # type: ignore[operator]
    assert ask_as("tess").get("/calls").status == 403  # type: ignore[operator]
    assert ask_as("priya").get("/calls?days=400").status == 422  # type: ignore[operator]


def test_the_register_is_everybodys(cast: Cast) -> None:
    told = STRANGER.get("/register?grade=4")
    assert told.status == 200 and told.said["policy"] == 0 and date.fromisoformat(told.said["on"])
    assert STRANGER.get("/register?grade=42").code == "ask.not_understood"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grade": "42"}, "grade"),
        ({"purpose": "uc_magic"}, "purpose"),
        ({"role": "wizard"}, "role"),
        ({"school": "Hogwarts"}, "school"),
        ({"data": ["crystal"]}, "data"),
        ({"tool": " "}, "tool"),
    ],
)
def test_a_word_that_means_nothing_is_named_and_never_guessed(
    ask_as: object, changes: dict[str, object], field: str
) -> None:
    refused = ask_as("tess").post("/ask", {"tool": "chatgpt", **changes})  # type: ignore[operator]
    assert (refused.status, refused.code) == (422, "ask.not_understood") and list(refused.said["fields"]) == [field]


def test_what_nobody_decided_is_not_yet(ask_as: object) -> None:
    said = ask_as("tess").post("/ask", {"tool": "chatgpt"}).said  # type: ignore[operator]
    assert said["answer"] == "not_yet" and said["next_step"] == "request" and said["reasons"]
