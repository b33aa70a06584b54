"""A pilot from its lock to its verdict, and what the board and a family read of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import PHONE
from journeys.conftest import Visits
from journeys.serving import ROOT, environment, prepare, serving

DEMO = {"CHALKLINE_DEMO": "true"}


@pytest.fixture(scope="module")
def own(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """A server with pilots, and the jobs that read files and sign the ledger."""
    home = tmp_path_factory.mktemp("pilots")
    prepare(home, by="preparing_pilots.py", **DEMO)
    with serving(home, **DEMO) as running, (home / "jobs.log").open("ab") as log:
        command = [sys.executable, "-m", "chalkline", "jobs"]
        jobs = subprocess.Popen(command, env=environment(home, **DEMO), stdout=log, stderr=log, cwd=ROOT)
        try:
            yield Visits(browser, running)
        finally:
            jobs.terminate()
            jobs.wait(20)


def test_plan_lock_and_draw(own: Visits) -> None:
    carl = own.of("Carl Osei")
    carl.open("/prove/")
    carl.check()
    carl.page.get_by_role("link", name="Passages in grade 3").click()
    carl.check()
    address = carl.page.url.removeprefix(own.server.url)
    carl.page.get_by_role("link", name="Write the plan").first.click()
    carl.page.get_by_label("What must not get worse?").fill("Own reading in class")
    carl.page.get_by_role("button", name="Keep and check the plan").click()
    expect(carl.page.get_by_role("alert")).to_contain_text("What do its numbers count?")
    carl.check()
    carl.page.get_by_label("What do its numbers count?").last.fill("minutes a week")
    carl.page.get_by_label("How much worse is too much?").fill("5")
    carl.page.get_by_role("button", name="Keep and check the plan").click()
    ada = own.of("Ada Lind")
    expect(ada.page.get_by_role("link", name="A pilot waits for a second person").first).to_be_visible()
    ada.open(f"{address}lock/")
    expect(ada.page.get_by_text("We stop if the whole interval of “Own reading in class”")).to_be_visible()
    ada.check()
    ada.page.get_by_role("button", name="Lock it").click()
    ada.check()
    expect(ada.page.get_by_text("Locked, waits for the draw")).to_be_visible()
    for _ in range(20):  # the ledger is signed every few seconds
        carl.open(f"{address}draw/")
        carl.page.get_by_role("button", name="Draw", exact=True).click()
        if carl.page.get_by_text("Running", exact=True).count():
            break
        carl.page.wait_for_timeout(500)
    expect(carl.page.get_by_text("Running", exact=True)).to_be_visible()
    carl.check()


def test_outcomes_and_verdict(own: Visits) -> None:
    carl = own.of("Carl Osei", viewport=PHONE)
    carl.page.get_by_role("link", name="Outcomes are due: Passages in grade 5").first.click()
    carl.check()
    carl.page.get_by_label("CSV or Excel file (.xlsx)").set_input_files(own.server.home / "to-hand-in.csv")
    carl.page.get_by_role("button", name="Hand in", exact=True).click()
    expect(carl.page.get_by_text("320 people, 320 with an outcome")).to_be_visible(timeout=30_000)
    carl.check()
    carl.open("/prove/")
    carl.page.get_by_role("link", name="Passages in grade 5").click()
    carl.page.get_by_role("link", name="Reach the verdict").click()
    carl.check()
    carl.page.get_by_role("button", name="Reckon now").click()
    expect(carl.page.get_by_text("It worked").first).to_be_visible()
    carl.check()


def test_what_the_board_and_families_read(own: Visits) -> None:
    sue = own.of("Sue Park")
    sue.open("/report/")
    expect(sue.page.get_by_role("heading", name="What changed since the last report")).to_be_visible()
    sue.check()
    sue.page.get_by_role("link", name="It worked").first.click()
    assert "/result/" in sue.page.url
    sue.check()
    sue.open("/report/")
    sue.page.get_by_role("link", name="Present it to the board").click()
    sue.check()
    sue.page.get_by_role("button", name="Present it").click()
    expect(sue.page.get_by_text("Intact")).to_be_visible()
    sue.check()
    board = own.of("Bo Tran", viewport=PHONE)
    board.open("/report/strategy/")
    board.check()
    ada = own.of("Ada Lind")
    ada.open("/report/strategy/propose/")
    ada.check()
    family = own.stranger(viewport=PHONE, locale="es-US")
    family.open("/register/")
    family.check()
