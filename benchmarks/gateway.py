"""What a call through the gateway costs, side by side with a bare proxy and with the peers, in one run.

    python benchmarks/gateway.py [--seconds 3] [--only ours,bare] [--students 100000]

The load (wrk) and the model share one processor, each target has the other to itself. Cost is processor time of the
target a call, the steadiest figure; latency is the client's. Everything of the product is on: key, decide, roster and
patterns with real hits that are replaced and put back, limits, safety, durable record. Peers are installed into
var/bench from the package registries, never with the product. Loopback only.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import orjson

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "benchmarks"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(HERE)]

from proxies.cost import megabytes_of, seconds_of  # noqa: E402
from proxies.district import KEY, SOMEBODY, publish  # noqa: E402
from proxies.running import LOAD_ON, Target, free_port, start  # noqa: E402

NAMES = ("bare", "ours", "portkey", "litellm tuned", "litellm")
CONNECTIONS = (1, 16, 64)
PARAGRAPH = (
    "Please help me to write three sentences of feedback on this paragraph about the water cycle. The student explains "
    "evaporation well, and could say more about how rain forms. Keep it friendly, at an eighth-grade level, and end "
    "with one question that makes the writer think again. "
)


@dataclass(frozen=True)
class Load:
    """One kind of call."""

    name: str
    kilobytes: int
    streams: bool

    def body(self) -> bytes:
        """A call of about this size, with somebody's name, number and telephone in it."""
        told = f"It is for {SOMEBODY} (student number 1000000). Her mother's phone is (415) 555-2671. "
        text = told + PARAGRAPH * (self.kilobytes * 1024 // len(PARAGRAPH) + 1)
        messages = [{"role": "user", "content": text[: self.kilobytes * 1024 - 100]}]
        return orjson.dumps({"model": "stub", "messages": messages, "stream": self.streams})


@dataclass(frozen=True)
class Cell:
    """What one load gave. Latency in microseconds, cost in processor microseconds a call."""

    calls: int
    failed: int
    p50: int
    p99: int
    cost: float


LOADS = (Load("1 KB", 1, False), Load("8 KB", 8, False), Load("1 KB, stream", 1, True), Load("8 KB, stream", 8, True))


def load(target: Target, body: Path, connections: int, seconds: float) -> Cell:
    """Send ``body`` over and over for so long."""
    extra = "\n".join(f"{name}: {value}" for name, value in target.extra.items())
    script = str(HERE / "proxies" / "post.lua")
    address = f"http://127.0.0.1:{target.port}/v1/chat/completions"
    command = ["taskset", "-c", LOAD_ON, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s"]
    known = {**os.environ, "BODY": str(body), "TOKEN": KEY, "EXTRA": extra}
    before = seconds_of(target.group)
    done = subprocess.run([*command, "-s", script, address], env=known, capture_output=True, text=True, check=False)
    cost = seconds_of(target.group) - before
    (line,) = [each for each in done.stdout.splitlines() if each.startswith("RESULT")] or ["RESULT 0 1 0 0"]
    calls, failed, p50, p99 = (int(each) for each in line.split()[1:])
    if done.stderr.strip():
        target.trouble = done.stderr.strip().splitlines()[0][:200]
    return Cell(calls, failed, p50, p99, cost / max(calls - failed, 1) * 1e6)


@contextmanager
def model() -> Iterator[int]:
    """The model; gives its port."""
    port = free_port()
    command = ["taskset", "-c", LOAD_ON, sys.executable, "-m", "proxies.model", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(HERE)})
    try:
        time.sleep(1)
        yield port
    finally:
        process.terminate()
        process.wait()


def one_sync(folder: Path) -> float:
    """The median of writing a line durably, in microseconds."""
    spans = []
    with (folder / "sync").open("wb") as file:
        for _ in range(200):
            began = time.perf_counter()
            file.write(b"x" * 600)
            file.flush()
            os.fsync(file.fileno())
            spans.append(time.perf_counter() - began)
    return median(spans) * 1e6


def measured(names: list[str], folder: Path, seconds: float, students: int) -> dict[tuple[str, str, int], Cell]:
    """Every load at every number of connections on every target, one target after the other."""
    home = folder / "home"
    publish(home, students=students, uses=200)
    cells: dict[tuple[str, str, int], Cell] = {}
    bodies = {each.name: folder / f"body-{place}" for place, each in enumerate(LOADS)}
    for each in LOADS:
        bodies[each.name].write_bytes(each.body())
    with model() as upstream:
        direct = Target("direct", upstream)
        for each in LOADS:
            cells["direct", each.name, 1] = load(direct, bodies[each.name], 1, seconds)
        for name in names:
            target = start(name, folder, upstream, home)
            try:
                if target.trouble:
                    print(f"{name} does not answer: {target.trouble}")
                    continue
                load(target, bodies["1 KB"], 16, 2)  # warm
                for each in LOADS:
                    for connections in CONNECTIONS:
                        cell = load(target, bodies[each.name], connections, seconds)
                        cells[name, each.name, connections] = cell
                        shown = (
                            f"{cell.cost:9.0f} us a call" if cell.calls > cell.failed else f"fails: {target.trouble}"
                        )
                        print(f"{name:14} {each.name:13} {connections:3} connections {shown}", flush=True)
                print(f"{name:14} {megabytes_of(target.group):.0f} MB", flush=True)
            finally:
                target.stop()
    return cells


def ratios(cells: dict[tuple[str, str, int], Cell], sync: float) -> None:
    """The figures that are held to, as ratios."""
    for each in LOADS:
        for connections in CONNECTIONS:
            ours = cells.get(("ours", each.name, connections))
            if not ours or ours.failed:
                continue
            parts = []
            for name in NAMES:
                other = cells.get((name, each.name, connections))
                if name != "ours" and other and other.calls > other.failed:
                    parts.append(f"{other.cost / ours.cost:6.2f}x {name}")
            print(f"{each.name:13} {connections:3} connections: calls a processor second {', '.join(parts)}")
        one, bare = cells.get(("ours", each.name, 1)), cells.get(("bare", each.name, 1))
        if one and bare:
            added, floor = (cell.p50 - cells["direct", each.name, 1].p50 for cell in (one, bare))
            most = 3 * floor + sync
            print(f"{each.name:13} added median {added} us; three times the bare proxy's and a sync: {most:.0f} us")


def main() -> int:
    """Measure and tell."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=int, default=3)
    asked.add_argument("--only", default=",".join(NAMES))
    asked.add_argument("--students", type=int, default=100_000)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="chalkline-bench-") as scratch:
        folder = Path(scratch)
        cells = measured(options.only.split(","), folder, options.seconds, options.students)
        ratios(cells, one_sync(folder))
    failed = [key for key, cell in cells.items() if key[0] == "ours" and cell.failed]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
