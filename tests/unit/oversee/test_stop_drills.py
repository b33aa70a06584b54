"""A drill that stops a tool or a model: for one key that nobody holds, obeyed as a real stop is, over by two people."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from chalkline.oversee.drills import stopping
from chalkline.oversee.drills.api import DrillOf, DrillState, begin_drill, run_drill
from chalkline.oversee.drills.commands import subject_of
from chalkline.publish.standing_pack.models import Key
from chalkline.publish.standing_pack.queries import all_stops
from chalkline.publish.stops.api import (
    Stop,
    StopOf,
    ask_to_restore,
    open_drills,
    restore,
    stop_in_a_drill,
    stop_of_tool,
    stops,
)
from chalkline.rulebook.trying import Tried
from expecting import problem
from unit.publish.conftest import Approved, approved, granted, home

__all__ = ["approved", "granted", "home"]  # fixtures


@pytest.mark.parametrize("of", [DrillOf.TOOL, DrillOf.MODEL])
def test_a_drill_stops_a_tool_or_a_model_for_its_own_key_and_two_people_let_it_go_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, approved: Approved, of: DrillOf
) -> None:
    approved.publish()
    subject = subject_of(of, approved.use)
    called: list[frozenset[tuple[str, str]]] = []

    def said(trial: Tried) -> str:  # what a gateway would say that has the stops as they are now
        stops = all_stops(NOW.date())
        assert not stops.tools and not stops.models, "nobody else is stopped"
        called.append(frozenset((each.of, each.key_id) for each in stops.drilled))
        stopped = stops.holds_tool("diffit", trial.key_id) or subject in stops.models_held(trial.key_id)
        assert not stops.holds_tool("diffit", "another") and subject not in stops.models_held("another")
        return stopping.STOPPED[of] if stopped else ""

    monkeypatch.setattr(stopping, "_said", said)
    drill = run_drill(begin_drill(cast.priya.actor, approved.use, of=of, now=NOW), patience=2)
    assert drill.state == DrillState.OBEYED and drill.seconds is not None and len(called) >= 2
    drill.refresh_from_db()
    stop = drill.stopped
    assert stop is not None and stop.drill_key and Key.objects.get(pk=stop.drill_key).revoked_at
    assert list(stops(cast.dana.actor)) == [] and stop_of_tool("diffit") is None
    assert [each.pk for each in open_drills(cast.dana.actor)] == [stop.pk]
    with problem("stops.drill_waits"):
        begin_drill(cast.priya.actor, approved.use, of=of, now=NOW)
    with problem("not_allowed"):
        ask_to_restore(cast.tess.actor, stop, reason="It was a drill.", now=NOW)
    ask_to_restore(cast.priya.actor, stop, reason="It was obeyed in time.", now=NOW)
    with problem("stops.second_person"):
        restore(cast.priya.actor, stop, now=NOW)
    restore(cast.dana.actor, stop, now=NOW)
    assert all_stops(NOW.date()).drilled == () and list(open_drills(cast.dana.actor)) == []


def test_a_drill_of_a_tool_that_nothing_answers_for_stops_nothing(cast: Cast, approved: Approved) -> None:
    approved.publish()
    drill = run_drill(begin_drill(cast.priya.actor, approved.use, of=DrillOf.TOOL, now=NOW), patience=0.1)
    assert drill.state == DrillState.NOT_READY and not Stop.objects.exists(), "no gateway answers here"
    with problem("not_allowed"):
        stop_in_a_drill(cast.dana.actor, StopOf.TOOL, "diffit", "Diffit", key_id="k", begun_by="", now=NOW)
