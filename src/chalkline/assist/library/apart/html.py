"""Web pages by lexbor: headings, paragraphs, lists, tables; without menus, scripts and what a reader cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from chalkline.assist.library.apart.tables import Row, rows_of
from chalkline.assist.library.cutting import Block
from chalkline.assist.library.words import Concern

# A form may hold a whole page (many content systems wrap it so); its fields are no text.
DROPPED = (
    "script, style, noscript, template, iframe, object, embed, svg, canvas, nav, footer, head, input, select, textarea,"
    " button, datalist, [role=navigation], [role=search], [role=dialog], [role=alertdialog], [role=contentinfo],"
    " [role=menu], [role=menubar], [aria-modal=true]"
)
BLOCKS = {"p", "li", "dd", "dt", "blockquote", "pre", "figcaption", "address", "summary"}
INNER = "p, li, table, h1, h2, h3, h4, h5, h6"
WHITE = r"(?:#fff(?:f|fff|fffff)?\b|white\b|transparent\b|rgba?\(\s*255\D+255\D+255\b|rgba\([^)]*,\s*0?(?:\.0+)?\s*\))"
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:!|;|$)"
    r"|opacity\s*:\s*0*(?:\.0*)?\s*(?:!|;|$)|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}|font-size\s*:\s*1px"
    r"|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%|scale\(\s*0*(?:\.0+)?\s*[,)]"
    r"|(?<![-\w])(?:max-)?height\s*:\s*0(?:px)?\s*(?:!|;|$)",
    re.IGNORECASE,
)
WHITE_LETTERS = re.compile(r"(?<![-\w])color\s*:\s*" + WHITE, re.IGNORECASE)
BELOW = re.compile(r"background(?:-color|-image)?\s*:\s*([^;]+)", re.IGNORECASE)
LIGHT = re.compile(rf"^\s*(?:{WHITE}|none\b|inherit\b|initial\b|0\b)", re.IGNORECASE)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
LONGEST_SHEET = 512 * 1024
MOST_RULES = 4000
DEEPEST = 200


def read_html(text: str) -> tuple[list[Block], int, tuple[Concern, ...]]:
    """Blocks of a page, and what was left out because nobody sees it."""
    tree = LexborHTMLParser(text)
    unseen = [node for selector in _hiding_rules(tree) for node in _chosen(tree, selector)]
    unseen += [node for node in tree.css("[hidden], [aria-hidden='true'], [style], font[color]") if _is_unseen(node)]
    dropped = tree.css(DROPPED)
    gone, hidden = {node.mem_id for node in dropped}, list[Concern]()
    hiding = {node.mem_id: node for node in unseen if node.mem_id not in gone}
    gone |= set(hiding)
    # Only the outermost are taken away: what stands inside them goes with them.
    for node in [each for each in [*dropped, *hiding.values()] if not _is_inside(each, gone)]:
        if node.mem_id in hiding and (said := " ".join((node.text(deep=True) or "").split())):
            hidden.append(Concern("invisible", said[:300]))
        node.decompose()
    articles = tree.css("article")
    body = tree.css_first("main, [role=main]") or (articles[0] if len(articles) == 1 else tree.body)
    return (list(_blocks(body, 0)) if body is not None else []), 0, tuple(hidden[:20])


def _is_inside(node: Any, others: set[int]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in others:
            return True
        above = above.parent
    return False


def _hiding_rules(tree: LexborHTMLParser) -> list[str]:
    """Selectors of the page's own style sheets that hide something on every screen; what a medium hides is not gone."""
    found: list[str] = []
    for sheet in tree.css("style"):
        if (sheet.attributes.get("media") or "all").strip().lower() not in {"all", "screen", ""}:
            continue
        plain = _without_media(COMMENT.sub(" ", (sheet.text(deep=True) or "")[:LONGEST_SHEET]))
        for selector, said in RULE.findall(plain)[:MOST_RULES]:
            hides = UNSEEN.search(said) or (WHITE_LETTERS.search(said) and not _is_dark(said))
            if hides and ":" not in selector and "@" not in selector:
                found.append(selector.strip())
    return found


