"""Documents as pages and as PDFs, in the reader's language, each number leading to the page of what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext

from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import (
    Document,
    Line,
    Run,
    SaidBlock,
    SaidDocument,
    Tongue,
    as_docx,
    as_pdf,
    say,
    say_line,
    text_of,
)
from chalkline.web.charts import Chart, bars, intervals
from chalkline.web.charts.files import file_asked_for
from chalkline.web.histories import PAGE_OF_KIND
from chalkline.web.routes import address_of
from chalkline.web.templatetags.saying import say_date

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LISTS = {
    "decisions": "decisions.home",
    "uses": "uses.home",
    "audit": "discover.home",
    "flows": "data.home",
    "requests": "requests.home",
    "problems": "purpose.home",
    "register": "register.home",
    "incidents": "incidents.home",
    "pilots": "prove.home",
    "calendar": "calendar.home",
    "calls": "protect.calls",
    "records": "data.rosters",
    "today": "today.home",
    "weaknesses": "security_audits.home",
    "portfolio": "purpose.portfolio",
    "budget": "rollout.budget",
    "training": "training.home",
    "readiness": "readiness.home",
    "people": "people.home",
    "committees": "meetings.home",
    "policies": "protect.home",
    "reports": "report.home",
    "rounds": "feedback.home",
    "concerns": "concerns.home",
    "messages": "rollout.messages",
    "families": "data.families",
    "access": "data.access",
    "library": "assist.library",
    "drills": "drills.home",
    "duties": "data.duties",
    "alerts": "alerts.home",
    "checks": "paired_prompts.home",
    "ledger": "ledger.home",
}


def said_document(document: Document) -> SaidDocument:
    """The document in the language of whoever reads this page."""
    return say(document, _tongue())


def address_of_source(source: SubjectRef | None) -> str:
    """The page that a number opens to; "" where there is none."""
    if source is None:
        return ""
    if not source.id:
        return address_of(LISTS[source.kind]) if source.kind in LISTS else ""
    return address_of(PAGE_OF_KIND[source.kind], source.id) if source.kind in PAGE_OF_KIND else ""


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence and the page it opens to, "" for none."""

    text: str
    url: str


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class PageBlock:
    """A block as documents/tree.html draws it."""

    kind: str
    title: str
    tone: str
    head: tuple[str, ...]
    lines: tuple[Pieces, ...]
    groups: tuple[tuple[Pieces, ...], ...]
    rows: tuple[tuple[str, tuple[Pieces, ...]], ...]
    chart: Chart | None

    @property
    def table(self) -> tuple[tuple[tuple[str, Pieces], ...], ...]:
        """The rows of a grid, each cell with the head it stands under: on a phone it stands beside it."""
        return tuple(tuple(zip(self.head, row, strict=True)) for row in self.groups)


@dataclass(frozen=True)
class PageSection:
    """A part with its heading."""

    id: str
    title: str
    blocks: tuple[PageBlock, ...]


def pdf_response(document: Document, name: str) -> HttpResponse:
    """The PDF, to be opened in the browser or kept under ``name``."""
    made = as_pdf(said_document(document), address=_full_address, translate=gettext)
    return _file(made, "application/pdf", "inline", f"{name}.pdf")


def docx_response(document: Document, name: str) -> HttpResponse:
    """The same for a word processor, to be kept under ``name``."""
    made = as_docx(said_document(document), address=_full_address, translate=gettext)
    return _file(made, WORD, "attachment", f"{name}.docx")


def _file(made: bytes, content_type: str, how: str, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type=content_type)
    response["Content-Disposition"] = f'{how}; filename="{re.sub(r"[^A-Za-z0-9._-]+", "-", name)}"'
    return response


def _full_address(source: SubjectRef) -> str:
    """The web address that a number on paper opens to; "" where the district has no public address."""
    base, path = settings.CHALKLINE.public_url.rstrip("/"), address_of_source(source)
    return f"{base}{path}" if base and path else ""


def shown(document: Document) -> dict[str, Any]:
    """What documents/tree.html needs; ``document`` is what was said, for whoever compares."""
    said = said_document(document)
    return {
        "document": said,
        "lead": _lines(said.lead),
        "sections": [
            PageSection(each.id, each.title, tuple(_block(block) for block in each.blocks)) for each in said.sections
        ],
        "note": _lines(said.note),
    }


def lines_shown(lines: tuple[Line, ...]) -> tuple[Pieces, ...]:
    """Single sentences of a document, each as pieces with their links."""
    tongue = _tongue()
    return _lines(tuple(say_line(line, tongue) for line in lines))


def _tongue() -> Tongue:
    """How things are said to whoever reads this page."""
    return Tongue(get_language() or "en", gettext, say_date)


def chart_file(request: HttpRequest, context: dict[str, Any]) -> HttpResponse | None:
    """The numbers of a picture as CSV, when that is asked for; ``context`` is of ``shown``."""
    charts = (block.chart for section in context["sections"] for block in section.blocks)
    return file_asked_for(request, *(chart for chart in charts if chart))


def _block(block: SaidBlock) -> PageBlock:
    return PageBlock(
        kind=block.kind,
        title=block.title,
        tone=block.tone,
        head=block.head,
        lines=_lines(block.lines),
        groups=tuple(_lines(group) for group in block.groups),
        rows=tuple((term, _lines(lines)) for term, lines in block.rows) if block.terms else (),
        chart=_chart(block),
    )


def _chart(block: SaidBlock) -> Chart | None:
    if block.kind == "intervals":
        return _intervals(block)
    if block.kind != "picture":
        return None
    items = [
        (text_of(bar.label), bar.value, next((piece.url for piece in _pieces(bar.label) if piece.url), ""))
        for bar in block.bars
    ]
    return bars(block.id, block.title, items, text=block.text, head=block.head)


def _intervals(block: SaidBlock) -> Chart:
    first, second, third = block.keys
    return intervals(
        block.id,
        block.title,
        [(text_of(each.label), each.at, each.low, each.high, each.said) for each in block.spans],
        threshold=block.threshold,
        keys=(first, second, third),
        text=block.text,
        head=block.head,
        note=block.note,
    )


def _pieces(runs: tuple[Run, ...]) -> Pieces:
    return tuple(Piece(run.text, address_of_source(run.source)) for run in runs)


def _lines(lines: tuple[tuple[Run, ...], ...]) -> tuple[Pieces, ...]:
    return tuple(_pieces(runs) for runs in lines)
