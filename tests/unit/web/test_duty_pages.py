"""Duties of law in the browser: on one list, with what the law says, given, met with what shows it; and on Today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.data.duties.api import Duty, Ground, ToolGiven, track_duties
from chalkline.people.api import system_actor
from chalkline.tools.register.api import register_tool
from visiting import visitor


@pytest.fixture
def tracked(cast: Cast) -> Duty:
    tool = register_tool(cast.dana.actor, "MagicSchool", now=NOW)
    given = [ToolGiven(tool.slug, tool.name, NOW.date(), frozenset(Ground))]
    track_duties(system_actor("duties"), given, now=NOW)
    return Duty.objects.get(rule="ferpa-so-function")


def test_duties_stand_on_one_list_on_the_tools_page_and_on_today(cast: Cast, tracked: Duty) -> None:
    priya = visitor(cast.priya)
    listed = priya.get("/data/duties/").content.decode()
    assert "The vendor does a job the district would give to staff" in listed and "20 USC 1232g" in listed
    assert "Yearly notice of families" not in priya.get("/data/duties/?duties-group=vendor").content.decode()
    assert f"/data/duties/{tracked.pk}/" in priya.get("/tools/magicschool/").content.decode()
    today = priya.get("/").content.decode()
    assert "more duties of law are due soon" in today and today.count("/data/duties/") >= 4
    tess = visitor(cast.tess)
    assert tess.get(f"/data/duties/{tracked.pk}/").status_code == 404
    assert "/data/duties/" not in tess.get("/tools/magicschool/").content.decode()


def test_one_is_given_met_set_aside_and_opened_again(cast: Cast, tracked: Duty) -> None:
    priya, url = visitor(cast.priya), f"/data/duties/{tracked.pk}/"
    page = priya.get(url).content.decode()
    assert "Show the vendor does a job" in page and "not legal advice" in page.casefold()
    again = priya.post(url, {"do": "meet", "evidence": " ", "link": "x"})
    assert again.status_code == 200 and 'href="#id_evidence"' in again.content.decode()
    dana, soon = str(cast.dana.person.pk), (localdate() + timedelta(days=9)).isoformat()
    assert priya.post(url, {"do": "give", "owner": dana, "due_on": soon}).status_code == 302
    theirs = visitor(cast.dana)
    assert "The vendor does a job" in theirs.get("/").content.decode()
    assert theirs.post(url, {"do": "meet", "evidence": "Use case of Oct 2; clause 1.", "link": ""}).status_code == 302
    shown = priya.get(url).content.decode()
    assert "Use case of Oct 2; clause 1." in shown and "Dana Whitfield" in shown
    assert priya.post(url, {"do": "reopen", "reason": "The clause changed."}).status_code == 302
    assert priya.post(url, {"do": "waive", "reason": "It gets no records any more."}).status_code == 302
    assert "Why it does not apply" in priya.get(url).content.decode()
    assert theirs.post(url, {"do": "waive", "reason": "No."}).status_code == 403
