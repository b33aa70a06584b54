"""What comes after a decision: an appeal and its effect, a use one need not ask for again, a change that ends a use."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import PHONE
from journeys.conftest import Visits
from journeys.serving import ROOT, environment, noon_now, serving
from journeys.test_requests import DEMO, prepared, until_it_follows


@pytest.fixture(scope="module")
def after(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """One server for all of it, with what follows by itself running beside it."""
    home, settings = tmp_path_factory.mktemp("settled"), {**DEMO, "CHALKLINE_ZONE": noon_now()}
    prepared(home, "settling.py", **settings)
    with serving(home, **settings) as running, (home / "jobs.log").open("ab") as log:
        command = [sys.executable, "-m", "chalkline", "jobs"]
        jobs = subprocess.Popen(command, env=environment(home, **settings), stdout=log, stderr=log, cwd=ROOT)
        made = Visits(browser, running)
        try:
            yield made
        finally:
            jobs.terminate()
            jobs.wait(20)
            for each in made.made:
                each.context.close()
    assert all(not each.faults and not each.elsewhere for each in made.made)


def test_whoever_got_a_no_appeals_and_is_heard_by_somebody_else(after: Visits) -> None:
    theo = after.of("Theo Banks", viewport=PHONE)
    page = theo.open("/decide/requests/")
    page.locator("tr", has_text="Declined").get_by_role("link", name="Diffit", exact=True).click()
    expect(page.get_by_text("Declined").first).to_be_visible()
    request = page.url.removeprefix(theo.url)
    theo.check()
    page.get_by_role("link", name="Appeal what was decided").click()
    page.get_by_role("button", name="Make the appeal").click()
    expect(page.get_by_role("alert")).to_contain_text("what should be looked at again")
    theo.check()
    page.get_by_label("What should be looked at again, and why?").fill("It sees no student data. I check every item.")
    page.get_by_role("button", name="Make the appeal").click()
    expect(page.get_by_text("Your appeal is made.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Sue Park hears it by"))).to_be_visible()
    appeal = page.url.removeprefix(theo.url)
    theo.check()
    theo.open(request)
    expect(page.locator(".holder")).to_contain_text("Sue Park")

    sue = after.of("Sue Park")
    page = sue.open("/")
    page.get_by_role("link", name=re.compile("Hear it")).first.click()
    assert page.url.removeprefix(sue.url) == appeal
    sue.check()
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one.")
    page.get_by_label("Grant the appeal").check()
    page.get_by_label(re.compile("^Who sees to")).select_option(label="Carl Osei")
    page.get_by_label("Why?", exact=True).fill("Public texts only, and a teacher reads each item.")
    sue.check()
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("Recorded. This is what was decided.")).to_be_visible()
    expect(page.get_by_text("Granted", exact=True)).to_be_visible()
    sue.check()

    until_it_follows(theo, request, "See what was approved")
    theo.check()
    theo.page.get_by_role("link", name="See what was approved").first.click()
    expect(theo.page.get_by_text("Carl Osei").first).to_be_visible()
    theo.check()
    carl = after.of("Carl Osei")
    carl.open("/")
    expect(carl.page.get_by_text(re.compile("^A condition of Diffit")).first).to_be_visible()


def test_a_teacher_is_shown_what_is_approved_and_files_nothing(after: Visits) -> None:
    theo = after.of("Theo Banks", viewport=PHONE)
    page = theo.open("/decide/requests/new/?tool=Diffit&purpose=uc_leveling&grade=04")
    card = page.locator(".card, section, div").filter(has=page.get_by_role("heading", name="Look here first")).last
    expect(card.get_by_text("This is approved already: use it.")).to_be_visible()
    theo.check()
    page.get_by_label("Why do you ask?").fill("I rewrite three passages every Sunday.")
    page.get_by_role("button", name="Send the request").click()  # all the same
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence why you ask anew.")
    theo.check()
    page.get_by_role("link", name="See what was approved").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Diffit")
    assert "/decide/uses/" in page.url
    theo.check()
    theo.open("/decide/requests/?q=Diffit")
    expect(page.get_by_role("link", name="Diffit", exact=True)).to_have_count(2)  # as many as before


def test_another_model_is_looked_at_again_and_that_ends_the_use(after: Visits) -> None:
    dana = after.of("Dana Whitfield")
    page = dana.open("/tools/diffit/models/")
    page.get_by_label("Models, one a line").fill("stub-large")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("The models are named.")).to_be_visible()

    priya = after.of("Priya Raman")
    until_it_follows(priya, "/decide/calendar/", "Diffit: Adjust reading level and scaffold texts")
    page = priya.open("/decide/uses/")
    page.get_by_role("link", name="Diffit", exact=True).last.click()
    use = page.url.removeprefix(priya.url)
    until_it_follows(priya, use, "It runs on another model: stub-large.")
    priya.check()
    page = priya.open(f"/decide/calendar/use/{use.strip('/').split('/')[-1]}/")
    priya.check()
    page.get_by_label("It ends now").check()
    page.get_by_label("What did you look at, and what did you find?").fill("Nobody has checked the new model for bias.")
    page.get_by_role("button", name="Send the review").click()
    expect(page.get_by_text("It ends now").first).to_be_visible()
    priya.check()

    tess = after.of("Tess Moreno", viewport=PHONE)
    page = tess.open(use)
    expect(page.get_by_text("Nobody has checked the new model for bias.").first).to_be_visible()
    expect(page.get_by_text(re.compile("^Ended")).first).to_be_visible()
    tess.check()
    page = tess.open("/ask/?tool=Diffit&purpose=uc_leveling&grade=04")
    expect(page.get_by_role("heading", name=re.compile("^(Not yet|No)"))).to_be_visible()
