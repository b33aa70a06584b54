"""Votes that must not count, and quorums that must not be broken, at every door through which a vote can come."""

from __future__ import annotations

from datetime import date
from typing import Any

from cast import NOW, Cast
from chalkline.govern.committees.api import (
    AgendaItem,
    Choice,
    Constituency,
    Seat,
    charter_committee,
    consent_digest,
    motion_digest,
    put_on_consent,
    seat_alternate,
    seat_member,
)
from chalkline.govern.committees.models import Vote
from chalkline.kernel.subjects import SubjectRef
from deciding import CHARTER, committee_seated, item_put, meeting_called, open_with, vote
from doors import Doors, hold_refused

OTHER = SubjectRef("request", "9f0d6d0a-1111-4222-8333-444455556666", "b" * 64)


def yes(item: AgendaItem, **more: Any) -> dict[str, Any]:
    return {"choice": "for", "reason": "", "on_motion": motion_digest(item), **more}


def every_way(who: Doors, item: AgendaItem, code: str, **more: Any) -> dict[str, Any]:
    """A vote by the form, without it, from another site, and by a program with a token or a session."""
    page, api = f"/decide/items/{item.pk}/", f"/agenda-items/{item.pk}/votes"
    ballot = yes(item, **more)
    return {
        "by the form": (code, lambda: who.form(page, f"{page}vote/", **ballot, sure="yes")),
        "looking first": (code, lambda: who.form(page, f"{page}vote/", **ballot)),
        "without the form": (code, lambda: who.crafted(f"{page}vote/", **ballot, sure="yes")),
        "from another site": ("request.form_expired", lambda: who.forged(f"{page}vote/", **ballot, sure="yes")),
        "by a program": (code, lambda: who.rest("POST", api, ballot)),
        "with a key of its own": (code, lambda: who.rest("POST", api, ballot, Idempotency_Key="again")),
        "by session": (code, lambda: who.by_session("POST", api, ballot)),
    }


def test_nobody_votes_without_a_seat_of_this_committee_now(cast: Cast) -> None:
    item = item_put(cast)
    open_with(cast, item.meeting, "dana", "priya", "fay", "theo")
    elsewhere = charter_committee(cast.ada.actor, _named("Library committee"), now=NOW)
    seat_member(cast.sue.actor, elsewhere, cast.nora.person, Constituency.TEACHER, is_chair=True, now=NOW)
    Seat.objects.filter(person=cast.theo.person).update(starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 2))
    for who, code in {
        "ada": "not_allowed",  # puts things on agendas, and has no seat
        "sue": "not_allowed",  # gives the seats
        "sam": "not_allowed",  # advises
        "nora": "not_allowed",  # chairs another committee
        "theo": "not_allowed",  # the term is over
        "tess": "meetings.not_present",
    }.items():
        hold_refused({f"{who} {how}": tried for how, tried in every_way(Doors(getattr(cast, who)), item, code).items()})
    hold_refused(
        {"a stranger": ("sign_in_needed", lambda: Doors().rest("POST", f"/agenda-items/{item.pk}/votes", yes(item)))}
    )


def test_one_seat_is_one_vote(cast: Cast) -> None:
    item = item_put(cast)
    nora = seat_alternate(cast.sue.actor, Seat.objects.get(person=cast.tess.person), cast.nora.person, now=NOW)
    open_with(cast, item.meeting, "dana", "priya", "fay", "nora", "tess")
    hold_refused(every_way(Doors(cast.nora), item, "meetings.member_is_here"))
    assert nora.stands_in_for_id and not Vote.objects.exists()
    dana = Doors(cast.dana)
    for how in (1, 2, 3):  # pressed again, sent again, sent again under the same key
        assert dana.rest("POST", f"/agenda-items/{item.pk}/votes", yes(item), Idempotency_Key="mine").status == 204
        assert dana.crafted(f"/decide/items/{item.pk}/vote/", **yes(item, sure="yes")).status == 302, how
    assert Vote.objects.filter(item=item).count() == 1
    against = {**yes(item), "choice": "against", "reason": "After all."}
    changed = dana.rest("POST", f"/agenda-items/{item.pk}/votes", against, Idempotency_Key="mine")
    assert changed.is_refused("api.repeat_differs") and Vote.objects.get().choice == "for"


def test_a_vote_belongs_to_one_motion_of_one_item_of_one_meeting(cast: Cast) -> None:
    committee = committee_seated(cast)
    item, later = (
        item_put(cast, meeting_called(cast, committee)),
        item_put(cast, meeting_called(cast, committee), OTHER),
    )
    open_with(cast, item.meeting, "dana", "priya", "fay")
    dana = Doors(cast.dana)
    hold_refused(every_way(dana, later, "meetings.vote_not_open"))  # the id of another meeting's item in the address
    stale = {"choice": "for", "reason": "", "on_motion": motion_digest(later)}
    page, api = f"/decide/items/{item.pk}/vote/", f"/agenda-items/{item.pk}/votes"
    overrides = ("X_HTTP_Method_Override", "X_HTTP_Method", "X_Method_Override")
    sent = dict.fromkeys(overrides, "DELETE")
    hold_refused({"another method": ("meetings.motion_changed", lambda: dana.rest("POST", api, stale, **sent))})
    hold_refused({
        "a form that was open before": ("meetings.motion_changed", lambda: dana.crafted(page, **stale, sure="yes")),
        "another's motion": ("meetings.motion_changed", lambda: dana.rest("POST", api, stale)),
        "no motion at all": ("meetings.motion_changed", lambda: dana.rest("POST", api, {**stale, "on_motion": ""})),
    })  # fmt: skip
    for method in ("PUT", "PATCH", "DELETE"):
        assert dana.rest(method, api, stale).status == 405
    assert dana.crafted(page, **stale, _method="DELETE", sure="yes").status == 422


