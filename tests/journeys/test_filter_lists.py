"""Filter lists in a real browser: who would lose what, two people, a feed that an appliance fetches, a tool's page."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import PHONE
from journeys.serving import environment, serving
from journeys.test_protect import DEMO, home_with, looks_right, signed_in

pytestmark = pytest.mark.journey


def test_from_who_would_lose_what_to_an_appliance_and_a_tools_page(browser: Browser, tmp_path: Path) -> None:
    home = home_with(tmp_path, "busy")
    load = [sys.executable, "-m", "chalkline", "discover", "catalogue", "--as", "dana.whitfield@cedarhollow.example"]
    subprocess.run(load, env=environment(home, **DEMO), check=True, capture_output=True)
    with serving(home, **DEMO) as served:
        dana, page = signed_in(browser, served.url, "Dana Whitfield")
        dana.open("/protect/filter-lists/")
        expect(page.get_by_role("heading", name="No filter lists have been published yet")).to_be_visible()
        looks_right(dana)
        page.get_by_role("link", name="See who would lose what").click()
        expect(page.get_by_role("heading", name="Will be let through")).to_be_visible()
        page.get_by_label("Why now?").fill("The policy of this fall.")
        looks_right(dana)
        page.get_by_role("button", name="Prepare it for a second person").click()
        expect(page.get_by_text("somebody else puts it in force")).to_be_visible()
        looks_right(dana)

        ada, other = signed_in(browser, served.url, "Ada Lind", viewport=PHONE)
        ada.open("/protect/filter-lists/")
        other.get_by_role("link", name="Look at it").click()
        other.get_by_role("button", name="Put it in force").click()
        expect(other.get_by_role("heading", name=re.compile("Edition 1 has been in force since"))).to_be_visible()
        looks_right(ada)
        other.get_by_role("link", name="Choose otherwise").click()
        looks_right(ada)

        dana.open("/protect/filter-lists/")
        page.get_by_role("link", name="Teachers at Alder Creek Elementary").click()
        expect(page.get_by_text("Tried with the program itself")).to_have_count(2)
        looks_right(dana)
        page.get_by_role("link", name="Open a feed for them").click()
        page.get_by_label("Which appliance is it for?").fill("Pi-hole at Alder Creek")
        page.get_by_label("In which form does it take lists?").select_option("pihole")
        looks_right(dana)
        page.get_by_role("button", name="Open the feed").click()
        address = page.locator("#the-address").inner_text().strip()
        looks_right(dana)
        with urllib.request.urlopen(address) as answer:  # as the appliance does
            assert answer.headers["ETag"] and b"For: teachers at Alder Creek Elementary." in answer.read()
        page.get_by_role("link", name="I have copied it").click()
        expect(page.get_by_text("“Pi-hole at Alder Creek” fetched its filter lists: edition 1.")).to_be_visible()
        looks_right(dana)
        dana.open("/tools/diffit/")
        expect(page.get_by_role("heading", name="How its terms are kept")).to_be_visible()
        expect(page.get_by_text("By the web filter", exact=True)).to_be_visible()
        looks_right(dana)
