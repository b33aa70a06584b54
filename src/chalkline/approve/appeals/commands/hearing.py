"""Hearing an appeal: by one person who took no part, or by the committee deciding anew."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from chalkline.approve.appeals import rules
from chalkline.approve.appeals.commands.appealing import appeal_ref, as_before, locked
from chalkline.approve.appeals.events import AppealSettled
from chalkline.approve.appeals.models import Appeal
from chalkline.approve.appeals.words import APPEAL_STATE_NAMES, About, AppealState
from chalkline.approve.packets.api import keep_packet, latest_expiry
from chalkline.approve.requests.api import Request, RequestState, has_asked, move_request, request_ref, title_of
from chalkline.approve.requests.events import RequestMoved
from chalkline.govern.committees.api import Light, Outcome
from chalkline.govern.decisions.api import Alone, Basis, Decision, conditions_of, decide_alone
from chalkline.govern.decisions.events import AppealHeard, DecisionDelegated
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor


@command(records=(AppealHeard, DecisionDelegated, AppealSettled, RequestMoved))
def hear_appeal(
    actor: Actor, appeal: Appeal, *, grants: bool, reason: str, until: date | None = None, now: datetime
) -> Appeal:
    """Decide an appeal, as the person who hears it. The outcome is a decision with a number of its own.

    Granting lifts the no, with the conditions that reviews ask for, until ``until``; or the conditions appealed.
    """
    current = locked(appeal)
    is_hearer = str(current.hearer_id or "") == actor.id
    actor.must("appeals.hear", assigned=is_hearer)
    if not is_hearer or has_asked(actor.id, current.request):
        raise rules.not_yours()
    if current.state != AppealState.OPEN or current.request.state != RequestState.APPEALED:
        raise rules.not_open()
    said = rules.must_say_why(reason)
    alone = _granted(current, said, until, now) if grants else _turned_down(current, said)
    decision = decide_alone(system_actor("appeals"), actor, current.decision.committee, alone, now=now)
    to = RequestState.DECIDED if grants else as_before(current)
    move_request(system_actor("appeals"), current.request, to, reason=said, now=now)
    return _settle(current, decision, AppealState.GRANTED if grants else AppealState.TURNED_DOWN, now=now)


@command(records=(AppealSettled,), may_change_nothing=True)
def settle_by_committee(actor: Actor, decision: Decision, *, now: datetime) -> Appeal | None:
    """Let an appeal follow what the committee decided anew. Only Chalkline itself does; twice changes nothing."""
    actor.must("appeals.settle")
    waiting = Appeal.objects.filter(
        request_id=decision.subject_id, state=AppealState.OPEN.value, committee=decision.committee
    ).first()
    outcome = Outcome(decision.outcome)
    if waiting is None or outcome is Outcome.DEFER:
        return waiting
    state = AppealState.GRANTED if outcome.approves else AppealState.TURNED_DOWN
    return _settle(locked(waiting), decision, state, now=now)


def _granted(appeal: Appeal, said: str, until: date | None, now: datetime) -> Alone:
    packet = keep_packet(system_actor("appeals"), appeal.request, now=now)
    kept = appeal.about == About.CONDITIONS
    conditions = tuple(
        each for each in (conditions_of(appeal.decision) if kept else packet.conditions)
        if each.text not in appeal.conditions
    )  # fmt: skip
    light = Light(appeal.decision.light)
    latest = latest_expiry(localdate(now), light)
    last = appeal.decision.expires_on if kept else until
    return Alone(
        basis=Basis.APPEAL,
        basis_ref=appeal_ref(appeal),
        rests_on=str(appeal.decision),
        subject=request_ref(appeal.request, packet.digest),
        title=title_of(appeal.request),
        light=light,
        outcome=Outcome.APPROVE_WITH_CONDITIONS if conditions else Outcome.APPROVE,
        conditions=conditions,
        expires_on=min(last, latest) if last else latest,
        reason=said,
    )


def _turned_down(appeal: Appeal, said: str) -> Alone:
    return Alone(
        basis=Basis.APPEAL,
        basis_ref=appeal_ref(appeal),
        rests_on=str(appeal.decision),
        subject=appeal_ref(appeal),
        title=title_of(appeal.request),
        light=Light(appeal.decision.light),
        outcome=Outcome.DECLINE,
        reason=said,
    )


def _settle(appeal: Appeal, decision: Decision, state: AppealState, *, now: datetime) -> Appeal:
    appeal.state, appeal.outcome, appeal.settled_at = state.value, decision, now
    appeal.save(update_fields=["state", "outcome", "settled_at"])
    told = AppealSettled(
        appeal=appeal_ref(appeal),
        request=request_ref(Request.objects.get(pk=appeal.request_id)),
        outcome=SubjectRef("decision", str(decision.pk), decision.digest),
        number=str(appeal.decision),
        title=title_of(appeal.request),
        state=state.value,
        state_said=str(APPEAL_STATE_NAMES[state]).lower(),
    )
    record(told, actor_id=system_actor("appeals").id, now=now)
    return appeal
