"""Data in a browser: a roster with faults stops a use that is gated on it, a sound one lets it go on; a duty is met."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from subprocess import run

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.serving import ROOT, Served, environment, serving
from journeys.test_protect import DEMO, home_with

pytestmark = pytest.mark.journey


def export(folder: str, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((ROOT / "demo" / "district" / folder).glob("*.csv")):
            archive.write(path, f"export/{path.name}")
    return target


def let_jobs_run(served: Served) -> None:
    code = (
        "from chalkline.kernel.sqlite import use_fixed_sqlite; use_fixed_sqlite(); import django; django.setup();"
        "from chalkline.jobs.api import run_pending; from chalkline.kernel.clock import utc_now;"
        "from chalkline.approve.uses.api import track_what_is_owed;"
        "run_pending(now=utc_now()); track_what_is_owed(now=utc_now())"
    )
    done = run(
        [sys.executable, "-c", code],
        env=environment(served.home, **served.settings),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_a_roster_is_audited_a_use_is_gated_on_it_and_a_duty_is_met(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with serving(home_with(home), **DEMO) as served:
        priya = visit(browser, served.url, viewport=DESK)
        page = priya.sign_in_as("Priya Raman")
        for folder, name in (("roster_faults", "october.zip"), ("roster", "november.zip")):
            priya.open("/data/rosters/")
            page.get_by_label("OneRoster CSV export").set_input_files(export(folder, tmp_path / name))
            page.get_by_role("button", name="Audit it").click()
            let_jobs_run(served)
            priya.open("/data/rosters/")
            priya.check()
            page.get_by_role("link", name="See what it found").first.click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            priya.check()
            if folder == "roster_faults":
                expect(page.get_by_role("heading", name="What is amiss")).to_be_visible()
                with page.expect_download() as got:
                    page.get_by_role("link", name="Rows to fix (CSV)").first.click()
                assert got.value.suggested_filename.startswith("rows-to-fix-")
                gate(priya, page)
        priya.open("/data/rosters/")
        expect(page.get_by_text("Rows to fix fell from").first).to_be_visible()  # the trend
        expect(page.get_by_text("met", exact=True).first).to_be_visible()  # the gate opened by itself
        priya.open("/data/duties/")
        priya.check()
        page.get_by_role("link", name="Yearly notice of families").first.click()
        page.get_by_label("What was done, when, and where is it kept?").fill("In the welcome letter of August 10.")
        priya.check()
        page.get_by_role("button", name="It is met").click()
        expect(page.get_by_text("In the welcome letter of August 10.").first).to_be_visible()
        phone = visit(browser, served.url, viewport=PHONE)
        phone.sign_in_as("Priya Raman")
        for path in ("/data/duties/", "/data/systems/"):
            phone.open(path)
            phone.check()


def gate(priya: Visit, page: Page) -> None:
    """The use of the cast holds only while the roster is sound: with this one it stops at once."""
    priya.open("/decide/uses/")
    page.locator('main td a[href*="/decide/uses/"], main th a[href*="/decide/uses/"]').first.click()
    use = page.url.rstrip("/").rsplit("/", 1)[-1]
    priya.open(f"/data/uses/{use}/audit/")
    priya.check()
    page.get_by_role("button", name="Make it depend on this").click()
    expect(page.get_by_text("Held back for now")).to_be_visible()
    priya.check()
