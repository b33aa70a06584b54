"""LibreChat in front of a real gateway, as far as registries have it: its agents, and the form of its settings.

scripts/install_librechat.sh installs both; CHALKLINE_LIBRECHAT names the folder where it is not var/librechat.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from contract.gateway.conftest import stub
from contract.gateway.district import ROOT, District, Running
from contract.gateway.test_who import KIM, STUDENTS_APP, TESS, gateway, provider, signed_in
from oidc_provider import Provider, claims_of

__all__ = ["gateway", "provider", "signed_in", "stub"]  # the fixtures
FOLDER = Path(os.environ.get("CHALKLINE_LIBRECHAT", str(ROOT / "var" / "librechat")))
PAGE = ROOT / "src" / "chalkline" / "web" / "templates" / "protect" / "set_up" / "librechat.html"
SECRET = "Kim Sato wrote to 415-555-2671"
pytestmark = pytest.mark.skipif(
    not (FOLDER / "node_modules" / "@librechat").exists(), reason="scripts/install_librechat.sh has not been run"
)


def run(*words: str, given: str = "") -> Any:
    command = ["node", str(Path(__file__).with_name("librechat.js")), *words]
    done = subprocess.run(command, cwd=FOLDER, input=given.encode(), capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


def test_its_settings_are_what_librechat_reads() -> None:
    shown = re.search(r"<code>(endpoints:.*?)</code>", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    written = html.unescape(shown[1]).replace("{{ gateway }}", "https://gateway.example/v1")
    written = written.replace("{{ key.label|default:'District' }}", "District").replace("{{ model }}", "stub-small")
    written = written.replace("{% templatetag openvariable %}", "{{").replace("{% templatetag closevariable %}", "}}")
    (endpoint,) = run("settings", given=f"version: 1.2.1\n{written}")
    assert endpoint["baseURL"] == "https://gateway.example/v1" and endpoint["models"]["default"] == ["stub-small"]
    assert endpoint["headers"] == {"X-Chalkline-Person-Token": "{{LIBRECHAT_OPENID_ID_TOKEN}}"}


def test_its_agents_are_answered_as_by_the_provider(
    gateway: Running, signed_in: District, provider: Provider, stub: Running
) -> None:
    def ask(token: str) -> str:
        return json.dumps(run("ask", f"{gateway.url}/v1", STUDENTS_APP, token, SECRET), ensure_ascii=False)

    kim, tess = (provider.token(claims_of("other", each.emails[0])) for each in (KIM, TESS))
    assert f"repeats what it was sent: {SECRET}" in ask(kim)
    assert not [each for each in stub.get("/received")[1] if "415-555-2671" in str(each)]
    record = signed_in.records()[-1]
    assert (record.role, record.grade_band, record.school, record.stream) == ("student", "g68", "S4", True)
    assert "The key is for" in ask(tess) and "sign-in token is not accepted" in ask("no token")
