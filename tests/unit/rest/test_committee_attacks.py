"""Attempts to get round a committee over the API: each is refused with its reason, and nothing changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from calling import Caller, api_at, caller
from cast import NOW, Cast
from chalkline.govern.committees.api import AgendaItem, Choice, Seat, adjourn_meeting, seat_alternate
from chalkline.govern.decisions.api import Decision, close_item
from chalkline.people.models import Grant
from chalkline.people.words import Role
from deciding import MEETING_AT, SEATS, item_put, member, open_with, vote


def callers(cast: Cast, *names: str) -> list[Caller]:
    return [caller(member(cast, name), now=NOW) for name in names]


def told(who: Caller, item: AgendaItem) -> dict[str, object]:
    found: dict[str, object] = who.get(f"/agenda-items/{item.pk}").said
    return found


def test_a_vote_is_counted_once_and_only_of_who_is_seated(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    item = item_put(cast)
    tess_seat = Seat.objects.get(person=cast.tess.person)
    seat_alternate(cast.sue.actor, tess_seat, cast.nora.person, now=NOW)
    open_with(cast, item.meeting, "dana", "priya", "fay", "nora")
    api_at(monkeypatch, MEETING_AT)
    dana, nora, tess, sam, ada, theo = callers(cast, "dana", "nora", "tess", "sam", "ada", "theo")
    votes = f"/agenda-items/{item.pk}/votes"
    yes = {"choice": "for", "on_motion": told(dana, item)["motion_digest"]}
    for _ in range(3):  # pressed again and again
        assert dana.post(votes, yes).status == 204
    assert dana.post(votes, {**yes, "choice": "against", "reason": "After all."}).status == 204  # changed, never two
    assert (told(dana, item)["in_favor"], told(dana, item)["against"]) == (0, 1)
    assert nora.post(votes, yes).status == 204  # stands in for Tess, who is away
    assert tess.post(votes, yes).code == "meetings.not_present"
    assert tess.put(f"/meetings/{item.meeting_id}/present/{cast.tess.person.pk}").status == 204
    assert tess.post(votes, yes).status == 204
    assert nora.post(votes, yes).code == "meetings.member_is_here"
    assert told(dana, item)["in_favor"] == 1
    assert ada.post(votes, yes).status == 403  # no seat
    assert sam.post(votes, yes).status == 403  # a seat without a vote
    Seat.objects.filter(person=cast.theo.person).update(starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 2))
    assert theo.put(f"/meetings/{item.meeting_id}/present/{cast.theo.person.pk}").status == 403  # the term is over
    assert theo.post(votes, yes).status == 403


def test_nobody_decides_without_a_quorum_or_breaks_it_and_closes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    item = item_put(cast)
    open_with(cast, item.meeting, "priya", "tess", "fay")
    api_at(monkeypatch, MEETING_AT)
    carl, tess, fay = callers(cast, "carl", "tess", "fay")
    for name in ("carl", "priya", "tess", "fay"):
        vote(cast, item, name, Choice.FOR)
    room = f"/meetings/{item.meeting_id}"
    assert fay.put(f"{room}/present/{cast.dana.person.pk}").code == "meetings.not_presiding"  # for oneself only
    assert tess.put(f"{room}/left/{cast.fay.person.pk}").code == "meetings.not_presiding"  # and sends nobody out
    assert fay.put(f"{room}/left/{cast.fay.person.pk}").status == 204
    answer = carl.post(f"/agenda-items/{item.pk}/close")
    assert answer.code == "meetings.no_quorum" and "family voice" in answer.said["why"]
    assert tess.post(f"/agenda-items/{item.pk}/close").code == "meetings.not_presiding"
    assert not Decision.objects.exists()


def test_nobody_gives_a_seat_or_the_chair_to_themselves(cast: Cast) -> None:
    item = item_put(cast)
    committee, seats = item.meeting.committee_id, {each.person_id: each for each in Seat.objects.all()}
    sue, ada, carl, tess, bo = callers(cast, "sue", "ada", "carl", "tess", "bo")
    own = {"person_id": str(cast.sue.person.pk), "constituency": "administrator"}
    assert sue.post(f"/committees/{committee}/seats", own).code == "committees.not_oneself"
    for each, who in ((ada, cast.ada), (carl, cast.carl), (tess, cast.tess)):
        mine = {"person_id": str(who.person.pk), "constituency": "teacher", "is_chair": True}
        assert each.post(f"/committees/{committee}/seats", mine).status == 403
    assert tess.post(f"/seats/{seats[cast.tess.person.pk].pk}/chair").status == 403
    seated = bo.post(f"/committees/{committee}/seats", own)
    assert seated.status == 201
    assert sue.post(f"/seats/{seated.said['id']}/chair").code == "committees.not_oneself"
    assert sue.post(f"/seats/{seated.said['id']}/renew").code == "committees.not_oneself"
    charter = {"name": "Mine", "purpose": "Mine", "chosen_how": "By me", "cadence": "Now", "conflict_rule": "None",
               "records_rule": "None", "review_on": "2028-01-01", "quorum_kind": "number", "quorum_value": 1,
               "reason": "So that I can."}  # fmt: skip
    assert carl.put(f"/committees/{committee}/charter", charter).status == 403
    assert ada.put(f"/committees/{committee}/charter", charter).code == "committees.charter_incomplete"


def test_facts_and_approved_minutes_are_not_edited(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    item = item_put(cast)
    open_with(cast, item.meeting, *(name for name in SEATS if name != "carl"))
    for name in SEATS:
        vote(cast, item, name, Choice.FOR)
    close_item(cast.carl.actor, item, now=MEETING_AT)
    adjourn_meeting(cast.carl.actor, item.meeting, now=MEETING_AT)
    ada, tess, fay = callers(cast, "ada", "tess", "fay")
    minutes = f"/meetings/{item.meeting_id}/minutes"
    api_at(monkeypatch, MEETING_AT)
    assert ada.put(f"{minutes}/passages/votes", {"text": "All against."}).code == "minutes.not_a_passage"
    assert tess.put(f"{minutes}/passages/comment", {"text": "I was right."}).status == 403
    asked = fay.post(f"{minutes}/corrections", {"passage": "present", "text": "I was not there."})
    assert asked.code == "minutes.not_a_passage"
    api_at(monkeypatch, MEETING_AT + timedelta(days=1))
    assert ada.post(f"{minutes}/propose", {"to_meeting_id": str(item.meeting_id)}).code == "minutes.other_meeting"
    assert ada.post(f"/agenda-items/{item.pk}/votes", {"choice": "for", "on_motion": "x"}).status == 403


def test_a_sealed_note_is_not_there_for_who_was_not_in_the_room(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    item = item_put(cast)
    open_with(cast, item.meeting, "dana", "tess")
    api_at(monkeypatch, MEETING_AT)
    carl, dana, tess, fay, sue, bo = callers(cast, "carl", "dana", "tess", "fay", "sue", "bo")
    path = f"/agenda-items/{item.pk}"
    assert tess.post(f"{path}/closed-session", {"law": "personnel"}).code == "meetings.not_presiding"
    assert carl.post(f"{path}/closed-session", {"law": "curiosity"}).status in {400, 422}
    assert carl.post(f"{path}/closed-session", {"law": "personnel"}).status == 200
    assert fay.post(f"{path}/sealed-notes", {"text": "I was not there."}).status == 403
    meeting = f"/meetings/{item.meeting_id}"
    for path_read in (path, f"{meeting}/consent", meeting, f"{meeting}/minutes"):
        assert "Diffit" not in str(sue.get(path_read).said), path_read
    assert sue.get(path).code == "meetings.not_in_the_room"
    hidden = sue.get(meeting).said["items"][0]
    assert hidden["closed"] == "a matter about an employee" and hidden["members"] == [] and hidden["motion"] == {}
    assert sue.get(f"{meeting}/minutes").said["items"][0].keys() == {"id", "number", "closed"}
    for reader in (carl, bo):  # an adviser sits in the room, too
        assert reader.get(meeting).said["items"][0]["title"] == reader.get(path).said["title"] == item.title
    nora = callers(cast, "nora")[0]
    assert nora.get(path).status == 403
    Grant.objects.create(person=cast.nora.person, role=Role.COUNSEL, granted_by="system:cast", granted_at=NOW)
    assert nora.get(path).said["title"] == item.title
    note = dana.post(f"{path}/sealed-notes", {"text": "Counsel advised to wait."}).said
    assert note["text"] == "" and "Counsel" not in str(bo.get(path).said)
    assert tess.post(f"/sealed-notes/{note['id']}/read").said["text"] == "Counsel advised to wait."
    for stranger in (fay, sue, bo):
        assert stranger.post(f"/sealed-notes/{note['id']}/read").status == 404
        assert "note" not in str(stranger.get(f"{path}/sealed-notes").said)
    assert Caller("").post(f"/sealed-notes/{note['id']}/read").status == 401
    assert Caller("").get(f"/public-meetings/{item.meeting_id}").status == 404  # this committee meets in private
