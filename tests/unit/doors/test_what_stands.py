"""What is approved is edited by nobody, and what is sealed is read by nobody, at any door."""

from __future__ import annotations

from typing import Any

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.models import Request
from chalkline.govern.committees.api import (
    AgendaItem,
    Choice,
    ClosedFor,
    adjourn_meeting,
    close_session,
    declare_conflict,
    open_session,
    put_item,
    subject_of,
)
from chalkline.govern.decisions.api import close_item
from chalkline.govern.minutes.api import seal_note
from chalkline.ledger.api import GOVERNANCE, sequence
from deciding import (
    MEETING_AT,
    SEATS,
    decided_by_all,
    entry,
    meeting_called,
    open_with,
    ready_request,
    terms,
    use_case_proposed,
    vote,
)
from doors import Doors, hold_refused
from expecting import problem
from unit.publish.conftest import policy_adopted

THEO = "It would shame a colleague."


def decided(cast: Cast) -> tuple[Request, AgendaItem]:
    """Asked for by Tess, approved by the committee."""
    asked = ready_request(cast)
    item = put_on_agenda(cast.ada.actor, asked, meeting_called(cast), now=NOW)
    decided_by_all(cast, item)
    asked.refresh_from_db()
    return asked, AgendaItem.objects.get(pk=item.pk)


def test_nobody_edits_what_was_approved(cast: Cast) -> None:
    asked, item = decided(cast)
    tess, carl, ada = Doors(cast.tess), Doors(cast.carl), Doors(cast.ada)
    wider = {**terms(cast).as_json(), "elements": ["student_work", "iep"], "grade_bands": ["g35", "g912"]}
    form = {"purpose": "uc_leveling", "roles": ["student"], "grade_bands": ["g912"], "schools": ["every"],
            "data": ["work"], "why": "More."}  # fmt: skip
    page, api, at = f"/decide/requests/{asked.pk}/", f"/requests/{asked.pk}", f"/agenda-items/{item.pk}"
    motion = {"outcome": "approve", "expires_on": "2027-06-30", "reason": "Longer."}
    row = {"asked by": "tess.moreno@cedarhollow.example", "tool": "Diffit", "what for": "uc_leveling",
           "who": "student", "grades": "g912", "why": "More.", "data": "student_work"}  # fmt: skip
    case = use_case_proposed(cast, title="Another")
    hold_refused({
        "changes it by the form": ("requests.not_now", lambda: tess.form(f"{page}revise/", **form)),
        "changes it without the form": ("requests.not_now", lambda: tess.crafted(f"{page}revise/", **form)),
        "changes it by a program": ("requests.not_now", lambda: tess.rest("PUT", api, _sent(wider))),
        "hangs it on another problem": ("requests.not_now", lambda: tess.rest(
            "PUT", f"{api}/use-case", {"use_case_id": str(case.pk)})),
        "hangs it there on the page": ("requests.not_now", lambda: tess.crafted(
            f"{page}attach/", use_case=str(case.pk))),
        "moves otherwise": ("meetings.vote_closed", lambda: carl.crafted(f"/decide/items/{item.pk}/motion/", **motion)),
        "votes after the end": ("meetings.vote_closed", lambda: carl.rest("POST", f"{at}/votes", {
            "choice": "against", "reason": "After all.", "on_motion": "x"})),
        "closes again": ("decisions.already_decided", lambda: carl.crafted(f"/decide/items/{item.pk}/close/")),
        "closes again by a program": ("decisions.already_decided", lambda: carl.rest("POST", f"{at}/close")),
        "takes it off": ("requests.not_now", lambda: ada.crafted(f"/decide/items/{item.pk}/off/", reason="No.")),
        "declares a conflict late": ("meetings.vote_closed", lambda: carl.crafted(
            f"/decide/items/{item.pk}/conflict/", reason="I forgot.")),
        "closes the session late": ("meetings.vote_closed", lambda: carl.rest(
            "POST", f"{at}/closed-session", {"law": "personnel"})),
    })  # fmt: skip
    # a list may ask for more anew, and leaves what was approved as it is
    former = asked.digest
    ada.rest("POST", "/imports/requests", {"rows": [row], "on_conflict": "update"})
    asked.refresh_from_db()
    assert asked.digest == former


def test_a_policy_in_force_is_not_edited(cast: Cast) -> None:
    ada = Doors(cast.ada)
    version = policy_adopted(cast)
    page = f"/decide/policies/{version.policy_id}/{version.number}/"
    text = {"text": "# Data\nEverything.", "roles": ["teacher"], "title": "Mine"}
    hold_refused({
        "by the form": ("policies.not_a_draft", lambda: ada.form(f"{page}write/", **text)),
        "without the form": ("policies.not_a_draft", lambda: ada.crafted(f"{page}write/", **text)),
        "by a program": ("policies.not_a_draft", lambda: ada.rest("PUT", f"/policies/versions/{version.pk}/text", {
            "sections": [{"heading": "Data", "text": "Everything."}], "roles": ["teacher"]})),
        "taken back": ("policies.not_a_draft", lambda: ada.crafted(f"{page}take-back/")),
    })  # fmt: skip


