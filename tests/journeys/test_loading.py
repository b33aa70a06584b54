"""Logs that need a hand, in a real browser: an archive, a file whose columns somebody has to explain, what was said."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import yaml
from playwright.sync_api import expect

from journeys.browsing import Visit
from journeys.serving import ROOT, environment
from journeys.test_discover import DEMO, LOGS, dana, hand_in, look, until_read

__all__ = ["dana"]  # the technology director of the other journey through Discover, and her server


def picture(made: Visit, name: str) -> None:
    """For whoever wants to look: SHOTS=FOLDER."""
    if folder := os.environ.get("SHOTS"):
        for width in (1280, 390):
            made.page.set_viewport_size({"width": width, "height": 900})
            made.page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def unclear() -> bytes:
    """A filter's export whose header says nothing, and in which people are called by what only that filter knows."""
    with (LOGS / "filter_export_generic.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Spalte A", "Spalte B", "Spalte C", "Spalte D"])
    for number, row in enumerate(rows[:400]):
        values = list(row.values())
        writer.writerow([values[0], f"K-{number % 37:03}x", next(v for v in values if "://" in v), "rule 7"])
    return out.getvalue().encode()


def test_an_archive_whose_columns_are_explained_once(dana: Visit, tmp_path: Path) -> None:
    archive = tmp_path / "october.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("dns/zeek_dns.log", (LOGS / "zeek_dns.log").read_bytes())
        file.writestr("filter/export.csv", unclear())
        file.writestr("__MACOSX/._export.csv", b"x")
    hand_in(dana, archive)
    until_read(dana, "Unpacked: 2 files are read one by one.")
    until_read(dana, "We could not tell which column holds the person.")
    look(dana)
    picture(dana, "logs")
    page = dana.page
    page.get_by_role("link", name="Say which column is which").click()
    expect(page.get_by_role("heading", name="The first rows")).to_be_visible()
    assert "K-0" not in page.locator("table").inner_text()
    look(dana)
    picture(dana, "columns")
    page.get_by_label("The person").select_option("Spalte B")
    page.get_by_role("button", name="Check first").click()
    expect(page.get_by_text("Of the first 400 rows, 400 would be read.")).to_be_visible()
    expect(page.get_by_text("Nobody in it is on the roster")).to_be_visible()
    look(dana)
    picture(dana, "checked")
    page.get_by_role("button", name="Save and read the file").click()
    until_read(dana, "400 rows")
    page.get_by_role("link", name="Columns that were explained").click()
    look(dana)
    picture(dana, "headers")
    page.get_by_role("link", name="4 columns").click()
    look(dana)
    picture(dana, "header")
    page.get_by_label("Allowed or blocked").select_option("Spalte D")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Files that come from now on are read so.")).to_be_visible()
    dana.open("/discover/logs/watched/")
    expect(page.get_by_text("No folder is watched")).to_be_visible()
    look(dana)
    picture(dana, "watched")


def terminal(home: Path, *words: str) -> None:
    """A command, as the technology director gives it on the server."""
    command = [sys.executable, "-m", "chalkline", "discover", *words, "--as", "dana.whitfield@cedarhollow.example"]
    subprocess.run(command, env=environment(home, **DEMO), cwd=ROOT, check=True, capture_output=True)


def newer_catalogue(path: Path) -> Path:
    """The next version: a domain that the district gave to one service is another's, and a category has changed."""
    whole = yaml.safe_load((ROOT / "src/chalkline/law/vocabulary/ai_catalog.yaml").read_text())
    whole["version"] += 1
    services = {each["id"]: each for each in whole["services"]}
    services["claude"]["domains"].append("assistant-for-schools.example")
    services["chatgpt"]["vendor"] = "OpenAI, Inc."
    path.write_text(yaml.safe_dump(whole, allow_unicode=True))
    return path


def test_an_update_of_the_catalogue_keeps_what_the_district_said(dana: Visit, tmp_path: Path) -> None:
    file = tmp_path / "ours.csv"
    file.write_text("service,vendor,domains\nchatgpt,OpenAI,assistant-for-schools.example\n")
    page = dana.open("/discover/catalogue/")
    look(dana)
    page.get_by_label("Load such a file").set_input_files(file)
    page.get_by_role("button", name="Load corrections").click()
    expect(page.get_by_text("1 service changed.")).to_be_visible()
    terminal(tmp_path, "catalogue", str(newer_catalogue(tmp_path / "newer.yaml")))
    dana.open("/discover/catalogue/")
    expect(page.get_by_text("Whose is assistant-for-schools.example?", exact=True)).to_be_visible()
    look(dana)
    picture(dana, "catalogue")
    page.get_by_role("button", name="Keep ours").click()
    expect(page.get_by_text("Settled.")).to_be_visible()
    expect(page.get_by_role("button", name="Keep ours")).to_have_count(0)
    file.write_text("service,domains\nchatgpt,not a name\n")
    page.get_by_label("Load such a file").set_input_files(file)
    page.get_by_role("button", name="Load corrections").click()
    expect(page.get_by_text("Row 1 of this file cannot be taken.")).to_be_visible()
    look(dana)
