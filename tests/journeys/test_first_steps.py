"""First steps: signing in, Today, the public register, search, the ledger; phone and desk, both languages,
light and dark, by keyboard alone and without script."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, expect

from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.conftest import Visits
from journeys.serving import PASSWORD, Served

NARROW = {"width": 320, "height": 640}
SIZES = pytest.mark.parametrize("size", [PHONE, DESK, NARROW], ids=["phone", "desk", "narrow"])
PUBLIC = [
    "/register/",
    "/register/?grade=04",
    "/register/?grade=11",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/demo/",
    "/no/such/page/",
]
SIGNED_IN = ["/", "/report/", "/search/?q=magic", "/search/?q=zzzz", "/search/", "/data/", "/ledger/", "/accounts/2fa/"]


def sound(visit: Visit, size: dict[str, int]) -> None:
    """A page has the same parts at the narrowest width as on a phone: there it only has to fit."""
    if size == NARROW:
        visit.fits()
    else:
        visit.check()


@SIZES
@pytest.mark.parametrize("path", PUBLIC)
def test_a_stranger_reads(visits: Visits, path: str, size: dict[str, int]) -> None:
    stranger = visits.stranger(viewport=size)
    stranger.open(path)
    sound(stranger, size)


@SIZES
@pytest.mark.parametrize("name", ["Dana Whitfield", "Tess Moreno", "Fay Idris"])
def test_people_find_their_pages(visits: Visits, name: str, size: dict[str, int]) -> None:
    person = visits.of(name, viewport=size)
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(name.split(" ")[0])
    for path in SIGNED_IN:
        person.open(path)
        sound(person, size)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_component_in_light_and_dark(visits: Visits, look: str) -> None:
    for size in (PHONE, DESK):
        person = visits.of("Dana Whitfield", viewport=size, color_scheme=look)
        for path in ("/gallery/", "/gallery/?bound=1&tools-q=tool+1&tools-page=9"):
            person.open(path)
            person.check()


def test_in_spanish_too(visits: Visits) -> None:
    stranger = visits.stranger(locale="es-US")
    stranger.open("/register/?grade=04")
    assert stranger.page.locator("html").get_attribute("lang") == "es"
    stranger.check()
    stranger.page.get_by_role("link", name="English").click()
    assert stranger.page.locator("html").get_attribute("lang") == "en"
    assert "grade=04" in stranger.page.url


def test_by_keyboard_alone(visits: Visits) -> None:
    dana = visits.of("Dana Whitfield")
    page = dana.open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("magicschool")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("magicschool")
    menu = page.locator(".me > summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(visits: Visits) -> None:
    page = visits.stranger().open("/accounts/login/")
    page.get_by_label("Your district e-mail address").press("/")
    expect(page.get_by_label("Your district e-mail address")).to_have_value("/")


def test_choosing_a_look_holds(visits: Visits) -> None:
    dana = visits.of("Dana Whitfield", color_scheme="light")
    page = dana.open("/data/")
    light = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.locator(".me > summary").click()
    page.get_by_role("link", name="Dark").click()
    dana.open("/ledger/")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") != light
    dana.check()


def test_reading_and_signing_in_work_without_script(visits: Visits) -> None:
    dana = visits.stranger(java_script_enabled=False)
    page = dana.open("/register/")
    page.get_by_label("My child's grade").select_option("Grade 4")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Grade 4")
    dana.sign_in_as("Dana Whitfield")
    page.get_by_role("searchbox").fill("tess moreno")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    dana.open("/gallery/")
    page.get_by_role("link", name="People").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("People")
    page.locator(".me > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{dana.url}/**")
    dana.open("/data/")
    assert "/accounts/login/" in page.url


def test_on_paper_a_page_is_a_handout(visits: Visits) -> None:
    stranger = visits.stranger()
    page = stranger.open("/register/?grade=04")
    page.emulate_media(media="print")
    for gone in ("nav.tongues", ".filter", ".signin", ".demo"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_text("Printed", exact=False)).to_be_visible()
    expect(page.get_by_text("Diffit").first).to_be_visible()


def test_a_form_with_errors_leads_to_each_field(visits: Visits) -> None:
    dana = visits.of("Dana Whitfield")
    page = dana.open("/gallery/?bound=1")
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("Which tool")).click()
    expect(page.get_by_label("Which tool?")).to_be_focused()


def test_long_work_shows_how_far_it_is(visits: Visits) -> None:
    dana = visits.of("Dana Whitfield")
    page = dana.open("/gallery/")
    expect(page.locator("progress")).to_have_attribute("value", "40")
    expect(page.locator("progress")).to_have_attribute("value", "60", timeout=10_000)
    dana.check()


def test_the_listener_hears_what_the_policy_stops(visits: Visits) -> None:
    stranger = visits.stranger()
    page = stranger.open("/register/")
    page.evaluate("() => document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(200)
    assert any("style-src" in each for each in stranger.stopped)
    stranger.stopped.clear()


def test_signing_in_with_password_and_code(browser: Browser, plain_server: Served) -> None:
    priya = visit(browser, plain_server.url, viewport=PHONE)
    page = priya.open("/data/")
    priya.check()
    page.get_by_label("Your district e-mail address").fill("priya.raman@cedarhollow.example")
    page.get_by_label("Password").fill("not this one, surely")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".errors")).to_be_focused()
    priya.check()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    priya.check()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your second step")
    priya.check()
    page.get_by_label("The six digits").fill(now_code(page.locator(".key").inner_text()))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert page.locator(".codes li").count() == 10
    priya.check()
    page.get_by_role("link", name="Go on to Today").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priya.")
    for path in ("2fa/", "password/change/", "2fa/recovery-codes/generate/"):
        priya.open(f"/accounts/{path}")
        priya.check()
    assert page.request.get(f"{plain_server.url}/demo/").status == 404
    priya.context.close()


def now_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
