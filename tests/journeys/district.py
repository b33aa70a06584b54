"""The sample district after its school year, running whole: web, jobs, gateway, and a stand-in for a model.

The year is played once for a run of tests; whoever changes something works on a copy of it.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from journeys.serving import ROOT, environment, free_port, noon_now
from migrated import template, template_on_server
from telling.models import models_at

PATIENCE = 90.0
PLAYED = "year-played"


@dataclass(frozen=True)
class District:
    """Where it can be reached, and where its data is."""

    url: str
    gateway: str
    home: Path
    settings: dict[str, str]

    @property
    def on_server(self) -> bool:
        """Whether it runs on a database server."""
        return "CHALKLINE_DATABASE" in self.settings

    def chalkline(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command of the terminal, as it ended."""
        command = [sys.executable, "-m", "chalkline", *words]
        return subprocess.run(command, env=self.settings, capture_output=True, text=True, check=False, cwd=ROOT)


def settings_of(home: Path, **more: str) -> dict[str, str]:
    """What every process of a sample district in ``home`` reads."""
    return environment(
        home,
        DJANGO_SETTINGS_MODULE="chalkline.project.settings",
        CHALKLINE_DEMO="true",
        CHALKLINE_ZONE=noon_now(),
        CHALKLINE_STATE="IL",
        **more,
    )


def play_year(home: Path, **more: str) -> str:
    """Make a home and play the whole year in it; returns what was told on the way."""
    home.mkdir(parents=True, exist_ok=True)
    settings = settings_of(home, **more)
    told = ""
    if "CHALKLINE_DATABASE" not in more:
        shutil.copyfile(template(), home / "chalkline.sqlite3")  # what is left to migrate is nothing
    for words in (
        ["-m", "chalkline", "make-keys"],
        ["-m", "chalkline", "manage", "migrate", "--verbosity", "0"],
        ["-m", "chalkline", "manage", "collectstatic", "--noinput", "--verbosity", "0"],
        [str(ROOT / "demo" / "load.py")],
    ):
        done = subprocess.run([sys.executable, *words], env=settings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        told = done.stdout
    return told


def played_once(shared: Path) -> Path:
    """The home in which the year was played, on SQLite, by whichever test of this run came first."""
    home = shared / PLAYED
    with (shared / f"{PLAYED}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "told.txt").exists():
            shutil.rmtree(home, ignore_errors=True)
            told = play_year(home)
            (home / "told.txt").write_text(told, encoding="utf-8")
    return home


@contextmanager
def sample_district(home: Path, shared: Path) -> Iterator[District]:
    """The demo on free ports; on the database server that CHALKLINE_DATABASE names, in a database of its own."""
    web, gateway, model = free_port(), free_port(), free_port()
    with database() as address:
        settings = settings_of(
            home,
            CHALKLINE_WEB_PORT=str(web),
            CHALKLINE_GATEWAY_PORT=str(gateway),
            CHALKLINE_PUBLIC_URL=f"http://127.0.0.1:{web}",
            CHALKLINE_GATEWAY_URL=f"http://127.0.0.1:{gateway}/v1",
            CHALKLINE_MODELS_URL=f"http://127.0.0.1:{model}/v1",
            CHALKLINE_MODELS_FILE=str(home / "models.yaml"),
            **({"CHALKLINE_DATABASE": address} if address else {}),
        )
        made = District(f"http://127.0.0.1:{web}", f"http://127.0.0.1:{gateway}", home, settings)
        if address:
            play_year(home, CHALKLINE_DATABASE=address)
        else:
            shutil.copytree(played_once(shared), home, dirs_exist_ok=True)
        models_at(model, home)
        with running(settings, home):
            for place in (f"{made.url}/register/", f"{made.gateway}/healthz"):
                wait_for(place, home)
            yield made


@contextmanager
def running(settings: dict[str, str], home: Path) -> Iterator[None]:
    """Everything on one machine, until the block ends."""
    command = [sys.executable, "-m", "chalkline", "serve", "--with-stub-model"]
    with (home / "server.log").open("ab") as log:
        server = subprocess.Popen(command, env=settings, stdout=log, stderr=log, cwd=ROOT)
        try:
            yield
        finally:
            server.terminate()
            server.wait(60)


@contextmanager
def database() -> Iterator[str]:
    """A database with every table on the server of CHALKLINE_DATABASE; "" is SQLite in the home folder."""
    server = os.environ.get("CHALKLINE_DATABASE", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"journey_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template_on_server(server)}")
    try:
        yield server.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def wait_for(address: str, home: Path) -> None:
    """Until it answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} did not answer:\n{(home / 'server.log').read_text()[-4000:]}")
