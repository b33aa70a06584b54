"""The public door of documents."""

from chalkline.report.documents.comparing import Changed, compared
from chalkline.report.documents.docx import as_docx
from chalkline.report.documents.keeping import digest_of_document, read, spelled
from chalkline.report.documents.pdf import as_pdf
from chalkline.report.documents.saying import Run, SaidBlock, SaidDocument, SaidSection, Tongue, say, say_line, text_of
from chalkline.report.documents.words import (
    Block,
    Callout,
    Document,
    Facts,
    Figure,
    Grid,
    Intervals,
    Line,
    Paragraph,
    Picture,
    Points,
    Ranged,
    Section,
    Tone,
    Words,
)

__all__ = [
    "Block",
    "Callout",
    "Changed",
    "Document",
    "Facts",
    "Figure",
    "Grid",
    "Intervals",
    "Line",
    "Paragraph",
    "Picture",
    "Points",
    "Ranged",
    "Run",
    "SaidBlock",
    "SaidDocument",
    "SaidSection",
    "Section",
    "Tone",
    "Tongue",
    "Words",
    "as_docx",
    "as_pdf",
    "compared",
    "digest_of_document",
    "read",
    "say",
    "say_line",
    "spelled",
    "text_of",
]
