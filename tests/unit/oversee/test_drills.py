"""A drill measures what it saw, and says so where it saw nothing."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from chalkline.oversee.drills import running
from chalkline.oversee.drills.api import Drill, DrillState, begin_alert_drill, begin_drill, drills, end_drill, run_drill
from chalkline.people.api import system_actor
from chalkline.rulebook.drilling import Raised
from deciding import STUDENT_USE, use_granted
from expecting import problem


@pytest.mark.parametrize(
    ("seconds", "was_ready", "state"),
    [
        (1.3, True, DrillState.OBEYED),
        (9.0, True, DrillState.LATE),
        (None, True, DrillState.NOT_OBEYED),
        (None, False, DrillState.NOT_READY),
    ],
)
def test_a_drill_ends_as_it_was_measured(cast: Cast, seconds: float | None, was_ready: bool, state: DrillState) -> None:
    use = use_granted(cast, **STUDENT_USE)
    with problem("not_allowed"):
        begin_drill(cast.tess.actor, use, now=NOW)
    drill = begin_drill(cast.priya.actor, use, now=NOW)
    end_drill(system_actor("drills"), drill, seconds=seconds, was_ready=was_ready, now=NOW)
    end_drill(system_actor("drills"), drill, seconds=0.1, now=NOW)
    found = Drill.objects.get()
    assert (found.state, found.seconds) == (state, seconds)
    assert list(drills(cast.bo.actor)) == [found]


def test_a_drill_of_the_way_of_an_alert_counts_only_what_was_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with problem("not_allowed"):
        begin_alert_drill(cast.tess.actor, now=NOW)
    drill = begin_alert_drill(cast.sue.actor, now=NOW)
    assert run_drill(drill, patience=0.1).state == DrillState.NOT_READY, "no gateway answers here"
    monkeypatch.setattr(running, "_raise_alert", lambda _drill: Raised(decision_id="no-such", node="n"))
    again = run_drill(begin_alert_drill(cast.sue.actor, now=NOW), patience=0.1)
    assert (again.state, again.alert) == (DrillState.NOT_OBEYED, None)
    assert {each.of for each in drills(cast.bo.actor)} == {"alert"}
