"""A document says the same on a page, on paper and to a screen reader; and nothing gets in that cannot be read."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from chalkline.kernel.sentences import Sentence, day_as_said, plain
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import (
    Callout,
    Document,
    Facts,
    Grid,
    Line,
    Paragraph,
    Picture,
    Points,
    Section,
    Tone,
    Tongue,
    as_pdf,
    digest_of_document,
    read,
    say,
    spelled,
)

USES = SubjectRef("uses", "")
ENGLISH = Tongue("en", plain, day_as_said)


def document(*lines: Line) -> Document:
    """One of every block."""
    return Document(
        title=Sentence("AI in our district"),
        district="Cedar Hollow",
        on=date(2026, 11, 22),
        lead=(Line(Sentence("{n} uses are approved.", n=1234), n=USES),),
        sections=(
            Section("one", Sentence("What we decided"), (Paragraph(lines or (Line("It was decided."),)),)),
            Section(
                "two",
                "What is in use",
                (
                    Points(((Line("Ñandú and “quotes”"), Line("x = *y* #set $z$")),)),
                    Facts((("Who", (Line("Teachers"),)),)),
                    Grid("The list", ("Tool", "Until"), ((Line("Diffit", whole=USES), Line("Jun 30")),)),
                    Picture(
                        "p", "Most use X", "What is drawn.", ("Tool", "People"), ((Line("X"), 40), (Line("Y"), None))
                    ),
                    Callout(Tone.ATTEND, "To watch", (Line("It ends."),)),
                ),
            ),
        ),
        note=(Line("Made from the records."),),
    )


def words_of(pdf: bytes) -> str:
    """All text of a PDF without the footer's lines, spaces evened out."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    lines = (line for page in pages for line in page.splitlines() if " Page " not in f" {line}")
    return " ".join(" ".join(lines).split())


def test_paper_holds_every_text_of_the_tree_in_the_same_order() -> None:
    said = say(document(), ENGLISH)
    printed = words_of(as_pdf(said))
    at = 0
    for text in said.texts():
        found = printed.find(" ".join(text.split()), at)
        assert found >= 0, f"{text!r} is not on paper, or out of order: {printed}"
        at = found + len(text)


def test_paper_is_tagged_titled_in_a_language_and_leads_to_sources() -> None:
    said = say(document(), replace(ENGLISH, language="es"))
    reader = PdfReader(io.BytesIO(as_pdf(said, address=lambda source: f"https://ai.example/{source.kind}/")))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "es"
    assert catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata and reader.metadata.title == "AI in our district"
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    tags = list(_tags(catalogue["/StructTreeRoot"]))
    assert [tag for tag in tags if tag in {"/H1", "/H2", "/H3"}] == ["/H1", "/H2", "/H2", "/H3", "/H3"]
    assert tags.count("/Table") == 2 and tags.count("/TH") >= 4 and "/L" in tags and "/Link" in tags
    links = [note["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", []) if "/A" in note]
    assert set(links) == {"https://ai.example/uses/"}


def _tags(node: object) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for each in node for tag in _tags(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return [*own, *_tags(node.get("/K", []))]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert as_pdf(say(document(), ENGLISH)) == as_pdf(say(document(), ENGLISH))


@pytest.mark.parametrize("odd", ["漢字 🎉", "a\u0000b", "\ue0000\ue001x\ue002", "{n} {", "שלום", "\u200b", "́"])
def test_letters_that_cannot_be_printed_do_not_stop_the_press(odd: str) -> None:
    said = say(document(Line(odd), Line(Sentence("Called {name}.", name=odd), name=USES)), ENGLISH)
    assert as_pdf(said).startswith(b"%PDF")
    assert not [run for runs in said.sections[0].blocks[0].lines for run in runs if "\ue000" in run.text]


@given(st.text(max_size=40), st.integers(0, 10**9))
def test_a_number_opens_to_its_source_whatever_stands_beside_it(name: str, number: int) -> None:
    said = say(document(Line(Sentence("{name} has {n} of them.", name=name, n=number), n=USES)), ENGLISH)
    runs = said.sections[0].blocks[0].lines[0]
    assert [run.text for run in runs if run.source] == [f"{number:,}"]


def test_a_kept_document_is_read_as_it_was() -> None:
    kept = spelled(document())
    assert read(kept) == document()
    assert digest_of_document(read(kept)) == digest_of_document(document())
    assert digest_of_document(replace(document(), title="Another")) != digest_of_document(document())
    with pytest.raises(ValueError, match="not a chalkline-document"):
        read({**kept, "format": "other/1"})
