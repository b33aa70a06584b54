"""A survey, as people live it: opened at a desk, answered on a telephone in Spanish, closed, and read."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from journeys.browsing import PHONE
from journeys.conftest import Visits


def test_a_family_answers_in_spanish_on_a_telephone(visits: Visits) -> None:
    dana = visits.of("Dana Whitfield")
    dana.open("/surveys/")
    dana.check()
    dana.page.get_by_role("main").get_by_role("link", name="Start a survey").first.click()
    dana.page.get_by_role("link", name="Families").click()
    dana.check()
    dana.page.get_by_role("button", name="Open the survey").click()
    expect(dana.page.get_by_text("Fewer than ten people have answered so far.")).to_be_visible()
    dana.check()
    link, at = dana.page.locator("#link .secret").inner_text().strip(), dana.page.url.removeprefix(dana.url)
    dana.open(f"{at}poster/")
    dana.check()

    parent = visits.stranger(viewport=PHONE, locale="es-MX")
    parent.open(link.removeprefix(parent.url))
    assert parent.page.locator("html").get_attribute("lang") == "es"
    parent.check()
    parent.page.locator("main form button").click()
    expect(parent.page.locator(".usa-alert, [role=alert], .errors").first).to_be_visible()
    parent.check()
    parent.page.get_by_label("Una o dos veces al mes").check()
    parent.page.get_by_label("Que nos digan qué herramientas se usan").check()
    parent.page.get_by_label(re.compile("¿Quiere decir algo más?")).fill("Queremos saberlo antes.")
    parent.page.locator("main form button").click()
    expect(parent.page.locator("main form")).to_have_count(0)
    parent.check()
    assert not {each["name"] for each in parent.context.cookies()} & {"sessionid"}
    parent.open(link.removeprefix(parent.url))
    expect(parent.page.locator("main form")).to_have_count(0)

    dana.open(f"{at}close/")
    dana.check()
    dana.page.get_by_role("button", name="Close it").click()
    expect(dana.page.get_by_text("Fewer than ten people answered")).to_be_visible()
    expect(dana.page.get_by_text("Queremos saberlo antes.")).to_have_count(0)
    dana.check()


def test_the_district_sees_how_ready_it_is_and_plans_a_step(visits: Visits) -> None:
    ada = visits.of("Ada Lind", viewport=PHONE)
    ada.open("/report/readiness/")
    ada.check()
    ada.page.get_by_role("button", name="Begin").click()
    expect(ada.page.get_by_role("heading", level=1)).to_contain_text("Lowest")
    ada.check()
    ada.page.get_by_role("link", name="Learning with AI", exact=True).click()
    ada.check()
    ada.page.get_by_role("link", name="Answer what is open").click()
    ada.page.get_by_label(re.compile("^Developing")).check()
    ada.page.get_by_role("button", name="Keep it, and go on").click()
    expect(ada.page.get_by_text("Say what shows it").first).to_be_visible()
    ada.check()
    ada.page.get_by_label("What shows it?").fill("The map of the curriculum, page 3")
    expect(ada.page.get_by_text("Kept as typed.")).to_be_visible()
    yesterday = ada.page.evaluate("new Date(Date.now() - 864e5).toISOString().slice(0, 10)")  # past in any zone
    ada.page.get_by_label("From which day is that?").fill(str(yesterday))
    ada.page.get_by_role("button", name="Keep it, and go on").click()
    expect(ada.page.get_by_text("The answer is kept.")).to_be_visible()
    ada.check()
    ada.open("/report/readiness/")
    ada.page.get_by_role("link", name=re.compile("^Plan a step")).first.click()
    ada.check()
    ada.page.get_by_role("button", name="Plan it").click()
    expect(ada.page.locator("#plan li")).to_have_count(1)
    ada.page.get_by_role("link", name=re.compile("^Say what came of it")).click()
    ada.check()
    ada.page.get_by_label("What came of it?").fill("Two families joined.")
    ada.page.get_by_role("button", name="It is done").click()
    expect(ada.page.locator("#plan .chip", has_text="Done")).to_be_visible()
    ada.check()
