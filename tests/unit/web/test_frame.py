"""The frame: safe headers, language and look kept in cookies, problem pages, the navigation."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cast import Cast
from chalkline.kernel.problem import Kind, Problem
from chalkline.web import pages
from chalkline.web.places import PLACES
from visiting import visitor

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def test_every_answer_carries_a_strict_policy(cast: Cast) -> None:
    for answer in (
        Client().get("/register/"),
        Client().get("/no/such"),
        visitor(cast.dana).get("/"),
        Client().get("/register.json"),
    ):
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "data:" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


def test_a_language_once_chosen_stays() -> None:
    client = Client()
    assert '<html lang="es"' in client.get("/register/?lang=es").content.decode()
    assert '<html lang="es"' in client.get("/register/").content.decode()
    assert '<html lang="en"' in client.get("/register/?lang=en").content.decode()
    assert '<html lang="en"' in client.get("/register/", HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert '<html lang="es"' in Client().get("/register/", HTTP_ACCEPT_LANGUAGE="es-MX,es;q=0.9").content.decode()
    assert '<html lang="en"' in Client().get("/register/?lang=tlh", HTTP_ACCEPT_LANGUAGE="tlh").content.decode()


def test_a_look_once_chosen_stays_until_it_is_left_to_the_device() -> None:
    client = Client()
    assert "data-look" not in client.get("/register/").content.decode()
    assert 'data-look="dark"' in client.get("/register/?look=dark").content.decode()
    assert 'data-look="dark"' in client.get("/register/").content.decode()
    assert "data-look" not in client.get("/register/?look=auto").content.decode()
    assert "data-look" not in client.get("/register/").content.decode()
    assert "data-look" not in client.get("/register/?look=pink").content.decode()


def test_choosing_a_language_keeps_the_rest_of_the_address() -> None:
    page = Client().get("/register/?grade=04").content.decode()
    assert "?grade=04&amp;lang=es" in page


def test_the_navigation_shows_only_what_one_may_enter(cast: Cast) -> None:
    page = visitor(cast.dana).get("/").content.decode()
    assert 'aria-current="page">Today' in page
    assert 'aria-label="The district' not in Client().get("/register/").content.decode()
    keys = [place.key for place in PLACES]
    assert keys == ["today", "ask", "discover", "purpose", "decide", "data", "protect", "assist", "prove", "report"]
    refused = visitor(cast.otto).get("/").content.decode()
    assert '<nav class="work"' not in refused


@pytest.mark.parametrize("kind", [each for each in Kind if each is not Kind.SIGN_IN], ids=lambda each: each.name)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_a_problem_is_said_in_its_four_parts(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: Kind, headers: dict[str, str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise Problem("made.up", "It did not work & stopped.", "Because of <b>this</b>.", "Do that.", kind)

    monkeypatch.setattr(pages.register, "register", broken)
    answer = Client().get("/register/", **headers)
    said = answer.content.decode()
    assert answer.status_code == kind.value
    for words in ("It did not work &amp; stopped.", "Because of &lt;b&gt;this", "Do that.", "made.up"):
        assert words in said
    assert ("<html" in said) is not bool(headers)


def test_a_fault_of_ours_says_nothing_of_itself(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr(pages.register, "register", broken)
    answer = Client(raise_request_exception=False).get("/register/")
    assert answer.status_code == 500
    assert b"42" not in answer.content and b"Something went wrong on our side" in answer.content


def test_a_stranger_who_reads_is_led_to_sign_in_and_back() -> None:
    assert Client().get("/data/?a=1").headers["Location"] == "/accounts/login/?next=/data/%3Fa%3D1"


def test_a_stranger_in_a_fragment_is_told(db: None) -> None:
    answer = Client().get("/data/", **HTMX)
    assert answer.status_code == 401 and b"Please sign in first." in answer.content


def test_a_form_without_its_token_says_so(cast: Cast) -> None:
    client = visitor(cast.dana, enforce_csrf_checks=True)
    answer = client.post("/accounts/logout/")
    assert answer.status_code == 403 and b"request.form_expired" in answer.content


def test_too_much_at_once_is_a_problem_with_its_own_status(cast: Cast, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = visitor(cast.dana).post("/accounts/password/change/", {"oldpassword": "x" * 500})
    assert answer.status_code == 413 and b"request.too_large" in answer.content


@pytest.mark.parametrize(
    "address", ["/no/such/page", "/register", "/%00", "/ledger/fact/not-a-uuid/", "/accounts/nowhere/"]
)
def test_addresses_that_lead_nowhere(db: None, address: str) -> None:
    assert Client().get(address, follow=True).status_code in {404, 200}


def test_a_method_that_a_page_does_not_take() -> None:
    assert Client().delete("/register/").status_code == 405
