"""The child process: where the export is and where the answer goes on standard input, progress on standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from chalkline.kernel.confining import confine
from chalkline.kernel.problem import Problem
from chalkline.people.roster_apart.opening import files_of
from chalkline.people.roster_apart.spelling import spelled_problem, spelled_roster
from chalkline.people.roster_reading import read_roster


def main() -> None:
    """Hold to the bounds, read, write the answer."""
    order: dict[str, Any] = json.loads(sys.stdin.read())
    confine(**order["bounds"])
    try:
        roster = read_roster(files_of(Path(order["source"])), _say)
        answer = {"roster": spelled_roster(roster)}
    except Problem as problem:
        answer = {"problem": spelled_problem(problem)}
    Path(order["answer"]).write_text(json.dumps(answer), encoding="utf-8")


def _say(done: int, of: int) -> None:
    sys.stdout.write(json.dumps([done, of]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
