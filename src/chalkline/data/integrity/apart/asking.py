"""The parent's side: have the export audited apart, take what it found or the Problem it answers with."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path

from chalkline.data.integrity.words import Findings
from chalkline.kernel.apart import Bounds, Progress, run_apart
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.roster_apart.spelling import problem_from

BOUNDS = Bounds(cpu_seconds=900, memory_bytes=8 * 1024**3, file_bytes=2 * 1024**3)
WALL_SECONDS = 1800


def audit_apart(
    source: Path,
    *,
    rows: Path,
    today: date,
    domains: Iterable[str] = (),
    progress: Progress = lambda done, of: None,
    bounds: Bounds = BOUNDS,
) -> Findings:
    """Audit an export (a folder of CSV files, or a zip file) in a process of its own. Raises Problem.

    ``rows`` is where the rows to fix are written; ``domains`` the district's own mail domains, where known.
    """
    with tempfile.TemporaryDirectory(prefix="chalkline-audit-") as scratch:
        found = Path(scratch, "rows.csv")
        order = {
            "source": str(source.resolve()),
            "scratch": scratch,
            "rows": str(found),
            "today": today.isoformat(),
            "domains": sorted(domains),
            "bounds": asdict(bounds),
        }
        ended = run_apart(
            "chalkline.data.integrity.apart",
            json.dumps(order),
            wall_seconds=WALL_SECONDS,
            progress=progress,
            cwd=scratch,
        )
        if "problem" in ended.answer:
            raise problem_from(ended.answer["problem"])
        if "findings" not in ended.answer:
            if ended.was_stopped:
                raise _too_much()
            raise RuntimeError(f"the audit of a roster failed (exit {ended.code}): {ended.error}")
        shutil.copyfile(found, rows)
    return Findings(**ended.answer["findings"], digest=_digest(source))


def _digest(source: Path) -> str:
    files = sorted(path for path in source.iterdir() if path.is_file()) if source.is_dir() else [source]
    whole = sha256()
    for path in files:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                whole.update(piece)
    return whole.hexdigest()


def _too_much() -> Problem:
    return Problem(
        "integrity.too_much",
        what=Sentence("This export could not be audited to its end."),
        why=Sentence("It takes more memory or time than an audit may, so it was stopped."),
        next_step=Sentence("Check the export. If it is right, tell whoever runs the server."),
        kind=Kind.TOO_LARGE,
    )
