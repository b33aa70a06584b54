"""The parent's side: start the child, pass its progress on, and turn every way it can end into a Problem."""

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
from typing import Any

from chalkline.assist.library.refusals import FILE_CODES, refused
from chalkline.assist.library.words import Concern, Piece, Reading

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Bounds:
    """How much reading a document may cost: seconds, bytes of memory, bytes of any file it writes (none)."""

    cpu_seconds: int = 60
    memory_bytes: int = 1024**3
    file_bytes: int = 0


WALL_SECONDS = 120
LONGEST_ANSWER = 64 * 1024 * 1024


def read_apart(
    file: Path, title: str, progress: Progress = lambda done, of: None, bounds: Bounds | None = None
) -> Reading:
    """Read a document in a process of its own. Raises Problem for whatever is wrong with it."""
    order = json.dumps({"file": str(file.resolve()), "title": title, "bounds": asdict(bounds or Bounds())})
    with tempfile.TemporaryDirectory(prefix="chalkline-document-") as scratch:
        answer = _run(order, scratch, progress)
    if "reading" in answer:
        told = answer["reading"]
        return Reading(
            pieces=tuple(Piece(**{**each, "headings": tuple(each["headings"])}) for each in told["pieces"]),
            pages=int(told["pages"]),
            concerns=tuple(Concern(**each) for each in told["concerns"]),
        )
    code = answer.get("refused", "library.too_much")
    raise refused(code if code in FILE_CODES else "library.damaged")


def _run(order: str, scratch: str, progress: Progress) -> dict[str, Any]:
    child = subprocess.Popen(  # our own module, its arguments fixed
        [sys.executable, "-m", "chalkline.assist.library.apart"],
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
    answer: dict[str, Any] = {}
    try:
        assert child.stdin and child.stdout
        child.stdin.write(order)
        child.stdin.close()
        while line := child.stdout.readline(LONGEST_ANSWER):
            message = json.loads(line)
            if "done" in message:
                progress(message["done"], message["of"])
            else:
                answer = message
        code = child.wait()
    except (json.JSONDecodeError, BrokenPipeError):
        return {"refused": "library.damaged"}
    finally:
        end.cancel()
        if child.poll() is None:
            child.kill()
        child.wait()
    if answer:
        return answer
    # A child that a bound stopped died by a signal; one that fell over on a file did so on what is in the file.
    return {"refused": "library.too_much" if code < 0 else "library.damaged"}
