"""An approved use follows from a decision that stands, on exactly the packet that was decided on."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.approve.packets.api import packet_of
from chalkline.approve.packets.models import Packet
from chalkline.approve.requests.api import Request, RequestState, move_request, request_ref, title_of
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.uses import rules
from chalkline.approve.uses.commands.stopping import end_use
from chalkline.approve.uses.events import UseEnded, UseGranted, UseNotGranted
from chalkline.approve.uses.models import ApprovedUse, KeptCondition
from chalkline.approve.uses.queries import conditions_of_use, use_ref
from chalkline.approve.uses.words import UseState
from chalkline.govern.committees.api import KEPT_WITHIN, Keeper, Outcome
from chalkline.govern.decisions.api import Decision, DecisionStanding, is_intact, keepers_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor
from chalkline.purpose.portfolio.api import take_place
from chalkline.purpose.portfolio.events import UseCaseBecameActive, UseCaseCameToRest
from chalkline.rulebook.api import KeptBy
from chalkline.tools.register.api import tool_ref

BEFORE_SOMEBODY = frozenset({RequestState.ON_AGENDA, RequestState.DECIDED})
CHANGED = Sentence("The request changed after the committee decided on it.")
OUTCOME_STATES = {Outcome.DECLINE: RequestState.DECLINED, Outcome.DEFER: RequestState.DEFERRED}


@command(records=(UseGranted, UseCaseBecameActive, UseCaseCameToRest, UseEnded, RequestMoved), may_change_nothing=True)
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
    if request.state not in BEFORE_SOMEBODY:
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
    _give_conditions(use)
    record(_granted(use, current), actor_id=actor.id, now=now)
    _end_former(use, now=now)
    move_request(actor, request, RequestState.APPROVED, now=now)
    return use


@command(records=(RequestMoved, UseNotGranted), may_change_nothing=True)
def note_outcome(actor: Actor, decision: Decision, *, why: Sentence = CHANGED, now: datetime) -> Request:
    """Let a request follow a decision that grants nothing: declined, deferred, or void for the reason ``why``."""
    actor.must("uses.grant")
    request = _request_decided(decision)
    if request.state not in BEFORE_SOMEBODY:
        return request
    outcome = Outcome(decision.outcome)
    if not outcome.approves:
        to = OUTCOME_STATES[outcome]
        if to is RequestState.DECLINED and _live(request).exists():  # asked anew about its conditions: they stay
            to = RequestState.APPROVED
        return move_request(actor, request, to, reason=decision.reason, now=now)
    ref = SubjectRef("decision", str(decision.pk), decision.digest)
    told = UseNotGranted(request_ref(request), ref, title_of(request), str(decision), str(why))
    record(told, actor_id=actor.id, now=now)
    return move_request(actor, request, RequestState.READY, reason=str(why), now=now)


def _live(request: Request) -> QuerySet[ApprovedUse]:
    return ApprovedUse.objects.filter(request=request, state__in=[UseState.ACTIVE.value, UseState.SUSPENDED.value])


def _end_former(use: ApprovedUse, *, now: datetime) -> None:
    """What an earlier decision on the same request granted ends: the new one takes its place."""
    reason = str(Sentence("Decision {number} took its place.", number=str(use.decision)))
    for former in _live(use.request).exclude(pk=use.pk).filter(expires_on__gte=localdate(now)):
        end_use(system_actor("uses"), former, reason=reason, now=now)


def _give_conditions(use: ApprovedUse) -> None:
    """What people keep has the name and the day that were decided; else whoever asked, within a month."""
    due, keepers = min(use.starts_on + KEPT_WITHIN, use.expires_on), keepers_of(use.decision)
    for number, condition in enumerate(conditions_of_use(use), 1):
        if condition.kept_by is KeptBy.PEOPLE:
            keeper = keepers.get(condition.text, Keeper(condition.text, str(use.request.asked_by_id), due))
            KeptCondition.objects.create(
                use=use, number=number, text=condition.text, owner_id=keeper.person_id, due_on=keeper.due_on
            )


def _request_decided(decision: Decision) -> Request:
    found = Request.objects.select_for_update(of=("self",), no_key=True).select_related("tool", "use_case__problem")
    request = found.filter(pk=id_from(decision.subject_id)).first() if decision.subject_kind == "request" else None
    if request is None:
        raise not_found(Sentence("request"))
    return request


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
