"""A said document as a tagged PDF (PDF/UA-1), made by Typst from one template and our own fonts.

Typst fails where a document could not be read by a screen reader: no title, no language, a heading out of order.
The same document gives the same bytes on any day: the only date in it is the document's own.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time

import typst

from chalkline.kernel.sentences import Sentence, Translate, plain
from chalkline.report.documents.printing import FONTS, HERE, Address, block_printed, lines_printed, readable
from chalkline.report.documents.saying import SaidDocument

TEMPLATE = HERE / "print.typ"
PAGE = Sentence("Page {page} of {pages}")


def as_pdf(document: SaidDocument, *, address: Address = lambda _: "", translate: Translate = plain) -> bytes:
    """The PDF. ``address`` gives the full web address of a source; "" leaves the text without a link."""
    values = {
        "language": document.language,
        "title": readable(document.title),
        "district": readable(document.district),
        "on": [document.on.year, document.on.month, document.on.day],
        "day": document.day,
        "page": translate(PAGE.template),
        "lead": lines_printed(document.lead, address),
        "sections": [
            {"title": readable(each.title), "blocks": [block_printed(block, address) for block in each.blocks]}
            for each in document.sections
        ],
        "note": lines_printed(document.note, address),
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
