"""The rules of deciding hold at the API's door as everywhere: who votes, when, and on what."""

from __future__ import annotations

import pytest

from calling import Caller, api_at, caller
from cast import Cast
from chalkline.govern.committees.api import AgendaItem, Barred, Choice
from chalkline.govern.decisions.api import Decision
from deciding import MEETING_AT, item_put, meeting_called, open_with, vote
from deciding import member as member_of


@pytest.fixture
def item(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> AgendaItem:
    """What Tess asked for, before an open meeting with a quorum."""
    api_at(monkeypatch, MEETING_AT)
    meeting = meeting_called(cast)
    item = item_put(cast, meeting, barred=(Barred(cast.tess.actor.id, "You asked for this yourself."),))
    open_with(cast, meeting, "dana", "priya", "tess", "theo", "fay")
    return item


def program(cast: Cast, name: str) -> Caller:
    return caller(member_of(cast, name), now=MEETING_AT)


def ballot(cast: Cast, item: AgendaItem, choice: str = "for", reason: str = "") -> dict[str, str]:
    motion = program(cast, "dana").get(f"/agenda-items/{item.pk}").said["motion_digest"]
    return {"choice": choice, "on_motion": motion, "reason": reason}


def test_a_committee_decides_through_the_api(cast: Cast, item: AgendaItem) -> None:
    for name in ("carl", "dana", "theo", "fay"):
        assert program(cast, name).post(f"/agenda-items/{item.pk}/votes", ballot(cast, item)).status == 204
    seen = program(cast, "bo").get(f"/agenda-items/{item.pk}").said
    assert (seen["in_favor"], seen["quorum_reached"], seen["closing_now"]) == (4, True, "approve_with_conditions")
    made = program(cast, "carl").post(f"/agenda-items/{item.pk}/close")
    assert made.status == 201 and made.said["outcome"] == "approve_with_conditions" and made.said["is_intact"]
    assert program(cast, "bo").get(f"/decisions/{made.said['number']}").said["id"] == made.said["id"]


def test_nobody_votes_on_what_they_asked_for(cast: Cast, item: AgendaItem) -> None:
    answer = program(cast, "tess").post(f"/agenda-items/{item.pk}/votes", ballot(cast, item))
    assert (answer.status, answer.code) == (403, "meetings.barred")


def test_who_declared_a_conflict_does_not_vote(cast: Cast, item: AgendaItem) -> None:
    theo = program(cast, "theo")
    assert theo.post(f"/agenda-items/{item.pk}/conflict", {"reason": "My sister works there."}).status == 204
    assert theo.post(f"/agenda-items/{item.pk}/votes", ballot(cast, item)).code == "meetings.recused"


def test_a_seat_without_a_vote_and_no_seat_at_all_do_not_vote(cast: Cast, item: AgendaItem) -> None:
    for name in ("bo", "nora", "sam"):
        answer = program(cast, name).post(f"/agenda-items/{item.pk}/votes", ballot(cast, item))
        assert (answer.status, answer.code) == (403, "not_allowed"), name


def test_no_vote_after_closing(cast: Cast, item: AgendaItem) -> None:
    sent = ballot(cast, item)
    for name in ("carl", "dana", "theo", "fay"):
        vote(cast, item, name, Choice.FOR)
    assert program(cast, "carl").post(f"/agenda-items/{item.pk}/close").status == 201
    late = program(cast, "priya").post(f"/agenda-items/{item.pk}/votes", sent)
    assert (late.status, late.code) == (409, "meetings.vote_closed")


def test_of_two_who_close_the_second_is_told(cast: Cast, item: AgendaItem) -> None:
    for name in ("carl", "dana", "theo", "fay"):
        vote(cast, item, name, Choice.FOR)
    carl = program(cast, "carl")
    assert carl.post(f"/agenda-items/{item.pk}/close").status == 201
    again = carl.post(f"/agenda-items/{item.pk}/close")
    assert (again.status, again.code) == (409, "decisions.already_decided")
    assert Decision.objects.count() == 1


def test_a_vote_on_a_motion_that_changed_is_refused(cast: Cast, item: AgendaItem) -> None:
    sent = ballot(cast, item)
    motion = {"outcome": "decline", "reason": "It keeps what students write."}
    assert program(cast, "priya").post(f"/agenda-items/{item.pk}/motion", motion).status == 200
    answer = program(cast, "dana").post(f"/agenda-items/{item.pk}/votes", sent)
    assert (answer.status, answer.code) == (409, "meetings.motion_changed")


def test_only_whoever_presides_closes(cast: Cast, item: AgendaItem) -> None:
    for name in ("carl", "dana", "theo", "fay"):
        vote(cast, item, name, Choice.FOR)
    answer = program(cast, "dana").post(f"/agenda-items/{item.pk}/close")
    assert answer.status == 403 and not Decision.objects.exists()
