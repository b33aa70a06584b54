"""Protect in a real browser: two people publish a decision, a key is issued, used up and revoked, calls are counted."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.serving import environment, prepare, serving

pytestmark = pytest.mark.journey
SEED = Path(__file__).with_name("protecting.py")
DEMO = {"CHALKLINE_DEMO": "true", "CHALKLINE_GATEWAY_URL": "http://127.0.0.1:9/v1"}


def home_with(folder: Path, *words: str) -> Path:
    prepare(folder, **DEMO)
    command = [sys.executable, str(SEED), *words]
    done = subprocess.run(command, env=environment(folder, **DEMO), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def looks_right(made: Visit) -> None:
    assert made.axe() == []
    assert made.violations() == [] and made.overflow() == 0


def signed_in(browser: Browser, url: str, name: str, **options: object) -> tuple[Visit, Page]:
    made = visit(browser, url, **{"viewport": DESK, **options})
    return made, made.sign_in_as(name)


def test_a_decision_takes_effect_by_two_people_and_a_key_opens_it(browser: Browser, tmp_path: Path) -> None:
    with serving(home_with(tmp_path), **DEMO) as served:
        dana, page = signed_in(browser, served.url, "Dana Whitfield")
        dana.open("/protect/")
        expect(page.get_by_role("heading", name="No policy is in force yet")).to_be_visible()
        expect(page.get_by_role("heading", name="1 approved use waits to be published.")).to_be_visible()
        looks_right(dana)

        page.get_by_role("link", name="Look at the changes and prepare a policy").click()
        expect(page.get_by_text(re.compile("New: teachers .* may use Diffit"))).to_have_count(1)
        expect(page.get_by_text("No tool without an agreement in date receives student records.")).to_be_visible()
        looks_right(dana)
        page.get_by_role("button", name="Prepare policy 1").click()
        expect(page.get_by_role("heading", name="Now a second person")).to_be_visible()
        expect(page.get_by_role("button", name="Activate policy 1")).to_have_count(0)
        looks_right(dana)

        ada, other = signed_in(browser, served.url, "Ada Lind", viewport=PHONE)
        ada.open("/protect/")
        other.get_by_role("link", name="Look at it and activate it").click()
        expect(other.get_by_text("Policy 1 is the first. Gateways obey it within seconds.")).to_be_visible()
        looks_right(ada)
        other.get_by_role("button", name="Activate policy 1").click()
        expect(other.get_by_role("heading", name=re.compile("Policy 1 has been in force since"))).to_be_visible()
        expect(other.get_by_text("Dana Whitfield prepared it, Ada Lind activated it.")).to_be_visible()
        expect(other.get_by_text("Everything that was decided is published.")).to_be_visible()
        looks_right(ada)

        dana.open("/protect/keys/")
        page.get_by_role("link", name="Issue the first key").click()
        page.get_by_role("link", name=re.compile("Diffit for")).click()
        looks_right(dana)
        page.get_by_role("button", name="Issue the key").click()
        expect(page.get_by_role("alert")).to_contain_text("Say who or what will use it")
        looks_right(dana)
        page.get_by_label("What shall it be called?").fill("Grade 4, room 12")
        page.get_by_label("teachers").check()
        page.get_by_label("grades 3–5").check()
        page.get_by_label("At which school?").select_option(label="Alder Creek Elementary")
        page.get_by_label("Who answers for it?").fill("tess.moreno@cedarhollow.example")
        page.get_by_role("button", name="Issue the key").click()
        secret = page.locator("#the-key").inner_text()
        assert secret.startswith("ck-")
        expect(page.locator("#python")).to_contain_text('base_url="http://127.0.0.1:9/v1"')
        looks_right(dana)

        page.get_by_role("link", name="I have copied it").click()
        assert secret not in page.content()
        looks_right(dana)
        tess, own = signed_in(browser, served.url, "Tess Moreno")
        tess.open("/protect/keys/")
        own.get_by_role("link", name="Grade 4, room 12").click()
        own.get_by_role("button", name="Revoke it").click()
        expect(own.locator(".chip", has_text="Revoked")).to_be_visible()
        looks_right(tess)
        tess.open("/protect/calls/")
        expect(own.get_by_text("Your role does not include this step.")).to_be_visible()


def test_a_busy_month_is_told_without_small_groups_and_can_be_gone_back_on(browser: Browser, tmp_path: Path) -> None:
    with serving(home_with(tmp_path, "busy"), **DEMO) as served:
        ada, page = signed_in(browser, served.url, "Ada Lind", color_scheme="dark")
        for path in ("/protect/", "/protect/keys/", "/protect/calls/", "/protect/policies/", "/protect/roll-back/"):
            ada.open(path)
            looks_right(ada)
        ada.open("/protect/calls/")
        expect(page.get_by_role("heading", name="What was stopped, and why")).to_be_visible()
        expect(page.get_by_text("For a grade the approved use does not cover")).to_be_visible()
        page.set_viewport_size(PHONE)
        looks_right(ada)
        ada.open("/protect/roll-back/")
        expect(page.get_by_text("There is no earlier policy to go back to.")).to_be_visible()


def test_a_teacher_looks_at_a_week_of_their_class_and_reads_a_text_with_a_reason(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(home_with(tmp_path, "class"), **DEMO) as served:
        tess, page = signed_in(browser, served.url, "Tess Moreno")
        page.get_by_role("link", name="Grade 4 reading, room 12").click()
        expect(page.locator("main")).to_contain_text("the class asked 135 times")
        expect(page.locator("#reasons")).to_contain_text("With something that does not belong in school")
        looks_right(tess)
        page.get_by_role("link", name="Text 1 of this week").click()
        page.get_by_label("Why do you read it?").fill("To help the class with clear questions.")
        page.get_by_role("button", name="Show its words").click()
        expect(page.locator("#words")).to_contain_text("Is it clear?")
        looks_right(tess)
        page.get_by_role("link", name="Grade 4 reading, room 12").click()
        page.get_by_role("link", name="My classes").first.click()
        expect(page.locator("main")).to_contain_text("Fewer than 10 students: nothing is shown.")
        looks_right(tess)
        tess.context.close()
