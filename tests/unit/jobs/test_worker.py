"""Real processes on a real database, killed at random: nothing is lost, nothing happens twice."""

from __future__ import annotations

import json
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = Path(__file__).with_name("busy_district.py")
WRITERS = 2


class District:
    """A database of its own, and the processes on it."""

    def __init__(self, home: Path, database: str) -> None:
        self.environment = {
            **os.environ,
            "CHALKLINE_HOME": str(home),
            "CHALKLINE_DATABASE": database,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
        }
        self.run("migrate")

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(SCRIPT), *words]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def run(self, *words: str) -> None:
        subprocess.run([sys.executable, str(SCRIPT), *words], env=self.environment, check=True)

    def log(self) -> list[dict[str, object]]:
        """Kind and number of every fact, in the order of the log."""
        ask = (
            "import busy_district, json\n"
            "from chalkline.ledger.api import facts_after\n"
            "print(json.dumps([{'kind': t.kind, 'place': t.place, **t.values} for t in facts_after(0, limit=10**6)]))"
        )
        run = subprocess.run(
            [sys.executable, "-c", ask],
            env=self.environment,
            cwd=SCRIPT.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        told: list[dict[str, object]] = json.loads(run.stdout)
        return told


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    address = os.environ.get("CHALKLINE_DATABASE", "")
    if not address:
        yield District(tmp_path / "home", "")
        return
    import psycopg

    name = f"busy_{secrets.token_hex(4)}"
    with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        try:
            yield District(tmp_path / "home", address.rpartition("/")[0] + f"/{name}")
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


@pytest.mark.parametrize(("kills", "each"), [(2, 25), pytest.param(40, 400, marks=pytest.mark.soak)])
def test_killed_workers_lose_nothing_and_repeat_nothing(district: District, kills: int, each: int) -> None:
    chance = random.Random(4)
    writers = [district.start("write", str(number * 10_000), str(each)) for number in range(WRITERS)]
    worker = district.start("work")
    for _ in range(kills):
        time.sleep(chance.uniform(0.9, 2.2))  # some die while starting, some at work
        worker.kill()
        worker.wait()
        worker = district.start("work")
    written = [int(line) for writer in writers for line in writer.communicate(timeout=600)[0].split()]
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    assert len(written) == WRITERS * each

    def counted() -> Counter[tuple[object, object]]:
        return Counter(
            (told["kind"], told["number"]) for told in district.log() if str(told["kind"]).startswith("busy.")
        )

    due = {(f"busy.bell.{what}/1", number) for what in ("rung", "heard", "answered") for number in written}
    done, still = counted(), 0
    while set(done) != due and still < 30:  # as long as it moves, it is given time
        time.sleep(1)
        before, done = done, counted()
        still = 0 if len(done) > len(before) else still + 1
    assert worker.poll() is None
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=40) == 0
    assert done == dict.fromkeys(due, 1)
    places = [told["place"] for told in district.log()]
    assert places == list(range(1, len(places) + 1))
