"""The child process: an order on standard input, progress on standard output, the answer in a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from chalkline.kernel.confining import confine
from chalkline.kernel.problem import Problem


def main() -> None:
    """Hold to the bounds, audit, write the answer."""
    order: dict[str, Any] = json.loads(sys.stdin.read())
    confine(**order["bounds"])
    from chalkline.data.integrity.apart.auditing import audit  # after the bounds: it brings the database
    from chalkline.people.roster_apart.spelling import spelled_problem

    try:
        answer = {"findings": audit(order, _say)}
    except Problem as problem:
        answer = {"problem": spelled_problem(problem)}
    Path(order["answer"]).write_text(json.dumps(answer), encoding="utf-8")


def _say(done: int, of: int) -> None:
    sys.stdout.write(json.dumps([done, of]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
