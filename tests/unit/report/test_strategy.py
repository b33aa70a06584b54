"""The strategy document: put together from the records, for everyone who may read purposes."""

from __future__ import annotations

import io

from pypdf import PdfReader

from cast import NOW, Cast
from chalkline.kernel.sentences import day_as_said, plain
from chalkline.people.api import VISITOR
from chalkline.report.documents.api import Tongue, say
from chalkline.report.strategy.api import strategy
from deciding import MEETING_AT, use_granted
from expecting import problem
from visiting import visitor

ENGLISH = Tongue("en", plain, day_as_said)


def test_a_district_with_nothing_is_told_where_a_strategy_starts(cast: Cast) -> None:
    said = "\n".join(say(strategy(cast.tess.actor, NOW.date()), ENGLISH).texts())
    assert "No problem is named yet" in said and "No committee is chartered yet." in said
    assert "the board has not adopted it" in said


def test_it_says_why_for_what_by_whom_and_when(cast: Cast) -> None:
    use_granted(cast)
    said = "\n".join(say(strategy(cast.tess.actor, MEETING_AT.date()), ENGLISH).texts())
    assert "Adapting reading passages takes evenings" in said and "AI might help: Adapt passages" in said
    assert "AI oversight committee: Decides which AI may be used here" in said
    assert "Families" in said or "families" in said
    assert "Diffit" in said and "the use of Diffit ends or is decided anew" in said
    for member in (cast.tess, cast.fay, cast.carl):
        assert member.person.family_name not in said


def test_page_and_paper(cast: Cast) -> None:
    use_granted(cast)
    reader = visitor(cast.bo)
    page = reader.get("/report/strategy/")
    pdf = PdfReader(io.BytesIO(reader.get("/report/strategy.pdf").content))
    printed = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())
    for text in page.context["document"].texts():
        assert " ".join(text.split()) in printed
    assert visitor().get("/report/strategy/").status_code in {302, 401}
    with problem("sign_in_needed"):
        strategy(VISITOR, NOW.date())
