"""Assist, as people live it: no answer, an answer written and approved, a reply sent, found wrong and corrected."""

from __future__ import annotations

import re
import subprocess
import sys

from playwright.sync_api import expect

from journeys.browsing import PHONE, Visit
from journeys.conftest import Visits
from journeys.serving import Served, environment

SHELVE = """
from chalkline.kernel.sqlite import use_fixed_sqlite
use_fixed_sqlite()
import django
django.setup()
from chalkline.assist.retrieval.api import keep_shelf_right
from chalkline.kernel.clock import utc_now
keep_shelf_right(now=utc_now())
"""


def let_the_shelf_follow(server: Served) -> None:
    """What the jobs do within seconds of an approval; no jobs run beside this server."""
    env = environment(server.home, **server.settings)
    subprocess.run([sys.executable, "-c", SHELVE], env=env, check=True, capture_output=True, timeout=120)


def test_a_gap_is_found_filled_and_approved_by_a_second_person(visits: Visits) -> None:
    paula = visits.of("Paula Voss", viewport=PHONE)
    paula.open("/assist/")
    paula.check()
    paula.page.get_by_label("The question").fill("Is there a chess club after school? Call me at 555-201-4477.")
    paula.page.get_by_role("button", name="Draft a reply").click()
    expect(paula.page.get_by_role("heading", level=1)).to_have_text("No approved answer")
    expect(paula.page.locator("mark")).to_contain_text("555-201-4477")
    paula.check()

    ada = visits.of("Ada Lind")
    ada.open("/assist/gaps/")
    ada.check()
    ada.page.get_by_role("link", name="chess").first.click()
    ada.check()
    ada.page.get_by_role("link", name="Write an answer").click()
    ada.page.get_by_label("The question, as families ask it").fill("Is there a chess club?")
    ada.page.get_by_label("The answer").fill("The chess club meets on Tuesdays at 3 p.m. in the library.")
    ada.page.get_by_label("What is it about?").select_option("learning")
    ada.check()
    ada.page.get_by_role("button", name="Hand it in for approval").click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Is there a chess club?")
    expect(ada.page.get_by_role("button", name="Approve in my name")).to_have_count(0)
    address = ada.page.url.removeprefix(ada.url)

    carl = visits.of("Carl Osei")
    carl.open(address)
    carl.check()
    carl.page.get_by_role("button", name="Approve in my name").click()
    expect(carl.page.get_by_text("Approved in your name.")).to_be_visible()
    let_the_shelf_follow(visits.server)
    carl.open("/assist/find/?q=chess+club")
    expect(carl.page.get_by_text("meets on Tuesdays").first).to_be_visible()
    carl.check()
    carl.open("/assist/asked/")
    carl.check()
    answer_and_send(paula)
    tell_many(paula)
    correct(paula)


def answer_and_send(paula: Visit) -> None:
    """The same question again, now with a draft beside its source; edited, stood by, accepted, sent."""
    paula.open("/assist/")
    paula.page.get_by_label("The question").fill("When does the chess club meet?")
    paula.page.get_by_role("button", name="Draft a reply").click()
    expect(paula.page.get_by_role("heading", level=1)).to_have_text("A draft with its sources")
    expect(paula.page.get_by_text("As in the source").first).to_be_visible()
    paula.check()
    reply = paula.page.get_by_label("The reply")
    reply.fill(reply.input_value().replace("If anything", "Bring a board if you have one.\n\nIf anything"))
    paula.page.get_by_role("button", name="Accept in my name").click()
    expect(paula.page.get_by_text("not borne out").first).to_be_visible()
    paula.check()
    paula.page.locator("#stand_by").get_by_label("Bring a board if you have one.").check()
    paula.page.get_by_role("button", name="Accept in my name").click()
    paula.page.get_by_role("button", name="Mark as sent").click()
    expect(paula.page.get_by_text("Marked as sent.")).to_be_visible()


def tell_many(paula: Visit) -> None:
    """A Spanish question says how it is matched; a newsletter says what is approved and leaves out the rest."""
    sent = paula.page.url.removeprefix(paula.url)
    paula.open("/assist/")
    paula.page.get_by_label("The question").fill("¿Cuándo se reúne el club de ajedrez?")
    paula.page.get_by_role("button", name="Draft a reply").click()
    expect(paula.page.get_by_text("Spanish questions are matched by words.")).to_be_visible()
    paula.open("/assist/newsletters/")
    paula.check()
    paula.page.get_by_label("Title").fill("After school")
    paula.page.get_by_label("What should it speak of?").fill("When does the chess club meet?\nIs there a surfing club?")
    paula.page.get_by_role("button", name="Draft the newsletter").click()
    expect(paula.page.get_by_text("Left out: nothing approved speaks of it")).to_be_visible()
    expect(paula.page.get_by_label("The newsletter")).to_have_value(re.compile("meets on Tuesdays"))
    paula.check()
    paula.open(sent)


def correct(paula: Visit) -> None:
    """What went out was wrong: its source goes back, what is right is written, the readers are told."""
    paula.page.get_by_text("Was something in it wrong?").click()
    paula.page.get_by_label("What was wrong?").fill("It is Wednesdays.")
    paula.page.get_by_label("Is there a chess club?").check()
    paula.check()
    paula.page.get_by_role("button", name="It was wrong").click()
    paula.page.get_by_label("What is right").fill("The chess club meets on Wednesdays.")
    paula.page.get_by_role("button", name="Write the correction in my name").click()
    paula.page.get_by_label("The chess club meets on Wednesdays.").check()
    paula.page.get_by_role("button", name="Write the correction in my name").click()
    paula.check()
    paula.page.get_by_role("button", name="They were told").click()
    expect(paula.page.get_by_text("Corrected, readers told")).to_be_visible()
    paula.check()
