"""The parent's side: start the child, pass its progress on, take the roster or the Problem it answers with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.roster_apart.spelling import problem_from, roster_from
from chalkline.people.roster_reading import Roster

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Bounds:
    """How much reading a roster may cost: seconds, bytes of memory, bytes of the answer."""

    cpu_seconds: int = 300
    memory_bytes: int = 3 * 1024**3
    file_bytes: int = 1024**3


WALL_SECONDS = 900


def read_roster_apart(source: Path, progress: Progress = lambda done, of: None, bounds: Bounds | None = None) -> Roster:
    """Read an export (a folder of CSV files, or a zip file) in a process of its own. Raises Problem."""
    with tempfile.TemporaryDirectory(prefix="chalkline-roster-") as scratch:
        answer = Path(scratch, "answer.json")
        order = {"source": str(source.resolve()), "answer": str(answer), "bounds": asdict(bounds or Bounds())}
        code = _run(json.dumps(order), scratch, progress)
        if code or not answer.exists():
            raise _too_much()
        told = json.loads(answer.read_text(encoding="utf-8"))
    if "problem" in told:
        raise problem_from(told["problem"])
    return roster_from(told["roster"])


def _run(order: str, scratch: str, progress: Progress) -> int:
    child = subprocess.Popen(  # our own module, its arguments fixed
        [sys.executable, "-m", "chalkline.people.roster_apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=scratch,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
        },
        start_new_session=True,
    )
    end = threading.Timer(WALL_SECONDS, child.kill)
    end.start()
    try:
        assert child.stdin and child.stdout
        child.stdin.write(order)
        child.stdin.close()
        for line in child.stdout:
            done, of = json.loads(line)
            progress(done, of)
        return child.wait()
    finally:
        end.cancel()
        if child.poll() is None:
            child.kill()
        child.wait()


def _too_much() -> Problem:
    return Problem(
        "roster.too_much",
        what=Sentence("This export could not be read to its end."),
        why=Sentence("It takes more memory or time than a roster may, so reading was stopped. Nothing was changed."),
        next_step=Sentence("Check the export. If it is right, tell whoever runs the server."),
        kind=Kind.TOO_LARGE,
    )
