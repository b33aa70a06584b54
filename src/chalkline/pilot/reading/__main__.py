"""The child process: an order on standard input, progress and the answer as JSON lines on standard output."""

from __future__ import annotations

import dataclasses
import sys

from chalkline.kernel.confining import confine, say, telling
from chalkline.pilot.reading.orders import Order, Refused
from chalkline.pilot.reading.parsing import read


def main() -> None:
    """Read the order, hold to its limits, read the file, tell."""
    order = Order.read(sys.stdin.read())
    confine(cpu_seconds=order.cpu_seconds, memory_bytes=order.memory_bytes, file_bytes=4 * order.most_bytes)
    try:
        told = read(order, telling())
    except Refused as refused:
        say(refused=refused.code, detail=refused.detail)
    except MemoryError:
        say(refused="too_large", detail=())
    else:
        say(told=dataclasses.asdict(told))


if __name__ == "__main__":
    main()
