"""The first five minutes of everybody the district is for, on the district after its school year.

A vendor has nothing to open yet: a questionnaire that a vendor answers through a link comes later. Until then what a
vendor signed, and what runs out, stands with the tool and is kept by the district.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from journeys.browsing import PHONE, Visit
from journeys.conftest import Visits
from journeys.serving import ROOT

LOGS = ROOT / "demo" / "district" / "logs"


def look_at(person: Visit, *paths: str) -> None:
    """Open pages one after the other; each is held to what holds for all."""
    for path in paths:
        person.open(path)
        person.check()


def test_a_teacher_asks_on_a_phone_and_files_what_is_not_yet_allowed(people: Visits) -> None:
    anders = people.of("Anders Yazzie", viewport=PHONE)
    anders.check()
    page = anders.open("/ask/")
    page.get_by_label("Which grade").select_option("07")
    page.get_by_label("Which tool").fill("MagicSchool")
    page.get_by_label("What for").select_option("uc_lesson")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^Yes, you can use MagicSchool"))).to_be_visible()
    expect(page.get_by_text("Read and change every draft before you use it.").first).to_be_visible()
    anders.check()
    page.goto(f"{anders.url}/ask/")
    page.get_by_label("Which grade").select_option("07")
    page.get_by_label("Which tool").fill("Diffit")
    page.get_by_label("What for").select_option("uc_leveling")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^Not yet"))).to_be_visible()
    page.get_by_role("link", name="Ask for it").click()
    page.get_by_label("Why do you ask?").fill("My class reads at four levels.")
    page.get_by_label("Why do you ask anew?").fill("Mine is grade 7 at another school, with other texts.")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("Your request is filed.")).to_be_visible()
    anders.check()


def test_a_technology_director_drops_a_log_and_reads_the_audit(people: Visits) -> None:
    summer = people.of("Summer Pérez")
    summer.check()
    page = summer.open("/discover/logs/")
    page.get_by_label("Files").set_input_files([LOGS / "google_oauth_log_events.csv"])
    page.get_by_role("button", name="Load", exact=True).click()
    found = page.get_by_role("link", name="google_oauth_log_events.csv")
    for _ in range(60):
        summer.open("/discover/logs/")
        if found.count():
            break
        page.wait_for_timeout(500)
    expect(found.first).to_be_visible()
    look_at(summer, "/discover/")
    expect(page.get_by_role("heading", name="How far it reaches")).to_be_visible()
    page.get_by_role("link", name="ChatGPT", exact=True).first.click()
    summer.check()


def test_a_privacy_officer_sees_the_one_picture_and_the_clocks(people: Visits) -> None:
    itzel = people.of("Itzel Snow")
    itzel.page.get_by_text("more that wait").click()
    expect(itzel.page.get_by_text("A family asked to see its child's data").first).to_be_visible()
    look_at(itzel, "/data/")
    expect(itzel.page.get_by_role("figure").first).to_be_visible()
    look_at(itzel, "/data/agreements/", "/data/access/")
    expect(itzel.page.get_by_text("Ravi Menon").first).to_be_visible()


def test_an_ai_lead_sees_the_loop_and_who_is_late(people: Visits) -> None:
    brianna = people.of("Brianna Kim")
    brianna.check()
    for words in ("AI tools in use", "problems named", "requests open", "decisions", "approved uses"):
        expect(brianna.page.get_by_text(words, exact=True).first).to_be_visible()
    expect(brianna.page.get_by_text("A weakness waits to be mended").first).to_be_visible()
    look_at(brianna, "/decide/", "/decide/calendar/", "/prove/")
    expect(brianna.page.get_by_text("Evenings back: lesson drafts").first).to_be_visible()


def test_a_committee_member_prepares_for_the_meeting(people: Visits) -> None:
    marcus = people.of("Marcus Reed", viewport=PHONE)
    expect(marcus.page.get_by_text("AI oversight committee meets").first).to_be_visible()
    page = marcus.open("/decide/decisions/")
    marcus.check()
    page.get_by_role("link", name=re.compile("MagicSchool: Lesson")).first.click()
    expect(page.get_by_text("Intact", exact=True)).to_be_visible()
    marcus.check()


def test_a_principal_knows_their_school(people: Visits) -> None:
    james = people.of("James Vázquez")
    james.check()
    look_at(james, "/decide/uses/", "/data/families/", "/discover/")


def test_communications_answers_a_family_from_approved_sources(people: Visits) -> None:
    niamh = people.of("Niamh Zúñiga")
    niamh.check()
    page = niamh.open("/assist/")
    page.get_by_label("The question").fill("How do we apply for free lunch?")
    page.get_by_role("button", name="Draft a reply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A draft with its sources")
    expect(page.get_by_role("link", name="School meals").first).to_be_visible()
    niamh.check()
    page.get_by_role("button", name="Accept in my name").click()
    page.get_by_role("button", name="Mark as sent").click()
    niamh.check()
    look_at(niamh, "/assist/asked/", "/assist/gaps/")


def test_a_board_member_reads_one_page_and_prints_it(people: Visits) -> None:
    rosalind = people.of("Rosalind Ames")
    rosalind.check()
    page = rosalind.open("/report/")
    rosalind.check()
    expect(page.get_by_text("Presented to the board").first).to_be_visible()
    assert page.request.get(f"{rosalind.url}/report/now.pdf").body().startswith(b"%PDF-")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()


def test_a_parent_reads_the_public_page_in_spanish(people: Visits) -> None:
    parent = people.stranger(viewport=PHONE, locale="es-US")
    page = parent.open("/register/?grade=07")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_text("MagicSchool").first).to_be_visible()
    parent.check()
    page.get_by_role("link", name=re.compile("^En una hoja")).first.click()
    expect(page.get_by_text("Comité").or_(page.get_by_text("decisión")).first).to_be_visible()
    parent.check()
    look_at(parent, "/my-childs-data/")


def test_an_auditor_takes_the_ledger_away_and_verifies_it(people: Visits, tmp_path: Path) -> None:
    ines = people.of("Ines Holm")
    look_at(ines, "/ledger/", "/ledger/export/")
    with ines.page.expect_download() as taken:
        ines.page.get_by_role("button", name=re.compile("Export|Take")).click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        archive.extractall(tmp_path)
    evidence = next(each for each in tmp_path.iterdir() if each.is_dir())
    verifier = [sys.executable, "-I", str(evidence / "verify.py"), str(evidence)]
    done = subprocess.run(verifier, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
