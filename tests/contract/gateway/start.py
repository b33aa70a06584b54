"""A gateway or the stub model as a process of its own: forked from one that has loaded them, or by python start.py.

Loading costs a second of the processor, forking nothing, and the tests start a hundred. What the first process has
read is what any gateway reads at its start and never changes: code, the vocabulary, the words of safety.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
from multiprocessing.context import ForkServerProcess
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
KNOWN = os.pathsep.join(str(HERE.parents[up] / name) for up, name in ((3, "src"), (2, "")))
LOADED = "contract.gateway.loaded"


class Forked:
    """A forked process, asked and told as one of ``subprocess`` is."""

    def __init__(self, what: str, options: dict[str, Any], log: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([LOADED])
        before = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = KNOWN  # the process to fork from looks there for what it loads
        try:
            ensure_running()
        finally:
            os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)
        self._process: ForkServerProcess = context.Process(target=start, args=(what, options, str(log)), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process.pid
        return self._process.pid

    def poll(self) -> int | None:
        """How it ended, None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, once it has. Raises subprocess.TimeoutExpired."""
        self._process.join(timeout)
        if (ended := self.poll()) is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return ended

    def send_signal(self, which: signal.Signals) -> None:
        """As from a shell."""
        if self.poll() is None:
            os.kill(self.pid, which)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def start(what: str, options: dict[str, Any], log: str = "") -> None:
    """In the process itself, until it is asked to end."""
    if log:
        written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(written, 1)
        os.dup2(written, 2)
    from chalkline.gateway.serving import serve
    from chalkline.gateway.settings import GatewaySettings
    from chalkline.gateway.stub_model import serve_stub

    logging.basicConfig(level=logging.DEBUG)
    known = dict(options)
    port = known.pop("port")
    if what == "stub":
        serve_stub(port=port)
        return
    largest_file = known.pop("largest_file", 0)
    if largest_file:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    paths = {name: Path(known[name]) for name in ("home", "keys", "models_file") if known.get(name)}
    serve(GatewaySettings(**{**known, **paths}), port=port)


if __name__ == "__main__":
    start(sys.argv[1], json.loads(sys.argv[2]))
