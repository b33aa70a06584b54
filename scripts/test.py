"""`make test`: the whole suite, on SQLite and on PostgreSQL, with a browser.

python scripts/test.py            everything
python scripts/test.py quick      SQLite, without the browser
python scripts/test.py postgres   PostgreSQL alone, the pages too
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import services

ROOT = Path(__file__).resolve().parent.parent
SEEN = ["tests/scenario", "tests/journeys"]  # in one run: they share the school year, which is played once
SMOKE = ["tests/journeys/test_requests.py::test_smoke_from_a_question_to_the_agenda[with script, desk]"]
DOMAIN_TESTS = [name for name in ("tests/unit", "tests/contract") if (ROOT / name).exists()]

ENOUGH = 6 * 1024**3  # bytes free, of which a run needs about one and a half


@dataclass
class Run:
    """One pytest run and what came of it."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0


def in_memory() -> str | None:
    """A place in memory for what the tests write, where there is much of it: there no commit waits for a disk."""
    place = Path("/dev/shm")  # noqa: S108  (a folder of its own is made there, for its owner alone)
    return str(place) if place.is_dir() and shutil.disk_usage(place).free > ENOUGH else None


def pytest(name: str, *arguments: str, **environment: str) -> Run:
    """Run pytest with its output shown; count from its report."""
    print(f"\n── {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="chalkline-suite-", dir=in_memory()) as scratch:
        report = Path(scratch, "report.xml")
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", "--durations=12", "-m", "not soak"]
        # Files in the order of tests/conftest.py; a worker more than processors, since one or the other always waits.
        command += ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "--no-loadscope-reorder"]
        command += [f"--basetemp={scratch}/tests", *arguments]
        started = time.monotonic()
        known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
        done = subprocess.run(command, cwd=ROOT, env=known, check=False)
        run = Run(name, seconds=time.monotonic() - started)
        if not report.exists():
            run.failed = 1
            return run
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            run.failed += failed
            run.skipped += skipped
            run.passed += int(suite.get("tests", 0)) - failed - skipped
        if done.returncode and not run.failed:
            run.failed = 1
        return run


def main() -> int:
    if "postgres" in sys.argv:
        services.ensure("postgres")
        with services.postgres() as address:
            whole = [*DOMAIN_TESTS, "tests/journeys/test_main_path.py"]  # the main path: on a year played there
            run = pytest("PostgreSQL, all", *whole, "--through", CHALKLINE_DATABASE=address)
        print(f"{run.passed} passed, {run.failed} failed, {run.skipped} skipped")
        return 1 if run.failed or not run.passed else 0
    quick = "quick" in sys.argv
    missing = set() if quick else services.ensure("browser", "postgres")
    not_run = sorted(missing)
    runs = [pytest("SQLite", "tests", "--ignore=tests/journeys", "--ignore=tests/scenario")]
    if not quick and "browser" not in missing:  # apart: what drives a browser leaves an event loop in its worker
        runs.append(pytest("Browser, on SQLite", *SEEN))
    elif not quick:
        runs.append(pytest("The school year, on SQLite", "tests/scenario", "-m", "not soak and not journey"))
    if not quick and "postgres" not in missing:
        with services.postgres() as address:
            smoke = SMOKE if "browser" not in missing else []
            runs.append(pytest("PostgreSQL", *DOMAIN_TESTS, *smoke, CHALKLINE_DATABASE=address))
    print()
    for run in runs:
        print(f"{run.name}: {run.passed} passed, {run.failed} failed, {run.skipped} skipped in {run.seconds:.0f} s")
    if not_run:
        print(f"Not run, because it is missing here: {', '.join(not_run)}")
    total = [sum(getattr(run, name) for run in runs) for name in ("passed", "failed", "skipped")]
    print("{} passed, {} failed, {} skipped".format(*total))
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main())
