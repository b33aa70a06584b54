"""The child process: an order on standard input, progress and the answer as JSON lines on standard output."""

from __future__ import annotations

import dataclasses
import sys

import duckdb

from chalkline.discover.sources.apart.limits import hold_to
from chalkline.discover.sources.apart.loading import load
from chalkline.discover.sources.reading.orders import CannotRead, Order
from chalkline.kernel.confining import say, telling


def main() -> None:
    """Read the order, hold to its limits, load the file, tell."""
    order = Order.read(sys.stdin.read())
    hold_to(order.limits)
    try:
        told = load(order, telling())
    except CannotRead as refusal:
        say(refused=dataclasses.asdict(refusal.refusal))
    except (MemoryError, duckdb.OutOfMemoryException):
        say(refused={"code": "discover.too_much", "values": {}})
    else:
        say(told=dataclasses.asdict(told))


if __name__ == "__main__":
    main()
