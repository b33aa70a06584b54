"""A district lets people in: a parent added and given a role, a link, a password, a roster seen before it counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.browsing import DESK, PHONE
from journeys.conftest import Visits

ROSTER = Path(__file__).resolve().parents[2] / "demo" / "district" / "roster_faults"


@pytest.mark.parametrize(
    ("size", "given"), [pytest.param(DESK, "Fern", marks=pytest.mark.soak), (PHONE, "Iris")], ids=["desk", "phone"]
)
def test_somebody_from_outside_is_let_in(visits: Visits, size: dict[str, int], given: str) -> None:
    sue = visits.of("Sue Park", viewport=size)
    sue.check()  # Today, with the first steps
    sue.open("/people/")
    sue.check()
    sue.page.get_by_role("link", name="Add somebody").click()
    sue.check()
    sue.page.get_by_label("First name").fill(given)
    sue.page.get_by_label("Last name").fill("Ito")
    sue.page.get_by_label("E-mail address").fill(f"{given.lower()}@home.example")
    sue.page.get_by_role("button", name="Add them").click()
    sue.check()
    sue.page.get_by_role("link", name="Give a role").click()
    sue.check()
    sue.page.get_by_label("Which role?").select_option("Family representative")
    sue.page.get_by_role("button", name="Give the role").click()
    expect(sue.page.get_by_text("given by Sue Park")).to_be_visible()
    sue.page.get_by_role("button", name="Open an account").click()
    sue.check()
    link = sue.page.locator("#the-link").inner_text().removeprefix(sue.url)
    newcomer = visits.stranger(viewport=size)
    newcomer.open(link)
    newcomer.check()
    newcomer.page.get_by_label("Your password").fill("seven quiet herons fly")
    newcomer.page.get_by_label("The same once more").fill("seven quiet herons fly")
    newcomer.page.get_by_role("button", name="Set the password").click()
    expect(newcomer.page.get_by_text("Your password is set.")).to_be_visible()
    newcomer.page.get_by_label("Your district e-mail address").fill(f"{given.lower()}@home.example")
    newcomer.page.get_by_label("Password").fill("seven quiet herons fly")
    newcomer.page.get_by_role("button", name="Sign in").click()
    expect(newcomer.page.get_by_role("heading", level=1)).to_contain_text(given)


def test_the_pages_of_people_and_committees_are_sound(visits: Visits) -> None:
    dana = visits.of("Dana Whitfield", viewport=PHONE)
    for address in ("/people/schools/", "/people/students/", "/people/roster/"):
        dana.open(address)
        dana.check()
    dana.page.get_by_label("OneRoster CSV export").set_input_files(sorted(ROSTER.glob("*.csv")))
    dana.page.get_by_role("button", name="Read it").click()
    expect(dana.page.get_by_text("8 CSV files")).to_be_visible()
    dana.check()
    ada = visits.of("Ada Lind")
    ada.open("/decide/committees/new/")
    ada.check()
