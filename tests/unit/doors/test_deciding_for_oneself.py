"""Approving one's own, at every door: pages with and without their form, the API, the terminal, lists of requests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.models import Request
from chalkline.approve.reviews.api import reviews_of
from chalkline.approve.uses.api import ask_to_lift, suspend_use
from chalkline.approve.uses.models import ApprovedUse
from chalkline.govern.committees.api import motion_digest
from chalkline.govern.decisions.models import Decision
from chalkline.kernel.clock import utc_now
from chalkline.publish.bundle.api import prepare_bundle
from chalkline.publish.stops.api import ask_to_restore, stop_tool
from deciding import (
    STUDENT_USE,
    answer,
    meeting_called,
    open_with,
    ready_request,
    request_filed,
    reviewed,
    use_case_proposed,
)
from delegating import delegation_in_force
from doors import Doors, hold_refused
from unit.publish.conftest import Approved, approved, granted, home

__all__ = ["approved", "granted", "home"]


def test_whoever_asks_does_not_vote_and_does_not_close(cast: Cast) -> None:
    item = put_on_agenda(cast.ada.actor, ready_request(cast), meeting_called(cast), now=NOW)
    open_with(cast, item.meeting, "tess", "dana", "priya", "paula", "theo", "fay")
    tess, page = Doors(cast.tess), f"/decide/items/{item.pk}/"
    ballot = {"choice": "for", "reason": "It is mine.", "on_motion": motion_digest(item), "sure": "yes"}
    motion = {"outcome": "approve", "expires_on": "2027-06-30", "reason": "Without conditions."}
    api = f"/agenda-items/{item.pk}"
    hold_refused({
        "votes by the form": ("meetings.barred", lambda: tess.form(page, f"{page}vote/", **ballot)),
        "votes without the form": ("meetings.barred", lambda: tess.crafted(f"{page}vote/", **ballot)),
        "votes from another site": ("request.form_expired", lambda: tess.forged(f"{page}vote/", **ballot)),
        "moves by the form": ("meetings.barred", lambda: tess.form(f"{page}motion/", **motion)),
        "moves without the form": ("meetings.barred", lambda: tess.crafted(f"{page}motion/", **motion)),
        "closes by the form": ("meetings.barred", lambda: tess.form(f"{page}close/")),
        "closes without the form": ("meetings.barred", lambda: tess.crafted(f"{page}close/")),
        "votes by a program": ("meetings.barred", lambda: tess.rest("POST", f"{api}/votes", _only(ballot))),
        "votes by session": ("meetings.barred", lambda: tess.by_session("POST", f"{api}/votes", _only(ballot))),
        "closes by a program": ("meetings.barred", lambda: tess.rest("POST", f"{api}/close")),
    })  # fmt: skip
    forged = tess.by_session("POST", f"{api}/votes", _only(ballot), token=False)
    assert forged.status in {401, 403} and not item.votes.exists()


def test_nobody_decides_or_reviews_their_own_request_by_a_delegation(cast: Cast) -> None:
    right = delegation_in_force(cast)
    cast.ada.person.refresh_from_db()
    case = use_case_proposed(cast)
    own = reviewed(cast, request_filed(cast, "ada", use_case=case))
    imported = _imported(cast)
    refused_to_decide(Doors(cast.ada), own, str(right.pk))
    refused_to_decide(Doors(cast.ada), imported, str(right.pk))  # handed in in somebody else's name


def refused_to_decide(ada: Doors, asked: Request, right: str) -> None:
    page, until = f"/decide/requests/{asked.pk}/decide/", "2027-06-30"
    said = {"outcome": "approve", "expires_on": until, "reason": "Small."}
    api = {"delegation_id": right, "approves": True, "expires_on": until, "reason": "Small."}
    hold_refused({
        "by the form": ("not_found", lambda: ada.form(page, **said)),
        "without the form": ("not_found", lambda: ada.crafted(page, **said)),
        "by a program": ("not_allowed", lambda: ada.rest("POST", f"/requests/{asked.pk}/decide", api)),
    })  # fmt: skip


def test_whoever_proposed_a_delegation_has_nothing_decided_by_it(cast: Cast) -> None:
    right = delegation_in_force(cast)  # Sue proposed it, and Ada decides by it
    asked = reviewed(cast, request_filed(cast, "sue", use_case=use_case_proposed(cast)))
    ada, page = Doors(cast.ada), f"/decide/requests/{asked.pk}/decide/"
    said = {"outcome": "approve", "expires_on": "2027-06-30", "reason": "For Sue."}
    api = {"delegation_id": str(right.pk), "approves": True, "expires_on": "2027-06-30", "reason": "For Sue."}
    hold_refused({
        "by the form": ("packets.for_the_committee", lambda: ada.form(page, **said)),
        "without the form": ("packets.for_the_committee", lambda: ada.crafted(page, **said)),
        "by a program": ("packets.for_the_committee", lambda: ada.rest("POST", f"/requests/{asked.pk}/decide", api)),
    })  # fmt: skip


def test_nobody_reviews_what_they_ask_for_even_by_role(cast: Cast) -> None:
    asked = request_filed(cast, "priya", **STUDENT_USE)
    review = next(each for each in reviews_of(asked) if each.kind == "privacy")
    priya, ada, page = Doors(cast.priya), Doors(cast.ada), f"/decide/reviews/{review.pk}/"
    answers = {**answer("privacy").as_json()}
    to_her = {"person": str(cast.priya.person.pk), "reason": "She knows it."}
    hold_refused({
        "by the form": ("reviews.own_request", lambda: priya.form(page, summary="Fine.", recommendation="support")),
        "without the form": ("reviews.own_request", lambda: priya.crafted(page, summary="Fine.")),
        "by a program": ("reviews.own_request", lambda: priya.rest("POST", f"/reviews/{review.pk}/answer", answers)),
        "given to her": ("reviews.not_for_them", lambda: ada.crafted(f"{page}give/", **to_her)),
    })  # fmt: skip


def test_two_people_stay_two(approved: Approved) -> None:
    """What takes two people: a policy, a stop, a suspension, a policy of the board. One of them is never both."""
    cast, now = approved.cast, utc_now()
    approved.sign()
    approved.route("stub-small")
    Decision.objects.update(decided_on=localdate() - timedelta(days=2))
    ApprovedUse.objects.update(starts_on=localdate() - timedelta(days=2), expires_on=localdate() + timedelta(days=99))
    bundle = prepare_bundle(cast.dana.actor, now=now)
    stop = stop_tool(cast.sam.actor, "diffit", reason="It names strangers.", now=now)
    ask_to_restore(cast.priya.actor, stop, reason="It is mended.", now=now)
    use = ApprovedUse.objects.get()
    suspend_use(cast.sam.actor, use, reason="It names strangers.", now=now)
    ask_to_lift(cast.priya.actor, use, reason="It is mended.", now=now)
    dana, priya = Doors(cast.dana), Doors(cast.priya)
    hold_refused({
        "publishes by the form": ("bundles.same_person", lambda: dana.form(
            f"/protect/policies/{bundle.pk}/", f"/protect/policies/{bundle.pk}/activate/")),
        "publishes without the form": ("bundles.same_person", lambda: dana.crafted(
            f"/protect/policies/{bundle.pk}/activate/")),
        "publishes by a program": ("bundles.same_person", lambda: dana.rest("POST", f"/bundles/{bundle.pk}/activate")),
        "publishes at the terminal": ("bundles.same_person", lambda: dana.terminal("publish", "activate")),
        "restores by the form": ("stops.second_person", lambda: priya.form(f"/protect/stops/{stop.pk}/go-on/")),
        "restores without the form": ("stops.second_person", lambda: priya.crafted(f"/protect/stops/{stop.pk}/go-on/")),
        "restores by a program": ("stops.second_person", lambda: priya.rest("POST", f"/stops/{stop.pk}/restore")),
        "restores at the terminal": ("stops.second_person", lambda: priya.terminal("stop", "restore", str(stop.pk))),
        "lifts by the form": ("uses.second_person", lambda: priya.form(f"/decide/uses/{use.pk}/go-on/")),
        "lifts without the form": ("uses.second_person", lambda: priya.crafted(f"/decide/uses/{use.pk}/go-on/")),
        "lifts by a program": ("uses.second_person", lambda: priya.rest("POST", f"/uses/{use.pk}/lift")),
        "lifts at the terminal": ("uses.second_person", lambda: priya.terminal("use", "lift", str(use.pk))),
    })  # fmt: skip


def _imported(cast: Cast) -> Request:
    """A small request in Tess's name that Ada handed in by the API."""
    row = {"asked by": "tess.moreno@cedarhollow.example", "tool": "Diffit", "what for": "uc_lesson", "who": "teacher",
           "grades": "g35", "why": "Lessons.", "data": "public_docs"}  # fmt: skip
    taken = Doors(cast.ada).rest("POST", "/imports/requests", {"rows": [row]})
    assert taken.status == 200, taken.words
    return Request.objects.get(purpose="uc_lesson")


def _only(ballot: dict[str, Any]) -> dict[str, Any]:
    return {name: ballot[name] for name in ("choice", "reason", "on_motion")}
