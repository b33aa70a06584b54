"""A family asks to see what is held: the clock of the law runs, the asker is made sure of, the answer is proved."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.data.access import rules
from chalkline.data.access.api import (
    AccessAsked,
    AccessRequest,
    access_duty,
    access_requests,
    answer_access,
    ask_to_see,
    close_access,
    identify_asker,
    open_access_requests,
    record_access_request,
)
from chalkline.data.families.api import HeardBy, Said, record_choice
from chalkline.ledger.models import Fact
from chalkline.people.api import system_actor
from chalkline.report.held.api import take_out_what_is_held
from chalkline.tools.register.api import register_tool
from expecting import problem

ASKED = AccessAsked("Kim Sato, grade 4, Alder Creek", "Mina Sato, mother", "555-0104")
PUBLIC = system_actor("public")
RECEIVED = date(2026, 11, 2)


def taken(cast: Cast) -> AccessRequest:
    return record_access_request(cast.paula.actor, ASKED, received_on=RECEIVED, now=NOW)


def test_the_limit_is_the_laws() -> None:
    duty = access_duty()
    assert duty.days == 45 and "99.10" in duty.citation and "34 CFR" in duty.citation


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 90))
def test_calendar_days_after_the_day_of_receipt(received: date, days: int) -> None:
    assert (rules.due_on(received, days) - received).days == days


def test_from_the_office_to_the_answer(cast: Cast) -> None:
    tool = register_tool(cast.tess.actor, "magicschool", now=NOW)
    record_choice(cast.paula.actor, cast.kim.person, tool, Said.NO, HeardBy.TALK, now=NOW)
    asked, priya = taken(cast), cast.priya.actor
    assert asked.due_on == date(2026, 12, 17)
    with problem("access.not_identified"):
        take_out_what_is_held(priya, asked, now=NOW)
    with problem("access.not_identified"):
        answer_access(priya, asked, how="By letter.", now=NOW)
    with problem("access.say_how"):
        identify_asker(priya, asked, cast.kim.person, known_by=" ", now=NOW)
    asked = identify_asker(priya, asked, cast.kim.person, known_by="Came in with her card.", now=NOW)
    held = take_out_what_is_held(priya, asked, now=NOW)
    assert held["from_the_roster"]["given_name"] == "Kim" and held["from_the_roster"]["grade"] == "04"
    assert [each["said"] for each in held["what_the_family_said"]] == ["no"]
    assert json.dumps(held) and "never their text" in held["not_held_here"][0]
    answer_access(priya, asked, how="Printed and handed over.", now=NOW + timedelta(days=3))
    assert not open_access_requests(priya)
    with problem("access.settled"):
        close_access(priya, asked, why="Again.", now=NOW)


def test_a_stranger_may_ask_and_only_ask(cast: Cast) -> None:
    made = ask_to_see(PUBLIC, ASKED, now=NOW)
    assert made.is_from_public_page and made.due_on == made.received_on + timedelta(days=45)
    with problem("access.incomplete"):
        ask_to_see(PUBLIC, AccessAsked("", "x" * 201, " "), now=NOW)
    for member in (cast.tess, cast.paula, cast.dana, cast.bo, cast.fay):
        with problem("not_allowed"):
            access_requests(member.actor)
        with problem("not_allowed"):
            identify_asker(member.actor, made, cast.kim.person, known_by="I know.", now=NOW)


def test_a_flood_does_not_bury_the_others(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_WAITING", 2)
    ask_to_see(PUBLIC, ASKED, now=NOW)
    ask_to_see(PUBLIC, ASKED, now=NOW)
    with problem("access.too_many"):
        ask_to_see(PUBLIC, ASKED, now=NOW)
    assert taken(cast)


def test_no_fact_names_the_family(cast: Cast) -> None:
    asked = identify_asker(cast.priya.actor, taken(cast), cast.kim.person, known_by="Known.", now=NOW)
    take_out_what_is_held(cast.priya.actor, asked, now=NOW)
    leaves = b"".join(bytes(each.leaf) for each in Fact.objects.all())
    for hidden in (str(cast.kim.person.pk), "Sato", "555-0104"):
        assert hidden.encode() not in leaves
