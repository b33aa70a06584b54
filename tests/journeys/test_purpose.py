"""Purpose, as people live it: a problem is named, a use case proposed; at a desk, on a phone, without script."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from journeys.browsing import DESK, PHONE
from journeys.conftest import Visits

BY = (date.today() + timedelta(days=180)).isoformat()  # noqa: DTZ011  (a day well ahead, in any zone)


def fill_in(page: Page, title: str) -> None:
    page.get_by_label("What is the problem, in a few words?").fill(title)
    page.get_by_label("What happens today, and to whom?").fill("The office answers 140 e-mails a week by hand.")
    page.get_by_label("Operational efficiency").check()
    page.get_by_label("Evidence 1: what shows it?").fill("Median of October, from the shared mailbox")
    page.get_by_label("Evidence 1: the number").fill("2.6 days")
    page.get_by_label("What will you measure?").fill("Median time to a first answer")
    page.get_by_label("What do the numbers count?").fill("days")
    page.get_by_label("Where does it stand today?").fill("2.6")
    page.get_by_label("Where should it be?").fill("0.5")
    page.get_by_label("By which day?").fill(BY)


@pytest.mark.parametrize("size", [pytest.param(DESK, marks=pytest.mark.soak), PHONE], ids=["desk", "phone"])
def test_a_problem_comes_first_and_a_use_case_hangs_on_it(visits: Visits, size: dict[str, int]) -> None:
    title = f"Families wait days for an answer ({size['width']})"
    carl = visits.of("Carl Osei", viewport=size)
    carl.open("/purpose/")
    carl.check()
    carl.page.get_by_role("link", name="Name a problem").click()
    carl.check()
    carl.page.get_by_role("button", name="Put it on the list").click()
    expect(carl.page.get_by_role("alert")).to_contain_text("need another look")
    carl.check()
    carl.page.get_by_role("alert").get_by_role("link").first.click()
    expect(carl.page.get_by_label("What is the problem, in a few words?")).to_be_focused()
    fill_in(carl.page, title)
    carl.page.get_by_role("button", name="One more piece of evidence").click()
    carl.page.get_by_label("Evidence 3: what shows it?").fill("Eleven complaints to the board this fall")
    carl.page.get_by_role("button", name="Put it on the list").click()
    expect(carl.page.get_by_role("heading", level=1)).to_have_text(title)
    expect(carl.page.get_by_text("Eleven complaints to the board this fall")).to_be_visible()
    carl.check()
    address = carl.page.url.removeprefix(carl.url)

    tess = visits.of("Tess Moreno", viewport=size)
    tess.open(address)
    expect(tess.page.get_by_role("link", name="State it anew")).to_have_count(0)
    tess.page.get_by_role("link", name="Propose a use case").click()
    tess.check()
    tess.page.get_by_label("What would AI do, in a few words?").fill("Draft answers from the website")
    tess.page.get_by_label("How would that help with the problem?").fill("The office edits and sends each one.")
    tess.page.get_by_text("Teacher sustainability").click()
    tess.page.get_by_label(re.compile("^Draft e-mails and newsletters")).check()
    tess.page.get_by_label("Administrators").check()
    tess.page.get_by_label("Work without a class").check()
    expect(tess.page.get_by_label("Who decides?")).to_be_hidden()
    tess.page.get_by_label("Predicts, flags or scores people").check()
    expect(tess.page.get_by_label("Who decides?")).to_be_visible()
    tess.check()
    tess.page.get_by_label("Writes, draws or answers").check()
    tess.page.get_by_role("button", name="Propose it").click()
    expect(tess.page.get_by_role("heading", level=1)).to_have_text("Draft answers from the website")
    tess.check()
    tess.open("/purpose/")
    expect(tess.page.get_by_role("heading", name=title)).to_be_visible()
    tess.check()


def test_without_script(visits: Visits) -> None:
    carl = visits.of("Carl Osei", java_script_enabled=False)
    carl.open("/purpose/name/")
    fill_in(carl.page, "Named without script")
    carl.page.get_by_role("button", name="One more piece of evidence").click()
    expect(carl.page.get_by_label("Where does it stand today?")).to_have_value("2.6")
    carl.page.get_by_label("By which day?").press("Enter")
    expect(carl.page.get_by_role("heading", level=1)).to_have_text("Named without script")