def test_consent_and_writing_are_no_side_doors(cast: Cast) -> None:
    item = item_put(cast)
    put_on_consent(cast.ada.actor, item, now=NOW)
    open_with(cast, item.meeting, "dana", "priya", "fay", "theo")
    digest, meeting = consent_digest(item.meeting), item.meeting_id
    for who in ("ada", "sam", "nora"):
        refused_on_consent(Doors(getattr(cast, who)), str(meeting), digest, "not_allowed", "not_allowed")
    refused_on_consent(Doors(cast.paula), str(meeting), digest, "meetings.not_present", "meetings.not_presiding")
    dana, carl = Doors(cast.dana), Doors(cast.carl)
    wide = {"closes_at": "2026-12-30T00:00:00Z", "reason": "Quick."}
    hold_refused({
        "a vote in writing on what is open": ("meetings.vote_closed", lambda: carl.rest(
            "POST", f"/agenda-items/{item.pk}/written-vote", wide)),
        "settled though none runs": ("not_found", lambda: dana.rest(
            "POST", f"/agenda-items/{item.pk}/written-vote/settle")),
        "closed by who does not preside": ("meetings.not_presiding", lambda: dana.rest(
            "POST", f"/meetings/{meeting}/consent/close")),
    })  # fmt: skip


def refused_on_consent(door: Doors, meeting: str, digest: str, votes: str, closes: str) -> None:
    page, api = f"/decide/meetings/{meeting}/consent/", f"/meetings/{meeting}/consent/"
    ballot = {"choice": "for", "reason": "", "on_motion": digest, "sure": "yes"}
    on = {"choice": "for", "on_agenda": digest, "reason": ""}
    hold_refused({
        "votes by the form": (votes, lambda: door.form(f"{page}vote/", **ballot)),
        "votes without it": (votes, lambda: door.crafted(f"{page}vote/", **ballot)),
        "votes by a program": (votes, lambda: door.rest("POST", f"{api}votes", on)),
        "closes by the form": (closes, lambda: door.form(f"{page}close/")),
        "closes without it": (closes, lambda: door.crafted(f"{page}close/")),
        "closes by a program": (closes, lambda: door.rest("POST", f"{api}close")),
    })  # fmt: skip


def test_no_door_closes_without_a_quorum_or_makes_one_up(cast: Cast) -> None:
    item = item_put(cast)
    open_with(cast, item.meeting, "priya", "fay")
    for name in ("carl", "priya", "fay"):
        vote(cast, item, name, Choice.FOR)
    carl, fay, page, room = (
        Doors(cast.carl),
        Doors(cast.fay),
        f"/decide/items/{item.pk}/close/",
        f"/meetings/{item.meeting_id}",
    )
    theo = str(cast.theo.person.pk)
    hold_refused({
        "closes by the form": ("meetings.no_quorum", lambda: carl.form(page)),
        "closes without the form": ("meetings.no_quorum", lambda: carl.crafted(page)),
        "closes from another site": ("request.form_expired", lambda: carl.forged(page)),
        "closes by a program": ("meetings.no_quorum", lambda: carl.rest("POST", f"/agenda-items/{item.pk}/close")),
        "closes by session": ("meetings.no_quorum", lambda: carl.by_session("POST", f"/agenda-items/{item.pk}/close")),
        "marks somebody absent as here": ("meetings.not_presiding", lambda: fay.rest("PUT", f"{room}/present/{theo}")),
        "marks them on the page": ("meetings.not_presiding", lambda: fay.crafted(
            f"/decide{room}/here/", person=theo, here="yes")),
        "marks who has no seat": ("not_found", lambda: carl.rest("PUT", f"{room}/present/{cast.nora.person.pk}")),
        "sends a member out": ("meetings.not_presiding", lambda: fay.rest(
            "PUT", f"{room}/left/{cast.priya.person.pk}")),
        "lowers the charter": ("not_allowed", lambda: carl.rest(
            "PUT", f"/committees/{item.meeting.committee_id}/charter", _charter(quorum_kind="number", quorum_value=1))),
        "lowers it on the page": ("not_allowed", lambda: carl.crafted(
            f"/decide/committees/{item.meeting.committee_id}/charter/", quorum_kind="number", quorum_value="1")),
        "ends the seats of who is away": ("not_allowed", lambda: carl.rest(
            "POST", f"/seats/{Seat.objects.get(person=cast.theo.person).pk}/end")),
    })  # fmt: skip


def _named(name: str) -> Any:
    from dataclasses import replace

    return replace(CHARTER, name=name)


def _charter(**changes: Any) -> dict[str, Any]:
    return {"name": "Mine", "purpose": "Mine", "chosen_how": "By me", "cadence": "Now", "conflict_rule": "None",
            "records_rule": "None", "review_on": "2027-11-01", "reason": "So that I can.", **changes}  # fmt: skip
