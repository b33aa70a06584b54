"""The child process: the path of a file on standard input, its heading and rows as one JSON line on standard output."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

from chalkline.kernel.confining import confine, say
from chalkline.kernel.delimited import NoTable, read_table
from chalkline.rollout.reading.asking import MOST_BYTES, MOST_ROWS


def main() -> None:
    """Hold to the limits, read, tell."""
    path = Path(sys.stdin.read().strip())
    confine(cpu_seconds=20, memory_bytes=1 << 30, file_bytes=0)
    try:
        table = read_table(path, MOST_BYTES)
        kept = list(islice(table.rows, MOST_ROWS + 1))
        if len(kept) > MOST_ROWS:
            raise NoTable("too_large")
    except NoTable as none:
        say(refused=none.code)
    except MemoryError:
        say(refused="too_large")
    else:
        say(head=table.head, rows=kept)


if __name__ == "__main__":
    main()
