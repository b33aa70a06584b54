"""Loading and counting a proxy log, against DuckDB reading the same file directly and against plain grep.

    python benchmarks/discover.py [MEGABYTES]

One log, three readers. Chalkline does all of its work: the digest, a child process with limits, telling the
shape, tying people to the roster, hashing them, keeping the AI rows, counting each visit once. DuckDB counts
visits and people by service from the same file in one statement, as somebody who knows SQL would. grep counts
lines that hold the name of a service somewhere. Cost is processor time, children included.
"""

from __future__ import annotations

import os
import platform
import re
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
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "demo")]
AI_EVERY = 12  # about one row in seven is a visit to an AI service, more than in most real logs


@dataclass(frozen=True)
class Cost:
    """What one reader took, and what it counted."""

    name: str
    cpu: float
    wall: float
    visits: int
    people: int | None = None


def measured(name: str, work: Callable[[], tuple[int, int | None]]) -> Cost:
    """Run it, and say what it took in processor seconds, itself and its children."""
    before, started = _cpu(), time.monotonic()
    visits, people = work()
    return Cost(name, _cpu() - before, time.monotonic() - started, visits, people)


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def prepare(home: Path) -> None:
    """A district with its roster and the catalogue, through the product's own imports."""
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

    people = load.cast()
    july = load.chapters(people)[:1]
    Player(SchoolYear(utc_now(), "America/Chicago"), people).play(july)


def with_chalkline(log: Path) -> tuple[int, int | None]:
    """Import the log and take the exact counts of it."""
    from chalkline.discover.findings.api import see_exact_counts
    from chalkline.discover.sources.api import import_log
    from chalkline.kernel.clock import utc_now
    from chalkline.people.api import actor_by_email, system_actor

    actor = actor_by_email("summer.perez@cedarhollow.example")
    import_log(actor, log, log.name, now=utc_now())
    counts = see_exact_counts(system_actor("benchmark"), why="A benchmark.", now=utc_now())
    tallies = counts.services.values()
    return sum(each.events for each in tallies), counts.core.people


DIRECTLY = """
WITH rows AS (
    SELECT column00 AS moment, lower(column01) AS who, lower(regexp_extract(column07, '^[a-z]+://([^/:]+)', 1)) AS host,
        column06 AS action
    FROM read_csv(?, header = false, all_varchar = true, null_padding = true, parallel = true)
), hosts AS (
    SELECT host, arg_max(service, length(domain)) AS service
    FROM (SELECT DISTINCT host FROM rows) h JOIN domains d ON h.host = d.domain OR ends_with(h.host, '.' || d.domain)
    GROUP BY host
), visits AS (SELECT DISTINCT service, who, host, moment FROM rows JOIN hosts USING (host))
SELECT sum(visits) FROM (
    SELECT service, count(*) AS visits, count(DISTINCT who) AS people FROM visits GROUP BY service)
"""


def directly(log: Path, domains: list[tuple[str, str]]) -> tuple[int, int | None]:
    """Count with DuckDB alone: nobody is tied to the roster, nothing is kept."""
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": "2"})
    connection.execute("CREATE TABLE domains (domain VARCHAR, service VARCHAR)")
    connection.executemany("INSERT INTO domains VALUES (?, ?)", domains)
    found = connection.execute(DIRECTLY, [str(log)]).fetchone()
    connection.close()
    return int(found[0]) if found else 0, None


def with_grep(log: Path, names: Path) -> tuple[int, int | None]:
    """Count lines with the name of a service anywhere in them."""
    command = ["grep", "-c", "-i", "-F", "-f", str(names), str(log)]
    done = subprocess.run(command, env={**os.environ, "LC_ALL": "C"}, capture_output=True, text=True, check=False)
    return int(done.stdout), None


def main() -> None:
    """Make the log, let the three read it, print what each took beside the cheapest way to the same numbers."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    scratch = Path(tempfile.mkdtemp(prefix="chalkline-bench-"))
    try:
        prepare(scratch / "home")
        import duckdb

        from chalkline.tools.register.api import known_services
        from large_logs import write_large

        domains = [(domain, each.slug) for each in known_services() for domain in each.domains]
        names = scratch / "names.txt"
        names.write_text("".join(f"{domain}\n" for domain, _ in domains), encoding="utf-8")
        log = scratch / "proxy.csv"
        write_large(log, size * 1024**2, ai_every=AI_EVERY, domains=frozenset(domain for domain, _ in domains))
        rows = int(subprocess.run(["wc", "-l", str(log)], capture_output=True, text=True, check=True).stdout.split()[0])

        costs = [
            measured("grep -F -f", lambda: with_grep(log, names)),
            measured("DuckDB, the file as it is", lambda: directly(log, domains)),
            measured("Chalkline, import and count", lambda: with_chalkline(log)),
        ]
        grep = re.search(r"[\d.]+", subprocess.run(["grep", "--version"], capture_output=True, text=True).stdout)
        tell(costs, size, rows)
        print(f"DuckDB {duckdb.__version__}, grep {grep.group() if grep else '?'}, Python {platform.python_version()}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def tell(costs: list[Cost], size: int, rows: int) -> None:
    """The table: each beside DuckDB."""
    base = costs[1]
    print(f"A proxy log of {size} MB, {rows:,} rows")
    print(f"{'':<30} {'CPU':>8} {'to DuckDB':>10} {'wall':>8} {'visits':>12}")
    for each in costs:
        print(f"{each.name:<30} {each.cpu:>6.1f} s {each.cpu / base.cpu:>9.2f}x {each.wall:>6.1f} s {each.visits:>12,}")


if __name__ == "__main__":
    main()
