"""From the committee's decision to the call and back: real records, real processes, within five seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from chalkline.kernel.keyring import Keyring
from contract.gateway.district import ROOT, Running, ask, client, free_port, wait_until

ACTING = Path(__file__).with_name("acting.py")


class Whole:
    """A district with its jobs and its gateway running."""

    def __init__(self, home: Path, models: Running) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("CHALKLINE_", "DJANGO_"))}
        self.home, self.port = home, free_port()
        self.environment = {
            **clean,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
            "DJANGO_SETTINGS_MODULE": "chalkline.project.settings",
            "CHALKLINE_HOME": str(home),
            "CHALKLINE_DISTRICT": "Cedar Hollow Unified School District",
            "CHALKLINE_DOMAIN": "cedarhollow.example",
            "CHALKLINE_GATEWAY_PORT": str(self.port),
            "CHALKLINE_MODELS_URL": f"{models.url}/v1",
        }
        Keyring(home / "keys").key("channel")  # as `chalkline make-keys` does before anything starts
        self.people = subprocess.Popen(
            [sys.executable, str(ACTING)],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.known: dict[str, str] = self.act("begin")
        self.processes: list[subprocess.Popen[bytes]] = []
        jobs = self.start("jobs")
        wait_until(lambda: (home / "publish" / "pack.chalkline").exists(), jobs.log, seconds=60)
        self.gateway = self.start("gateway")
        wait_until(self.is_ready, self.gateway.log, seconds=60)

    def act(self, *words: str) -> dict[str, str]:
        """What an act came to. It returns once it has been committed."""
        assert self.people.stdin and self.people.stdout
        self.people.stdin.write(json.dumps(words) + "\n")
        self.people.stdin.flush()
        return json.loads(self.people.stdout.readline())  # type: ignore[no-any-return]

    def start(self, *words: str) -> Running:
        log = self.home / f"{words[0]}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "chalkline", *words], env=self.environment, stdout=out, stderr=out
            )
        self.processes.append(process)
        return Running(process, self.port, log)

    def is_ready(self) -> bool:
        try:
            return self.gateway.get("/healthz")[0] == 200
        except OSError:
            return False

    def stop(self) -> None:
        self.people.communicate()
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def whole(stub: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = Whole(tmp_path_factory.mktemp("whole"), stub)
    yield made
    made.stop()


def refused_within(of: openai.OpenAI, code: str, began: float) -> None:
    def code_now() -> str:
        try:
            ask(of)
        except openai.APIStatusError as fault:
            return str(fault.code)
        return ""

    wait_until(lambda: code_now() == code, seconds=30)
    assert time.monotonic() - began < OBEYED_WITHIN


def is_answered(of: openai.OpenAI) -> bool:
    try:
        return bool(ask(of))
    except openai.APIStatusError:
        return False


OBEYED_WITHIN = 5.0  # seconds from the commit


def test_a_family_is_followed_at_the_next_call(whole: Whole) -> None:
    about_kim = client(whole.gateway, whole.known["second"], student="kim.sato@cedarhollow.example")
    about_nobody = client(whole.gateway, whole.known["second"])
    assert ask(about_kim)
    whole.act("refuse")
    began = time.monotonic()
    refused_within(about_kim, "family_refused", began)
    assert ask(about_nobody)
    whole.act("agree")
    wait_until(lambda: is_answered(about_kim), seconds=30)


def ended(whole: Whole, drill_id: str) -> dict[str, object]:
    wait_until(lambda: dict(whole.act("drilled", drill_id))["state"] != "running", seconds=60)
    return dict(whole.act("drilled", drill_id))


def test_drills_prove_the_stop_and_the_way_of_an_alert_on_what_is_running(whole: Whole) -> None:
    alert_id = str(whole.act("alert"))
    told = ended(whole, alert_id)
    assert told["state"] == "obeyed" and 0 < float(str(told["seconds"])) <= OBEYED_WITHIN
    assert told["is_drill"] and told["sealed"] == alert_id, "sealed by the gateway, opened here, and marked as a drill"
    assert told["told"] in (["Tess Moreno"], ["Paula Voss"]), "whoever is on call at this hour, and nobody else"
    stop_id = str(whole.act("drill", whole.known["use"]))
    stopped = ended(whole, stop_id)
    assert stopped["state"] == "obeyed" and float(str(stopped["seconds"])) <= OBEYED_WITHIN
    assert ask(client(whole.gateway, whole.known["second"])), "nobody was stopped"


def test_a_decision_lets_calls_through_and_stops_are_obeyed(whole: Whole) -> None:
    first, second = (client(whole.gateway, whole.known[name]) for name in ("secret", "second"))
    assert "415-555-2671" in ask(first, "Is it clear? Call 415-555-2671.")
    assert ask(second)
    whole.act("revoke", whole.known["key"])
    began = time.monotonic()
    refused_within(first, "key_revoked", began)
    assert ask(second)
    whole.act("suspend", whole.known["use"])
    began = time.monotonic()
    refused_within(second, "use_paused", began)
    whole.act("lift", whole.known["use"])
    wait_until(lambda: is_answered(second), seconds=30)
    for of, code in (("model", "model_stopped"), ("tool", "use_paused")):
        stop = str(whole.act(f"stop {of}", "stub-small" if of == "model" else "diffit"))
        refused_within(second, code, time.monotonic())
        whole.act("restore", stop)
        wait_until(lambda: is_answered(second), seconds=30)
    assert whole.act("incident", whole.known["use"])["stopped"]
    refused_within(second, "use_paused", time.monotonic())
    whole.act("lift", whole.known["use"])
    wait_until(lambda: is_answered(second), seconds=30)
    whole.act("miss", whole.known["use"])
    refused_within(second, "use_not_in_force", time.monotonic())  # nobody looked at it again, so it ended by itself
    wait_until(lambda: int(str(whole.act("count"))) >= 5, seconds=30)
