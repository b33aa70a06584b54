"""Hearing an appeal: by one person who took no part, or by the committee deciding anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localdate

from chalkline.approve.appeals import rules
from chalkline.approve.appeals.commands.appealing import appeal_ref, as_before, locked
from chalkline.approve.appeals.events import AppealSettled
from chalkline.approve.appeals.models import Appeal
from chalkline.approve.appeals.queries import conditions_if_granted, who_hears
from chalkline.approve.appeals.words import APPEAL_STATE_NAMES, About, AppealState
from chalkline.approve.packets.api import keep_packet, keepers_for, latest_expiry
from chalkline.approve.requests.api import Request, RequestState, has_asked, move_request, request_ref, title_of
from chalkline.approve.requests.events import RequestMoved
from chalkline.govern.committees.api import KEPT_WITHIN, Keeper, Light, Outcome, kept_by_people
from chalkline.govern.decisions.api import Alone, Basis, Decision, decide_alone, keepers_of
from chalkline.govern.decisions.events import AppealHeard, DecisionDelegated
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor


@command(records=(AppealHeard, DecisionDelegated, AppealSettled, RequestMoved))
def hear_appeal(
    actor: Actor,
    appeal: Appeal,
    *,
    grants: bool,
    reason: str,
    until: date | None = None,
    keepers: Sequence[Keeper] = (),
    now: datetime,
) -> Appeal:
    """Decide an appeal, as the person who hears it. The outcome is a decision with a number of its own.

    Granting lifts the no, with the conditions that reviews ask for, until ``until``; or the conditions appealed.
    ``keepers``: who sees to what people keep, by when. Where nobody is named it is who was before, else whoever asked.
    Raises Problem: appeals.not_yours, appeals.not_open, appeals.incomplete, packets.keeper_needed.
    """
    current = locked(appeal)
    hearer = who_hears(current)
    is_hearer = hearer is not None and str(hearer.pk) == actor.id
    actor.must("appeals.hear", assigned=is_hearer)
    if not is_hearer or has_asked(actor.id, current.request):
        raise rules.not_yours()
    if current.state != AppealState.OPEN or current.request.state != RequestState.APPEALED:
        raise rules.not_open()
    said = rules.must_say_why(reason)
    alone = _granted(current, said, until, keepers, now) if grants else _turned_down(current, said)
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


def _granted(appeal: Appeal, said: str, until: date | None, named: Sequence[Keeper], now: datetime) -> Alone:
    packet, today = keep_packet(system_actor("appeals"), appeal.request, now=now), localdate(now)
    kept = appeal.about == About.CONDITIONS
    conditions = conditions_if_granted(appeal, packet)
    light = Light(appeal.decision.light)
    latest = latest_expiry(today, light)
    last = appeal.decision.expires_on if kept else until
    expires_on = min(last, latest) if last else latest
    texts = {each.text for each in kept_by_people(conditions)}
    said_before = _still_to_come(appeal.decision, today, expires_on)
    by = {each.condition: each for each in (*said_before, *named) if each.condition in texts}
    keepers = keepers_for(
        appeal.request, conditions, tuple(by.values()), asked_for=conditions, today=today, last=expires_on
    )
    return Alone(
        basis=Basis.APPEAL,
        basis_ref=appeal_ref(appeal),
        rests_on=str(appeal.decision),
        subject=request_ref(appeal.request, packet.digest),
        title=title_of(appeal.request),
        light=light,
        outcome=Outcome.APPROVE_WITH_CONDITIONS if conditions else Outcome.APPROVE,
        conditions=conditions,
        expires_on=expires_on,
        reason=said,
        keepers=keepers,
    )


def _still_to_come(decision: Decision, today: date, last: date) -> list[Keeper]:
    """Who was to see to what before; a day that is over counts from today."""
    due = min(today + KEPT_WITHIN, last)
    former = keepers_of(decision).values()
    return [each if today <= each.due_on <= last else replace(each, due_on=due) for each in former]


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
