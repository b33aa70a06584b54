"""Lists of agreements and of makers from a file: looked at first, then recorded or replaced, all of it or nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cast import NOW, Cast
from chalkline.govern.custom_fields.api import About, FieldKind, FieldPlan, add_field, as_typed, entries_of
from chalkline.kernel.taking_over import OnConflict
from chalkline.ledger.api import facts_of_kinds
from chalkline.tools.agreements.api import (
    AgreementKind,
    AgreementRow,
    Terms,
    last_day,
    record_agreement,
    take_over_agreements,
)
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.register.api import maker_id, register_tool
from expecting import problem
from handing_in import handed_in, taken
from visiting import visitor

pytestmark = pytest.mark.django_db
AGREEMENTS, MAKERS = "/data/agreements/import/", "/tools/makers/import/"
HEAD = "Tool,Kind,Signed,Last day,Data,State,Notice days,Renews\n"
ROW = "Alpha,NDPA,2026-08-01,7/31/2029,stu_first_name; stu_preferred_name,,60,yes\n"
SIGNED, ENDS = date(2026, 8, 1), date(2029, 7, 31)
NAMES = frozenset({"stu_first_name", "stu_preferred_name"})


def held() -> list[tuple[str, date, date]]:
    found = Agreement.objects.order_by("signed_on").select_related("tool")
    return [(each.kind, each.signed_on, last_day(each)) for each in found]


def test_agreements_are_looked_at_and_recorded_once(cast: Cast) -> None:
    register_tool(cast.tess.actor, "Alpha", now=NOW)
    client = visitor(cast.priya)
    wrong = (
        ROW,  # twice
        ROW.replace("NDPA", "handshake"),
        ROW.replace("Alpha", "Omega"),
        ROW.replace("NDPA", "addendum"),
        ROW.replace("NDPA", "terms"),  # accepted terms cover no student records
        ROW.replace("NDPA", "Exhibit E"),  # whose agreement was joined?
        ROW.replace("7/31/2029", "soon"),
        ROW.replace("7/31/2029", "2020-01-01"),
        ROW.replace("60", "many"),
        ROW.replace("yes", "perhaps"),
        ROW.replace("stu_first_name", "shoe size"),
    )
    page = handed_in(client, AGREEMENTS, HEAD + ROW + "".join(wrong))
    assert "1 row can be taken over" in page and "11 rows are set aside" in page
    assert not Agreement.objects.exists(), "looking changes nothing"
    taken(client, AGREEMENTS, page)
    taken(client, AGREEMENTS, page)
    assert held() == [("ndpa", SIGNED, ENDS)]
    (made,) = Agreement.objects.all()
    assert set(made.elements) == NAMES and (made.notice_days, made.renews_by_itself) == (60, True)
    assert made.recorded_by == cast.priya.actor.id
    assert len(facts_of_kinds("tools.agreement.list_taken_over/1")) == 1
    assert "as it is here already" in handed_in(client, AGREEMENTS, HEAD + ROW)


@pytest.mark.parametrize("how", ["stop", "skip", "update"])
def test_one_that_still_runs_is_ended_and_recorded_anew_only_where_one_says_so(cast: Cast, how: str) -> None:
    tool = register_tool(cast.tess.actor, "Alpha", now=NOW)
    record_agreement(
        cast.priya.actor, tool, AgreementKind.NDPA, signed_on=date(2025, 8, 1), ends_on=date(2027, 7, 31),
        elements=NAMES, now=NOW,
    )  # fmt: skip
    client = visitor(cast.priya)
    page = handed_in(client, AGREEMENTS, HEAD + ROW)
    assert "says something else" in page
    answer = taken(client, AGREEMENTS, page, conflict=how)
    assert (answer.status_code == 409) is (how == "stop")
    before = ("ndpa", date(2025, 8, 1), date(2027, 7, 31))
    if how != "update":
        assert held() == [before]
        return
    assert held() == [("ndpa", date(2025, 8, 1), SIGNED - timedelta(1)), ("ndpa", SIGNED, ENDS)]
    old = HEAD + "Alpha,NDPA,2025-08-01,2027-07-31,stu_first_name; stu_preferred_name,,,\n"
    assert "as it is here already" in handed_in(client, AGREEMENTS, old), "an old list brings nothing back"


def test_one_with_addenda_is_not_replaced_by_a_list_and_nothing_is_half_written(cast: Cast) -> None:
    tool = register_tool(cast.tess.actor, "Alpha", now=NOW)
    beta = register_tool(cast.tess.actor, "Beta", now=NOW)
    main = record_agreement(
        cast.priya.actor, tool, AgreementKind.NDPA, signed_on=SIGNED, ends_on=ENDS, elements=NAMES, now=NOW
    )
    record_agreement(
        cast.priya.actor, tool, AgreementKind.ADDENDUM, signed_on=SIGNED, ends_on=ENDS, elements=NAMES,
        terms=Terms(state="CA"), amends=main, now=NOW,
    )  # fmt: skip
    rows = [
        AgreementRow(beta.slug, AgreementKind.NDPA, SIGNED, ENDS, NAMES),
        AgreementRow(tool.slug, AgreementKind.NDPA, SIGNED, ENDS, frozenset({"stu_first_name"})),
    ]
    with problem("agreements.has_addenda"):
        take_over_agreements(cast.priya.actor, rows, OnConflict.UPDATE, now=NOW)
    assert Agreement.objects.count() == 2
    with problem("not_allowed"):
        take_over_agreements(cast.dana.actor, rows, OnConflict.UPDATE, now=NOW)


def test_makers_are_filled_in_and_a_person_is_named_by_e_mail(cast: Cast) -> None:
    register_tool(cast.tess.actor, "Alpha", vendor="Acme", now=NOW)
    client = visitor(cast.dana)
    assert "no fields about makers yet" in handed_in(client, MAKERS, "maker\nAcme\n")
    seat = add_field(cast.ada.actor, FieldPlan(About.MAKER, FieldKind.TEXT, "Seat"), now=NOW)
    who = add_field(cast.ada.actor, FieldPlan(About.MAKER, FieldKind.PERSON, "Contact"), now=NOW)
    rows = f"Maker,Seat,Contact\nACME,Denver,{cast.tess.person.email}\nNobody,Here,\nAcme,Twice,\n"
    page = handed_in(client, MAKERS, rows)
    assert "1 row can be taken over" in page and "2 rows are set aside" in page
    taken(client, MAKERS, page)
    found = entries_of([maker_id("Acme")], [seat, who])[maker_id("Acme")]
    assert (as_typed(seat, found["seat"]), as_typed(who, found["contact"])) == ("Denver", cast.tess.person.email)
    other = handed_in(client, MAKERS, "Maker,Seat\nAcme,Boston\n")
    assert taken(client, MAKERS, other, conflict="stop").status_code == 409
    taken(client, MAKERS, other, conflict="update")
    found = entries_of([maker_id("Acme")], [seat])[maker_id("Acme")]
    assert as_typed(seat, found["seat"]) == "Boston"
    assert len(facts_of_kinds("tools.maker_list.taken_over/1")) == 2


def test_who_may_not(cast: Cast) -> None:
    for member in (cast.tess, cast.dana, cast.fay):
        assert visitor(member).get(AGREEMENTS).status_code == 403
    for member in (cast.tess, cast.fay):
        assert visitor(member).get(MAKERS).status_code == 403
