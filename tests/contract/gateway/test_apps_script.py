"""The Google Apps Script as its page shows it, run in Node: real HTTP, only Google's own objects stood in for."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.gateway.district import ROOT, District, Running
from contract.gateway.test_who import KIM, STUDENTS_APP, TEACHERS_APP, TESS, gateway, provider, signed_in
from oidc_provider import Provider, claims_of

__all__ = ["gateway", "provider", "signed_in"]  # the fixtures
PAGE = ROOT / "src" / "chalkline" / "web" / "templates" / "protect" / "set_up" / "apps_script.html"
SECRET = "Kim Sato wrote to 415-555-2671"
Ask = Callable[[str, str, str], str]
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node here")


@pytest.fixture
def ask(gateway: Running) -> Ask:
    """``ask(key, token, question)``: what the script answers."""
    shown = re.search(r"<code>(.*?)</code>", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    script = html.unescape(shown[1]).replace("{{ gateway }}", f"{gateway.url}/v1").replace("{{ model }}", "stub-small")
    assert "{{" not in script and "{%" not in script

    def run(key: str, token: str, question: str) -> str:
        command = ["node", str(Path(__file__).with_name("apps_script.js")), key, token, question]
        done = subprocess.run(command, input=script.encode(), capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run


def test_the_script_that_is_shown_asks_and_is_told(
    ask: Ask, signed_in: District, provider: Provider, stub: Running
) -> None:
    tess, kim = (provider.token(claims_of("google", each.emails[0])) for each in (TESS, KIM))
    assert ask(STUDENTS_APP, kim, SECRET).endswith(f"repeats what it was sent: {SECRET}")
    assert not [each for each in stub.get("/received")[1] if "415-555-2671" in str(each)]
    record = signed_in.records()[-1]
    assert (record.role, record.grade_band, record.school) == ("student", "g68", "S4")
    assert "The key is for" in ask(STUDENTS_APP, tess, SECRET)
    assert "not one of this district" in ask("ck-nobody-" + "x" * 40, tess, SECRET)
    assert "sign-in" in ask(TEACHERS_APP, "not.a.token", SECRET)
    assert signed_in.records()[-1].code == "person_token_unfit"
