"""A document as plain values: to be kept with a digest, and read again years later in any language. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents import words as tree

FORMAT = "chalkline-document/1"


def spelled(document: tree.Document) -> dict[str, Any]:
    """The document as values that JSON can hold."""
    return {
        "format": FORMAT,
        "title": _words(document.title),
        "district": document.district,
        "on": document.on.isoformat(),
        "lead": _lines(document.lead),
        "sections": [
            {"id": each.id, "title": _words(each.title), "blocks": [_block(block) for block in each.blocks]}
            for each in document.sections
        ],
        "note": _lines(document.note),
        **({"figures": [_figure(each) for each in document.figures]} if document.figures else {}),
    }


def digest_of_document(document: tree.Document) -> str:
    """The version: changes with any word, number or source of it."""
    return digest_of(spelled(document))


def read(kept: dict[str, Any]) -> tree.Document:
    """The document that was spelled so. Raises ValueError for another format."""
    if kept.get("format") != FORMAT:
        raise ValueError(f"not a {FORMAT}: {kept.get('format')}")
    return tree.Document(
        title=_read_words(kept["title"]),
        district=kept["district"],
        on=date.fromisoformat(kept["on"]),
        lead=_read_lines(kept["lead"]),
        sections=tuple(
            tree.Section(each["id"], _read_words(each["title"]), tuple(_read_block(block) for block in each["blocks"]))
            for each in kept["sections"]
        ),
        note=_read_lines(kept["note"]),
        figures=tuple(
            tree.Figure(each["id"], _read_words(each["name"]), each["value"], each["unit"])
            for each in kept.get("figures", [])
        ),
    )


def _figure(each: tree.Figure) -> dict[str, Any]:
    return {"id": each.id, "name": _words(each.name), "value": each.value, "unit": each.unit}


def _words(words: tree.Words) -> Any:
    return {"sentence": words.spelled()} if isinstance(words, Sentence) else words


def _read_words(kept: Any) -> tree.Words:
    return Sentence.read(kept["sentence"]) if isinstance(kept, dict) else str(kept)


def _line(line: tree.Line) -> dict[str, Any]:
    sources = {name: source.as_json() for name, source in line.sources}
    whole = {"whole": line.whole.as_json()} if line.whole else {}
    return {"words": _words(line.words), **({"sources": sources} if sources else {}), **whole}


def _read_line(kept: dict[str, Any]) -> tree.Line:
    sources = {name: SubjectRef(**source) for name, source in kept.get("sources", {}).items()}
    whole = SubjectRef(**kept["whole"]) if "whole" in kept else None
    return tree.Line(_read_words(kept["words"]), whole=whole, **sources)


def _lines(lines: tuple[tree.Line, ...]) -> list[dict[str, Any]]:
    return [_line(each) for each in lines]


def _read_lines(kept: list[dict[str, Any]]) -> tuple[tree.Line, ...]:
    return tuple(_read_line(each) for each in kept)


def _block(block: tree.Block) -> dict[str, Any]:
    if isinstance(block, tree.Paragraph):
        return {"is": "paragraph", "lines": _lines(block.lines)}
    if isinstance(block, tree.Points):
        return {"is": "points", "points": [_lines(point) for point in block.points]}
    if isinstance(block, tree.Facts):
        return {"is": "facts", "rows": [[_words(term), _lines(lines)] for term, lines in block.rows]}
    if isinstance(block, tree.Grid):
        head, rows = [_words(each) for each in block.head], [_lines(row) for row in block.rows]
        return {"is": "grid", "title": _words(block.title), "head": head, "rows": rows}
    if isinstance(block, tree.Callout):
        title, lines = _words(block.title), _lines(block.lines)
        return {"is": "callout", "tone": block.tone.value, "title": title, "lines": lines}
    if isinstance(block, tree.Intervals):
        return _intervals(block)
    return {
        "is": "picture",
        "id": block.id,
        "title": _words(block.title),
        "text": _words(block.text),
        "head": [_words(each) for each in block.head],
        "bars": [[_line(label), value] for label, value in block.bars],
    }


def _read_block(kept: dict[str, Any]) -> tree.Block:
    kind = kept["is"]
    if kind == "paragraph":
        return tree.Paragraph(_read_lines(kept["lines"]))
    if kind == "points":
        return tree.Points(tuple(_read_lines(point) for point in kept["points"]))
    if kind == "facts":
        return tree.Facts(tuple((_read_words(term), _read_lines(lines)) for term, lines in kept["rows"]))
    if kind == "grid":
        head = tuple(_read_words(each) for each in kept["head"])
        return tree.Grid(_read_words(kept["title"]), head, tuple(_read_lines(row) for row in kept["rows"]))
    if kind == "callout":
        return tree.Callout(tree.Tone(kept["tone"]), _read_words(kept["title"]), _read_lines(kept["lines"]))
    if kind == "intervals":
        return _read_intervals(kept)
    first, second = (_read_words(each) for each in kept["head"])
    bars = tuple((_read_line(label), value) for label, value in kept["bars"])
    return tree.Picture(kept["id"], _read_words(kept["title"]), _read_words(kept["text"]), (first, second), bars)


def _intervals(block: tree.Intervals) -> dict[str, Any]:
    return {
        "is": "intervals",
        "id": block.id,
        "title": _words(block.title),
        "text": _words(block.text),
        "head": [_words(each) for each in block.head],
        "rows": [
            [_line(each.label), each.at, each.low, each.high, *map(_words, (each.said, each.said_low, each.said_high))]
            for each in block.rows
        ],
        "threshold": block.threshold,
        "keys": [_words(each) for each in block.keys],
        "note": _words(block.note),
    }


def _read_intervals(kept: dict[str, Any]) -> tree.Intervals:
    what, effect, low, high = (_read_words(each) for each in kept["head"])
    first, second, third = (_read_words(each) for each in kept["keys"])
    return tree.Intervals(
        kept["id"],
        _read_words(kept["title"]),
        _read_words(kept["text"]),
        (what, effect, low, high),
        tuple(tree.Ranged(_read_line(row[0]), *row[1:4], *map(_read_words, row[4:7])) for row in kept["rows"]),
        kept["threshold"],
        (first, second, third),
        _read_words(kept["note"]),
    )
