"""The child process: an order on standard input, progress and the answer as JSON lines on standard output."""

from __future__ import annotations

import dataclasses
import json
import sys

from chalkline.kernel.confining import confine
from chalkline.pilot.reading.orders import Order, Refused
from chalkline.pilot.reading.parsing import read


def say(**message: object) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the order, hold to its limits, read the file, tell."""
    order = Order.read(sys.stdin.read())
    confine(cpu_seconds=order.cpu_seconds, memory_bytes=order.memory_bytes, file_bytes=4 * order.most_bytes)
    try:
        told = read(order, lambda done, of: say(done=done, of=of))
    except Refused as refused:
        say(refused=refused.code, detail=refused.detail)
    except MemoryError:
        say(refused="too_large", detail=())
    else:
        say(told=dataclasses.asdict(told))


if __name__ == "__main__":
    main()
