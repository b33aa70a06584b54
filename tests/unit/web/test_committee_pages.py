"""A committee in the browser: chartered, seated, its chair named, seats ended; by those who may."""

from __future__ import annotations

from typing import Any

from cast import Cast
from chalkline.govern.committees.api import Committee, Seat
from visiting import visitor

CHARTER: dict[str, Any] = {
    "name": "AI oversight committee",
    "purpose": "Decides which AI may be used here.",
    "authority": "deciding",
    "chosen_how": "The superintendent seats members.",
    "term_months": "24",
    "cadence": "Monthly",
    "notice_days": "3",
    "voices_yellow": ["family"],
    "two_thirds_for": ["red"],
    "conflict_rule": "Declare it and leave.",
    "records_rule": "Public.",
    "review_on": "2039-01-01",
}


def chartered(cast: Cast) -> Committee:
    assert visitor(cast.ada).post("/decide/committees/new/", CHARTER).status_code == 302
    return Committee.objects.get()


def test_a_committee_is_chartered_with_its_quorum_and_majority(cast: Cast) -> None:
    ada = visitor(cast.ada)
    assert "Charter a committee" in ada.get("/decide/meetings/").content.decode()
    assert "AI oversight committee" in ada.get("/decide/committees/new/").content.decode()
    wrong = {**CHARTER, "purpose": "", "review_on": "someday", "notice_days": "400", "term_months": "x"}
    page = ada.post("/decide/committees/new/", wrong).content.decode()
    assert "A charter states this." in page and "Choose a day after today" in page and "Monthly" in page
    assert not Committee.objects.exists()
    made = chartered(cast)
    assert made.voices == {"yellow": ["family"]} and made.two_thirds_for == ["red"]
    again = ada.post("/decide/committees/new/", CHARTER).content.decode()
    assert "already a committee called" in again


def test_members_are_seated_the_chair_changes_and_a_seat_ends(cast: Cast) -> None:
    committee, sue = chartered(cast), visitor(cast.sue)
    seats, page = f"/decide/committees/{committee.pk}/seats/", f"/decide/committees/{committee.pk}/"
    priya = {"member": str(cast.priya.person.pk), "constituency": "privacy", "has_vote": "on", "is_chair": "on"}
    assert sue.post(seats, priya).status_code == 302
    by_address = {"email": "TESS.moreno@cedarhollow.example", "constituency": "teacher", "has_vote": "on"}
    assert sue.post(seats, by_address).status_code == 302
    for wrong in (priya, {}, {"email": "nobody@x.example", "constituency": "teacher"}, {"constituency": "teacher"}):
        assert sue.post(seats, wrong).status_code == 200
    assert Seat.objects.count() == 2
    tess = Seat.objects.get(person=cast.tess.person)
    assert sue.post(f"/decide/seats/{tess.pk}/", {"do": "chair"}).status_code == 302
    assert [str(seat.person) for seat in Seat.objects.filter(is_chair=True)] == ["Tess Moreno"]
    shown = sue.get(page).content.decode()
    assert "Sue Park named Tess Moreno to chair the AI oversight committee." in shown
    assert sue.post(f"/decide/seats/{tess.pk}/", {"do": "end"}).status_code == 302
    assert "ended the seat of Tess Moreno" in sue.get(page).content.decode()


def test_only_the_superintendent_seats_and_only_two_charter(cast: Cast) -> None:
    committee = chartered(cast)
    visitor(cast.sue).post(
        f"/decide/committees/{committee.pk}/seats/",
        {"member": str(cast.priya.person.pk), "constituency": "privacy", "has_vote": "on"},
    )
    seat = Seat.objects.get()
    for who in (cast.dana, cast.priya, cast.tess, cast.fay):
        client = visitor(who)
        assert client.post("/decide/committees/new/", CHARTER).status_code == 403
        assert client.post(f"/decide/committees/{committee.pk}/seats/", {}).status_code == 403
        assert client.post(f"/decide/seats/{seat.pk}/", {"do": "end"}).status_code == 403
        assert "Seat a member" not in client.get(f"/decide/committees/{committee.pk}/").content.decode()


def test_an_adviser_does_not_chair(cast: Cast) -> None:
    committee, sue = chartered(cast), visitor(cast.sue)
    sue.post(f"/decide/committees/{committee.pk}/seats/", {"member": str(cast.bo.person.pk), "constituency": "board"})
    assert sue.post(f"/decide/seats/{Seat.objects.get().pk}/", {"do": "chair"}).status_code == 422
