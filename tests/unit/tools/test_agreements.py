"""Agreements: which data may be given under which signature, and on which days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cast import NOW, Cast
from chalkline.ledger.api import history_of
from chalkline.tools.agreements.api import AgreementKind, agreements_in_force, end_agreement, record_agreement
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.register.api import Tool, register_tool
from expecting import problem

SIGNED, ENDS = date(2026, 8, 1), date(2029, 7, 31)


@pytest.fixture
def tool(cast: Cast) -> Tool:
    return register_tool(cast.tess.actor, "Pine Reader", now=NOW)


def signed(cast: Cast, tool: Tool, **changes: object) -> Agreement:
    asked = {"signed_on": SIGNED, "ends_on": ENDS, "elements": ["stu_first_name", "stu_preferred_name"], **changes}
    kind = asked.pop("kind", AgreementKind.NDPA)
    return record_agreement(cast.priya.actor, tool, kind, now=NOW, **asked)  # type: ignore[arg-type]


def test_an_agreement_holds_from_its_first_day_to_its_last(cast: Cast, tool: Tool) -> None:
    agreement = signed(cast, tool)
    for day, holds in [
        (SIGNED - timedelta(1), False), (SIGNED, True), (ENDS, True), (ENDS + timedelta(1), False),
    ]:  # fmt: skip
        assert [each.tool for each in agreements_in_force(day)] == ([tool.slug] if holds else [])
    (held,) = agreements_in_force(ENDS)
    assert held.elements == {"stu_first_name", "stu_preferred_name"} and held.covers_students and held.ends_on == ENDS
    assert history_of("tool", tool.slug)[0].values["file_digest"] == "" and str(agreement.id) == held.agreement_id


def test_an_ended_agreement_holds_to_the_day_it_was_ended(cast: Cast, tool: Tool) -> None:
    agreement = signed(cast, tool)
    last = date(2026, 12, 1)
    end_agreement(cast.priya.actor, agreement, ended_on=last, why="The vendor was sold.", now=NOW)
    assert [each.ends_on for each in agreements_in_force(last)] == [last]
    assert agreements_in_force(last + timedelta(1)) == ()
    with problem("agreements.cannot_end"):
        end_agreement(cast.priya.actor, agreement, ended_on=last, why="Again.", now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signed_on": date(2027, 1, 1)}, "agreements.term_unclear"),
        ({"ends_on": date(2026, 7, 31)}, "agreements.term_unclear"),
        ({"ends_on": date(2326, 7, 31)}, "agreements.term_unclear"),
        ({"elements": ["shoe_size"]}, "agreements.elements_unknown"),
        ({"kind": AgreementKind.TERMS}, "agreements.not_for_students"),
        ({"file": b"not a pdf"}, "agreements.file_not_pdf"),
        ({"file": b"%PDF-" + b"0" * (20 * 1024 * 1024)}, "agreements.file_not_pdf"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    cast: Cast, tool: Tool, changes: dict[str, object], code: str
) -> None:
    with problem(code):
        signed(cast, tool, **changes)
    assert not Agreement.objects.exists()


def test_the_signed_file_is_kept_with_its_digest(cast: Cast, tool: Tool) -> None:
    agreement = signed(cast, tool, file=b"%PDF-1.7 signed")
    assert agreement.file.read() == b"%PDF-1.7 signed" and len(agreement.file_digest) == 64


@pytest.mark.parametrize("who", ["dana", "tess", "carl", "ada", "bo"])
def test_only_the_privacy_officer_records_agreements(cast: Cast, tool: Tool, who: str) -> None:
    with problem("not_allowed"):
        record_agreement(
            getattr(cast, who).actor, tool, AgreementKind.OWN, signed_on=SIGNED, ends_on=ENDS, elements=[], now=NOW
        )
