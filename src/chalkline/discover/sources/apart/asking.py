"""The parent's side: start the child, pass its progress on, and turn every way it can end into a Problem."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chalkline.discover.sources.apart.refusals import problem_of
from chalkline.discover.sources.reading.orders import Order, Refusal, Told

Progress = Callable[[int, int], None]


def read_apart(order: Order, progress: Progress = lambda done, of: None) -> Told:
    """Have a file read in a process of its own. Raises Problem for whatever is wrong with it."""
    child = subprocess.Popen(  # our own module, its arguments fixed
        [sys.executable, "-m", "chalkline.discover.sources.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=order.work,
        env={"PATH": os.defpath, "PYTHONPATH": _source_folder(), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    end = threading.Timer(order.limits.wall_seconds, child.kill)
    end.start()
    try:
        answer, error = _listen(child, order, progress)
    finally:
        end.cancel()
        if child.poll() is None:
            child.kill()
        child.wait()
    if "told" in answer:
        told = dict(answer["told"])
        told["seen"] = {slug: (first, last) for slug, (first, last) in told["seen"].items()}
        return Told(**{**told, "notes": tuple(told["notes"])})
    if "refused" in answer:
        raise problem_of(Refusal(**answer["refused"]))
    raise problem_of(Refusal(_how_it_ended(child.returncode, error)))


def _listen(child: subprocess.Popen[str], order: Order, progress: Progress) -> tuple[dict[str, Any], str]:
    assert child.stdin and child.stdout and child.stderr
    errors: list[str] = []
    stderr = child.stderr
    listener = threading.Thread(target=lambda: errors.append(stderr.read()[-4000:]), daemon=True)
    listener.start()
    try:
        child.stdin.write(order.spelled())
        child.stdin.close()
    except BrokenPipeError:
        return {}, ""
    answer: dict[str, Any] = {}
    for line in child.stdout:
        message = json.loads(line)
        if "done" in message:
            progress(message["done"], message["of"])
        else:
            answer = message
    child.wait()
    listener.join(timeout=5)
    return answer, "".join(errors)


def _how_it_ended(code: int | None, error: str) -> str:
    """A child that was stopped by a limit is the file's fault; anything else is ours and is not hidden."""
    if code is not None and code < 0:
        return "discover.too_much"
    if "MemoryError" in error or "Out of Memory" in error or "bad_alloc" in error:
        return "discover.too_much"
    raise RuntimeError(f"the reader of log files failed (exit {code}): {error}")


def _source_folder() -> str:
    return str(Path(__file__).resolve().parents[4])
