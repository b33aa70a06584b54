"""Proxy logs of any size: the sample district's two weeks, again and again, each time some weeks earlier.

What is in them is known: every whole repetition holds each visit of the key once more, and nobody new.
"""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

LOG = Path(__file__).resolve().parents[1] / "demo" / "district" / "logs" / "umbrella_proxy.csv"
STAMP = "%Y-%m-%d %H:%M:%S"
URL = 7


def write_large(target: Path, size: int, *, ai_every: int = 1, domains: frozenset[str] = frozenset()) -> int:
    """Write a proxy log of at least ``size`` bytes; returns in how many repetitions the AI visits are.

    ``ai_every``: only one repetition in so many holds visits to ``domains``; the others hold the rest of
    the web, as most of a real log does.
    """
    lines = LOG.read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [(datetime.strptime(line[1:20], STAMP), line[20:], _is_of(line, domains)) for line in lines]  # noqa: DTZ007
    written = number = whole = 0
    with target.open("w", encoding="utf-8") as file:
        while written < size:
            has_ai = number % ai_every == 0
            back = timedelta(weeks=2 * number)
            part = "".join(f'"{(at - back).strftime(STAMP)}{rest}' for at, rest, of_ai in rows if has_ai or not of_ai)
            written += file.write(part)
            whole += has_ai
            number += 1
    return whole


def _is_of(line: str, domains: frozenset[str]) -> bool:
    """Whether a line is of one of these domains or of a name below one."""
    host = next(csv.reader([line]))[URL].split("//")[-1].split("/")[0].split(":")[0]
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))
