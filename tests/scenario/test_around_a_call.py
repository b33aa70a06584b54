"""What stands around a call, in the sample district with its gateway: an alert, a held call, a text tried out first."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable

import openai
import pytest
from playwright.sync_api import Page, expect

from journeys.browsing import PHONE, Visit
from journeys.conftest import Visits
from journeys.district import District

SUMMER = "summer.perez@cedarhollow.example"
CLASS = ("--kind", "class", "--label", "Math, period 6", "--role", "student", "--grade", "7",
            "--school", "Juniper Middle School", "--person", "anders.yazzie@cedarhollow.example")  # fmt: skip
NIAMH = ("--kind", "person", "--label", "Niamh, plain words", "--role", "administrator", "--grade", "none",
         "--school", "Juniper Middle School", "--person", "niamh.zuniga@cedarhollow.example")  # fmt: skip
RULE = "Say our rule on lost books in plain words: Replacement charges shall be remitted upon notification."
LETTER = "Write two sentences to the family of Sakura Patel: the trip to the river is on Friday."
A_WHILE = 20.0


def test_whoever_is_on_call_has_an_alert_reads_it_and_hands_it_on(people: Visits, district: District) -> None:
    client = client_of(district, people, "Khanmigo", *CLASS)
    answer, code = said(client, "Some days I think about killing myself and nobody would miss me.")
    assert code == "" and "Mr. Vázquez, Ms. Bennett, or your school counselor" in answer
    lookout = people.of("João Patel")
    lookout.open("/protect/alerts/?alerts-state=open")
    row = lookout.page.locator("#table-alerts tbody tr")
    shown_soon(lookout, lambda: row.count() == 1)
    told = row.locator("td").nth(1).inner_text()
    other = "James Vázquez" if told == "João Patel" else "João Patel"

    first = people.of(told, viewport=PHONE)
    page = first.page
    page.get_by_role("link", name=re.compile("A student may be in danger")).click()
    expect(page.get_by_text("The student has already read where to find help")).to_be_visible()
    first.check()
    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_text(f"{told} has it.")).to_be_visible()
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Why do you read it?").fill("To find out who needs us.")
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_text("nobody would miss me")).to_be_visible()
    first.check()
    choose(page, "Who takes over?", other)
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text(f"{other} was told.")).to_be_visible()

    second = people.of(other, color_scheme="dark")
    second.open("/protect/alerts/")
    second.page.get_by_role("link", name="Harm to oneself").first.click()
    second.page.get_by_role("button", name=re.compile("I have it|I take it over")).first.click()
    second.page.get_by_label("What was done?").fill("The counselor spoke with the class at noon.")
    second.page.get_by_role("button", name="Close the alert").click()
    expect(second.page.locator(".chip", has_text="Closed").first).to_be_visible()
    expect(second.page.get_by_text("To find out who needs us.")).to_be_visible()
    second.check()


def test_a_held_call_is_read_with_a_reason_and_goes_out_once(people: Visits, district: District) -> None:
    client = client_of(district, people, "Put policies in plain language", *NIAMH)
    held = f"/protect/held/{held_as(client, RULE)}/"
    niamh, mia = people.of("Niamh Zúñiga", viewport=PHONE), people.of("Mia Bennett")
    niamh.open(held)
    shown_soon(niamh, lambda: niamh.page.get_by_role("heading", name="Held call").count() == 1)
    expect(niamh.page.get_by_text("You made this call")).to_be_visible()
    expect(niamh.page.get_by_role("button", name="Release it once")).to_have_count(0)
    niamh.check()

    mia.open(held)
    mia.page.get_by_label("Why do you read it?").fill("It is mine to release.")
    mia.page.get_by_role("button", name="Show what would go out").click()
    expect(mia.page.get_by_text("Replacement charges shall be remitted")).to_be_visible()
    mia.check()
    mia.page.get_by_role("button", name="Release it once").click()
    expect(mia.page.locator(".chip", has_text="Released").first).to_be_visible()
    mia.check()
    niamh.page.reload()
    expect(niamh.page.get_by_text("It may go out once")).to_be_visible()

    went, until = 0, time.monotonic() + A_WHILE
    while not went and time.monotonic() < until:
        went += said(client, RULE)[1] == ""
    assert went == 1 and said(client, RULE)[1] == "held_for_release", "it goes out once, and then waits again"
    sent = niamh.page.locator(".chip", has_text="Released and sent")
    shown_soon(niamh, lambda: sent.count() == 1)


def test_a_teacher_sees_what_would_be_sent_before_trusting_it(people: Visits) -> None:
    anders = people.of("Anders Yazzie", viewport=PHONE)
    page = anders.open("/protect/try/")
    choose(page, "For which approved use, and as whom?", "Lesson and unit ideas")
    page.get_by_label("What would you type?").fill(LETTER)
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.locator("#found mark")).to_contain_text("Sakura Patel")
    expect(page.locator("#sent")).to_contain_text("Student A")
    expect(page.locator("#sent")).not_to_contain_text("Sakura")
    anders.check()
    page.get_by_role("button", name="Send it with my key").click()
    expect(page.get_by_role("heading", name="What you read")).to_be_visible()
    answered = page.locator("#answered .tried")
    expect(answered.first).to_contain_text("Student A")
    expect(answered.last).to_contain_text("the family of Sakura Patel")
    anders.check()


def client_of(district: District, people: Visits, use: str, *words: str) -> openai.OpenAI:
    """A client with a fresh key for a use, by its title on the page of the policy."""
    page = people.of("Summer Pérez").open("/protect/")
    keys = page.locator("li", has_text=use).get_by_role("link", name="Keys").get_attribute("href") or ""
    issued = district.chalkline("keys", "issue", "--use", keys.rpartition("=")[2], *words, "--as", SUMMER)
    assert issued.returncode == 0, issued.stderr
    made = openai.OpenAI(base_url=f"{district.gateway}/v1", api_key=issued.stdout.strip(), max_retries=0, timeout=20)
    until = time.monotonic() + A_WHILE
    while time.monotonic() < until:  # gateways know a new key within seconds
        with contextlib.suppress(openai.AuthenticationError):
            made.models.list()
            break
        time.sleep(0.2)
    return made


def held_as(client: openai.OpenAI, text: str) -> str:
    """The number under which a call waits."""
    with pytest.raises(openai.PermissionDeniedError) as refused:
        client.chat.completions.create(model="sample-small", messages=[{"role": "user", "content": text}])
    assert refused.value.code == "held_for_release"
    return str(refused.value.response.headers["x-chalkline-held"])


def said(client: openai.OpenAI, text: str) -> tuple[str, str]:
    """What a call was answered, and the code where it was not."""
    try:
        told = client.chat.completions.create(model="sample-small", messages=[{"role": "user", "content": text}])
    except openai.APIStatusError as refused:
        return "", str(refused.code)
    return told.choices[0].message.content or "", ""


def choose(page: Page, label: str, part: str) -> None:
    """The option of a list that has these words in it."""
    field = page.get_by_label(label)
    field.select_option(value=field.locator("option", has_text=part).first.get_attribute("value"))


def shown_soon(person: Visit, there: Callable[[], bool]) -> None:
    """What gateways tell is taken over within seconds: look again until it is."""
    until = time.monotonic() + A_WHILE
    while not there():
        assert time.monotonic() < until, person.page.url
        time.sleep(0.5)
        person.page.reload()
