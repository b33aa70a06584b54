"""A vendor answers by its link, on a phone, without an account; staff assess, a gate blocks, a named person answers for
it, and the request goes on. With and without script."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import DESK, PHONE, Visit
from journeys.conftest import Visits
from journeys.serving import environment, prepare, serving

HERE = Path(__file__).parent
PDF = b"%PDF-1.7 a report"
GATE = "A01"
SETTINGS = {"CHALKLINE_DEMO": "true"}


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def asking(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[tuple[Visits, bool]]:
    """A server where Diffit is known and a meeting is called."""
    prepare(tmp_path, **SETTINGS)
    _prepared(tmp_path)
    with serving(tmp_path, **SETTINGS) as running:
        visits = Visits(browser, running)
        yield visits, request.param
        for each in visits.made:
            each.context.close()
            assert not each.faults and not each.elsewhere


def _prepared(home: Path, *what: str) -> None:
    command = [sys.executable, str(HERE / "vendoring.py"), *what]
    subprocess.run(command, env=environment(home, **SETTINGS), check=True)


def looked_at(visit: Visit, script: bool) -> None:
    """Axe and the rest need script in the page; without it, that it works is what is asked."""
    if script:
        visit.check()


def test_from_the_link_to_the_agenda(asking: tuple[Visits, bool]) -> None:
    visits, script = asking
    priya = visits.of("Priya Raman", viewport=DESK, java_script_enabled=script)
    link, evaluation = _sent_a_link(priya, script)
    lena = visits.stranger(viewport=PHONE, color_scheme="dark", java_script_enabled=script)
    _answers_and_leaves(lena, link, script)
    back = visits.stranger(viewport=PHONE, java_script_enabled=script)  # another day, another phone, the same link
    _comes_back_and_hands_in(back, link, script)
    for path in (link, f"{link}questions/privacy/", f"{link}files/", f"{link}hand-in/"):
        back.open(path)  # the same link again
        expect(back.page.get_by_role("heading", level=1)).to_contain_text("This link does not work any more.")
    looked_at(back, script)
    _assessed(priya, evaluation, script)
    expect(priya.page.get_by_text("one thing stands in the way of an approval").first).to_be_visible()
    _prepared(visits.server.home, "request")  # it is asked for, and reviewed with what was found
    ada = visits.of("Ada Lind", java_script_enabled=script)
    objects = ada.page.get_by_text("Failed gate (Does not meet it)")
    item = _put_on_agenda(ada)
    expect(objects.first).to_be_visible()
    looked_at(ada, script)
    ada.page.get_by_role("link", name="Take it off").click()
    ada.page.get_by_label("Why").fill("The privacy officer asks the vendor about its training first.")
    ada.page.get_by_role("button", name="Take it off").click()
    _accepted(visits.of("Sue Park", viewport=PHONE, java_script_enabled=script), evaluation, script)
    again = _put_on_agenda(ada)
    assert again != item
    expect(objects).to_have_count(0)
    expect(ada.page.get_by_text("Sue Park accepted it in writing").first).to_be_visible()
    looked_at(ada, script)


def test_a_link_that_ran_out_or_was_ended_says_so(asking: tuple[Visits, bool]) -> None:
    visits, script = asking
    priya = visits.of("Priya Raman", viewport=DESK, java_script_enabled=script)
    link, evaluation = _sent_a_link(priya, script)
    priya.open(evaluation)
    priya.page.get_by_role("link", name="End the link").click()
    looked_at(priya, script)
    priya.page.get_by_role("button", name="End it").click()
    lena = visits.stranger(viewport=PHONE, java_script_enabled=script)
    for address in (link, "/vendor/cv-never-made/"):
        lena.open(address)
        expect(lena.page.get_by_role("heading", level=1)).to_contain_text("This link does not work any more.")
        expect(lena.page.get_by_text("Ask the district for a new link")).to_be_visible()
        looked_at(lena, script)


def _sent_a_link(priya: Visit, script: bool) -> tuple[str, str]:
    """The link's path, and the evaluation's."""
    page = priya.open("/evaluations/new/")
    page.get_by_label("Which tool?").select_option(label="Diffit")
    looked_at(priya, script)
    page.get_by_role("button", name="Begin").click()
    evaluation = page.url.removeprefix(priya.url)
    looked_at(priya, script)
    page.get_by_role("link", name="Make a link for the vendor").click()
    page.get_by_label("To whom do you send it?").fill("lena@diffit.example")
    looked_at(priya, script)
    page.get_by_role("button", name="Make the link").click()
    looked_at(priya, script)
    return "/vendor/" + page.locator("#the-link").inner_text().split("/vendor/")[1].strip(), evaluation


def _answers_and_leaves(lena: Visit, link: str, script: bool) -> None:
    page = lena.open(link)
    looked_at(lena, script)
    page.get_by_role("link", name="Say who answers").click()
    looked_at(lena, script)
    page.get_by_label("Your name").fill("Lena Vogt")
    page.get_by_label("Your e-mail address").fill("lena@diffit.example")
    page.get_by_label("What you do there").fill("Privacy lead")
    page.get_by_role("button", name="Keep it, and go on").click()
    looked_at(lena, script)
    first = page.locator("#q-P01")
    first.get_by_label("Yes", exact=True).check()
    first.get_by_label("In your words").fill("We sign the NDPA as it stands.")
    if script:
        page.locator("#q-P02").get_by_label("In your words").focus()
        expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    else:
        page.locator(".send button").click()
    lena.open("/")  # left in the middle


def _comes_back_and_hands_in(lena: Visit, link: str, script: bool) -> None:
    page = lena.open(link)
    expect(page.get_by_text(re.compile("^1 of [0-9]+ questions are answered"))).to_be_visible()
    page.get_by_role("link", name="Go on with the questions").click()
    first = page.locator("#q-P01")
    expect(first.get_by_label("In your words")).to_have_value("We sign the NDPA as it stands.")
    expect(first.get_by_label("Yes", exact=True)).to_be_checked()
    lena.open(f"{link}hand-in/")
    expect(page.get_by_role("heading", name="First answer these")).to_be_visible()
    looked_at(lena, script)
    page.get_by_role("link", name=re.compile("^P02")).click()
    for _ in range(12):
        heading = page.get_by_role("heading", level=1).inner_text()
        for question in page.locator("section.hang[id^='q-']").all():
            question.get_by_label("Yes", exact=True).check()
        looked_at(lena, script)
        with page.expect_navigation():
            page.locator(".send button").click()
        if page.url.removeprefix(lena.url) == link:
            break
        assert page.get_by_role("heading", level=1).inner_text() != heading
    page.get_by_role("link", name="Files that show it").click()
    page.get_by_label("The file").set_input_files({"name": "soc2.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_label("What is it?").select_option("soc2")
    page.get_by_label(re.compile("^S02 ")).check()
    looked_at(lena, script)
    page.get_by_role("button", name="Attach it").click()
    expect(page.get_by_text("It is attached.")).to_be_visible()
    looked_at(lena, script)
    lena.open(f"{link}companies/")
    page.get_by_label("One company a line", exact=False).fill("CloudHost; United States; hosting; student work")
    looked_at(lena, script)
    page.get_by_role("button", name="Keep the list").click()
    page.get_by_role("link", name="Look it over and hand it in").first.click()
    looked_at(lena, script)
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Your answers are handed in.")).to_be_visible()
    looked_at(lena, script)


def _assessed(priya: Visit, evaluation: str, script: bool) -> None:
    page = priya.open(evaluation)
    looked_at(priya, script)
    page.get_by_role("link", name="Assess the answers").click()
    for _ in range(12):
        for question in page.locator("section.hang[id^='q-']").all():
            if question.get_attribute("id") == f"q-{GATE}":
                question.get_by_label("Does not meet it").check()
                question.get_by_label("Note, for the committee and the vendor").fill("They train on prompts.")
            else:
                question.get_by_label("Meets it, by its word").check()
        looked_at(priya, script)
        with page.expect_navigation():
            page.get_by_role("button", name="Keep it, and go on").click()
        if page.url.removeprefix(priya.url) == evaluation:
            break
    looked_at(priya, script)
    page.get_by_role("link", name="Finish it").click()
    looked_at(priya, script)
    page.get_by_role("button", name="Finish it").click()


def _put_on_agenda(ada: Visit) -> str:
    """The item's path; its page is open."""
    page = ada.open("/decide/meetings/")
    page.locator("table a[href^='/decide/meetings/']").first.click()
    ready = page.get_by_role("listitem").filter(has_text="Diffit: Adjust reading level")
    ready.get_by_role("button", name="Put it on").click()
    page.get_by_role("link", name="Diffit: Adjust reading level and scaffold texts", exact=True).last.click()
    return page.url.removeprefix(ada.url)


def _accepted(sue: Visit, evaluation: str, script: bool) -> None:
    page = sue.open(evaluation)
    looked_at(sue, script)
    page.get_by_role("link", name="Accept this risk in writing").click()
    looked_at(sue, script)
    page.get_by_role("button", name="Accept it, in my name").click()
    expect(page.get_by_role("alert").first).to_be_visible()  # a reason is asked for
    page.get_by_label("Why may it be so", exact=False).fill("By contract the training is switched off for us.")
    page.get_by_role("button", name="Accept it, in my name").click()
    expect(page.get_by_text("Accepted in writing by Sue Park")).to_be_visible()
    looked_at(sue, script)
