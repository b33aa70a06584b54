"""What was worked out of the records is kept until a fact is recorded, and no longer."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from chalkline.ledger.api import kept_until_something_happens, newest_fact
from chalkline.tools.register.api import register_tool


@pytest.mark.django_db
def test_before_the_first_fact_nothing_is_kept() -> None:
    made: list[int] = []

    @kept_until_something_happens
    def worked_out() -> int:
        made.append(1)
        return len(made)

    assert newest_fact() == ""
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
