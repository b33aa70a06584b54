"""Web pages by lexbor: headings, paragraphs, lists, tables; without menus, scripts and what a reader cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from chalkline.assist.library.cutting import Block
from chalkline.assist.library.words import Concern

DROPPED = "script, style, noscript, template, iframe, object, embed, svg, canvas, form, nav, header nav, footer, head"
BLOCKS = {"p", "li", "dd", "dt", "blockquote", "pre", "figcaption", "address", "summary"}
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0*(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|$)"
    r"|opacity\s*:\s*0*(?:\.0*)?\s*(?:;|$)|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}"
    r"|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b)|font-size\s*:\s*1px|clip\s*:\s*rect\(0",
    re.IGNORECASE,
)
DEEPEST = 200


def read_html(text: str) -> tuple[list[Block], int, tuple[Concern, ...]]:
    """Blocks of a page, and what was left out because nobody sees it."""
    tree = LexborHTMLParser(text)
    hidden: list[Concern] = []
    for node in tree.css(DROPPED):
        node.decompose()
    for node in tree.css("[hidden], [aria-hidden='true'], [style]"):
        if "hidden" in node.attributes or _is_unseen(node):
            said = " ".join((node.text(deep=True) or "").split())
            if said:
                hidden.append(Concern("invisible", said[:300]))
            node.decompose()
    body = tree.css_first("main") or tree.css_first("article") or tree.body
    return (list(_blocks(body, 0)) if body is not None else []), 0, tuple(hidden[:20])


def _is_unseen(node: Any) -> bool:
    style = node.attributes.get("style") or ""
    return bool(UNSEEN.search(style)) or node.attributes.get("aria-hidden") == "true"


def _blocks(node: Any, depth: int) -> Iterator[Block]:
    loose: list[str] = []

    def closed() -> Iterator[Block]:
        text = " ".join("".join(loose).split())
        loose.clear()
        if text:
            yield Block(text)

    for child in node.iter(include_text=True):
        name = child.tag
        if name == "-text":
            loose.append(child.text(deep=False) or "")
        elif name == "br":
            loose.append(" ")
        elif len(name) == 2 and name[0] == "h" and name[1] in "123456":
            yield from closed()
            yield Block(_said(child), level=int(name[1]))
        elif name == "table":
            yield from closed()
            yield from _rows(child)
        elif name in BLOCKS and not child.css("p, li, table, h1, h2, h3, h4"):
            yield from closed()
            yield Block(_said(child))
        elif depth < DEEPEST and (child.css_first("p, li, table, h1, h2, h3, h4, h5, h6, div") or name == "div"):
            yield from closed()
            yield from _blocks(child, depth + 1)
        else:
            loose.append(child.text(deep=True) or "")
    yield from closed()


def _rows(table: Any) -> Iterator[Block]:
    head: tuple[str, ...] = ()
    for place, row in enumerate(table.css("tr")):
        cells = tuple(_said(cell) for cell in row.css("th, td"))
        is_head = place == 0 and len(cells) > 1
        if is_head:
            head = cells
        elif cells:
            yield Block("", cells=cells, head=head)


def _said(node: Any) -> str:
    return " ".join((node.text(deep=True, separator=" ") or "").split())
