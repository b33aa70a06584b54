"""What was worked out of the records is kept until a fact is recorded, and no longer."""

from __future__ import annotations

from uuid import uuid4

import pytest

from cast import NOW, Cast
from chalkline.approve.requests.api import withdraw_request
from chalkline.ledger.api import (
    GOVERNANCE,
    all_kinds,
    kept,
    kept_through_daily_business,
    kept_until_something_happens,
    sequence,
    state_of_records,
    watch_recording,
)
from chalkline.ledger.keeping_read import DAILY
from chalkline.ledger.models import Fact, Outbox
from chalkline.people.api import actor_of_person
from chalkline.tools.register.api import register_tool
from deciding import request_filed


@pytest.mark.django_db
def test_before_the_first_fact_nothing_is_kept() -> None:
    made: list[int] = []

    @kept_until_something_happens
    def worked_out() -> int:
        made.append(1)
        return len(made)

    assert state_of_records() == ("", 0, 0)
    assert worked_out() == 1 and worked_out() == 2


def test_every_command_makes_it_be_worked_out_anew(cast: Cast) -> None:
    made: list[int] = []

    @kept_until_something_happens
    def worked_out(of: int) -> int:
        made.append(of)
        return len(made)

    register_tool(cast.dana.actor, "Diffit", now=NOW)
    assert worked_out(1) == worked_out(1) == 1
    assert worked_out(2) == 2 and worked_out(1) == 1
    register_tool(cast.dana.actor, "Khanmigo", now=NOW)
    assert worked_out(1) == 3 == worked_out(1)
    sequence(GOVERNANCE)  # a place in the log is no news
    assert worked_out(1) == 3


def test_what_was_begun_earlier_and_is_durable_later_is_news(cast: Cast) -> None:
    """Of two commands at once: the later number is there first, then the earlier one appears below it."""
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    first = Fact.objects.get()
    before = state_of_records()
    register_tool(cast.dana.actor, "Khanmigo", now=NOW)
    newest, count, number = state_of_records()
    assert count == before[1] + 1
    late = Fact.objects.create(
        number=first.number - 1, id=uuid4(), log=GOVERNANCE, kind=first.kind, at=NOW, actor=first.actor, leaf=first.leaf
    )
    Outbox.objects.create(fact=late, log=GOVERNANCE)
    assert state_of_records() == (newest, count + 1, number)


def test_daily_business_leaves_what_hangs_on_uses_and_policies(cast: Cast) -> None:
    made: list[int] = []
    asked = request_filed(cast)

    @kept_through_daily_business
    def worked_out() -> int:
        made.append(1)
        return len(made)

    assert worked_out() == 1
    withdraw_request(actor_of_person(asked.asked_by), asked, now=NOW)
    assert worked_out() == 1 == worked_out()
    register_tool(cast.dana.actor, "Khanmigo", now=NOW)
    assert worked_out() == 2


def test_a_fact_that_is_durable_late_is_no_daily_business(cast: Cast) -> None:
    made: list[int] = []

    @kept_through_daily_business
    def worked_out() -> int:
        made.append(1)
        return len(made)

    register_tool(cast.dana.actor, "Diffit", now=NOW)
    first = Fact.objects.get()
    assert worked_out() == 1
    late = Fact.objects.create(
        number=first.number - 1, id=uuid4(), log=GOVERNANCE, kind=DAILY[0] + "1", at=NOW, actor=first.actor,
        leaf=first.leaf,
    )  # fmt: skip
    Outbox.objects.create(fact=late, log=GOVERNANCE)
    assert worked_out() == 2


def test_daily_business_is_made_of_kinds_there_are() -> None:
    known = list(all_kinds())
    assert not [begin for begin in DAILY if not any(kind.startswith(begin) for kind in known)]


def test_what_is_kept_for_a_reader_is_not_told_another(cast: Cast) -> None:
    made: list[str] = []

    @kept(at_once=1, seconds=60)
    def told(reader: str) -> str:
        made.append(reader)
        return reader

    register_tool(cast.dana.actor, "Diffit", now=NOW)
    assert told("dana") == told("dana") == "dana"
    assert told("fay") == "fay"
    assert told("dana") == "dana"
    assert made == ["dana", "fay", "dana"]


def test_inside_a_command_nothing_is_kept(cast: Cast) -> None:
    made: list[int] = []

    @kept_until_something_happens
    def worked_out() -> int:
        made.append(1)
        return len(made)

    register_tool(cast.dana.actor, "Diffit", now=NOW)
    assert worked_out() == 1
    with watch_recording():
        assert worked_out() == 2
    assert worked_out() == 1
