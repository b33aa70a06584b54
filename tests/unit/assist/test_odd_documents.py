"""Documents of odd kinds, as they come from elsewhere: read as a person reads them, or refused plainly."""

from __future__ import annotations

import io
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
import typst

from chalkline.assist.library.apart.opening import read_file
from chalkline.assist.library.apart.refusing import CannotRead
from chalkline.assist.library.words import Reading
from unit.assist.test_reading import docx

COLUMNS = """
#set page(width: 16cm, height: 12cm, columns: 2, header: [Cedar Hollow Handbook], numbering: "1")
#set text(size: 9pt)
= Late buses
Wait at the stop for 15 minutes after the planned time. Then call the transportation office.
#colbreak()
= Lost items
Drivers keep what they find until Friday. Ask for it at the school office.
#pagebreak()
= Snow days
Schools close at noon when it snows before ten.
#colbreak()
Buses leave at a quarter past twelve.
#pagebreak()
= Meals
Lunch is served until one.
"""


def texts(reading: Reading) -> str:
    return "\n".join(piece.text for piece in reading.pieces)


def pdf(source: str) -> bytes:
    return bytes(typst.compile(source.encode()))


def turned(data: bytes, degrees: int) -> bytes:
    document = pdfium.PdfDocument(data)
    for page in document:
        page.set_rotation(degrees)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_two_columns_are_read_one_after_the_other_however_the_page_is_turned(degrees: int) -> None:
    reading = read_file(turned(pdf(COLUMNS), degrees), "Handbook")
    said = " ".join(texts(reading).split())
    told = ["Wait at the stop", "call the transportation office.", "Drivers keep", "school office.", "close at noon"]
    places = [said.index(each) for each in told]
    assert all(one < other for one, other in pairwise(places))
    assert "Cedar Hollow Handbook" not in said and reading.pages == 3 and not reading.concerns
    assert {piece.headings for piece in reading.pieces if "Drivers keep" in piece.text} == {("Lost items",)}


def test_a_page_that_is_only_a_picture_is_refused_and_one_among_others_does_not_hide_them() -> None:
    drawn = pdf("#rect(width: 80%, height: 40%, fill: black)\n#circle(radius: 2cm)")
    with pytest.raises(CannotRead, match="scanned"):
        read_file(drawn, "Scan")
    mixed = pdf("#rect(width: 80%, height: 40%)\n#pagebreak()\nSchools close at noon when it snows.")
    (piece,) = read_file(mixed, "Mixed").pieces
    assert piece.page == 2


TRACKED = """
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Bus rules</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Wait </w:t></w:r><w:del><w:r><w:delText>45</w:delText></w:r></w:del>
<w:ins><w:r><w:t>15</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> minutes.</w:t></w:r></w:p>
<w:p><w:moveFrom><w:r><w:t>Moved away from here.</w:t></w:r></w:moveFrom></w:p>
<w:p><w:moveTo><w:r><w:t>Moved away from here.</w:t></w:r></w:moveTo></w:p>
<w:p><w:hyperlink><w:r><w:t>Ask the office.</w:t></w:r></w:hyperlink></w:p>
<w:tbl>
<w:tr><w:tc><w:p><w:r><w:t>Route</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Morning</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>Afternoon</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="1"/></w:tcPr>
<w:p><w:r><w:t>7:05</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3:10</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>14, no morning bus</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>3:20</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>99</w:t></w:r></w:p></w:tc></w:tr>
</w:tbl>
"""
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="Heading1">'
    '<w:name w:val="heading 1"/></w:style></w:styles>'
)


def test_a_word_file_reads_as_if_every_tracked_change_was_taken() -> None:
    reading = read_file(docx(TRACKED, **{"word/styles.xml": STYLES}), "Rules")
    said = texts(reading)
    assert "Wait 15 minutes." in said and "45" not in said and "99" not in said
    assert said.count("Moved away from here.") == 1 and "Ask the office." in said
    assert "Route: 12; Morning: 7:05; Afternoon: 3:10" in said
    assert "Route: 14, no morning bus; Afternoon: 3:20" in said
    assert {piece.headings for piece in reading.pieces} == {("Bus rules",)}


PAGE = """<!DOCTYPE html><html><head><title>x</title><script>document.write("Free laptops for all.")</script></head>
<body onload="steal()"><nav>Home | Contact</nav><!-- Free laptops in a comment. --><main><h1>Lunch &amp; breakfast</h1>
<p>Lunch costs&nbsp;$3.10<br>each day.</p><ul><li>Milk is free.</li><li>Juice is <b>not</b>.</li></ul>
<table><tr><th>Day</th><th>Meal</th></tr><tr><td>Monday</td><td>Pizza</td></tr></table>
<script type="application/ld+json">{"text": "Free laptops again."}</script><iframe src="https://evil.example"></iframe>
<noscript>Free laptops without scripts.</noscript><style>p::after{content:"Free laptops"}</style></main>
<footer>Call 555-0100</footer></body></html>"""


def test_a_web_page_with_scripts_gives_what_a_reader_sees() -> None:
    said = texts(read_file(PAGE.encode(), "Lunch"))
    assert "laptops" not in said and "Home" not in said and "steal" not in said
    assert "Lunch costs $3.10 each day." in said and "Juice is not ." not in said.replace("not .", "not.")
    assert "Day: Monday; Meal: Pizza" in said and "Milk is free." in said


def test_older_text_files_keep_their_letters_and_others_are_refused() -> None:
    old = "¿Cuándo empieza la inscripción?\r\n\r\nLos niños de kínder se inscriben el 3 de marzo – “sin costo”."
    assert "niños de kínder" in texts(read_file(old.encode("cp1252"), "x"))
    assert "niños" in texts(read_file(old.encode("utf-16"), "x"))
    assert "inscripción" in texts(read_file(old.encode("utf-8-sig"), "x"))
    for other in (
        "Школы закрыты сегодня.".encode("cp1251"),
        "学校は休みです。".encode("shift_jis"),
        bytes(range(128, 256)),
    ):
        with pytest.raises(CannotRead, match="encoding"):
            read_file(other, "x")
