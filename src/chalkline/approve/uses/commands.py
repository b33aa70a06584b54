"""Writes of approved uses: granted by a decision, stopped by one person, let go on by two, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.packets.api import packet_of
from chalkline.approve.packets.models import Packet
from chalkline.approve.requests.api import Request, RequestState, has_asked, move_request, request_ref, title_of
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.uses import rules
from chalkline.approve.uses.events import (
    LiftAsked,
    UseEnded,
    UseGranted,
    UseLimited,
    UseNotGranted,
    UseResumed,
    UseSuspended,
)
from chalkline.approve.uses.models import ApprovedUse, Limit, Suspension
from chalkline.approve.uses.queries import open_suspension, use_ref
from chalkline.approve.uses.words import UseState
from chalkline.govern.committees.api import Outcome
from chalkline.govern.decisions.api import Decision, DecisionStanding, is_intact
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor
from chalkline.purpose.portfolio.api import free_place, take_place
from chalkline.purpose.portfolio.events import UseCaseBecameActive, UseCaseCameToRest
from chalkline.rulebook.api import Opening
from chalkline.tools.register.api import tool_ref

CHANGED = Sentence("The request changed after the committee decided on it.")
OUTCOME_STATES = {Outcome.DECLINE: RequestState.DECLINED, Outcome.DEFER: RequestState.DEFERRED}


@command(records=(UseGranted, UseCaseBecameActive, RequestMoved), may_change_nothing=True)
def grant_use(actor: Actor, decision: Decision, *, now: datetime) -> ApprovedUse:
    """Turn an approval into an approved use. Only Chalkline itself does; twice changes nothing.

    Raises Problem("uses.packet_changed") when the request is no longer what was decided on, and
    Problem("portfolio.limit_reached") when as many high-impact use cases are active as the committee allows.
    """
    actor.must("uses.grant")
    current = Decision.objects.get(pk=decision.pk)
    request = _request_decided(current)  # held from here on: of two grants, the second finds the first
    granted = ApprovedUse.objects.filter(decision=current).first()
    if granted:
        return granted
    outcome = Outcome(current.outcome)
    if not outcome.approves or current.standing != DecisionStanding.RECORDED or current.expires_on is None:
        raise rules.not_approved()
    if not is_intact(current):
        raise rules.decision_altered()
    if request.state != RequestState.ON_AGENDA:
        raise rules.not_asked()
    packet = packet_of(request)
    rules.must_be_as_decided(current.subject_digest, packet.digest if packet else "")
    kept = Packet.objects.get(digest=current.subject_digest)
    terms = kept.content["request"]["terms"]
    use = ApprovedUse.objects.create(
        decision=current,
        decision_digest=current.digest,
        request=request,
        packet=kept,
        tool=request.tool,
        purpose=terms["purpose"],
        title=current.title,
        roles=terms["roles"],
        grade_bands=terms["grade_bands"],
        school_ids=terms["school_ids"],
        elements=terms["elements"],
        conditions=current.conditions,
        light=current.light,
        starts_on=current.decided_on,
        expires_on=current.expires_on,
        state=UseState.ACTIVE.value,
        granted_at=now,
    )
    if request.use_case:
        place = system_actor("uses"), request.use_case, use_ref(use)
        take_place(*place, until_on=use.expires_on, now=now)
    record(_granted(use, current), actor_id=actor.id, now=now)
    move_request(actor, request, RequestState.APPROVED, now=now)
    return use


@command(records=(RequestMoved, UseNotGranted), may_change_nothing=True)
def note_outcome(actor: Actor, decision: Decision, *, why: Sentence = CHANGED, now: datetime) -> Request:
    """Let a request follow a decision that grants nothing: declined, deferred, or void for the reason ``why``."""
    actor.must("uses.grant")
    request = _request_decided(decision)
    if request.state != RequestState.ON_AGENDA:
        return request
    outcome = Outcome(decision.outcome)
    if not outcome.approves:
        return move_request(actor, request, OUTCOME_STATES[outcome], reason=decision.reason, now=now)
    ref = SubjectRef("decision", str(decision.pk), decision.digest)
    told = UseNotGranted(request_ref(request), ref, title_of(request), str(decision), str(why))
    record(told, actor_id=actor.id, now=now)
    return move_request(actor, request, RequestState.READY, reason=str(why), now=now)


@command(records=(UseSuspended,))
def suspend_use(actor: Actor, use: ApprovedUse, *, reason: str, now: datetime) -> Suspension:
    """Stop a use at once. It takes one person and a reason."""
    actor.must("uses.suspend")
    current = _locked(use)
    said = rules.must_say_why(reason)
    _must_be(current, UseState.ACTIVE, now=now)
    current.state = UseState.SUSPENDED.value
    current.save(update_fields=["state"])
    stop = Suspension.objects.create(use=current, reason=said, suspended_by_id=actor.id, suspended_at=now)
    record(UseSuspended(use_ref(current), tool_ref(current.tool), current.title, said), actor_id=actor.id, now=now)
    return stop


@command(records=(UseLimited,))
def limit_use(actor: Actor, use: ApprovedUse, openings: Sequence[Opening], *, now: datetime) -> Limit:
    """Let a use hold, for now, only where one of ``openings`` lets it.

    Raises Problem: uses.not_now, uses.limit_too_wide. An opening without schools and roles stands for the whole use.
    """
    actor.must("uses.limit")
    current = _locked(use)
    _must_be(current, UseState.ACTIVE, UseState.SUSPENDED, now=now)
    rules.must_lie_within(openings, current.school_ids, current.roles)
    kept = [{"schools": sorted(each.schools), "roles": sorted(each.roles)} for each in openings]
    limit, _ = Limit.objects.update_or_create(
        use=current, defaults={"openings": kept, "set_by": actor.id, "set_at": now}
    )
    told = UseLimited(
        use=use_ref(current),
        tool=tool_ref(current.tool),
        title=current.title,
        openings=len(kept),
        schools=tuple(sorted({school for each in openings for school in each.schools})),
        roles=tuple(sorted({role for each in openings for role in each.roles})),
        whole=any(not each.schools and not each.roles for each in openings),
    )
    record(told, actor_id=actor.id, now=now)
    return limit


@command(records=(LiftAsked,))
def ask_to_lift(actor: Actor, use: ApprovedUse, *, reason: str, now: datetime) -> Suspension:
    """Ask that a stopped use may go on, and say what was done about it. A second person then agrees."""
    actor.must("uses.lift_suspension")
    current = _locked(use)
    said = rules.must_say_why(reason)
    stop = _open_stop(current, now=now)
    _must_be_from_outside(actor, current)
    stop.lift_reason, stop.lift_asked_by_id, stop.lift_asked_at = said, actor.id, now
    stop.save(update_fields=["lift_reason", "lift_asked_by", "lift_asked_at"])
    record(LiftAsked(use_ref(current), tool_ref(current.tool), current.title, said), actor_id=actor.id, now=now)
    return stop


@command(records=(UseResumed,))
def lift_suspension(actor: Actor, use: ApprovedUse, *, now: datetime) -> ApprovedUse:
    """Agree, as the second person, that a stopped use may go on."""
    actor.must("uses.lift_suspension")
    current = _locked(use)
    stop = _open_stop(current, now=now)
    if stop.lift_asked_by_id is None:
        raise rules.nothing_asked()
    if str(stop.lift_asked_by_id) == actor.id:
        raise rules.two_people_needed()
    _must_be_from_outside(actor, current)
    stop.lifted_by_id, stop.lifted_at = actor.id, now
    stop.save(update_fields=["lifted_by", "lifted_at"])
    current.state = UseState.ACTIVE.value
    current.save(update_fields=["state"])
    asked_by = SubjectRef("person", str(stop.lift_asked_by_id))
    record(UseResumed(use_ref(current), tool_ref(current.tool), asked_by, current.title), actor_id=actor.id, now=now)
    return current


@command(records=(UseEnded, UseCaseCameToRest))
def end_use(actor: Actor, use: ApprovedUse, *, reason: str, now: datetime) -> ApprovedUse:
    """End a use before its last day. Only a new decision brings it back."""
    actor.must("uses.end")
    current = _locked(use)
    said = rules.must_say_why(reason)
    _must_be(current, UseState.ACTIVE, UseState.SUSPENDED, now=now)
    current.state, current.ended_on, current.ended_because = UseState.ENDED.value, localdate(now), said
    current.save(update_fields=["state", "ended_on", "ended_because"])
    free_place(system_actor("uses"), use_ref(current), now=now)
    record(UseEnded(use_ref(current), tool_ref(current.tool), current.title, said), actor_id=actor.id, now=now)
    return current


def _request_decided(decision: Decision) -> Request:
    found = Request.objects.select_for_update(of=("self",), no_key=True).select_related("tool", "use_case__problem")
    request = found.filter(pk=id_from(decision.subject_id)).first() if decision.subject_kind == "request" else None
    if request is None:
        raise not_found(Sentence("request"))
    return request


def _must_be(use: ApprovedUse, *states: UseState, now: datetime) -> None:
    state = rules.state_on(UseState(use.state), use.expires_on, localdate(now))
    if state not in states:
        raise rules.not_now(state)


def _open_stop(use: ApprovedUse, *, now: datetime) -> Suspension:
    _must_be(use, UseState.SUSPENDED, now=now)
    stop = open_suspension(use)
    if stop is None:
        raise rules.not_now(UseState.ACTIVE)
    return stop


def _must_be_from_outside(actor: Actor, use: ApprovedUse) -> None:
    if has_asked(actor.id, use.request):
        raise rules.own_use()


def _granted(use: ApprovedUse, decision: Decision) -> UseGranted:
    return UseGranted(
        use=use_ref(use),
        decision=SubjectRef("decision", str(decision.pk), decision.digest),
        request=SubjectRef("request", str(use.request_id), decision.subject_digest),
        tool=tool_ref(use.tool),
        title=use.title,
        number=str(decision),
        roles=tuple(use.roles),
        grade_bands=tuple(use.grade_bands),
        schools=tuple(use.school_ids),
        elements=tuple(use.elements),
        conditions=tuple(each["text"] for each in use.conditions),
        starts_on=use.starts_on.isoformat(),
        expires_on=use.expires_on.isoformat(),
    )


def _locked(use: ApprovedUse) -> ApprovedUse:
    found = ApprovedUse.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("tool", "request", "decision").get(pk=use.pk)
