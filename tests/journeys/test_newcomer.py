"""Somebody who has never seen the product asks for a tool on a phone: few steps, no errors, nothing lost, followed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from journeys.browsing import PHONE
from journeys.test_requests import Asking, asking, until_it_follows

__all__ = ["asking"]  # the fixture: a server, and what follows by itself beside it
MOST_STEPS = 12  # taps and fields, from opening the form to the page that follows the request


@pytest.mark.parametrize("asking", [(True, PHONE)], indirect=True, ids=["phone"])
def test_a_newcomer_asks_leaves_comes_back_and_follows_it_through_a_change(asking: Asking) -> None:
    steps = 0
    tess = asking.of("Tess Moreno")
    page = tess.open("/decide/requests/new/")
    asking.look(tess)
    page.get_by_label("Which tool?").fill("Diffit")
    page.get_by_label("What for").select_option("uc_leveling")
    page.get_by_role("button", name="Go on").click()
    steps += 3
    page.get_by_label("Grades 3–5").check()
    page.get_by_label(re.compile("^Nothing about students|^No information about students|^No student")).first.check()
    page.get_by_label("Why do you ask?").fill("I rewrite three passages every Sunday.")
    steps += 3
    page.get_by_label("Why do you ask?").blur()
    expect(page.get_by_text(re.compile("^Kept "))).to_be_visible()
    asking.look(tess)

    page = tess.open("/decide/requests/new/")  # left in the middle: everything is there
    expect(page.get_by_label("Which tool?")).to_have_value("Diffit")
    expect(page.get_by_label("Why do you ask?")).to_have_value("I rewrite three passages every Sunday.")
    expect(page.get_by_label("Grades 3–5")).to_be_checked()
    page.get_by_role("button", name="Send the request").click()
    steps += 1
    expect(page.get_by_text("Your request is filed.")).to_be_visible()
    assert steps <= MOST_STEPS
    request = page.url.removeprefix(tess.url)
    until_it_follows(tess, request, "0 of 2 sent")
    expect(page.locator(".holder")).to_contain_text(re.compile("has it now"))
    asking.look(tess)

    theo = asking.of("Theo Banks")  # the next one is shown it before filing
    theo.open("/decide/requests/new/?tool=Diffit&purpose=uc_leveling")
    expect(theo.page.get_by_role("heading", name="Look here first")).to_be_visible()
    asking.look(theo)

    sam = asking.of("Sam Ortiz")
    sam.open("/")
    sam.page.get_by_role("link", name=re.compile("Security review")).first.click()
    sam.page.get_by_label("What should be asked for otherwise?").fill("Say which account you sign in with.")
    sam.page.get_by_role("button", name="Send it back for a change").click()

    page = tess.open(request)
    expect(page.get_by_role("heading", name="A reviewer asks you to change the request")).to_be_visible()
    expect(page.locator(".holder")).to_contain_text("Tess Moreno")
    asking.look(tess)
    page.get_by_role("link", name="Change it").first.click()
    page.get_by_label("Why do you ask?").fill("I rewrite three passages every Sunday, with my district account.")
    page.get_by_role("button", name="Change it").click()
    until_it_follows(tess, request, "The request was changed.")
    expect(page.get_by_role("heading", name="A reviewer asks you to change the request")).to_have_count(0)
    asking.look(tess)
