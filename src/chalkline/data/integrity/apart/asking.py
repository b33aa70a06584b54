"""The parent's side: start the child, pass its progress on, take what it found or the Problem it answers with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from chalkline.data.integrity.words import Findings
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.roster_apart.spelling import problem_from

Progress = Callable[[int, int], None]
WALL_SECONDS = 1800


@dataclass(frozen=True)
class Bounds:
    """How much an audit may cost: seconds of the processor, bytes of address space, bytes of a file."""

    cpu_seconds: int = 900
    memory_bytes: int = 8 * 1024**3
    file_bytes: int = 2 * 1024**3


def audit_apart(
    source: Path,
    *,
    rows: Path,
    today: date,
    domains: Iterable[str] = (),
    progress: Progress = lambda done, of: None,
    bounds: Bounds | None = None,
) -> Findings:
    """Audit an export (a folder of CSV files, or a zip file) in a process of its own. Raises Problem.

    ``rows`` is where the rows to fix are written; ``domains`` the district's own mail domains, where known.
    """
    with tempfile.TemporaryDirectory(prefix="chalkline-audit-") as scratch:
        answer = Path(scratch, "answer.json")
        found = Path(scratch, "rows.csv")
        order = {
            "source": str(source.resolve()),
            "scratch": scratch,
            "answer": str(answer),
            "rows": str(found),
            "today": today.isoformat(),
            "domains": sorted(domains),
            "bounds": asdict(bounds or Bounds()),
        }
        if _run(json.dumps(order), scratch, progress) or not answer.exists():
            raise _too_much()
        told = json.loads(answer.read_text(encoding="utf-8"))
        if "problem" in told:
            raise problem_from(told["problem"])
        shutil.copyfile(found, rows)
    return Findings(**told["findings"], digest=_digest(source))


def _digest(source: Path) -> str:
    files = sorted(path for path in source.iterdir() if path.is_file()) if source.is_dir() else [source]
    whole = sha256()
    for path in files:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                whole.update(piece)
    return whole.hexdigest()


def _run(order: str, scratch: str, progress: Progress) -> int:
    child = subprocess.Popen(  # our own module, its arguments fixed
        [sys.executable, "-m", "chalkline.data.integrity.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=scratch,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(Path(__file__).resolve().parents[4]),
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
        "integrity.too_much",
        what=Sentence("This export could not be audited to its end."),
        why=Sentence("It takes more memory or time than an audit may, so it was stopped."),
        next_step=Sentence("Check the export. If it is right, tell whoever runs the server."),
        kind=Kind.TOO_LARGE,
    )
