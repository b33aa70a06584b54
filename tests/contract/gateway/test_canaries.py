"""Canaries: what people type to a model, and every secret, is used for real; then every file is searched for it.

Web, jobs and gateway run as in a district, on one home folder. What may not lie anywhere in it: the text of a
prompt or an answer, a gateway key, an API token, a password (right or wrong), the secret of a second step.
"""

from __future__ import annotations

import base64
import http.cookiejar
import json
import re
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import openai
import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from contract.gateway.district import PATIENCE, Running, ask, client, free_port, raw, stream, wait_until
from contract.gateway.test_whole_way import Whole

PLANTING = Path(__file__).with_name("planting.py")


class Person:
    """A browser without a screen: keeps cookies, fills in forms."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str, **headers: str) -> str:
        return self._open(urllib.request.Request(self.site + path, headers=headers))

    def fill_in(self, path: str, **fields: str) -> str:
        page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, page[:500]
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        return self._open(urllib.request.Request(self.site + path, data, {"Referer": self.site + path}))

    def _open(self, request: urllib.request.Request) -> str:
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as fault:
            return fault.read().decode()


@pytest.fixture
def whole(stub: Running, tmp_path: Path) -> Iterator[Whole]:
    made = Whole(tmp_path, stub)
    yield made
    made.stop()


def planted(whole: Whole, password: str) -> dict[str, str]:
    run = subprocess.run(
        [sys.executable, str(PLANTING), password], env=whole.environment, capture_output=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    return dict(json.loads(run.stdout.splitlines()[-1]))


def spellings(secret: str) -> set[bytes]:
    """A text as it could lie in a file: as it is, in hex, in base64 at each of its three beginnings."""
    plain = secret.encode()
    shifted = (base64.b64encode(b"\0" * by + plain)[4 if by else 0 :] for by in range(3))
    return {plain, plain.hex().encode(), secret.encode("utf-16-le"), *(each[:-4] for each in shifted if len(each) > 24)}


def test_no_secret_and_no_text_of_a_call_lies_in_any_file(whole: Whole) -> None:
    password, wrong = f"calm {secrets.token_hex(12)} words", f"loud {secrets.token_hex(12)} words"
    made = planted(whole, password)
    prompt, stranger, bad_token = (f"{word}-{secrets.token_hex(12)}" for word in ("canary", "ck", "ct"))
    port = free_port()
    whole.environment |= {"CHALKLINE_WEB_PORT": str(port), "CHALKLINE_PLAIN_STATIC": "1"}
    web = whole.start("web")
    person = Person(f"http://127.0.0.1:{port}")

    def is_up() -> bool:
        with suppress(OSError):
            return "Chalkline" in person.get("/register/")
        return False

    wait_until(is_up, web.log, seconds=60)

    # What people do at the gateway: plain, streamed, refused, broken, with student data in it.
    for model in ("stub-small", "stub-cut", "stub-nonsense", "stub-large"):
        for way in (ask, stream):
            with suppress(openai.APIError):
                way(client(whole.gateway, whole.known["secret"]), f"{prompt} is 219-09-9999 at 415-555-2671", model)
    assert prompt in ask(client(whole.gateway, whole.known["second"]), prompt)
    with suppress(openai.APIError):
        ask(client(whole.gateway, stranger), prompt)
    raw(whole.gateway, b'{"model": "stub-small", "' + prompt.encode(), key=whole.known["secret"])

    # And at the web application: signing in, wrongly and rightly; the API, with a token and with a wrong one.
    sign_in = {"login": "priya.raman@cedarhollow.example"}
    assert "csrfmiddlewaretoken" in person.fill_in("/accounts/login/", **sign_in, password=wrong)
    person.fill_in("/accounts/login/", **sign_in, password=password)
    code = format_hotp_value(hotp_value(made["totp"], int(time.time()) // 30))
    person.fill_in("/accounts/2fa/authenticate/", code=code)
    assert "Priya" in person.get("/")
    program = Person(person.site)
    assert "Tess Moreno" in program.get("/api/v1/me", Authorization=f"Bearer {made['token']}")
    assert "sign_in_needed" in program.get("/api/v1/me", Authorization=f"Bearer {bad_token}")
    session = next(cookie.value for cookie in person.cookies if cookie.name == "sessionid")

    wait_until(lambda: int(str(whole.act("count"))) >= 8, seconds=60)  # the ledger has taken over the calls
    files = {path: path.read_bytes() for path in whole.home.rglob("*") if path.is_file()}
    assert {"chalkline.sqlite3", "web.log", "gateway.log", "jobs.log"} <= {path.name for path in files}
    assert any("spool" in path.parts for path in files)

    canaries = {
        "the prompt and the answer": prompt,
        "a number in a prompt": "219-09-9999",
        "a gateway key": whole.known["secret"],
        "another gateway key": whole.known["second"],
        "a key nobody issued": stranger,
        "a password": password,
        "a wrong password": wrong,
        "the secret of a second step": made["totp"],
        "an API token": made["token"],
        "a token nobody issued": bad_token,
    }
    for what, secret in canaries.items():
        for path, content in files.items():
            found = [each for each in spellings(secret) if each in content]
            assert not found, f"{what} is in {path.relative_to(whole.home)}"
    # The search itself finds things: what is meant to be kept is there.
    assert any(b"priya.raman@cedarhollow.example" in content for content in files.values())
    # A session is kept by its key; the logs must not tell it.
    assert not any(session.encode() in content for path, content in files.items() if path.suffix == ".log")
