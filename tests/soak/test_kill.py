"""kill -9, over and over, of the web application, the jobs and the gateway while facts are recorded.

What was acknowledged (an answer arrived whole) is in the ledger; nothing is there twice; every fact has its change
and every change its fact; and the ledger verifies, alive and exported.

CHALKLINE_SOAK_KILLS says how often, 100 where it is not set.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any

from contract.gateway.conftest import stub
from contract.gateway.district import Running, free_port, raw, wait_until
from contract.gateway.test_whole_way import Whole

__all__ = ["stub"]  # the fixture
KILLS = int(os.environ.get("CHALKLINE_SOAK_KILLS", "100"))
LOOKING = Path(__file__).with_name("looking.py")
CALL = b'{"model":"stub-small","messages":[{"role":"user","content":"hello"}],"stream":true}'


@dataclass
class Told:
    """What was acknowledged to those who asked."""

    named: list[tuple[str, str]] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    again: int = 0
    faults: list[str] = field(default_factory=list)


def look(whole: Whole, what: str, said: object = None) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, str(LOOKING), what], env=whole.environment, input=json.dumps(said).encode(),
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    return dict(json.loads(run.stdout.splitlines()[-1]))


def name_problems(site: str, known: dict[str, str], told: Told, stop: threading.Event, who: int) -> None:
    """State problems through the API; a call whose answer was lost is sent again with the same key."""
    number = 0
    while not stop.is_set():
        number += 1
        title = f"Problem {who}-{number}"
        body = {
            "title": title, "what_happens": "It takes evenings of work each week.", "area": "teacher_productivity",
            "evidence": [{"text": "Time log of 14 teachers over two weeks", "figure": "5 hours"}],
            "outcome": {
                "measure": "Time spent", "unit": "hours a week", "baseline": "5", "target": "2",
                "by_on": str(date.today() + timedelta(days=200)),  # noqa: DTZ011  (a day far enough away in any zone)
            },
            "owner_id": known["id"],
        }  # fmt: skip
        request = urllib.request.Request(
            f"{site}/api/v1/problems", json.dumps(body).encode(),
            {"Authorization": f"Bearer {known['token']}", "Content-Type": "application/json", "Idempotency-Key": title},
        )  # fmt: skip
        while True:
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    told.named.append((title, json.load(answer)["id"]))
                break
            except urllib.error.HTTPError as fault:
                code = json.load(fault).get("code") if fault.code < 500 else f"status {fault.code}"
                if code != "api.repeat_in_flight":
                    told.faults.append(f"{title}: {code}")
                    break
                time.sleep(0.2)
            except (OSError, HTTPException, ValueError):
                told.again += 1
                time.sleep(0.1)
            if stop.is_set():
                break


def call_models(gateway: Running, key: str, told: Told, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            answer = raw(gateway, CALL, key=key)
        except (OSError, HTTPException):
            time.sleep(0.1)
            continue
        if answer.body.endswith(b"data: [DONE]\n\n"):
            told.called.append(answer.headers["x-chalkline-decision"])
        elif answer.status >= 500 and answer.code not in {"policy_missing", "policy_out_of_date", "pack_out_of_date"}:
            told.faults.append(f"gateway: {answer.code}")
        time.sleep(0.05)


def kill_often(
    whole: Whole, words: str, is_up: Callable[[], bool], times: int, stop: threading.Event, killed: dict[str, int]
) -> None:
    """Let it run a little, kill it, start it again, so many times."""
    dice = random.Random(words)
    process = next(each for each in whole.processes if words in each.args)  # type: ignore[operator]
    for _ in range(times):
        if stop.wait(dice.uniform(0.1, 1.5)):
            return
        process.send_signal(signal.SIGKILL)
        process.wait()
        whole.processes.remove(process)
        killed[words] = killed.get(words, 0) + 1
        process = whole.start(words).process
        until = time.monotonic() + 60
        while time.monotonic() < until and not is_up():
            time.sleep(0.05)


def test_nothing_acknowledged_is_lost_or_broken_by_kills(stub: Running, tmp_path: Path) -> None:
    whole = Whole(tmp_path, stub)
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    whole.environment |= {"CHALKLINE_WEB_PORT": str(port), "CHALKLINE_PLAIN_STATIC": "1"}
    known = look(whole, "begin")
    web = whole.start("web")

    def web_is_up() -> bool:
        with suppress(OSError, HTTPException), urllib.request.urlopen(f"{site}/api/v1/register", timeout=5):
            return True
        return False

    def jobs_are_up() -> bool:
        time.sleep(2.5)  # nobody can ask them; by then they work
        return True

    wait_until(web_is_up, web.log, seconds=60)
    told, stop, killed = Told(), threading.Event(), dict[str, int]()
    askers = [
        *(threading.Thread(target=name_problems, args=(site, known, told, stop, who)) for who in range(2)),
        *(threading.Thread(target=call_models, args=(whole.gateway, whole.known["secret"], told, stop)) for _ in "ab"),
    ]
    shares = (KILLS - 2 * (KILLS // 3), KILLS // 3, KILLS // 3)
    ups = {"web": web_is_up, "jobs": jobs_are_up, "gateway": whole.is_ready}
    killers = [
        threading.Thread(target=kill_often, args=(whole, words, is_up, times, stop, killed))
        for (words, is_up), times in zip(ups.items(), shares, strict=True)
    ]
    began = time.monotonic()
    try:
        for thread in (*askers, *killers):
            thread.start()
        for thread in killers:
            thread.join()
        time.sleep(2)
    finally:
        stop.set()
        for thread in askers:
            thread.join()
    took = time.monotonic() - began
    try:
        said = {"named": told.named, "called": told.called}

        def has_caught_up() -> bool:
            state = look(whole, "after", said)
            return not state["waiting"] and not state["calls_lost"]

        with suppress(AssertionError):  # what is still missing then is told below
            wait_until(has_caught_up, seconds=60)
    finally:
        whole.stop()
    state = look(whole, "after", said)
    print(
        f"\n{sum(killed.values())} kills ({killed}) in {took:.0f} s: {len(told.named)} problems named, "
        f"{told.again} calls of these sent again, {len(told.called)} model calls answered, {state['facts']} facts, "
        f"{state['leaves']} leaves; lost or broken: {len(state['facts_lost']) + len(state['calls_lost'])}"
    )
    assert not told.faults, told.faults[:10]
    assert {name: value for name, value in state.items() if name not in {"facts", "leaves"} and value} == {}
    assert sum(killed.values()) == KILLS and len(told.named) > KILLS // 10 and len(told.called) > KILLS // 10
    evidence = tmp_path / "evidence"
    for words in (["verify"], ["export", str(evidence), "--as", "dana.whitfield@cedarhollow.example"]):
        chalkline(whole, *words)
    chalkline(whole, "verify", str(evidence))


def chalkline(whole: Whole, *words: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "chalkline", "ledger", *words], env=whole.environment, capture_output=True, check=False
    )
    assert run.returncode == 0, (run.stdout + run.stderr).decode()[-2000:]
