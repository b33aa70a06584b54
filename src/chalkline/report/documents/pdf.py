"""A said document as a tagged PDF (PDF/UA-1), made by Typst from one template and our own fonts.

Typst fails where a document could not be read by a screen reader: no title, no language, a heading out of order.
The same document gives the same bytes on any day: the only date in it is the document's own.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from chalkline.kernel.sentences import Sentence, Translate, plain
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.saying import Runs, SaidBlock, SaidDocument

HERE = Path(__file__).resolve().parent
TEMPLATE, FONTS = HERE / "print.typ", HERE / "fonts"
PAGE = Sentence("Page {page} of {pages}")
Address = Callable[[SubjectRef], str]


def as_pdf(document: SaidDocument, *, address: Address = lambda _: "", translate: Translate = plain) -> bytes:
    """The PDF. ``address`` gives the full web address of a source; "" leaves the text without a link."""
    values = {
        "language": document.language,
        "title": readable(document.title),
        "district": readable(document.district),
        "on": [document.on.year, document.on.month, document.on.day],
        "day": document.day,
        "page": translate(PAGE.template),
        "lead": _lines(document.lead, address),
        "sections": [
            {"title": readable(each.title), "blocks": [_block(block, address) for block in each.blocks]}
            for each in document.sections
        ],
        "note": _lines(document.note, address),
    }
    made = typst.compile(
        str(TEMPLATE),
        root=str(HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime.combine(document.on, time(12), UTC).timestamp()),
    )
    return bytes(made)


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


def _lines(lines: tuple[Runs, ...], address: Address) -> list[list[dict[str, str]]]:
    return [_runs(each, address) for each in lines]


def _block(block: SaidBlock, address: Address) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "title": readable(block.title),
        "text": readable(block.text),
        "tone": block.tone,
        "head": [readable(each) for each in block.head],
        "lines": _lines(block.lines, address),
        "groups": [_lines(group, address) for group in block.groups],
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
