"""What a process and its children cost: processor time and memory, read from /proc."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def _fields(group: int) -> list[list[str]]:
    found = []
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        try:
            fields = (path / "stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            found.append(fields)
    return found


def seconds_of(group: int) -> float:
    """Processor seconds of a process group so far, ended children included."""
    return sum(sum(int(each) for each in fields[11:15]) for fields in _fields(group)) / TICKS


def megabytes_of(group: int) -> float:
    """Memory in use by a process group, in MB (resident; shared pages counted once a process)."""
    return sum(int(fields[21]) for fields in _fields(group)) * PAGE / 1e6
