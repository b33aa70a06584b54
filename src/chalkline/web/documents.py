"""Documents as pages and as PDFs, in the reader's language, each number leading to the page of what it counts."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, gettext

from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import Document, Run, SaidBlock, SaidDocument, Tongue, as_pdf, say
from chalkline.web.charts import Chart, bars
from chalkline.web.histories import PAGE_OF_KIND
from chalkline.web.routes import address_of
from chalkline.web.templatetags.saying import say_date

LISTS = {
    "decisions": "decisions.home",
    "uses": "uses.home",
    "audit": "discover.home",
    "flows": "data.home",
    "requests": "requests.home",
    "problems": "purpose.home",
    "register": "register.home",
    "ledger": "ledger.home",
    "board": "report.home",
}


def said_document(document: Document) -> SaidDocument:
    """The document in the language of whoever reads this page."""
    return say(document, Tongue(get_language() or "en", gettext, say_date))


def address_of_source(source: SubjectRef | None) -> str:
    """The page that a number opens to; "" where there is none."""
    if source is None:
        return ""
    if not source.id:
        return address_of(LISTS[source.kind]) if source.kind in LISTS else ""
    return address_of(PAGE_OF_KIND[source.kind], source.id) if source.kind in PAGE_OF_KIND else ""


def as_chart(block: SaidBlock) -> Chart:
    """A picture of a document as the charts of pages draw it."""
    items = [
        ("".join(run.text for run in bar.label), bar.value, next((_url(run) for run in bar.label if _url(run)), ""))
        for bar in block.bars
    ]
    return bars(block.id, block.title, items, text=block.text, head=block.head)


def pdf_response(document: Document, name: str) -> HttpResponse:
    """The PDF, to be opened in the browser or kept under ``name``."""
    base = settings.CHALKLINE.public_url.rstrip("/")

    def full(source: SubjectRef) -> str:
        path = address_of_source(source)
        return f"{base}{path}" if base and path else ""

    made = as_pdf(said_document(document), address=full, translate=gettext)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{re.sub(r"[^A-Za-z0-9._-]+", "-", name)}.pdf"'
    return response


def shown(document: Document) -> dict[str, Any]:
    """What documents/tree.html needs."""
    return {"document": said_document(document)}


def _url(run: Run) -> str:
    return address_of_source(run.source)
