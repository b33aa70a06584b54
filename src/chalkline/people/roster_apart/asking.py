"""The parent's side: have the export read apart, take the roster or the Problem it answers with."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from chalkline.kernel.apart import Bounds, Progress, run_apart
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.roster_apart.spelling import problem_from, roster_from
from chalkline.people.roster_rows import Roster

BOUNDS = Bounds(cpu_seconds=300, memory_bytes=3 * 1024**3)
WALL_SECONDS = 900
LONGEST_ROSTER = 1024**3  # characters of JSON


def read_roster_apart(
    source: Path, progress: Progress = lambda done, of: None, bounds: Bounds = BOUNDS, longest: int = LONGEST_ROSTER
) -> Roster:
    """Read an export (a folder of CSV files, or a zip file) in a process of its own. Raises Problem."""
    ended = run_apart(
        "chalkline.people.roster_apart",
        json.dumps({"source": str(source.resolve()), "bounds": asdict(bounds)}),
        wall_seconds=WALL_SECONDS,
        progress=progress,
        longest_answer=longest,
    )
    if "problem" in ended.answer:
        raise problem_from(ended.answer["problem"])
    if "roster" in ended.answer:
        return roster_from(ended.answer["roster"])
    if ended.was_stopped:
        raise _too_much()
    raise RuntimeError(f"the reader of rosters failed (exit {ended.code}): {ended.error}")


def _too_much() -> Problem:
    return Problem(
        "roster.too_much",
        what=Sentence("This export could not be read to its end."),
        why=Sentence("It takes more memory or time than a roster may, so reading was stopped. Nothing was changed."),
        next_step=Sentence("Check the export. If it is right, tell whoever runs the server."),
        kind=Kind.TOO_LARGE,
    )
