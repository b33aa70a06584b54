"""The child process: an order on standard input, progress and the answer as JSON lines on standard output."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import Any

import duckdb

from chalkline.discover.sources.apart.limits import hold_to
from chalkline.discover.sources.reading.orders import CannotRead, Order


def say(**message: Any) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the order, hold to its limits, load the file, tell."""
    order = Order.read(sys.stdin.read())
    hold_to(order.limits)
    from chalkline.discover.sources.apart.loading import load  # after the limits: it brings the database

    last = -1

    def progress(done: int, of: int) -> None:
        nonlocal last
        if done != last:
            last = done
            say(done=done, of=of)

    try:
        told = load(order, progress)
    except CannotRead as refusal:
        say(refused=dataclasses.asdict(refusal.refusal))
    except (MemoryError, duckdb.OutOfMemoryException):
        say(refused={"code": "discover.too_much", "values": {}})
    else:
        say(told=dataclasses.asdict(told))


if __name__ == "__main__":
    main()
