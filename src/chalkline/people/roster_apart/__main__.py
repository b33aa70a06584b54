"""The child process: where the export is on standard input, progress and the roster on standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from chalkline.kernel.confining import confine, say, telling
from chalkline.kernel.problem import Problem
from chalkline.people.roster_apart.opening import files_of
from chalkline.people.roster_apart.spelling import spelled_problem, spelled_roster
from chalkline.people.roster_reading import read_roster


def main() -> None:
    """Hold to the bounds, read, tell."""
    order: dict[str, Any] = json.loads(sys.stdin.read())
    confine(**order["bounds"])
    try:
        say(roster=spelled_roster(read_roster(files_of(Path(order["source"])), telling())))
    except Problem as problem:
        say(problem=spelled_problem(problem))


if __name__ == "__main__":
    main()
