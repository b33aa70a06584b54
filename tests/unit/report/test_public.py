"""The register on one sheet for a family meeting, and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from cast import Cast
from chalkline.report.public.api import register
from publishing import put_in_force, sample_policy


@pytest.fixture
def published(cast: Cast) -> Cast:
    put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    return cast


def test_every_use_has_a_sheet_that_says_the_same_on_paper_in_both_languages(published: Cast) -> None:
    for use in register(timezone.localdate()).listed:
        page = Client().get(f"/register/{use.anchor}/")
        assert page.status_code == 200 and use.tool_name in page.content.decode()
        for language in ("en", "es"):
            paper = Client(headers={"accept-language": language}).get(f"/register/{use.anchor}.pdf")
            pdf = PdfReader(io.BytesIO(paper.content))
            assert pdf.trailer["/Root"]["/Lang"] == language
            assert len(pdf.pages) == 1
        english = PdfReader(io.BytesIO(Client().get(f"/register/{use.anchor}.pdf").content))
        printed = " ".join(english.pages[0].extract_text().split())
        for text in page.context["document"].texts():
            assert " ".join(text.split()) in printed


def test_a_sheet_names_no_person_and_claims_no_result(published: Cast) -> None:
    use = register(timezone.localdate()).listed[0]
    page = Client().get(f"/register/{use.anchor}/").content.decode()
    assert "we do not claim that it helps" in page
    for member in (published.dana, published.priya, published.tess, published.kim):
        assert member.person.family_name not in page


@pytest.mark.parametrize("anchor", ["nothing", "diffit-0000-0", "..", "%00", "a" * 500])
def test_a_use_that_is_not_listed_has_no_sheet(published: Cast, anchor: str) -> None:
    assert Client().get(f"/register/{anchor}/").status_code == 404
    assert Client().get(f"/register/{anchor}.pdf").status_code == 404


def test_the_file_holds_every_use_once_and_no_formula(cast: Cast) -> None:
    policy = sample_policy(timezone.localdate(), school=str(cast.juniper.pk))
    terms = tuple(replace(each, tool_name=f"=HYPERLINK(1)|{each.tool_name}") for each in policy.terms)
    put_in_force(replace(policy, terms=terms))
    answer = Client().get("/register.csv")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 1 + len(register(timezone.localdate()).listed)
    assert all(not cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row)
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
