"""Several workers behind one port: each its own record, one that dies is replaced, a farewell lets calls finish."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from chalkline.gateway.settings import GatewaySettings
from chalkline.project.workers import Task, _spelled
from contract.gateway.district import ROOT, District, Running, free_port, raw, wait_until

BODY = b'{"model":"stub-small","messages":[{"role":"user","content":"hello"}]}'


def started(district: District, stub: Running, workers: int) -> Running:
    settings = GatewaySettings(
        home=district.home, keys=district.home / "keys", models_url=stub.url, zone="UTC", poll_seconds=0.2
    )
    district.keyring.key("channel")
    port, log = free_port(), district.home / "workers.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "chalkline.project.workers", _spelled(Task(settings, "127.0.0.1", port, workers))],
            stdout=out, stderr=out, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
    running = Running(process, port, log)
    district.running.append(running)
    wait_until(lambda: _ready(running), log)
    return running


def _ready(running: Running) -> bool:
    try:
        return running.get("/healthz")[0] == 200
    except OSError:
        return False


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at /proc")
def test_workers_share_a_port_and_one_that_dies_is_replaced(district: District, stub: Running) -> None:
    gateway = started(district, stub, 2)
    wait_until(lambda: {each.name for each in (district.home / "spool").iterdir()} == {"gateway-1", "gateway-2"})
    assert all(raw(gateway, BODY).status == 200 for _ in range(20))
    first, second = children(gateway.process.pid)
    os.kill(first, signal.SIGKILL)
    assert all(raw(gateway, BODY).status == 200 for _ in range(10))
    wait_until(lambda: len(set(children(gateway.process.pid)) - {first, second}) == 1)
    assert len({(each.node, each.sequence) for each in district.records()}) == 30


@pytest.mark.soak
def test_a_farewell_lets_every_call_finish(district: District, stub: Running) -> None:
    gateway = started(district, stub, 2)
    slow = BODY.replace(b"stub-small", b"stub-slow")
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(raw(gateway, slow).status)) for _ in range(4)]
    for each in threads:
        each.start()
    threading.Event().wait(4)
    gateway.process.terminate()
    for each in threads:
        each.join(20)
    assert answers == [200] * 4
    assert gateway.process.wait(20) == 0


def test_nothing_of_the_control_plane_is_loaded() -> None:
    asked = "import sys, chalkline.project.workers; print({'django', 'chalkline.ledger'} & set(sys.modules))"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, env=env, check=True)
    assert run.stdout == b"set()\n"


def test_a_fault_at_the_start_is_said_in_a_sentence(district: District) -> None:
    settings = GatewaySettings(home=district.home, keys=district.home / "keys", models_url="", zone="UTC")
    run = subprocess.run(
        [sys.executable, "-m", "chalkline.project.workers", _spelled(Task(settings, "127.0.0.1", free_port()))],
        capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, timeout=30, check=False,
    )  # fmt: skip
    assert run.returncode == 1 and b"gateway.no_models" in run.stderr and b"Traceback" not in run.stderr
