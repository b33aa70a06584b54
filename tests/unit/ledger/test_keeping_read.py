"""What was worked out of the records is kept until a fact is recorded, and no longer."""

from __future__ import annotations

from uuid import uuid4

import pytest

from cast import NOW, Cast
from chalkline.ledger.api import GOVERNANCE, kept_until_something_happens, sequence, state_of_records
from chalkline.ledger.models import Fact, Outbox
from chalkline.tools.register.api import register_tool


@pytest.mark.django_db
def test_before_the_first_fact_nothing_is_kept() -> None:
    made: list[int] = []

    @kept_until_something_happens
    def worked_out() -> int:
        made.append(1)
        return len(made)

    assert state_of_records() == ("", 0)
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
    newest, count = state_of_records()
    assert count == before[1] + 1
    late = Fact.objects.create(
        number=first.number - 1, id=uuid4(), log=GOVERNANCE, kind=first.kind, at=NOW, actor=first.actor, leaf=first.leaf
    )
    Outbox.objects.create(fact=late, log=GOVERNANCE)
    assert state_of_records() == (newest, count + 1)
