"""Oversight in a browser: a concern raised on a phone ends with lessons, and with the use restored by two people."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.serving import serving
from journeys.test_protect import DEMO, home_with

pytestmark = pytest.mark.journey
A_MINUTE = 60


def somebody(browser: Browser, url: str, name: str, **options: object) -> tuple[Visit, Page]:
    made = visit(browser, url, **{"viewport": DESK, **options})
    return made, made.sign_in_as(name)


def test_a_concern_becomes_an_incident_stops_a_use_and_two_people_restore_it(browser: Browser, tmp_path: Path) -> None:
    with serving(home_with(tmp_path), **DEMO) as served:
        tess, phone = somebody(browser, served.url, "Tess Moreno", viewport=PHONE)
        began = time.monotonic()
        phone.get_by_role("link", name="Raise a concern").first.click()
        tess.check()
        phone.get_by_label("What worries you?").fill("Diffit showed my class the texts of another class.")
        phone.get_by_label("Which tool is it about?").fill("Diffit")
        phone.get_by_label("Yes", exact=True).check()
        phone.get_by_role("button", name="Send it").click()
        expect(phone.get_by_text("Thank you. It has been passed on")).to_be_visible()
        assert time.monotonic() - began < A_MINUTE
        tess.check()

        priya, page = somebody(browser, served.url, "Priya Raman")
        page.get_by_role("link", name="Look into it").first.click()
        page.get_by_role("link", name="Open an incident").click()
        page.get_by_label("Give it a short name").fill("Texts shown to another class")
        page.get_by_label("Data reached somebody it should not have").check()
        page.get_by_label("Serious", exact=True).check()
        page.locator('input[name="data_kinds"][value="work"]').check()
        page.get_by_label("How many people?").fill("24")
        priya.check()
        page.get_by_role("button", name="Open the incident").click()
        expect(page.get_by_role("heading", name="Deadlines")).to_be_visible()
        incident = page.url.removeprefix(served.url)
        priya.check()
        page.get_by_role("link", name="Stop this use").first.click()
        priya.check()
        page.get_by_role("button", name="Stop it now").click()
        expect(page.get_by_text("stopped", exact=True).first).to_be_visible()

        tess.open("/tools/diffit/")  # at once, for everybody; what went wrong is not told to everybody
        expect(phone.get_by_text("Stopped for now").first).to_be_visible()
        expect(phone.get_by_text("Texts shown to another class")).to_have_count(0)

        while page.get_by_role("link", name="Settle it").count():
            page.get_by_role("link", name="Settle it").first.click()
            page.get_by_label("It was done").check()
            page.get_by_label("What was done, or why does it not apply?").fill("Entered in the record of disclosures.")
            page.get_by_role("button", name="Settle it").click()
        page.get_by_role("link", name="Close it").click()
        priya.check()
        page.get_by_label("What did we learn?").fill("Shared links were open to the whole school.")
        page.get_by_role("button", name="Close it").click()
        expect(page.get_by_role("heading", name="What we learned")).to_be_visible()
        priya.check()

        page.get_by_role("link", name="Adjust reading level", exact=False).first.click()
        page.get_by_role("link", name="Ask that it may go on").click()
        page.get_by_label("What was done about the reason for the stop?").fill("Links are open to the class alone.")
        page.get_by_role("button", name="Ask", exact=True).click()
        use = page.url.removeprefix(served.url)
        ada, other = somebody(browser, served.url, "Ada Lind")
        ada.open(use)
        other.get_by_role("link", name="Agree that it goes on").click()
        other.get_by_role("button", name="I agree").click()
        expect(other.get_by_text("It may be used again.")).to_be_visible()
        priya.open(incident)
        expect(page.get_by_text("goes on again", exact=True)).to_be_visible()
        priya.open("/decide/calendar/")
        priya.check()