def _without_media(sheet: str) -> str:
    """The sheet without what stands inside @media and the like."""
    kept: list[str] = []
    at = depth = 0
    inside = False
    for place, letter in enumerate(sheet):
        if letter == "@" and depth == 0:
            kept.append(sheet[at:place])
            inside, at = True, place
        elif letter == "{":
            depth += 1
        elif letter == ";" and depth == 0 and inside:
            inside, at = False, place + 1
        elif letter == "}":
            depth = max(0, depth - 1)
            if depth == 0 and inside:
                inside, at = False, place + 1
    return "".join([*kept, "" if inside else sheet[at:]])


def _chosen(tree: LexborHTMLParser, selector: str) -> list[Any]:
    try:
        return [node for node in tree.css(selector) if node.tag not in {"html", "body"}]
    except Exception:  # a selector that this parser does not know, whatever it raises: it hides nothing here
        return []


def _is_unseen(node: Any) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style") or ""
    if UNSEEN.search(style):
        return True
    is_white = WHITE_LETTERS.search(style) or WHITE_LETTERS.search(f"color:{attributes.get('color') or ''}")
    return bool(is_white) and not _stands_on_dark(node)


def _stands_on_dark(node: Any) -> bool:
    """Whether the nearest background that is said is another than white: then white letters are read."""
    for _ in range(DEEPEST):
        if node is None:
            return False
        style, ground = node.attributes.get("style") or "", node.attributes.get("bgcolor") or ""
        if BELOW.search(style) or ground:
            return _is_dark(f"{style};background:{ground}" if ground else style)
        node = node.parent
    return False


def _is_dark(style: str) -> bool:
    found = BELOW.search(style)
    return found is not None and not LIGHT.match(found[1])


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
            yield from _table(child, depth)
        elif name in BLOCKS and not child.css(f"{INNER}, div"):
            yield from closed()
            yield Block(_said(child))
        elif depth < DEEPEST and (child.css_first(f"{INNER}, div") or name == "div"):
            yield from closed()
            yield from _blocks(child, depth + 1)
        else:
            loose.append(child.text(deep=True) or "")
    yield from closed()


def _table(table: Any, depth: int) -> Iterator[Block]:
    """A table row by row; one that only arranges a page (tables or headings in its cells) cell by cell."""
    if depth < DEEPEST and (
        table.attributes.get("role") == "presentation" or table.css_first("td table, td h1, td h2")
    ):
        for cell in table.css("td, th"):
            if _table_of(cell) == table:
                yield from _blocks(cell, depth + 1)
        return
    yield from rows_of(_rows(table))


def _table_of(cell: Any) -> Any:
    node = cell.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node


def _rows(table: Any) -> Iterator[Row]:
    """Rows as they look: a cell over several rows stands in each; one over several columns keeps their places."""
    above: dict[int, tuple[str, int]] = {}
    for row in table.css("tr"):
        cells: list[str] = []
        own = list(row.css("th, td"))
        for cell in own:
            _take_down(above, cells)
            said, at = _said(cell), len(cells)
            cells += [said, *("" for _ in range(_count(cell, "colspan") - 1))]
            if (rows := _count(cell, "rowspan")) > 1:
                above[at] = (said, rows - 1)
        _take_down(above, cells)
        if own:
            yield Row(tuple(cells), all(cell.tag == "th" for cell in own))


def _take_down(above: dict[int, tuple[str, int]], cells: list[str]) -> None:
    """Repeat what a cell further up says in this row, too."""
    while len(cells) in above:
        said, left = above.pop(len(cells))
        if left > 1:
            above[len(cells)] = (said, left - 1)
        cells.append(said)


def _count(cell: Any, name: str) -> int:
    said = cell.attributes.get(name) or ""
    return min(int(said), 60) if said.isascii() and said.isdigit() and said != "0" else 1


def _said(node: Any) -> str:
    return " ".join((node.text(deep=True, separator=" ") or "").split())
