"""Loading a proxy log, beside DuckDB, Polars and grep on the same file, in one run.

    python benchmarks/discover.py [--rows 5000000]

Chalkline does all of its work: the digest, a child process with limits, telling the shape, checking every row, tying
people to the roster, hashing them, keeping each AI visit once. DuckDB and Polars count visits, bytes and people by
service, school, role and day from the same file, as somebody who knows them well would write it for this one file;
they trust it, hash nobody and keep nothing. grep counts lines that hold the name of a service somewhere. Cost is
processor time, children included; each reader is a process of its own. Polars is installed into var/bench.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "var" / "bench" / "python"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks"), str(ROOT / "demo")]
sys.path.append(str(PEERS))
POLARS = "polars==2.1.0"


@dataclass(frozen=True)
class Cost:
    """What one reader took: processor seconds, seconds, megabytes at most, and how many visits it counted."""

    name: str
    cpu: float
    wall: float
    megabytes: int
    visits: int


def measured(name: str, work: Callable[[], tuple[int, int]]) -> Cost:
    """Run it in a process of its own. ``work`` gives the visits, and the most memory of its own children in bytes."""
    reading, writing = os.pipe()
    started = time.monotonic()
    if not (child := os.fork()):
        told = work()
        most = max(resource.getrusage(who).ru_maxrss * 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        os.write(writing, f"{told[0]} {max(told[1] or most, 0)}".encode())
        os._exit(0)
    os.close(writing)
    _, status, spent = os.wait4(child, 0)
    if status:
        sys.exit(f"{name} failed")
    visits, most = (int(each) for each in os.read(reading, 100).split())
    os.close(reading)
    return Cost(name, spent.ru_utime + spent.ru_stime, time.monotonic() - started, most >> 20, visits)


def prepare(home: Path, roster: Path) -> None:
    """A district with this roster and the catalogue, through the product's own imports."""
    settings = {"HOME": str(home), "DISTRICT": "Cedar Hollow", "DOMAIN": "cedarhollow.example"}
    os.environ |= {f"CHALKLINE_{name}": value for name, value in settings.items()} | {
        "CHALKLINE_ZONE": "America/Chicago", "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    for command in (["make-keys"], ["manage", "migrate", "--verbosity", "0"]):
        subprocess.run([sys.executable, "-m", "chalkline", *command], check=True, stdout=subprocess.DEVNULL)
    import load
    from telling.days import SchoolYear
    from telling.playing import Player

    load.prepare()
    from chalkline.kernel.clock import utc_now
    from chalkline.people.api import actor_by_email, import_roster, read_roster

    people = load.cast()
    Player(SchoolYear(utc_now(), "America/Chicago"), people).play(load.chapters(people)[:1])
    files = {path.name: path.read_bytes() for path in sorted(roster.glob("*.csv"))}
    import_roster(actor_by_email("summer.perez@cedarhollow.example"), read_roster(files), now=utc_now())


def with_chalkline(log: Path) -> tuple[int, int]:
    """Import the log; how many visits were kept."""
    from django.db import connections

    from chalkline.discover.sources.api import import_log
    from chalkline.kernel.clock import utc_now
    from chalkline.people.api import actor_by_email

    connections.close_all()
    loaded = import_log(actor_by_email("summer.perez@cedarhollow.example"), log, log.name, now=utc_now())
    return loaded.events, 0


def main() -> None:
    """Make the log, let everybody read it, print what each took beside the query written by hand."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000_000)
    rows = parser.parse_args().rows
    if not (PEERS / "polars").exists():
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", str(PEERS), POLARS], check=True)
    scratch = Path(tempfile.mkdtemp(prefix="chalkline-bench-"))
    try:
        from logs import making, others

        people = making.write_roster(scratch / "roster")
        prepare(scratch / "home", scratch / "roster")
        from django.db import connections

        from chalkline.tools.register.api import known_services

        domains = [(domain, each.slug) for each in known_services() for domain in each.domains]
        log = scratch / "proxy.csv"
        making.write_log(log, rows, people, domains)
        packed = Path(f"{log}.gz")
        connections.close_all()
        plain = [
            measured("DuckDB, a query by hand", lambda: (others.with_duckdb(log, people, domains), 0)),
            measured("Chalkline, the whole import", lambda: with_chalkline(log)),
            measured("DuckDB again", lambda: (others.with_duckdb(log, people, domains), 0)),
            measured("Polars, streaming", lambda: (others.with_polars(log, people, domains), 0)),
            measured("grep -c -F (the floor)", lambda: (others.with_grep(log, people, domains), 0)),
        ]
        gzipped = [
            measured("DuckDB, from gzip", lambda: (others.with_duckdb(packed, people, domains), 0)),
            measured("Chalkline, from gzip", lambda: with_chalkline(packed)),
        ]
        tell(plain, gzipped, rows, log.stat().st_size)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def tell(plain: list[Cost], gzipped: list[Cost], rows: int, size: int) -> None:
    """The table: each beside the query written by hand, in rows a processor second."""
    import duckdb

    base = min(plain[0].cpu, plain[2].cpu)
    print(
        f"A proxy log of {rows:,} rows, {size >> 20} MB",
        f"DuckDB {duckdb.__version__}",
        sys.version.split()[0],
        sep=", ",
    )
    heads = (("CPU", 8), ("rows a CPU s", 14), ("to DuckDB", 10), ("wall", 8), ("memory", 8), ("visits", 10))
    print(f"{'':<28}", *(f"{name:>{width}}" for name, width in heads))
    for each in (*plain, *gzipped):
        pace, share = rows / each.cpu, base / each.cpu
        print(
            f"{each.name:<28} {each.cpu:>6.1f} s {pace:>14,.0f} {share:>9.0%} {each.wall:>6.1f} s "
            f"{each.megabytes:>5} MB {each.visits:>10,}"
        )


if __name__ == "__main__":
    main()
