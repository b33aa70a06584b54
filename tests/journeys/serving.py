"""The real server, on a free loopback port, with a home folder of its own.

Used by the journeys and by scripts/shoot.py. Two processes, as in a district: one that prepares the
database and the hashed static files, one that serves. Nothing of the test process is shared.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
PASSWORD = "four calm words here"


@dataclass(frozen=True)
class Served:
    """A running server: its address and where its data is."""

    url: str
    home: Path
    settings: dict[str, str]


def noon_now() -> str:
    """A zone in which it is about noon of the UTC day, so that "today" does not end while people are at it."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


def environment(home: Path, **settings: str) -> dict[str, str]:
    """What the server and its preparation read."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CHALKLINE_", "DJANGO_"))}
    return {
        **clean,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
        "CHALKLINE_HOME": str(home),
        "CHALKLINE_DISTRICT": "Cedar Hollow Unified School District",
        "CHALKLINE_DOMAIN": "cedarhollow.example",
        "DJANGO_SETTINGS_MODULE": "journeys.gallery.settings",
        **settings,
    }


def prepare(home: Path, *, by: str = "preparing.py", **settings: str) -> None:
    """Migrate, collect the static files, write the cast with a password each; and what ``by`` adds to that."""
    command = [sys.executable, str(Path(__file__).with_name(by))]
    done = subprocess.run(command, env=environment(home, **settings), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[Served]:
    """The server, until the block ends. Its output is in home/server.log."""
    port = free_port()
    env = environment(home, CHALKLINE_WEB_PORT=str(port), **settings)
    with (home / "server.log").open("ab") as log:
        server = subprocess.Popen([sys.executable, "-m", "chalkline", "web"], env=env, stdout=log, stderr=log, cwd=ROOT)
        try:
            _wait(f"http://127.0.0.1:{port}/accounts/login/", server, home / "server.log")
            yield Served(f"http://127.0.0.1:{port}", home, settings)
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer:\n{log.read_text()[-4000:]}")
