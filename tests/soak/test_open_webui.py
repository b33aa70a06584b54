"""Open WebUI in front of a real gateway: people sign in there, and the gateway knows them by its signed header.

scripts/install_open_webui.sh installs it; CHALKLINE_OPEN_WEBUI names its program where it is not in var/open-webui.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL, STDOUT, Popen
from typing import Any

import pytest

from chalkline.rulebook.api import EVERY
from contract.gateway.conftest import stub
from contract.gateway.district import ROOT, WRITING, District, Running, free_port, wait_until
from contract.gateway.test_who import KIM, PEOPLE, SHARED_SECRET, STUDENTS_APP, TESS, publish
from oidc_provider import serving

__all__ = ["stub"]  # the fixture
PROGRAM = Path(os.environ.get("CHALKLINE_OPEN_WEBUI", str(ROOT / "var" / "open-webui" / "bin" / "open-webui")))
SECRET = "Kim Sato wrote to 415-555-2671"
SAID = "This is the stub model. It knows nothing and repeats what it was sent: "
pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="scripts/install_open_webui.sh has not been run")


def environment(home: Path, gateway: Running) -> dict[str, str]:
    """What the page in Chalkline says, and that nothing is fetched from anywhere."""
    return {
        **os.environ,
        "OPENAI_API_BASE_URL": f"{gateway.url}/v1",
        "OPENAI_API_KEY": STUDENTS_APP,
        "ENABLE_FORWARD_USER_INFO_HEADERS": "true",
        "FORWARD_USER_INFO_HEADER_JWT_SECRET": SHARED_SECRET.hex(),
        "FORWARD_USER_INFO_HEADER_JWT_EXPIRES_SECONDS": "300",
        "DATA_DIR": str(home),
        "WEBUI_SECRET_KEY": "of this test alone",
        "DEFAULT_USER_ROLE": "user",
        "BYPASS_MODEL_ACCESS_CONTROL": "true",
        "ENABLE_OLLAMA_API": "false",
        "OFFLINE_MODE": "true",
        "HF_HUB_OFFLINE": "1",
        "BYPASS_EMBEDDING_AND_RETRIEVAL": "true",
        "RAG_EMBEDDING_ENGINE": "openai",
        "AUDIO_STT_ENGINE": "openai",
        "ANONYMIZED_TELEMETRY": "false",
        "DO_NOT_TRACK": "true",
        "SCARF_NO_ANALYTICS": "true",
    }


class WebUI:
    """The running program, as a browser of somebody would use it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, path: str, body: dict[str, Any] | None = None, token: str = "") -> tuple[int, bytes]:
        headers = {"content-type": "application/json", **({"authorization": f"Bearer {token}"} if token else {})}
        request = urllib.request.Request(self.url + path, json.dumps(body).encode() if body else None, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.read()

    def sign_up(self, name: str, address: str, administrator: str = "") -> str:
        """The token of a new person. The first makes an account; everybody else's is made by them."""
        path = "/api/v1/auths/add" if administrator else "/api/v1/auths/signup"
        person = {"name": name, "email": address, "password": "long enough 1", "role": "user"}
        status, told = self.call(path, person, administrator)
        assert status == 200, told
        return str(json.loads(told)["token"])

    def ask(self, token: str, text: str, *, stream: bool = False) -> tuple[int, bytes]:
        asked = {"model": "stub-small", "messages": [{"role": "user", "content": text}], "stream": stream}
        return self.call("/api/chat/completions", asked, token)


@pytest.fixture
def district(stub: Running, tmp_path: Path) -> Iterator[District]:
    made = District(tmp_path)
    made.publish(replace(WRITING, roles=frozenset({"student", "teacher"}), schools=EVERY))
    with serving() as provider:
        publish(made, provider, PEOPLE)
        yield made
        made.stop()


@pytest.fixture
def webui(district: District, stub: Running, tmp_path: Path) -> Iterator[WebUI]:
    home, port = tmp_path / "webui", free_port()
    home.mkdir()
    gateway = district.start_gateway(stub.url)
    log = tmp_path / "webui.log"
    with log.open("wb") as out:
        command = [str(PROGRAM), "serve", "--host", "127.0.0.1", "--port", str(port)]
        process = Popen(command, env=environment(home, gateway), cwd=home, stdin=DEVNULL, stdout=out, stderr=STDOUT)
    made = WebUI(f"http://127.0.0.1:{port}")

    def answers() -> bool:
        assert process.poll() is None, log.read_text()[-3000:]
        try:
            return made.call("/health")[0] == 200
        except OSError:
            return False

    try:
        wait_until(answers, log, seconds=240)
        yield made
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_people_of_open_webui_are_known_and_what_they_write_is_replaced(
    district: District, webui: WebUI, stub: Running
) -> None:
    teacher = webui.sign_up("Tess Moreau", TESS.emails[0])  # the first is its administrator
    pupil = webui.sign_up("Kim Sato", KIM.emails[0], teacher)
    stranger = webui.sign_up("Somebody", "somebody@cedarhollow.example", teacher)
    status, listed = webui.call("/api/models", token=pupil)
    assert status == 200 and "stub-small" in {each["id"] for each in json.loads(listed)["data"]}
    status, told = webui.ask(pupil, SECRET)
    assert status == 200 and json.loads(told)["choices"][0]["message"]["content"] == SAID + SECRET
    status, told = webui.ask(pupil, SECRET, stream=True)
    events = [json.loads(line[6:]) for line in told.decode().splitlines() if line.startswith("data: {")]
    said = "".join(each["choices"][0]["delta"].get("content") or "" for each in events if each.get("choices"))
    assert status == 200 and said == SAID + SECRET
    sent = json.dumps(stub.get("/received")[1])
    assert "415-555-2671" not in sent and "Sato" not in sent
    records = district.records()
    assert {(each.role, each.grade_band, each.school) for each in records if each.person} == {("student", "g68", "S4")}

    for token, reason in ((teacher, "key is for"), (stranger, "roster")):
        status, told = webui.ask(token, "Is it clear?")
        assert status >= 400 and reason in told.decode(), told
    assert {each.code for each in district.records() if each.code} == {"person_mismatch", "person_unknown"}