def sealed(cast: Cast) -> tuple[AgendaItem, str]:
    """A request of Tess that the committee deals with in closed session; what Theo said is sealed."""
    asked = ready_request(cast)
    item = put_on_agenda(cast.ada.actor, asked, meeting_called(cast), now=NOW)
    open_with(cast, item.meeting, *(name for name in SEATS if name != "carl"))
    declare_conflict(cast.paula.actor, item, reason="My sister sells it.", now=MEETING_AT)
    vote(cast, item, "dana", Choice.FOR)
    closed = close_session(cast.carl.actor, item, ClosedFor.PERSONNEL, now=MEETING_AT)
    vote(cast, item, "theo", Choice.AGAINST, THEO)
    note = seal_note(cast.theo.actor, closed, "Counsel advised to wait.", now=MEETING_AT)
    return closed, str(note.pk)


def refused_to_read(door: Doors, item: AgendaItem, note: str) -> None:
    page, api, code = f"/decide/items/{item.pk}/", f"/agenda-items/{item.pk}", "meetings.not_in_the_room"
    hold_refused({
        "the item's page": (code, lambda: door.reads(page)),
        "the item by a program": (code, lambda: door.rest("GET", api)),
        "its notes": (code, lambda: door.rest("GET", f"{api}/sealed-notes")),
        "the form of a note": (code, lambda: door.reads(f"{page}note/")),
        "a note by its id": ("not_found", lambda: door.rest("POST", f"/sealed-notes/{note}/read")),
        "a note on the page": ("not_found", lambda: door.crafted(f"/decide/sealed/{note}/")),
    })  # fmt: skip


def test_nobody_reads_what_was_said_in_closed_session(cast: Cast) -> None:
    item, note = sealed(cast)
    sequence(GOVERNANCE)
    for name in ("sue", "nora"):
        refused_to_read(Doors(getattr(cast, name)), item, note)
    sue, places = Doors(cast.sue), [
        f"/decide/meetings/{item.meeting_id}/", f"/decide/meetings/{item.meeting_id}/minutes/", "/decide/meetings/",
        "/meetings/",
    ]  # fmt: skip
    for place in places:
        shown = sue.reads(place)
        assert shown.status == 200 and item.title not in shown.words and "Counsel advised" not in shown.words, place
    everywhere = [
        sue.reads("/ledger/"), sue.reads(f"/ledger/?about=meeting:{item.meeting_id}"),
        sue.reads(f"/ledger/?about=request:{item.subject_id}"), sue.rest("GET", "/ledger/facts?limit=100"),
        sue.rest("GET", f"/ledger/history/meeting/{item.meeting_id}"), sue.terminal("ledger", "show", "--limit", "200"),
        sue.terminal("ledger", "show", "--about", f"person:{cast.theo.person.pk}"),
        sue.reads(f"/decide/requests/{item.subject_id}/"),
    ]  # fmt: skip
    for told in everywhere:
        assert told.status == 200, told
        for sentence in (f"voted on “{item.title}”", f"put “{item.title}”", f"conflict on “{item.title}”", THEO):
            assert sentence not in told.words, sentence
        assert "Counsel advised" not in told.words
    about = sue.rest("GET", f"/ledger/history/request/{item.subject_id}").words
    assert "closed session" not in about and "voted on" not in about  # nor that this is what it was about
    assert "voted on “an item in closed session”" in everywhere[4].words


def test_a_decision_from_a_closed_session_says_how_and_not_why(cast: Cast) -> None:
    item, _note = sealed(cast)
    for name in ("carl", "priya", "fay"):
        vote(cast, item, name, Choice.FOR)
    decision = close_item(cast.carl.actor, item, now=MEETING_AT)
    outside = Doors(cast.nora).reads(f"/decide/decisions/{decision}/")
    assert "Theo Banks" in outside.words and THEO not in outside.words and "My sister" not in outside.words
    assert "why is sealed" in outside.words
    assert THEO in Doors(cast.dana).reads(f"/decide/decisions/{decision}/").words


def test_what_a_closed_session_did_not_end_comes_back_closed_until_the_committee_opens_it(cast: Cast) -> None:
    item, _note = sealed(cast)
    carl, here = Doors(cast.carl), f"/decide/items/{item.pk}/open-session/"
    hold_refused({"where it was closed": ("meetings.session_not_to_open", lambda: carl.crafted(here))})
    adjourn_meeting(cast.carl.actor, item.meeting, now=MEETING_AT)
    later = meeting_called(cast, item.meeting.committee)
    back = put_item(cast.ada.actor, later, subject_of(item), entry(), now=NOW)
    assert back.closed_law == "personnel" and back.closed_at is None
    sue = Doors(cast.sue)
    hold_refused({"read before": ("meetings.not_in_the_room", lambda: sue.rest("GET", f"/agenda-items/{back.pk}"))})
    open_with(cast, later, "dana", "theo", "fay", "tess")
    dana, page, api = (
        Doors(cast.dana),
        f"/decide/items/{back.pk}/open-session/",
        f"/agenda-items/{back.pk}/open-session",
    )
    hold_refused({
        "opened by who does not preside": ("meetings.not_presiding", lambda: dana.crafted(page)),
        "by a program": ("meetings.not_presiding", lambda: dana.rest("POST", api)),
        "by who has no seat": ("meetings.not_in_the_room", lambda: sue.rest("POST", api)),
    })  # fmt: skip
    opened = open_session(cast.carl.actor, back, now=MEETING_AT)
    assert opened.closed_law == "" and sue.rest("GET", f"/agenda-items/{back.pk}").status == 200
    with problem("meetings.session_not_to_open"):
        open_session(cast.carl.actor, back, now=MEETING_AT)
    assert item.title not in sue.rest("GET", f"/meetings/{item.meeting_id}").words  # the earlier one stays closed


def _sent(given: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, (set, frozenset)) else value for name, value in given.items()}
