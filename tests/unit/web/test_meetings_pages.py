"""Deciding in the browser: the room, the vote before it counts, closing, minutes, decisions; and who is refused."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.govern.committees.api import (
    AgendaItem,
    Authority,
    Choice,
    Meeting,
    motion_digest,
    motion_of,
)
from chalkline.govern.committees.models import Recusal, Vote
from chalkline.govern.decisions.api import Decision, close_item
from chalkline.rulebook.class_view import ClassView, class_view_in
from deciding import (
    MEETING_AT,
    REVIEW,
    committee_seated,
    item_put,
    meeting_called,
    open_with,
    ready_request,
    use_granted,
    vote,
)
from visiting import visitor

FREE = ("dana", "priya", "paula", "theo", "fay")
FLASH = re.compile(r'<div class="alert ok"[^>]*>(.*?)</div>', re.DOTALL)


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """A real request, asked for by Tess, before an open meeting; everybody but Tess is free to vote."""
    found = put_on_agenda(cast.ada.actor, ready_request(cast), meeting_called(cast), now=NOW)
    open_with(cast, found.meeting, "tess", *FREE)
    return AgendaItem.objects.select_related("meeting__committee").get(pk=found.pk)


def at(item: AgendaItem, act: str = "") -> str:
    return f"/decide/items/{item.pk}/{act + '/' if act else ''}"


def ballot(item: AgendaItem, choice: str = "for", **more: Any) -> dict[str, Any]:
    return {"choice": choice, "reason": "", "on_motion": motion_digest(item), **more}


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_vote_is_shown_before_it_counts_and_recorded_after(cast: Cast, item: AgendaItem) -> None:
    client = visitor(cast.dana)
    shown = client.post(at(item, "vote"), ballot(item)).content.decode()
    assert "This is what will happen:" in shown and "1 for, 0 against" in shown
    assert not Vote.objects.exists()
    done = client.post(at(item, "vote"), ballot(item, sure="yes"), follow=True).content.decode()
    assert "Recorded under your name: For." in done
    assert Vote.objects.get().person == cast.dana.person
    assert "You have voted: <b>For</b>" in text(client, at(item))


def test_a_vote_may_be_changed_until_closing_and_then_is_told_that_it_is_closed(cast: Cast, item: AgendaItem) -> None:
    client = visitor(cast.dana)
    client.post(at(item, "vote"), ballot(item, sure="yes"))
    client.post(at(item, "vote"), ballot(item, "against", reason="Not yet.", sure="yes"))
    assert Vote.objects.get().choice == "against"
    for name in ("carl", "priya", "paula", "theo"):
        vote(cast, item, name, Choice.FOR)
    close_item(cast.carl.actor, item, now=MEETING_AT)
    answer = client.post(at(item, "vote"), ballot(item, sure="yes"))
    assert answer.status_code == 422 and "is closed" in answer.content.decode()
    assert Vote.objects.get(person=cast.dana.person).choice == "against"


def test_a_vote_against_needs_a_reason_and_says_so_at_the_field(cast: Cast, item: AgendaItem) -> None:
    answer = visitor(cast.dana).post(at(item, "vote"), ballot(item, "against"))
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#id_reason"' in page
    assert re.search(r'value="against"[^>]*checked', page)
    assert not Vote.objects.exists()


@pytest.mark.parametrize("sure", [{}, {"sure": "yes"}])
def test_no_choice_is_no_vote(cast: Cast, item: AgendaItem, sure: dict[str, str]) -> None:
    page = visitor(cast.dana).post(at(item, "vote"), ballot(item, "", **sure)).content.decode()
    assert 'href="#id_choice"' in page and not Vote.objects.exists()


def test_a_vote_on_a_motion_that_has_changed_is_not_taken(cast: Cast, item: AgendaItem) -> None:
    old = ballot(item, sure="yes")
    visitor(cast.fay).post(at(item, "motion"), {"outcome": "decline", "reason": "Not now.", "expires_on": ""})
    answer = visitor(cast.dana).post(at(item, "vote"), old)
    page = answer.content.decode()
    assert "The motion changed while you were reading." in page and not Vote.objects.exists()
    item.refresh_from_db()
    assert motion_digest(item) in page  # read again, it can be voted on


def test_without_a_seat_one_is_told_plainly_and_reads_everything(cast: Cast, item: AgendaItem) -> None:
    client = visitor(cast.nora)
    page = text(client, at(item))
    assert "Members of the committee vote. You can read everything here." in page and 'id="vote"' not in page
    refused = client.post(at(item, "vote"), ballot(item, sure="yes"))
    assert refused.status_code == 403 and b"Your role does not include this step." in refused.content
    for act in ("motion", "conflict"):
        assert client.post(at(item, act), {"reason": "x", "outcome": "decline"}).status_code == 403
    assert client.get(at(item, "close")).status_code == 403
    assert client.post(f"/decide/meetings/{item.meeting_id}/here/").status_code == 403


def test_today_asks_for_the_votes_that_are_missing_and_only_of_who_may_vote(cast: Cast, item: AgendaItem) -> None:
    wanted = f"Vote on “{item.title}”"
    assert wanted in text(visitor(cast.dana), "/")
    for name in ("tess", "sam", "nora"):
        assert wanted not in text(visitor(getattr(cast, name)), "/")
    vote(cast, item, "dana", Choice.FOR)
    assert wanted not in text(visitor(cast.dana), "/")


def test_an_adviser_and_who_asked_for_it_do_not_vote(cast: Cast, item: AgendaItem) -> None:
    assert "You advise the committee and have no vote." in text(visitor(cast.sam), at(item))
    asked = visitor(cast.tess)
    page = text(asked, at(item))
    assert "You take no part in this item" in page and 'id="vote"' not in page
    assert asked.post(at(item, "vote"), ballot(item, sure="yes")).status_code == 403
    assert not Vote.objects.exists()


def test_the_packet_says_what_is_asked_why_and_what_the_reviews_found(cast: Cast, item: AgendaItem) -> None:
    page = text(visitor(cast.fay), at(item))
    for words in (
        "Diffit",
        "I rewrite three passages every Sunday.",
        "Adapting reading passages takes evenings",
        "Security review",
        "Nothing speaks against it.",
        item.subject_digest,
    ):
        assert words in page


def test_a_conflict_is_shown_then_declared_and_takes_the_vote_away(cast: Cast, item: AgendaItem) -> None:
    vote(cast, item, "paula", Choice.FOR)
    client = visitor(cast.paula)
    assert "The vote you cast falls away." in text(client, at(item, "conflict"))
    assert not Recusal.objects.exists()
    client.post(at(item, "conflict"), {"reason": "My sister works for the vendor."})
    assert not Vote.objects.exists()
    page = text(visitor(cast.dana), at(item))
    assert "Paula Voss" in page and "My sister works for the vendor." in page
    refused = client.post(at(item, "vote"), ballot(item, sure="yes"))
    assert refused.status_code == 403 and b"You declared a conflict on this item." in refused.content


def test_a_conflict_without_a_reason_is_asked_again(cast: Cast, item: AgendaItem) -> None:
    page = visitor(cast.paula).post(at(item, "conflict"), {"reason": " "}).content.decode()
    assert 'href="#id_reason"' in page and not Recusal.objects.exists()


def test_another_motion_has_its_own_conditions_and_a_last_day(cast: Cast, item: AgendaItem) -> None:
    client = visitor(cast.theo)
    wish = {
        "outcome": "approve",
        "new_text": ["Only at Alder Creek this year.", ""],
        "new_kind": ["other", "hold"],
        "expires_on": "2027-03-01",
        "reason": "",
    }
    page = client.post(at(item, "motion"), wish).content.decode()
    assert "Say who sees to what people keep, and by which day" in page and "Only at Alder Creek this year." in page
    wish |= {"new_owner": [str(cast.paula.person.pk), ""], "new_due": ["2027-02-01", ""]}
    client.post(at(item, "motion"), wish)
    item.refresh_from_db()
    assert [each.text for each in motion_of(item).conditions] == ["Only at Alder Creek this year."]
    page = text(client, at(item))
    assert "Approve it with one condition, until Mar 1, 2027." in page and "The motion, by Theo Banks" in page


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({"expires_on": "2031-01-01"}, "id_expires_on"),
        ({"expires_on": ""}, "id_expires_on"),
        ({"outcome": "decline", "reason": ""}, "id_reason"),
        ({"new_text": ["x" * 600], "new_kind": ["other"]}, "conditions"),
        ({"outcome": ""}, "id_outcome"),
    ],
)
def test_a_motion_that_cannot_be_voted_on_says_where(
    cast: Cast, item: AgendaItem, changes: dict[str, Any], target: str
) -> None:
    before = item.motion
    wish = {"outcome": "approve", "expires_on": "2027-03-01", "reason": "", **changes}
    page = visitor(cast.theo).post(at(item, "motion"), wish).content.decode()
    assert f'href="#{target}"' in page and f'id="{target}"' in page
    item.refresh_from_db()
    assert item.motion == before


def test_closing_shows_the_decision_first_and_is_done_once(cast: Cast, item: AgendaItem) -> None:
    for name in ("carl", "dana", "paula", "theo"):
        vote(cast, item, name, Choice.FOR)
    chair = visitor(cast.carl)
    shown = text(chair, at(item, "close"))
    assert "The vote ends: 4 for, 0 against, 0 abstaining." in shown and "2026-" in shown
    assert "2 members who are here have not voted." in shown
    assert not Decision.objects.exists()
    page = chair.post(at(item, "close"), follow=True).content.decode()
    made = Decision.objects.get()
    assert f"Decision {made}" in page and "Intact" in page
    again = chair.post(at(item, "close"))
    assert again.status_code == 409 and b"This has just been decided" in again.content


def test_closing_belongs_to_the_chair_and_needs_a_quorum(cast: Cast) -> None:
    found = item_put(cast)
    open_with(cast, found.meeting, "dana")
    fresh = AgendaItem.objects.select_related("meeting__committee").get(pk=found.pk)
    assert visitor(cast.dana).get(at(fresh, "close")).status_code == 403
    refused = visitor(cast.carl).post(at(fresh, "close"))
    assert refused.status_code == 409 and "Priya Raman" in refused.content.decode()
    page = text(visitor(cast.carl), at(fresh))
    assert "Still missing: a teacher, a privacy or legal voice and a family voice." in page
    assert at(fresh, "close") not in page


def test_the_room_is_said_in_a_sentence_and_noted_by_who_presides(cast: Cast) -> None:
    found = item_put(cast)
    open_with(cast, found.meeting, "dana")
    address = f"/decide/meetings/{found.meeting_id}/"
    page = text(visitor(cast.carl), address)
    assert "2 of 7 members with a vote are here; 4 are needed." in page
    assert "Still missing for yellow items: a teacher, a privacy or legal voice and a family voice." in page
    visitor(cast.carl).post(f"{address}here/", {"person": cast.fay.actor.id, "is": "here"})
    visitor(cast.theo).post(f"{address}here/", {"is": "here"})
    assert "4 of 7 members" in text(visitor(cast.carl), address)
    refused = visitor(cast.theo).post(f"{address}here/", {"person": cast.fay.actor.id, "is": "gone"})
    assert refused.status_code == 403 and b"Ask Carl Osei" in refused.content
    visitor(cast.fay).post(f"{address}here/", {"is": "gone"})
    assert "3 of 7 members" in text(visitor(cast.carl), address)


def test_calling_keeps_the_notice_or_says_why_it_cannot_wait(cast: Cast) -> None:
    committee = committee_seated(cast)
    address = f"/decide/committees/{committee.pk}/call/"
    client = visitor(cast.ada)
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    wish = {"day": tomorrow, "time": "16:00", "place": "Board room"}
    page = client.post(address, wish).content.decode()
    assert 'href="#id_day"' in page and 'value="Board room"' in page and not Meeting.objects.exists()
    page = client.post(address, {**wish, "is_emergency": "on"}).content.decode()
    assert 'href="#id_reason"' in page and not Meeting.objects.exists()
    page = client.post(address, {"day": "soon", "time": "late"}).content.decode()
    assert {'href="#id_day"', 'href="#id_place"'} <= set(re.findall(r'href="#\w+"', page))
    later = (localdate() + timedelta(days=9)).isoformat()
    done = client.post(address, {**wish, "day": later}, follow=True).content.decode()
    assert "The meeting is called." in done and "Nothing is on the agenda yet" in done
    assert visitor(cast.nora).get(address).status_code == 403


def test_a_request_goes_on_the_agenda_and_off_again(cast: Cast) -> None:
    request = ready_request(cast)
    meeting = meeting_called(cast)
    address = f"/decide/meetings/{meeting.pk}/"
    client = visitor(cast.ada)
    assert "Could go on this agenda" in text(client, address)
    assert "Could go on this agenda" not in text(visitor(cast.nora), address)
    client.post(f"{address}agenda/", {"request": str(request.pk)})
    item = AgendaItem.objects.get()
    assert item.subject_id == str(request.pk)
    page = client.post(at(item, "off"), {"reason": ""}).content.decode()
    assert 'href="#id_reason"' in page
    client.post(at(item, "off"), {"reason": "The vendor changed its terms."})
    item.refresh_from_db()
    request.refresh_from_db()
    assert (item.state, request.state) == ("taken_off", "ready")


def test_ending_says_what_is_carried_over_and_the_minutes_write_themselves(cast: Cast, item: AgendaItem) -> None:
    vote(cast, item, "dana", Choice.AGAINST, "The evidence is thin.")
    address = f"/decide/meetings/{item.meeting_id}/"
    chair = visitor(cast.carl)
    shown = text(chair, f"{address}end/")
    assert "is not decided and is carried over" in shown
    assert Meeting.objects.get().state == "open"
    assert visitor(cast.dana).post(f"{address}end/").status_code == 403
    minutes = chair.post(f"{address}end/", follow=True).content.decode()
    assert "Not decided; carried over to a later meeting." in minutes and "The evidence is thin." in minutes
    assert chair.post(f"{address}end/").status_code == 409


def test_a_called_meeting_is_cancelled_with_a_reason(cast: Cast) -> None:
    meeting = meeting_called(cast)
    address = f"/decide/meetings/{meeting.pk}/cancel/"
    assert 'href="#id_reason"' in visitor(cast.carl).post(address, {}).content.decode()
    page = visitor(cast.carl).post(address, {"reason": "Snow."}, follow=True).content.decode()
    assert "Cancelled" in page and "Snow." in page
    assert visitor(cast.nora).get(address).status_code == 403


def test_decisions_are_found_filtered_and_taken_along(cast: Cast) -> None:
    use_granted(cast)
    made = Decision.objects.get()
    client = visitor(cast.bo)
    for address in (f"?decisions-q={made}", "?decisions-q=diffit", f"?decisions-year={made.year}"):
        assert f"/decide/decisions/{made}/" in text(client, f"/decide/decisions/{address}")
    assert "Nothing in the list fits that." in text(client, "/decide/decisions/?decisions-outcome=decline")
    rows = list(
        csv.reader(io.StringIO(client.get("/decide/decisions/?table=decisions&as=csv").content.decode("utf-8-sig")))
    )
    assert rows[1][:3] == [str(made), made.title, "Approved"]


def test_a_decision_says_all_it_rests_on_and_what_followed(cast: Cast) -> None:
    use_granted(cast)
    made = Decision.objects.get()
    page = text(visitor(cast.bo), f"/decide/decisions/{made}/")
    for words in ("Approved until", "6 to 0", "Intact", "Tess Moreno", "What follows from it", made.digest):
        assert words in page
    Decision.objects.filter(pk=made.pk).update(record={**made.record, "outcome": "decline"})
    assert "no longer has the digest" in text(visitor(cast.bo), f"/decide/decisions/{made}/")


def test_the_superintendent_sees_what_an_answer_does_before_giving_it(cast: Cast) -> None:
    meeting = meeting_called(cast, committee_seated(cast, authority=Authority.ADVISORY))
    item = item_put(cast, meeting)
    open_with(cast, meeting, "tess", *FREE)
    for name in ("carl", *FREE):
        vote(cast, item, name, Choice.FOR)
    made = close_item(cast.carl.actor, item, now=MEETING_AT)
    address = f"/decide/decisions/{made}/answer/"
    assert visitor(cast.dana).get(address).status_code == 403
    client = visitor(cast.sue)
    assert "Recommended with conditions" in text(client, "/decide/")
    assert 'href="#id_reason"' in client.post(address, {"agrees": "no"}).content.decode()
    shown = client.post(address, {"agrees": "yes", "reason": ""}).content.decode()
    made.refresh_from_db()
    assert "This is what will happen:" in shown and made.standing == "recommended"
    page = client.post(address, {"agrees": "yes", "reason": "", "sure": "yes"}, follow=True).content.decode()
    assert "Sue Park followed the committee." in page
    again = client.post(address, {"agrees": "yes", "reason": "", "sure": "yes"}).content.decode()
    assert "does not wait for an answer" in again


def test_what_waits_is_counted_and_the_next_meeting_named(cast: Cast) -> None:
    ready_request(cast)
    meeting_called(cast)
    page = text(visitor(cast.tess), "/decide/")
    assert "Ready for the committee" in page and "Board room" in page
    committee = text(visitor(cast.tess), "/decide/meetings/")
    assert "AI oversight committee" in committee


def test_a_committee_is_told_in_plain_words(cast: Cast) -> None:
    committee = committee_seated(cast)
    page = text(visitor(cast.fay), f"/decide/committees/{committee.pk}/")
    for words in ("Families", "Advises, no vote", "Chair", "What it votes is decided.", "3 days before a meeting"):
        assert words in page


def test_empty_places_teach(cast: Cast) -> None:
    client = visitor(cast.tess)
    assert "There is no committee yet" in text(client, "/decide/")
    assert "Nothing has been decided yet" in text(client, "/decide/decisions/")
    assert "No meeting yet" in text(client, "/decide/meetings/")


def test_what_does_not_exist_is_not_found(cast: Cast) -> None:
    nothing = "00000000-0000-4000-8000-000000000000"
    client = visitor(cast.carl)
    for address in ("items/{}/", "items/{}/close/", "meetings/{}/", "meetings/{}/minutes/", "committees/{}/"):
        assert client.get(f"/decide/{address.format(nothing)}").status_code == 404
    assert client.get("/decide/decisions/2026-99/").status_code == 404
    assert client.get("/decide/decisions/²-1/").status_code == 404


def test_reasons_are_shown_as_text(cast: Cast, item: AgendaItem) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    visitor(cast.dana).post(at(item, "vote"), ballot(item, "against", reason=nasty, sure="yes"))
    for address in (at(item), f"/decide/meetings/{item.meeting_id}/minutes/"):
        page = text(visitor(cast.fay), address)
        assert nasty not in page and "&lt;img" in page


def test_proposed_conditions_may_be_kept_or_left_out(cast: Cast) -> None:
    found = item_put(cast)
    open_with(cast, found.meeting, *FREE)
    client = visitor(cast.theo)
    page = text(client, at(found, "motion"))
    assert REVIEW.text in page and "Leaving it out needs two thirds." in page
    wish = {"outcome": "approve", "expires_on": "2027-03-01", "reason": "The teachers do this anyway."}
    client.post(at(found, "motion"), wish)
    page = text(client, at(found))
    assert "Left out, though a review asks for it:" in page and "two thirds of the members present" in page


def test_a_motion_may_let_the_teacher_of_a_class_look(cast: Cast) -> None:
    found = item_put(cast)
    open_with(cast, found.meeting, *FREE)
    client = visitor(cast.theo)
    assert "may read texts of the class that are kept" in text(client, at(found, "motion"))
    wish = {
        "outcome": "approve", "expires_on": "2027-03-01", "reason": "", "keep": ["0"],
        "new_kind": ["keep", "class_view.texts"], "new_text": ["All of them: 100% for 30 days", "Teachers may look."],
    }  # fmt: skip
    client.post(at(found, "motion"), wish)
    found.refresh_from_db()
    assert class_view_in(motion_of(found).conditions) is ClassView.TEXTS
