"""The register on one sheet for a family meeting, and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader

from cast import Cast
from chalkline.report.public.api import register
from chalkline.rulebook.api import Ended
from chalkline.web.templatetags.saying import said
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


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_surface_says_the_same(published: Cast, language: str) -> None:
    reader = Client(headers={"accept-language": language})
    with translation.override(language):
        found = register(timezone.localdate())
        said_of = {
            use.anchor: [
                use.tool_name, use.decision_number, use.decided_by,
                *(said(name) for name in (*use.purposes, *use.roles, *use.grades, *use.data, *use.kept_by)),
                *(condition.text for condition in use.conditions),
            ]
            for use in found.listed
        }  # fmt: skip
        beside = [text for no in found.said_no for text in (no.tool_name, no.decision_number, no.reason)]
        beside += [text for old in found.no_longer for text in (old.tool_name, old.decision_number)]
        beside += [said(each) for each in found.never]
    page, table = (reader.get(path).content.decode() for path in ("/register/", "/register.csv"))
    told, api = reader.get("/register.json").json(), reader.get("/api/v1/register").json()
    assert told["language"] == language
    for surface in (page, json.dumps(told, ensure_ascii=False), json.dumps(api, ensure_ascii=False)):
        assert [text for text in beside if text.lower() not in unescape(surface).lower()] == []
    for anchor, texts in said_of.items():
        sheet = reader.get(f"/register/{anchor}/").content.decode()
        for surface in (page, table, sheet, json.dumps(told, ensure_ascii=False), json.dumps(api, ensure_ascii=False)):
            assert [text for text in texts if text.lower() not in unescape(surface).lower()] == [], anchor
    assert len(told["approved_uses"]) == len(api["approved"]) == len(said_of) == len(table.strip().splitlines()) - 1


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


def test_what_goes_on_under_a_later_decision_is_not_said_to_be_over(cast: Cast) -> None:
    policy = sample_policy(timezone.localdate(), school=str(cast.juniper.pk))
    held = policy.terms[0]
    ended_on = timezone.localdate() - timedelta(days=3)
    renewed = Ended("use-1", held.tool, held.tool_name, ended_on, "2025-1", held.purposes)
    over = Ended("use-2", held.tool, held.tool_name, ended_on, "2025-2", frozenset({"uc_minutes"}))
    put_in_force(replace(policy, ended=(renewed, over)))
    [told] = register(timezone.localdate()).no_longer
    assert (told.decision_number, [str(each) for each in told.purposes]) == (
        "2025-2",
        [policy.purpose_names["uc_minutes"]],
    )
