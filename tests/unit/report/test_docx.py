"""The file for a word processor says what the page says, and can be read by somebody who does not see it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn

from chalkline.kernel.sentences import Sentence
from chalkline.report.documents.api import Intervals, Line, Ranged, Section, as_docx, say
from unit.report.test_documents import ENGLISH, USES, document

EFFECT = Intervals(
    "effect", "It saves time", "The effect lies right of nothing.", ("Whom", "Effect", "From", "To"),
    (Ranged(Line("Everybody"), "80", "40", "120", "80 minutes", "40 minutes", "120 minutes"),),
    "30", ("The effect", "Nothing", "What matters"), "Measured twice.",
)  # fmt: skip


def text_of_file(data: bytes) -> str:
    """All text in the order of reading, links included."""
    body = open_docx(io.BytesIO(data)).element.body
    return " ".join("".join(each.text or "" for each in part.iter(qn("w:t"))) for part in body.iter(qn("w:p")))


def test_it_holds_every_text_of_the_tree_in_the_same_order() -> None:
    whole = document()
    said = say(replace(whole, sections=(*whole.sections, Section("three", "Found", (EFFECT,)))), ENGLISH)
    written, at = " ".join(text_of_file(as_docx(said)).split()), 0
    for text in said.texts():
        found = written.find(" ".join(text.split()), at)
        assert found >= 0, f"{text!r} is not in the file, or out of order: {written}"
        at = found + len(text)


def test_it_has_headings_marked_heads_described_pictures_and_a_language() -> None:
    whole = document()
    said = say(replace(whole, sections=(*whole.sections, Section("three", "Found", (EFFECT,)))), ENGLISH)
    data = as_docx(replace(said, language="es"), address=lambda source: f"https://ai.example/{source.kind}/")
    paper = open_docx(io.BytesIO(data))
    levels = [each.style.name[-1] for each in paper.paragraphs if each.style.name.startswith("Heading")]
    assert levels == ["1", "2", "2", "3", "3", "2", "3"]  # none is left out
    for table in paper.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    told = [each.get("descr") for each in paper.element.body.iter(qn("wp:docPr"))]
    assert told == ["Most use X. What is drawn.", "It saves time. The effect lies right of nothing."]
    assert (paper.core_properties.title, paper.core_properties.language) == ("AI in our district", "es-US")
    assert {each.get(qn("w:val")) for each in paper.styles.element.iter(qn("w:lang"))} == {"es-US"}
    links = {each.target_ref for each in paper.part.rels.values() if each.is_external}
    assert links == {"https://ai.example/uses/"}


def test_the_same_document_gives_the_same_bytes() -> None:
    first, second = (as_docx(say(document(), ENGLISH)) for _ in range(2))
    assert first == second
    assert {each.date_time[0] for each in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}


@pytest.mark.parametrize("odd", ["漢字 🎉", "a\u0000b", "\ue0000\ue001x\ue002", "{n} {", "<w:p/>", "\ud800"])
def test_letters_that_no_file_can_hold_do_not_stop_it(odd: str) -> None:
    said = say(document(Line(odd), Line(Sentence("Called {name}.", name=odd), name=USES)), ENGLISH)
    assert "Called" in text_of_file(as_docx(said))
