"""Assist, as people live it: a question without an answer, an answer written, a second person approving it."""

from __future__ import annotations

from playwright.sync_api import expect

from journeys.browsing import PHONE
from journeys.conftest import Visits


def test_a_gap_is_found_filled_and_approved_by_a_second_person(visits: Visits) -> None:
    paula = visits.of("Paula Voss", viewport=PHONE)
    paula.open("/assist/")
    paula.check()
    paula.page.get_by_label("The question").fill("Is there a chess club after school? Call me at 555-201-4477.")
    paula.page.get_by_role("button", name="Draft a reply").click()
    expect(paula.page.get_by_role("heading", level=1)).to_have_text("No approved answer")
    expect(paula.page.locator("mark")).to_contain_text("555-201-4477")
    paula.check()

    ada = visits.of("Ada Lind")
    ada.open("/assist/gaps/")
    ada.check()
    ada.page.get_by_role("link", name="chess").first.click()
    ada.check()
    ada.page.get_by_role("link", name="Write an answer").click()
    ada.page.get_by_label("The question, as families ask it").fill("Is there a chess club?")
    ada.page.get_by_label("The answer").fill("The chess club meets on Tuesdays at 3 p.m. in the library.")
    ada.page.get_by_label("What is it about?").select_option("learning")
    ada.check()
    ada.page.get_by_role("button", name="Hand it in for approval").click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Is there a chess club?")
    expect(ada.page.get_by_role("button", name="Approve in my name")).to_have_count(0)
    address = ada.page.url.removeprefix(ada.url)

    carl = visits.of("Carl Osei")
    carl.open(address)
    carl.check()
    carl.page.get_by_role("button", name="Approve in my name").click()
    expect(carl.page.get_by_text("Approved in your name.")).to_be_visible()
    carl.open("/assist/find/?q=chess")
    carl.check()
    carl.open("/assist/asked/")
    carl.check()
