"""Agreements in full: addenda under an agreement, terms with clauses, the last day for notice, schedules read."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.publish.bundle.records import tool_facts_on
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import (
    Agreement,
    AgreementKind,
    AiTerms,
    Terms,
    agreements_in_force,
    end_agreement,
    notice_by,
    read_elements,
    read_schedule,
    record_agreement,
    terms_of,
)
from chalkline.tools.register.api import Tool, register_tool
from expecting import problem
from visiting import visitor

SIGNED, ENDS = date(2026, 8, 1), date(2029, 7, 31)
TERMS = Terms(
    version="v1", state="CA", renews_by_itself=True, notice_days=60, breach_hours=72, deletion_days=60,
    certificate=True, data_in="United States", ai=AiTerms.COVERED, offer_ends_on=ENDS,
    clauses=(("breach_hours", "4.3"),),
)  # fmt: skip


@pytest.fixture
def tool(cast: Cast) -> Tool:
    return register_tool(cast.tess.actor, "Pine Reader", now=NOW)


def signed(cast: Cast, tool: Tool, kind: AgreementKind = AgreementKind.NDPA, **changes: object) -> Agreement:
    asked = {"signed_on": SIGNED, "ends_on": ENDS, "elements": ["student_work"], "terms": TERMS, **changes}
    return record_agreement(cast.priya.actor, tool, kind, now=NOW, **asked)  # type: ignore[arg-type]


def test_terms_are_kept_as_signed_and_notice_is_due_before_the_end(cast: Cast, tool: Tool) -> None:
    agreement = signed(cast, tool)
    assert terms_of(agreement) == TERMS and notice_by(agreement) == ENDS - timedelta(60)
    assert agreements_in_force(SIGNED)[0].notice_by == ENDS - timedelta(60)
    for changes in (
        {"breach_hours": 0}, {"notice_days": 9_999}, {"state": "Calif"}, {"data_in": "x" * 200},
        {"offer_ends_on": date(2020, 1, 1)}, {"clauses": (("colour", "1"),)},
    ):  # fmt: skip
        with problem("agreements.terms_unclear"):
            signed(cast, tool, terms=Terms(**changes))  # type: ignore[arg-type]


def test_an_addendum_adds_to_its_agreement_and_falls_with_it(cast: Cast, tool: Tool) -> None:
    base = signed(cast, tool)
    added = signed(cast, tool, AgreementKind.ADDENDUM, amends=base, elements=["ai_prompt"])
    (facts,) = (each for each in tool_facts_on(NOW.date()) if each.tool == tool.slug)
    assert facts.agreement_elements == {"student_work", "ai_prompt"}
    end_agreement(cast.priya.actor, base, ended_on=NOW.date(), why="It was sold.", now=NOW)
    assert not agreements_in_force(NOW.date() + timedelta(1))  # the addendum covers nothing by itself
    for kind, changes in [
        (AgreementKind.ADDENDUM, {}),
        (AgreementKind.ADDENDUM, {"amends": added}),
        (AgreementKind.NDPA, {"amends": base}),
        (AgreementKind.JOINED, {}),
        (AgreementKind.ADDENDUM, {"amends": base, "terms": Terms()}),
    ]:
        with problem("agreements.kind_unclear"):
            signed(cast, tool, kind, **changes)
    other = register_tool(cast.tess.actor, "Oak Tutor", now=NOW)
    with problem("agreements.kind_unclear"):
        signed(cast, other, AgreementKind.ADDENDUM, amends=base)
    accepted = signed(cast, other, AgreementKind.TERMS, elements=[])
    with problem("agreements.not_for_students"):
        signed(cast, other, AgreementKind.ADDENDUM, amends=accepted, elements=["student_work"])


TABLE = [
    ["Category of data", "Elements", "Check if used"],
    ["Application Technology Meta Data", "IP Addresses of users, Use of cookies, etc.", "X"],
    ["Student Name", "First and/or Last", "☒"],
    ["Student Contact Information", "Address", ""],
    ["", "Email", "x"],
    ["Special Indicator", "Living situations (homeless/foster care)", "X"],
    ["Other", "Favourite colour", "X"],
]


def test_a_schedule_is_read_into_elements_and_what_is_not_understood_is_told() -> None:
    read = read_schedule(TABLE)
    assert read.elements == {"ip_cookies", "stu_first_name", "stu_last_name", "stu_email", "homeless", "foster"}
    assert read.unclear == ("Other / Favourite colour",) and read.left_out == 2  # the heading and one row
    assert read_elements("student work; Date of birth\nshoe size").unclear == ("shoe size",)


@given(st.lists(st.lists(st.text(max_size=60), max_size=6), max_size=30))
def test_whatever_a_table_holds_only_elements_of_ours_come_out(rows: list[list[str]]) -> None:
    assert read_schedule(rows).elements <= vocabulary().elements.keys()


def test_every_element_is_named_by_its_own_label() -> None:
    for each in vocabulary().element_list:
        assert each.id in read_elements(each.label.replace(",", " ").replace(";", " ")).elements, each.label


def test_a_table_is_read_on_the_page_and_recorded_once_each_row_is_settled(cast: Cast, tool: Tool) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(TABLE):
            sheet.write_row(at, 0, row)
    priya, at = visitor(cast.priya), "/data/agreements/new/"
    typed = {
        "tool": tool.slug, "kind": "ndpa", "signed_on": "2026-08-01", "ends_on": "2029-07-31", "breach_hours": "72",
        "clauses": "breach 4.3", "renews_by_itself": "yes", "notice_days": "60", "data_in": "United States",
    }  # fmt: skip
    file = SimpleUploadedFile("exhibit-b.xlsx", out.getvalue())
    page = priya.post(at, {**typed, "read": "yes", "schedule_file": file}).content.decode()
    assert "6 kinds of data were understood" in page and "Favourite colour" in page and 'value="72"' in page
    chosen = {**typed, "elements": ["stu_email"], "unclear": ["Other / Favourite colour"], "settled": [""]}
    assert "Settle each row" in priya.post(at, chosen).content.decode() and not Agreement.objects.exists()
    shown = priya.post(at, {**chosen, "settled": ["-"]}, follow=True).content.decode()
    assert "Within 72 hours." in shown and "Clause 4.3" in shown and "unless notice is given by" in shown
    assert Agreement.objects.get().elements == ["stu_email"]
    for bad in (b"", b"%PDF-1.7", b"PK\x03\x04broken"):
        page = priya.post(
            at, {**typed, "read": "yes", "schedule_file": SimpleUploadedFile("a.csv", bad)}
        ).content.decode()
        assert "Read it" in page and not page.count("kinds of data were understood")
