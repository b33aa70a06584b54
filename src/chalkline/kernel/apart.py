"""Have a child process of ours read what somebody sent: the parent's side, for every reader there is.

The child (``python -m MODULE``) gets its order on standard input, holds itself to its bounds (``confining.confine``),
and answers in JSON lines on standard output: ``{"done": n, "of": m}`` any number of times, then one answer.

Refuses to judge: how a child can end is told in ``Ended``; what that means for the file is for the caller to say.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Progress = Callable[[int, int], None]  # done, of how much
SOURCE = Path(__file__).resolve().parents[2]
LONGEST_ANSWER = 64 * 1024 * 1024  # characters of a line
END_OF_ERRORS = 4000  # characters
OUT_OF_MEMORY = ("MemoryError", "Out of Memory", "bad_alloc", "failed to map segment")  # the last: loading a library


@dataclass(frozen=True)
class Bounds:
    """How much reading may cost: seconds of the processor, bytes of address space, bytes of any file it writes."""

    cpu_seconds: int
    memory_bytes: int
    file_bytes: int = 0


@dataclass(frozen=True)
class Ended:
    """How a child ended: its answer (empty: none), its exit code, the end of what it wrote to standard error."""

    answer: dict[str, Any]
    code: int
    error: str = ""
    said_too_much: bool = False

    @property
    def was_stopped(self) -> bool:
        """A bound stopped it (a signal, a length), ours or the system's; or it ran out of memory and said so."""
        out_of_memory = any(sign in self.error for sign in OUT_OF_MEMORY)
        return self.code < 0 or self.said_too_much or out_of_memory


def run_apart(
    module: str,
    order: str,
    *,
    wall_seconds: float,
    progress: Progress = lambda done, of: None,
    cwd: str | Path | None = None,
    longest_answer: int = LONGEST_ANSWER,
) -> Ended:
    """Run ``python -m module`` with ``order`` (text) until it ends, at most ``wall_seconds``. Never raises for a child.

    It runs in ``cwd`` (none: an empty folder that is removed afterwards) with an environment that says nothing of
    ours. An answer longer than ``longest_answer`` characters stops it.
    """
    with contextlib.ExitStack() as stack:
        place = cwd or stack.enter_context(tempfile.TemporaryDirectory(prefix="chalkline-apart-"))
        child = start(module, place)
        stack.callback(_end, child)
        clock = threading.Timer(wall_seconds, child.kill)
        clock.start()
        stack.callback(clock.cancel)
        errors = _Errors(child)
        answer, too_much = _listen(child, order, progress, longest_answer)
        child.wait()
        return Ended(answer, child.returncode, errors.end(), too_much)


def start(module: str, place: str | Path) -> subprocess.Popen[str]:
    """A fresh Python that runs a module in a folder."""
    return subprocess.Popen(  # noqa: S603  # a module of ours, named by a caller in our code; no shell
        [sys.executable, "-P", "-m", module],  # -P: nothing is imported from where somebody's files lie
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=place,
        env=surroundings(),
        start_new_session=True,
    )


def surroundings() -> dict[str, str]:
    """The environment of such a process: it says nothing of ours."""
    known = {"PATH": os.defpath, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
    return {**known, "PYTHONPYCACHEPREFIX": sys.pycache_prefix} if sys.pycache_prefix else known


def _listen(child: subprocess.Popen[str], order: str, progress: Progress, longest: int) -> tuple[dict[str, Any], bool]:
    """The answer, and whether it was longer than it may be: then the child may have ended well all the same."""
    assert child.stdin and child.stdout
    answer: dict[str, Any] = {}
    with contextlib.suppress(BrokenPipeError):  # it ended before it had read its order: its exit code tells
        child.stdin.write(order)
        child.stdin.close()
    while line := child.stdout.readline(longest):
        message = _message(line)
        if message is None:
            child.kill()
            return {}, len(line) >= longest
        if "done" in message:
            progress(message["done"], message["of"])
        else:
            answer = message
    return answer, False


def _message(line: str) -> dict[str, Any] | None:
    """None: not a whole message; longer than it may be, or cut off by the child's end."""
    try:
        message = json.loads(line)
    except json.JSONDecodeError:
        return None
    return message if isinstance(message, dict) else None


class _Errors:
    """Reads standard error while the child runs, so that it never waits for us; keeps the end of it."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._kept = ""
        self._stream = child.stderr
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._stream
        while piece := self._stream.read(END_OF_ERRORS):
            self._kept = (self._kept + piece)[-END_OF_ERRORS:]

    def end(self) -> str:
        """The last of it, once the child has ended."""
        self._thread.join(timeout=5)
        return self._kept


def _end(child: subprocess.Popen[str]) -> None:
    if child.poll() is None:
        child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout, child.stderr):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()
