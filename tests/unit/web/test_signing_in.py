"""Signing in: a password and a code, nobody signs up, and personas only in the demo on this machine."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core import mail
from django.test import Client

from cast import Cast
from chalkline.web.sign_in import KEPT
from visiting import visitor

PASSWORD = "four calm words here"


@pytest.fixture
def with_password(cast: Cast) -> Cast:
    assert cast.priya.account
    cast.priya.account.set_password(PASSWORD)
    cast.priya.account.save()
    return cast


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_a_first_sign_in_leads_to_the_second_step_and_then_in(with_password: Cast) -> None:
    client = Client()
    assert sign_in(client, "PRIYA.RAMAN@cedarhollow.example").status_code == 302
    assert client.get("/data/").headers["Location"] == "/accounts/2fa/totp/activate/"
    again = client.get("/accounts/2fa/totp/activate/").headers["Location"]
    assert again.startswith("/accounts/reauthenticate/")
    assert client.post(again, {"password": "not this one"}).status_code == 200
    assert client.post(again, {"password": PASSWORD}).headers["Location"] == "/accounts/2fa/totp/activate/"
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "data:" not in page and "<svg" in page
    secret = re.search(r'class="key">([A-Z2-7]+)<', page)
    assert secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    done = client.post("/accounts/2fa/totp/activate/", {"code": code(secret[1])})
    assert done.headers["Location"] == "/accounts/2fa/recovery-codes/"
    codes = client.get(done.headers["Location"]).content.decode()
    assert len(re.findall(r"<li><code>\w+</code>", codes)) == 10
    assert client.get("/data/").status_code == 200


def test_the_password_alone_opens_nothing_once_the_second_step_is_set_up(with_password: Cast) -> None:
    visitor(with_password.priya)
    client = Client()
    assert sign_in(client, "priya.raman@cedarhollow.example").headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "123456"}).status_code == 200
    secret = decrypt(Authenticator.objects.get(user=with_password.priya.account, type="totp").data["secret"])
    assert client.post("/accounts/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert client.get("/data/").status_code == 200


def test_the_secret_of_an_app_is_not_readable_in_the_database(cast: Cast) -> None:
    visitor(cast.priya)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert not re.fullmatch(r"[A-Z2-7]{16,}", kept) and len(kept) > 40


def test_wrong_passwords_and_unknown_people_read_the_same(with_password: Cast) -> None:
    wrong = sign_in(Client(), "priya.raman@cedarhollow.example", "not this one at all")
    unknown = sign_in(Client(), "nobody@cedarhollow.example", "not this one at all")
    assert wrong.status_code == unknown.status_code == 200
    said = [re.findall(r'class="errors".*?</div>', page.content.decode(), re.DOTALL)[0] for page in (wrong, unknown)]
    assert said[0] == said[1]


def test_a_new_password_comes_by_mail_and_only_to_known_addresses(with_password: Cast) -> None:
    client = Client()
    for address in ("priya.raman@cedarhollow.example", "nobody@cedarhollow.example"):
        assert client.post("/accounts/password/reset/", {"email": address}).status_code == 302
    to_priya = [each for each in mail.outbox if each.to == ["priya.raman@cedarhollow.example"]]
    assert len(to_priya) == 1 and "/accounts/password/reset/key/" in to_priya[0].body


def test_nobody_signs_up_or_changes_the_address_of_the_roster(cast: Cast) -> None:
    for address in ("/accounts/signup/", "/accounts/email/", "/accounts/2fa/webauthn/"):
        assert visitor(cast.tess).get(address).status_code == 404
    assert Client().get("/accounts/signup/").status_code == 404
    assert "account_signup" not in KEPT and "account_email" not in KEPT


def test_people_who_left_get_nowhere(cast: Cast) -> None:
    assert visitor(cast.otto).get("/").status_code == 403
    assert cast.otto.account
    cast.otto.account.is_active = False
    cast.otto.account.set_password(PASSWORD)
    cast.otto.account.save()
    assert sign_in(Client(), "otto.gray@cedarhollow.example").headers["Location"] == "/accounts/inactive/"


@pytest.fixture
def demo(settings: Any) -> None:
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"demo": True})


@pytest.mark.usefixtures("demo")
def test_one_click_makes_one_somebody_in_the_demo(cast: Cast) -> None:
    client = Client()
    page = client.get("/demo/").content.decode()
    assert "Be Dana Whitfield" in page and "Kim Sato" not in page and "Otto Gray" not in page
    assert cast.dana.account
    answer = client.post(f"/demo/{cast.dana.account.pk}/", {"next": "//elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert "Dana." in client.get("/").content.decode()
    assert client.post("/demo/00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "from_elsewhere",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "not an address"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_personas_exist_on_this_machine_only(cast: Cast, from_elsewhere: dict[str, str]) -> None:
    client = Client()
    assert cast.dana.account
    assert client.get("/demo/", **from_elsewhere).status_code == 404
    assert client.post(f"/demo/{cast.dana.account.pk}/", **from_elsewhere).status_code == 404
    assert client.get("/", **from_elsewhere).status_code == 302


def test_personas_exist_in_the_demo_only(cast: Cast) -> None:
    assert cast.dana.account
    assert Client().get("/demo/").status_code == 404
    assert Client().post(f"/demo/{cast.dana.account.pk}/").status_code == 404


@pytest.mark.usefixtures("demo")
def test_the_demo_asks_for_no_second_step(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.priya.account)  # type: ignore[arg-type]
    assert client.get("/data/").status_code == 200
