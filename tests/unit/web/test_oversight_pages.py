"""Concerns and incidents in the browser: a minute to raise one, every deadline with its source."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.oversee.incidents.api import Clock, ClosedDay, Concern, Incident
from chalkline.tools.register.api import register_tool
from deciding import committee_seated
from visiting import visitor

WORDS = {"what": "The tutor was cruel to a child in room 12.", "tool": "Diffit", "affected": "yes", "unnamed": "on"}
ACCOUNT: dict[str, Any] = {
    "title": "Essays shown to another class",
    "what_happened": "For a day.",
    "kind": "data_exposed",
    "severity": "serious",
    "data_kinds": ["work"],
    "people": "24",
    "vendor": "held",
    "discovered": "2026-11-19T09:00",
}


@pytest.fixture
def illinois(settings: Any) -> None:
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"state": "IL"})


def test_a_teacher_raises_a_concern_from_any_page_and_reads_what_came_of_it(cast: Cast) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    tess = visitor(cast.tess)
    assert 'href="/concern/"' in tess.get("/decide/uses/").content.decode()
    assert 'value="Diffit"' in tess.get("/concern/?tool=diffit").content.decode()
    page = tess.post("/concern/", WORDS)
    concern = Concern.objects.get()
    assert page.status_code == 302 and page["Location"] == f"/protect/concerns/{concern.pk}/"
    assert concern.tool and concern.tool.slug == "diffit"
    handled = visitor(cast.priya).get(page["Location"]).content.decode()
    assert "Tess Moreno" in handled and "Open an incident" in handled
    assert visitor(cast.theo).get(page["Location"]).status_code == 404
    assert "cruel" not in visitor(cast.dana).get("/protect/concerns/").content.decode()
    visitor(cast.priya).post(page["Location"], {"do": "take_up"})
    again = visitor(cast.priya).post(page["Location"], {"do": "answer", "found": ""})
    assert again.status_code == 200 and 'href="#id_found"' in again.content.decode()
    visitor(cast.priya).post(page["Location"], {"do": "answer", "found": "We spoke with the vendor."})
    assert "We spoke with the vendor." in tess.get(page["Location"]).content.decode()


def test_nothing_typed_is_lost_when_words_are_missing(cast: Cast) -> None:
    page = visitor(cast.tess).post("/concern/", {**WORDS, "what": ""})
    text = page.content.decode()
    assert page.status_code == 200 and 'value="Diffit"' in text and 'href="#id_what"' in text


@pytest.mark.usefixtures("illinois")
def test_an_incident_from_opening_to_closing(cast: Cast) -> None:
    visitor(cast.tess).post("/concern/", WORDS)
    concern = Concern.objects.get()
    priya = visitor(cast.priya)
    assert "room 12" in priya.get(f"/protect/incidents/open/?concern={concern.pk}").content.decode()
    missing = priya.post("/protect/incidents/open/", {**ACCOUNT, "discovered": "", "kind": ""})
    assert missing.status_code == 200 and 'href="#id_discovered"' in missing.content.decode()
    page = priya.post(f"/protect/incidents/open/?concern={concern.pk}", ACCOUNT)
    incident = Incident.objects.get()
    assert page["Location"] == f"/protect/incidents/{incident.pk}/"
    text = priya.get(page["Location"]).content.decode()
    assert "105 ILCS 85" in text and "counsel confirms" in text and "When did the vendor find it?" in text
    assert incident.title in visitor(cast.sue).get("/").content.decode()
    assert incident.title not in visitor(cast.tess).get("/").content.decode()
    for outsider in (cast.tess, cast.paula, cast.bo):
        assert visitor(outsider).get(page["Location"]).status_code in {403, 404}
    priya.post(f"{page['Location']}account/", {**ACCOUNT, "confirmed": "2026-11-19T10:00"})
    told = {"audience": "families", "how": "A letter home in two languages.", "told_at": "2026-11-20T10:00"}
    priya.post(f"{page['Location']}tell/", told)
    for clock in Clock.objects.all():
        priya.post(f"{page['Location']}clocks/{clock.pk}/", {"how": "done", "reason": "Sent and logged."})
    half = {"lessons": "Class lists were shared by link.", "what_0": "Links expire after a day."}
    again = priya.post(f"{page['Location']}close/", half)
    assert again.status_code == 200 and "Complete each change." in again.content.decode()
    priya.post(f"{page['Location']}close/", {**half, "owner_0": cast.dana.actor.id, "due_on_0": "2099-01-10"})
    text = priya.get(page["Location"]).content.decode()
    assert "Links expire after a day." in text and "A letter home in two languages." in text and "Closed" in text
    change = incident.changes.get()
    visitor(cast.dana).post(f"{page['Location']}changes/{change.pk}/")
    change.refresh_from_db()
    assert change.made_at


def test_the_calendar_is_read_reviewed_and_subscribed_to(cast: Cast) -> None:
    committee = committee_seated(cast)
    ada = visitor(cast.ada)
    at = f"/decide/calendar/committee/{committee.pk}/"
    assert at in ada.get("/decide/calendar/").content.decode()
    assert "Send the review" not in visitor(cast.tess).get(at).content.decode()
    again = ada.post(at, {"outcome": "goes_on", "summary": "", "next_on": "2020-01-01"}).content.decode()
    assert 'href="#id_summary"' in again
    done = ada.post(at, {"outcome": "goes_on", "summary": "Every group has a seat.", "next_on": soon(90)})
    assert done.status_code == 302
    assert "Every group has a seat." in visitor(cast.tess).get(at).content.decode()
    shown = ada.post("/decide/calendar/link/", {"do": "make"}).content.decode()
    path = re.search(r"/calendar/cal-[^ <]+[.]ics", shown)
    assert path
    read = visitor().get(path[0])
    assert read["Content-Type"].startswith("text/calendar") and committee.name in read.content.decode()
    ada.post("/decide/calendar/link/", {"do": "end"})
    assert visitor().get(path[0]).status_code == 404


def test_closed_days_are_entered_by_those_who_keep_the_calendar(cast: Cast) -> None:
    assert visitor(cast.tess).get("/decide/calendar/closed-days/").status_code == 403
    ada = visitor(cast.ada)
    wrong = ada.post("/decide/calendar/closed-days/", {"day": "soon", "reason": ""}).content.decode()
    assert 'href="#id_day"' in wrong and not ClosedDay.objects.exists()
    ada.post("/decide/calendar/closed-days/", {"day": "2026-12-21", "reason": "Winter break"})
    assert ClosedDay.objects.get().name == "Winter break"
    ada.post("/decide/calendar/closed-days/", {"open": "2026-12-21"})
    assert not ClosedDay.objects.exists()


def soon(days: int) -> str:
    return (localdate() + timedelta(days=days)).isoformat()


def test_a_tools_page_shows_its_incidents_to_those_who_may_know_and_the_register_counts_them(cast: Cast) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    public = visitor(cast.otto)
    assert "No incident with AI or student data has been opened" in public.get("/register/").content.decode()
    visitor(cast.priya).post("/protect/incidents/open/", {**ACCOUNT, "tool": "diffit", "people": "9"})
    assert "Essays shown to another class" in visitor(cast.priya).get("/tools/diffit/").content.decode()
    assert "Essays shown to another class" not in visitor(cast.tess).get("/tools/diffit/").content.decode()
    told = public.get("/register/").content.decode()
    assert "One incident was opened in" in told and "Still being worked on: 1." in told
    assert "is not shown, or not known yet" in told and "Essays" not in told
    assert public.get("/register.json").json()["incidents"]["people"] is None
