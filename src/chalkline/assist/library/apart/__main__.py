"""The child process: which file on standard input; progress and the answer as JSON lines on standard output."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from chalkline.assist.library.apart.refusing import CannotRead
from chalkline.kernel.confining import confine, say, telling


def main() -> None:
    """Hold to the bounds, read, tell."""
    order: dict[str, Any] = json.loads(sys.stdin.read())
    confine(**order["bounds"])
    from chalkline.assist.library.apart.opening import read_file  # after the bounds: it brings parsers

    try:
        reading = read_file(Path(order["file"]).read_bytes(), order["title"], telling(20))
    except CannotRead as refusal:
        say(refused=refusal.code)
    except MemoryError:
        say(refused="library.too_much")
    else:
        say(reading=dataclasses.asdict(reading))


if __name__ == "__main__":
    main()
