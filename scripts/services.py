"""What the suite needs from the machine: Debian's Chromium and PostgreSQL, found or installed.

As root on Debian or Ubuntu they are installed. As an ordinary user what is there is used, and for
PostgreSQL the `pgserver` wheel otherwise. What is missing stops the run with the command that gets
it, unless ALLOW_MISSING names it (ALLOW_MISSING=postgres,browser).
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PACKAGES = {
    "browser": ["chromium-headless-shell", "fonts-dejavu-core"],
    "postgres": ["postgresql"],
    "messages": ["gettext"],
}
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")  # the first costs half of the others


def allowed_missing() -> set[str]:
    """What the caller has said may be missing."""
    return {name.strip() for name in os.environ.get("ALLOW_MISSING", "").split(",") if name.strip()}


def postgres_binary(name: str) -> str | None:
    """Path of PostgreSQL's own program of that name: Debian keeps them off the PATH."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).exists():
            return str(folder / name)
    return shutil.which(name)


def present(name: str) -> bool:
    """Whether the machine has it."""
    if name == "browser":
        return any(shutil.which(each) for each in BROWSERS)
    if name == "postgres":
        return bool(postgres_binary("initdb") and postgres_binary("postgres"))
    return bool(shutil.which("msgfmt") and shutil.which("xgettext"))


def ensure(*names: str) -> set[str]:
    """Install what is missing if we may; return what is missing and allowed to be."""
    missing = [name for name in names if not present(name)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [package for name in missing for package in PACKAGES[name]]
        print(f"Installing {', '.join(packages)} from Debian's packages …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment, **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=False, env=environment, **quiet)  # type: ignore[call-overload]
        missing = [name for name in missing if not present(name)]
    if "postgres" in missing and _has_pgserver():
        missing.remove("postgres")
    still = set(missing) - allowed_missing()
    for name in sorted(still):
        print(f"Missing: {name}. Get it with: sudo apt-get install {' '.join(PACKAGES[name])}")
        if name == "postgres":
            print("         or, without root: .venv/bin/pip install pgserver")
    if still:
        sys.exit(f"Or run without: ALLOW_MISSING={','.join(sorted(still))} make test")
    return set(missing)


def _has_pgserver() -> bool:
    try:
        import pgserver  # noqa: F401  (only to see whether it is there)
    except ImportError:
        return False
    return True


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own on loopback, gone afterwards. Yields its address."""
    if not present("postgres"):
        with _pgserver() as address:
            yield address
        return
    folder = Path(tempfile.mkdtemp(prefix="chalkline-postgres-"))
    port, password = free_port(), secrets.token_hex(16)
    (folder / "password").write_text(password)
    as_server = _as_unprivileged(folder)
    initdb = [postgres_binary("initdb"), "-D", f"{folder}/data", "-U", "chalkline", "-A", "scram-sha-256"]
    options = [f"--pwfile={folder}/password", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run([*as_server, *map(str, initdb), *options], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    # A scratch server for tests: nothing in it has to survive a power cut.
    settings += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
    command = [*as_server, str(postgres_binary("postgres")), "-D", f"{folder}/data", "-p", str(port), *settings]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait_for(port, server, folder / "log")
        yield f"postgres://chalkline:{password}@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _pgserver() -> Iterator[str]:
    import pgserver

    with tempfile.TemporaryDirectory(prefix="chalkline-postgres-") as folder:
        server = pgserver.get_server(folder)
        try:
            yield server.get_uri().replace("postgresql://", "postgres://")
        finally:
            server.cleanup()


def _as_unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: the words that come before its command there."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    shutil.chown(folder / "password", "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(150):
        if server.poll() is not None:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            time.sleep(0.3)  # it accepts connections a moment before it answers them
            return
        time.sleep(0.2)
    sys.exit("PostgreSQL did not start within 30 seconds.")


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
