"""Discover in a real browser: logs go in, the audit comes out, findings are settled; with and without script."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.serving import ROOT, environment, prepare, serving

LOGS = ROOT / "demo" / "district" / "logs"
SEED = Path(__file__).with_name("finding.py")
DEMO = {"CHALKLINE_DEMO": "true", "CHALKLINE_ZONE": "America/Chicago"}


@pytest.fixture(
    params=[(True, DESK), pytest.param((False, PHONE), marks=pytest.mark.soak)],
    ids=["with script, desk", "without script, phone"],
)
def dana(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """The technology director at a server that reads what is handed in."""
    script, size = request.param
    prepare(tmp_path, **DEMO)
    subprocess.run([sys.executable, str(SEED)], env=environment(tmp_path, **DEMO), check=True)
    with serving(tmp_path, **DEMO) as running, (tmp_path / "jobs.log").open("ab") as log:
        command = [sys.executable, "-m", "chalkline", "jobs"]
        jobs = subprocess.Popen(command, env=environment(tmp_path, **DEMO), stdout=log, stderr=log, cwd=ROOT)
        made = visit(browser, running.url, viewport=size, java_script_enabled=script, accept_downloads=True)
        made.sign_in_as("Dana Whitfield")
        try:
            yield made
        finally:
            jobs.terminate()
            jobs.wait(20)
            made.context.close()
    assert not made.faults and not made.elsewhere


def look(made: Visit) -> None:
    """Axe and the rest need script in the page; without it, that it works is what is asked."""
    if made.page.evaluate("() => typeof htmx !== 'undefined'"):
        made.check()


def hand_in(made: Visit, *files: Path) -> None:
    page = made.open("/discover/logs/")
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Load", exact=True).click()


def until_read(made: Visit, text: str) -> None:
    """With script the page moves by itself; without, by its link."""
    for _ in range(120):
        if made.page.get_by_text(text).count():
            return
        made.page.wait_for_timeout(500)
        more = made.page.get_by_role("link", name="See how far it is")
        if more.count() and not made.page.evaluate("() => typeof htmx !== 'undefined'"):
            made.open("/discover/logs/")
    raise AssertionError(f"{text} never came")


def taken(page: Page, link: str) -> list[list[str]]:
    """The rows of a file behind a link or a button."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).or_(page.get_by_role("button", name=link)).first.click()
    with coming.value.path().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_from_logs_to_findings_that_are_settled(dana: Visit, tmp_path: Path) -> None:
    page = dana.open("/discover/")
    expect(page.get_by_role("heading", name="Find out which AI is in use here")).to_be_visible()
    look(dana)
    page.get_by_role("link", name="Load the first log").click()
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.get_by_text("Choose at least one file first.")).to_be_visible()
    look(dana)

    cut, empty = tmp_path / "cut.csv", tmp_path / "empty.csv"
    cut.write_text((LOGS / "filter_export_generic.csv").read_text("utf-8-sig")[:20_000] + '\nnot,a,row\n"')
    empty.touch()
    hand_in(dana, LOGS / "umbrella_proxy.csv", cut, empty)
    until_read(dana, "4,182 rows, 2,750 visits to AI services.")
    until_read(dana, "The file is empty.")
    until_read(dana, "rows were set aside: see why (CSV)")
    look(dana)
    rejected = taken(page, "rows were set aside: see why (CSV)")
    assert rejected[0] == ["line", "reason", "row"] and len(rejected) > 2
    hand_in(dana, LOGS / "umbrella_proxy.csv")
    until_read(dana, "It counts once.")
    page.get_by_role("link", name="umbrella_proxy.csv", exact=True).first.click()
    expect(page.get_by_role("heading", name="What it cannot show")).to_be_visible()
    look(dana)

    dana.open("/discover/")
    expect(page.get_by_role("heading", level=1, name="668 people used 28 AI tools.")).to_be_visible()
    expect(page.get_by_role("list", name="Do these first").get_by_role("listitem").first).to_be_visible()
    look(dana)
    page.get_by_role("link", name="take an audit").click()
    page.get_by_label("A note, if you like").fill("Before anything was decided.")
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_role("heading", level=1, name="AI in use: audit 1")).to_be_visible()
    look(dana)
    dana.open("/discover/")
    expect(page.get_by_role("heading", name="Since the last audit")).to_be_visible()
    for tool in ("Gemini", "QuillBot"):
        page.get_by_role("checkbox", name=f"Choose {tool}").check()
    page.get_by_role("button", name="Send the chosen ones to triage").click()
    expect(page.get_by_text("2 findings are in triage now.")).to_be_visible()

    dana.open("/discover/triage/?findings-state=in_triage")
    look(dana)
    page.get_by_role("checkbox", name="Choose QuillBot").check()
    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_text("Please say why.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Choose QuillBot")).to_be_checked()
    page.get_by_label("Or set them aside, because").fill("=Teachers look at it for a week.")
    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_text("1 finding was set aside.")).to_be_visible()

    dana.open("/discover/triage/?findings-kind=host")
    page.get_by_role("link", name="openai.com-login.example").click()
    expect(page.get_by_text("Do not open the address to find out")).to_be_visible()
    look(dana)

    dana.open("/tools/chatgpt/")
    expect(page.get_by_text("218").first).to_be_visible()
    look(dana)
    page.get_by_role("button", name="Start a request").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.get_by_label(re.compile("^Which tool")).input_value() in {"ChatGPT", "chatgpt"}
    dana.open("/tools/")
    look(dana)

    dana.open("/discover/exact/")
    page.get_by_role("button", name="Take the file (CSV)").click()
    expect(page.get_by_text("Write one sentence.")).to_be_visible()
    look(dana)
    page.get_by_label("What do you need them for?").fill("The board asked about Kimi.")
    exact = taken(page, "Take the file (CSV)")
    assert ["ChatGPT", "all", "", "391", "218"] in [row[:5] for row in exact]
