"""The child process: an order on standard input, progress and what was found on standard output."""

from __future__ import annotations

import json
import sys
from typing import Any

from chalkline.kernel.confining import confine, say, telling
from chalkline.kernel.problem import Problem


def main() -> None:
    """Hold to the bounds, audit, tell."""
    order: dict[str, Any] = json.loads(sys.stdin.read())
    confine(**order["bounds"])
    from chalkline.data.integrity.apart.auditing import audit  # after the bounds: it brings the database
    from chalkline.people.roster_apart.spelling import spelled_problem

    try:
        say(findings=audit(order, telling()))
    except Problem as problem:
        say(problem=spelled_problem(problem))


if __name__ == "__main__":
    main()
