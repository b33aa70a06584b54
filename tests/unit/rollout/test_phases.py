"""An approved use reaches people phase by phase: a phase opens on evidence, or on an exception that stays on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cast import NOW, Cast
from chalkline.approve.uses.api import ApprovedUse, limited_uses
from chalkline.kernel.problem import Problem
from chalkline.ledger.api import history_of
from chalkline.publish.bundle.api import stops_in_force
from chalkline.rollout.communications.api import Audience, Channel, MessagePlan, Sent, note_sent, plan_message
from chalkline.rollout.phases.api import (
    GateKind,
    Phase,
    PhasePlan,
    RolloutPlan,
    add_phase,
    begin_rollout,
    end_rollout,
    excuse_gate,
    gates_of,
    move_phase,
    open_phase,
    phases_ready,
    plan_of_use,
    remove_gate,
    remove_last_phase,
    set_gate,
    start_rollout,
)
from chalkline.rollout.training.api import offer_course, record_completions
from chalkline.rulebook.api import Opening
from deciding import MEETING_AT, use_granted
from expecting import problem

AT = MEETING_AT + timedelta(days=1)
DAY = AT.date()
TESS = "tess.moreno@cedarhollow.example"


@pytest.fixture
def use(cast: Cast) -> ApprovedUse:
    return use_granted(cast, school_ids=frozenset({str(cast.alder.id), str(cast.juniper.id)}))


def planned(cast: Cast, use: ApprovedUse) -> tuple[RolloutPlan, Phase, Phase]:
    """Alder first, when its teachers are trained and families are told; then Juniper, with no incident open."""
    ada = cast.ada.actor
    offer_course(ada, title="AI basics", where="Online.", months=12, now=NOW)
    plan = begin_rollout(ada, use, now=AT)
    first = add_phase(ada, plan, PhasePlan("Alder first", (str(cast.alder.id),), (), DAY), now=AT)
    second = add_phase(ada, plan, PhasePlan("Everybody", (), (), DAY + timedelta(days=60)), now=AT)
    set_gate(ada, first, GateKind.TRAINING, {"course": "ai-basics", "percent": "80"}, now=AT)
    set_gate(ada, first, GateKind.MESSAGE, {"audience": "families"}, now=AT)
    set_gate(ada, second, GateKind.INCIDENTS, {}, now=AT)
    return plan, first, second


def test_a_phase_opens_on_evidence_and_the_use_holds_only_there(cast: Cast, use: ApprovedUse) -> None:
    ada = cast.ada.actor
    plan, first, second = planned(cast, use)
    start_rollout(ada, plan, now=AT)
    (limited,) = limited_uses()
    assert limited.use_id == str(use.pk) and limited.openings == ()
    with pytest.raises(Problem) as refused:
        open_phase(ada, first, now=AT)
    assert str(refused.value.why).startswith("Not enough people of this phase are current in “AI basics”.")
    assert refused.value.code == "phases.gate_not_met"
    assert str(refused.value.next_step) == "More of them do the training, and it is recorded."
    assert plan_of_use(ada, use) == plan
    record_completions(ada, _course(), [TESS], completed_on=NOW.date(), now=NOW)
    about = MessagePlan("What it is for", Audience.FAMILIES, "Know it.", DAY, Channel.LETTER, ("en",))
    message = plan_message(ada, about, cast.paula.person, use=use, now=AT)
    with problem("phases.gate_not_met"):
        open_phase(ada, first, now=AT)
    assert not phases_ready(ada, DAY)
    note_sent(cast.paula.actor, message, Sent("en", "Dear families …", Channel.LETTER, DAY), now=AT)
    assert [each.pk for each in phases_ready(ada, DAY)] == [first.pk]
    with problem("phases.earlier_waits"):
        open_phase(ada, second, now=AT)
    opened = open_phase(ada, first, now=AT)
    assert opened.evidence[0]["says"]["values"] == {"course": "AI basics"}
    (limited,) = limited_uses()
    assert limited.openings == (Opening(frozenset({str(cast.alder.id)})),)
    assert stops_in_force(also_unpublished=True).limited == (limited,)
    with problem("phases.open_already"):
        open_phase(ada, first, now=AT)
    with problem("phases.too_early"):
        open_phase(cast.sue.actor, second, now=AT)
    move_phase(ada, second, starts_on=DAY, ends_on=None, reason="Juniper is ready sooner.", now=AT)
    open_phase(cast.sue.actor, second, now=AT)
    (limited,) = limited_uses()
    assert Opening() in limited.openings
    plan.refresh_from_db()
    assert plan.state == "done"
    told = [each.kind for each in history_of("use", str(use.pk))]
    assert told.count("rollout.phase.opened/1") == 2 and "approve.use.limited/1" in told


def test_a_phase_that_moves_takes_its_gates_along_and_leaves_exceptions_behind(cast: Cast, use: ApprovedUse) -> None:
    ada = cast.ada.actor
    plan, first, _second = planned(cast, use)
    set_gate(ada, first, GateKind.AGREEMENT, {"until_on": "2027-01-31"}, now=AT)
    set_gate(ada, first, GateKind.BUDGET, {"dollars": "9000", "fiscal_year": "2026"}, now=AT)
    start_rollout(ada, plan, now=AT)
    training = first.gates.get(kind="training")
    excuse_gate(cast.sue.actor, training, reason="The trainer was ill; Monday is set.", now=AT)
    later = DAY + timedelta(days=10)
    with problem("not_allowed"):
        move_phase(cast.tess.actor, first, starts_on=later, ends_on=None, reason="Later.", now=AT)
    with problem("phases.reason_needed"):
        move_phase(ada, first, starts_on=later, ends_on=None, reason=" ", now=AT)
    for wrong in (DAY - timedelta(days=1), use.expires_on + timedelta(days=1), date.min):
        with problem("phases.incomplete"):
            move_phase(ada, first, starts_on=wrong, ends_on=None, reason="Later.", now=AT)
    moved = move_phase(ada, first, starts_on=later, ends_on=later, reason="The trainer is still ill.", now=AT)
    assert [each.values for each in moved.gates.filter(kind__in=["agreement", "budget"])] == [
        {"until_on": "2027-02-10"}, {"dollars": "9000", "fiscal_year": "2026"},
    ]  # fmt: skip
    assert not any(each.excused_because for each in gates_of(ada, moved, DAY))
    back = move_phase(ada, moved, starts_on=DAY, ends_on=None, reason="She is back.", now=AT)
    assert back.gates.get(kind="agreement").values == {"until_on": "2027-02-10"}  # what a gate asks never shrinks
    told = [each for each in history_of("use", str(use.pk)) if each.kind == "rollout.phase.moved/1"]
    assert len(told) == 2 and "The trainer is still ill." in str(told[0]) + str(told[1])


def _course():  # type: ignore[no-untyped-def]  # a row of a table, for one line above
    from chalkline.rollout.training.models import Course

    return Course.objects.get(slug="ai-basics")


def test_an_exception_takes_a_reason_and_two_people(cast: Cast, use: ApprovedUse) -> None:
    plan, first, _second = planned(cast, use)
    start_rollout(cast.ada.actor, plan, now=AT)
    training, message = first.gates.all()
    with problem("not_allowed"):
        excuse_gate(cast.ada.actor, training, reason="The trainer was ill.", now=AT)
    with problem("phases.reason_needed"):
        excuse_gate(cast.sue.actor, training, reason=" ", now=AT)
    for gate in (training, message):
        excuse_gate(cast.sue.actor, gate, reason="The trainer was ill; Monday is set.", now=AT)
    with problem("phases.nothing_to_excuse"):
        excuse_gate(cast.sue.actor, training, reason="Again.", now=AT)
    with problem("phases.excused_by_you"):
        open_phase(cast.sue.actor, first, now=AT)
    with problem("not_allowed"):
        open_phase(cast.tess.actor, first, now=AT)
    assert open_phase(cast.carl.actor, first, now=AT).evidence[0]["excused"]
    seen = gates_of(cast.tess.actor, first, DAY)
    assert not seen[0].reading.is_met and seen[0].lets_through and seen[0].excused_by == "Sue Park"


def test_a_running_plan_does_not_change_and_ending_it_opens_nothing(cast: Cast, use: ApprovedUse) -> None:
    ada = cast.ada.actor
    plan, first, second = planned(cast, use)
    with problem("phases.plan_known"):
        begin_rollout(ada, use, now=AT)
    start_rollout(ada, plan, now=AT)
    for change in (
        lambda: remove_last_phase(ada, plan, now=AT),
        lambda: set_gate(ada, first, GateKind.PILOT, {}, now=AT),
        lambda: remove_gate(ada, second.gates.get(), now=AT),
        lambda: start_rollout(ada, plan, now=AT),
        lambda: add_phase(ada, plan, PhasePlan("More", (), (), DAY), now=AT),
    ):
        with problem("phases.not_now"):
            change()
    end_rollout(ada, plan, reason="We begin again next fall.", now=AT)
    (limited,) = limited_uses()
    assert limited.openings == ()
    again = begin_rollout(ada, use, now=AT)
    with problem("phases.not_ready"):
        start_rollout(ada, again, now=AT)


def test_a_phase_lies_within_the_use_and_a_gate_is_exact(cast: Cast, use: ApprovedUse) -> None:
    ada = cast.ada.actor
    plan = begin_rollout(ada, use, now=AT)
    whole = PhasePlan("All", (), (), DAY)
    for wrong in (
        replace(whole, title=" "),
        replace(whole, school_ids=("elsewhere",)),
        replace(whole, roles=("student",)),
        replace(whole, starts_on=date(2031, 1, 1)),
        replace(whole, ends_on=DAY - timedelta(days=1)),
    ):
        with problem("phases.incomplete"):
            add_phase(ada, plan, wrong, now=AT)
    phase = add_phase(ada, plan, whole, now=AT)
    for kind, values in (
        (GateKind.TRAINING, {"course": "none", "percent": "0"}),
        (GateKind.AGREEMENT, {"until_on": "soon"}),
        (GateKind.MESSAGE, {"audience": "everyone"}),
        (GateKind.ROSTER, {"score": "101", "days": ""}),
        (GateKind.BUDGET, {"dollars": "-1", "fiscal_year": "26"}),
    ):
        with problem("phases.gate_incomplete"):
            set_gate(ada, phase, kind, values, now=AT)
    set_gate(ada, phase, GateKind.PILOT, {}, now=AT)
    remove_gate(ada, set_gate(ada, phase, GateKind.BUDGET, {"dollars": "5", "fiscal_year": "2026"}, now=AT), now=AT)
    assert [each.kind for each in gates_of(ada, phase, DAY)] == [GateKind.PILOT]
    with problem("not_allowed"):
        begin_rollout(cast.tess.actor, use, now=AT)


def test_every_kind_of_gate_reads_something(cast: Cast, use: ApprovedUse) -> None:
    ada = cast.ada.actor
    plan = begin_rollout(ada, use, now=AT)
    phase = add_phase(ada, plan, PhasePlan("All", (), (), DAY), now=AT)
    for kind, values in (
        (GateKind.AGREEMENT, {"until_on": "2027-06-30"}),
        (GateKind.ROSTER, {"score": "98", "days": "30"}),
        (GateKind.BUDGET, {"dollars": "5", "fiscal_year": "2026"}),
        (GateKind.PILOT, {}),
        (GateKind.INCIDENTS, {}),
    ):
        set_gate(ada, phase, kind, values, now=AT)
    seen = gates_of(ada, phase, DAY)
    assert [each.reading.is_met for each in seen] == [False, False, False, False, True]
    assert all(str(each.reading.says) and str(each.asks) for each in seen)
    assert GateKind.INCIDENTS not in {each.kind for each in gates_of(cast.tess.actor, phase, DAY)}
    with pytest.raises(Problem):
        start_rollout(cast.tess.actor, plan, now=AT)
