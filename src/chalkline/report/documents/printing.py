"""A said document as values for our Typst templates: texts in letters that our fonts have, places reckoned."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.saying import Runs, SaidBlock

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
Address = Callable[[SubjectRef], str]


def readable(text: str) -> str:
    """A text with "?" for each letter that our fonts do not have: a PDF with an unknown shape cannot be read out."""
    known = _letters()
    return "".join(letter if ord(letter) in known else "?" for letter in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    ranges = json.loads((FONTS / "letters.json").read_text(encoding="utf-8"))
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def _runs(runs: Runs, address: Address) -> list[dict[str, str]]:
    return [{"text": readable(run.text), "url": address(run.source) if run.source else ""} for run in runs]


def lines_printed(lines: tuple[Runs, ...], address: Address) -> list[list[dict[str, str]]]:
    """Sentences in runs of text, each with its address."""
    return [_runs(each, address) for each in lines]


def block_printed(block: SaidBlock, address: Address) -> dict[str, Any]:
    """One block, whatever its kind."""
    return {
        "kind": block.kind,
        "title": readable(block.title),
        "text": readable(block.text),
        "tone": block.tone,
        "head": [readable(each) for each in block.head],
        "lines": lines_printed(block.lines, address),
        "groups": [lines_printed(group, address) for group in block.groups],
        "terms": [readable(each) for each in block.terms],
        "bars": [
            {"label": _runs(bar.label, address), "said": readable(bar.said), "share": bar.share} for bar in block.bars
        ],
        "spans": _spans(block, address),
        "lines_at": [_across(block, 0.0), _across(block, block.threshold)] if block.spans else [],
        "keys": [readable(each) for each in block.keys],
        "note": readable(block.note),
    }


def _spans(block: SaidBlock, address: Address) -> list[dict[str, Any]]:
    return [
        {
            "label": _runs(each.label, address),
            "said": [readable(words) for words in (each.said, each.said_low, each.said_high)],
            "at": [_across(block, number) for number in (each.low, each.at, each.high)],
        }
        for each in block.spans
    ]


def _across(block: SaidBlock, number: float) -> float:
    """Where a number lies on the scale of all effects, in hundredths from left to right."""
    ends = [0.0, block.threshold, *(end for each in block.spans for end in (each.low, each.high))]
    left, right = min(ends), max(ends)
    return round(4 + 92 * (number - left) / ((right - left) or 1.0), 2)
