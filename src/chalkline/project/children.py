"""A tree of processes: started, restarted when one ends by itself, ended together."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

import click

MOST_PATIENCE = 30.0  # seconds between restarts of a process that keeps ending
FAREWELL = 15.0  # seconds for what is being done, before a process is ended


@dataclass
class Child:
    """One process of the tree, restarted with growing patience when it ends by itself."""

    name: str
    command: list[str]
    module: str = "chalkline"
    inherits: tuple[int, ...] = ()  # open files that it is given
    process: subprocess.Popen[bytes] | None = None
    patience: float = 0.5
    started: float = field(default=0.0)

    def start(self) -> None:
        """Start it, or start it again."""
        command = [sys.executable, "-m", self.module, *self.command]
        self.process = subprocess.Popen(command, pass_fds=self.inherits)  # noqa: S603  (our own words)
        self.started = time.monotonic()

    def look(self) -> None:
        """Restart it if it has ended; the patience grows while it keeps ending at once."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        self.patience = 0.5 if lived > MOST_PATIENCE else min(self.patience * 2, MOST_PATIENCE)
        words = f"{self.name} ended with {self.process.returncode}; starting it again in {self.patience:.1f} s"
        click.echo(words, err=True)
        time.sleep(self.patience)
        self.start()


def keep_running(children: Sequence[Child]) -> None:
    """Run them until somebody asks to stop; then let each finish what it is doing."""
    stop = stop_when_asked()
    for child in children:
        child.start()
    while not stop.wait(0.5):
        for child in children:
            child.look()
    running = [child.process for child in children if child.process]
    for process in running:
        process.terminate()
    until = time.monotonic() + FAREWELL
    for process in running:
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def stop_when_asked() -> threading.Event:
    """An event that is set by Ctrl-C or a polite kill."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop
