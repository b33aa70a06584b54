"""`make demo`: the sample district, everything running in the background; prints where and as whom.

python scripts/demo.py start   first time: make everything; later: start quickly and keep the data
python scripts/demo.py reset   forget it all and begin again
python scripts/demo.py stop    end it
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "demo"))

from telling.models import models_at  # noqa: E402  (path first)

HOME = Path(os.environ.get("CHALKLINE_DEMO_HOME", ROOT / "var" / "demo"))
RUNNING = HOME / "running.json"
LOG = HOME / "server.log"


def settings_of(web: int, gateway: int, model: int) -> dict[str, str]:
    """The settings of the demo, as they stand in its chalkline.env."""
    return {
        "CHALKLINE_DEMO": "true",
        "CHALKLINE_DISTRICT": "Cedar Hollow Unified School District",
        "CHALKLINE_DOMAIN": "cedarhollow.example",
        "CHALKLINE_CONTACT": "ai@cedarhollow.example",
        "CHALKLINE_ZONE": "America/Chicago",
        "CHALKLINE_STATE": "IL",
        "CHALKLINE_WEB_PORT": str(web),
        "CHALKLINE_GATEWAY_PORT": str(gateway),
        "CHALKLINE_PUBLIC_URL": f"http://127.0.0.1:{web}",
        "CHALKLINE_GATEWAY_URL": f"http://127.0.0.1:{gateway}/v1",
        "CHALKLINE_ASSIST_MODEL": "sample-drafts",
        "CHALKLINE_MODELS_URL": f"http://127.0.0.1:{model}/v1",
        "CHALKLINE_MODELS_FILE": str(HOME / "models.yaml"),
    }


def environment() -> dict[str, str]:
    """What every process of the demo needs to know; the rest it reads from chalkline.env."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHALKLINE_")}
    if kept.pop("PYTHONDONTWRITEBYTECODE", ""):  # without compiled modules each process starts seconds later
        kept["PYTHONPYCACHEPREFIX"] = str(ROOT / "var" / "compiled")
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "CHALKLINE_HOME": str(HOME),
        "PYTHONUNBUFFERED": "1",
        "PYTHONFAULTHANDLER": "1",
    }


def start() -> None:
    """Make what is missing, start what does not run, say where it is."""
    if (known := running()) is not None:
        return tell(known["web"], known["gateway"], first_time=False)
    HOME.mkdir(parents=True, exist_ok=True)
    ports = write_settings()
    settings = environment()
    first_time = not (HOME / "loaded").exists()
    if first_time:
        say("Making the sample district, a whole school year. This takes about two minutes, once.")
    chalkline(settings, "make-keys")
    chalkline(settings, "manage", "migrate", "--verbosity", "0", "--skip-checks")
    chalkline(settings, "manage", "collectstatic", "--noinput", "--verbosity", "0")
    if first_time:
        load(settings)
        (HOME / "loaded").touch()
    with one_at_a_time(), LOG.open("ab") as log:
        ports = write_settings()  # what was free before the loading may be taken by now
        server = subprocess.Popen(
            [sys.executable, "-m", "chalkline", "serve", "--with-stub-model"],
            env=settings, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        RUNNING.write_text(json.dumps({"pid": server.pid, "web": ports[0], "gateway": ports[1]}))
        for port, path in ((ports[0], "/register/"), (ports[1], "/healthz"), (ports[2], "/v1/models")):
            wait_for(f"http://127.0.0.1:{port}{path}", server)
    tell(ports[0], ports[1], first_time=first_time)
    return None


def write_settings() -> list[int]:
    """chalkline.env and the file of models, with ports that are free now; returns them."""
    ports = [port_near(wanted) for wanted in (8000, 8080, 8090)]
    written = "".join(f'{name}="{value}"\n' for name, value in settings_of(*ports).items())
    (HOME / "chalkline.env").write_text(written, encoding="utf-8")
    models_at(ports[2], HOME)
    return ports


def load(settings: dict[str, str]) -> None:
    """Play the school year, its progress told as it goes."""
    command = [sys.executable, str(ROOT / "demo" / "load.py")]
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True, encoding="utf-8") as loading:
        assert loading.stdout is not None
        for line in loading.stdout:
            say(line.rstrip("\n"))
    if loading.returncode:
        sys.exit(loading.returncode)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """From choosing the ports until they are taken, no other demo on this machine chooses."""
    place = os.path.join(tempfile.gettempdir(), "chalkline-demo.lock")
    try:
        lock = os.open(place, os.O_RDONLY)
    except FileNotFoundError:
        lock = os.open(place, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def say(text: str) -> None:
    """Print; when nobody listens any more (`make demo | head`), the work still goes on to its end."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def chalkline(settings: dict[str, str], *arguments: str) -> None:
    """Run one chalkline command to its end."""
    subprocess.run([sys.executable, "-m", "chalkline", *arguments], env=settings, check=True)


def running() -> dict[str, int] | None:
    """What runs now, if it runs."""
    with contextlib.suppress(OSError, ValueError):
        known: dict[str, int] = json.loads(RUNNING.read_text())
        os.kill(known["pid"], 0)
        command = Path(f"/proc/{known['pid']}/cmdline")
        if not command.exists() or b"chalkline" in command.read_bytes():
            return known
    return None


def stop() -> None:
    """End what runs and wait until it has ended."""
    known = running()
    if known is None:
        return
    os.kill(known["pid"], signal.SIGTERM)
    for _ in range(200):
        if running() is None:
            break
        time.sleep(0.1)
    RUNNING.unlink(missing_ok=True)
    say("Chalkline has stopped. The data is kept; `make demo` starts it again.")


def port_near(wanted: int) -> int:
    """The wanted loopback port, or the next free one."""
    for port in range(wanted, wanted + 100, 1):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    sys.exit(f"No free port between {wanted} and {wanted + 99}.")


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until it answers, or say where to look."""
    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.2)
    sys.exit(f"It did not start. The last lines of {LOG}:\n" + LOG.read_text()[-2000:])


def tell(web: int, gateway: int, *, first_time: bool) -> None:
    """Where it is and as whom one can sign in."""
    people = (HOME / "people.txt").read_text()
    say(f"""
Chalkline is running{"" if first_time else " (with the data of last time)"}.

  Open      http://127.0.0.1:{web}/
  Families  http://127.0.0.1:{web}/register/       (no account)
  Gateway   http://127.0.0.1:{gateway}/v1              (OpenAI's protocol; a stub model stands behind it)

Sign in with one click as:
{people}
Log files to try: demo/district/logs     The tutorial: docs/tutorial/the-main-path.md
Terminal: CHALKLINE_HOME=var/demo PYTHONPATH=src .venv/bin/python -m chalkline --help
Stop: make stop     Begin again: make demo-reset
""")


if __name__ == "__main__":
    wish = sys.argv[1] if len(sys.argv) > 1 else "start"
    if wish in {"stop", "reset"}:
        stop()
    if wish == "reset":
        shutil.rmtree(HOME, ignore_errors=True)
    if wish in {"start", "reset"}:
        start()
