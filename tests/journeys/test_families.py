"""Families, as people live it: a letter answered on a telephone in Spanish; questions by a link, answered in public.

That the gateway refuses within five seconds of such an answer is timed in tests/contract/gateway/test_whole_way.py.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from journeys.browsing import PHONE
from journeys.conftest import Visits
from journeys.serving import Served, environment


def test_a_letter_is_answered_in_spanish_and_the_office_sees_it(visits: Visits, server: Served) -> None:
    register = [sys.executable, str(Path(__file__).with_name("hearing.py"))]
    subprocess.run(register, env=environment(server.home, **server.settings), check=True)
    paula = visits.of("Paula Voss")
    paula.open("/data/families/?student=kim")
    paula.check()
    paula.page.get_by_role("link", name="Kim Sato").click()
    paula.page.get_by_role("link", name="Write home").click()
    paula.page.get_by_label("MagicSchool").check()
    paula.check()
    paula.page.get_by_role("button", name="Make the letter").click()
    paula.check()
    link = paula.page.locator("#the-link").inner_text().strip()

    parent = visits.stranger(viewport=PHONE, locale="es-MX")
    parent.open(link.removeprefix(parent.url))
    assert parent.page.locator("html").get_attribute("lang") == "es"
    parent.check()
    parent.page.locator("input[value=no]").check()
    parent.page.locator("main form button").click()
    parent.check()
    assert re.search(r"/choose/cf-", parent.page.locator(".secret").inner_text())

    paula.open("/data/families/")
    expect(paula.page.locator("tbody")).to_contain_text("Kim Sato")
    expect(paula.page.locator("tbody")).to_contain_text("No")
    paula.check()
    parent.open("/my-childs-data/")
    parent.check()


def test_questions_by_a_link_are_answered_in_public(visits: Visits) -> None:
    ada = visits.of("Ada Lind")
    ada.open("/feedback/new/?for=families")
    ada.check()
    ada.page.get_by_label("Title in English").fill("AI at school this fall")
    ada.page.get_by_label("Title in Spanish").fill("La IA en la escuela este otoño")
    ada.page.get_by_role("button", name="Open the round").click()
    expect(ada.page.locator(".qr svg")).to_be_visible()
    ada.check()
    link = ada.page.locator("#link .secret, [aria-labelledby] .secret").first.inner_text().strip()
    ada.page.get_by_role("link", name="A page to print").click()
    ada.check()

    for words in ("Demasiada pantalla en casa", "Mucha pantalla", "Menos pantalla, por favor"):
        parent = visits.stranger(viewport=PHONE, locale="es-MX", java_script_enabled=False)
        parent.open(link.removeprefix(parent.url))
        parent.page.locator("textarea").nth(1).fill(words)
        parent.page.locator("main form button").click()
        expect(parent.page.locator("main form")).to_have_count(0)
    asked = visits.stranger(viewport=PHONE, locale="es-MX")
    asked.open(link.removeprefix(asked.url))
    asked.check()

    ada.open("/")
    ada.page.get_by_role("link", name="Sort them").click()
    ada.check()
    ada.page.get_by_role("link", name="pantalla").click()
    ada.page.get_by_label("Or a new one, in English").fill("You want less time in front of screens.")
    ada.page.get_by_label("The same in Spanish").fill("Quieren menos tiempo de pantalla.")
    ada.page.get_by_role("button", name="Put them to this theme").click()
    expect(ada.page.get_by_text("Everything is sorted")).to_be_visible()
    ada.open("/")
    ada.page.get_by_role("link", name="Answer it").click()
    ada.check()
    ada.page.get_by_label("What did you do about it? In English").fill("No homework with AI before grade 6.")
    ada.page.get_by_label("The same in Spanish").fill("Sin tareas con IA antes de sexto grado.")
    ada.page.get_by_role("button", name="Put it on the public page").click()
    ada.check()
    asked.open("/what-we-heard/")
    expect(asked.page.locator("main")).to_contain_text("Sin tareas con IA antes de sexto grado.")
    asked.check()
