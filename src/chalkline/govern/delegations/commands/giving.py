"""A delegation is proposed by somebody, given by a committee's decision, and may be ended at any time."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from chalkline.govern.committees.api import (
    AgendaEntry,
    AgendaItem,
    Barred,
    Committee,
    Light,
    Meeting,
    Outcome,
    put_item,
    seat_of,
)
from chalkline.govern.committees.events import ItemAdded
from chalkline.govern.decisions.api import Decision, DecisionStanding, is_intact
from chalkline.govern.delegations import rules
from chalkline.govern.delegations.events import (
    DelegationEnded,
    DelegationProposed,
    DelegationPutInForce,
    DelegationTurnedDown,
)
from chalkline.govern.delegations.models import Delegation
from chalkline.govern.delegations.queries import delegates_of, title_of_delegation
from chalkline.govern.delegations.words import DelegationState, Limits
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence, day_as_said
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, Role, command

WOULD_DECIDE = str(Sentence("Whoever would decide by it does not vote on it."))


@command(records=(DelegationProposed,))
def propose_delegation(
    actor: Actor,
    committee: Committee,
    limits: Limits,
    *,
    role: Role | None = None,
    person: Person | None = None,
    because: str,
    now: datetime,
) -> Delegation:
    """Propose that a committee lets the holders of a role, or one person, decide small matters. Give one of the two."""
    actor.must("delegations.propose", seat=_has_seat(actor, committee, localdate(now)))
    names_one = (role is None) != (person is None)
    said = rules.must_be_sound(limits, because, names_one=names_one, today=localdate(now))
    to = {"role": role.value if role else "", "person_id": str(person.pk) if person else ""}
    proposed = Delegation.objects.create(
        committee=committee,
        role=to["role"],
        person=person,
        level=limits.level.value,
        classes=sorted(limits.classes),
        a_month=limits.a_month,
        percent=limits.percent,
        until_on=limits.until_on,
        because=said,
        state=DelegationState.PROPOSED.value,
        proposed_by_id=actor.id,
        proposed_at=now,
        digest=digest_of({"committee": str(committee.pk), **to, **limits.as_json()}),
    )
    told = DelegationProposed(
        _ref(proposed),
        SubjectRef("committee", str(committee.pk)),
        committee.name,
        title_of_delegation(proposed),
        _content(proposed),
        said,
    )
    record(told, actor_id=actor.id, now=now)
    return proposed


@command(records=(ItemAdded,))
def put_delegation_on_agenda(actor: Actor, delegation: Delegation, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """Put a proposal before a meeting of the committee whose right it is. Whoever would decide by it does not vote."""
    current = _locked(delegation)
    actor.must("delegations.propose", seat=_has_seat(actor, meeting.committee, localdate(now)))
    if current.state != DelegationState.PROPOSED or current.committee_id != meeting.committee_id:
        raise rules.not_now()
    entry = AgendaEntry(
        title=f"{title_of_delegation(current)}: {'; '.join(_content(current))}",
        light=Light(current.level),
        proposed=(),
        suggested_expires_on=current.until_on,
        latest_expires_on=current.until_on,
        barred=tuple(Barred(str(person.pk), WOULD_DECIDE) for person in delegates_of(current)),
    )
    return put_item(actor, meeting, _ref(current), entry, now=now)


@command(records=(DelegationPutInForce, DelegationTurnedDown), may_change_nothing=True)
def adopt_delegation(actor: Actor, decision: Decision, *, now: datetime) -> Delegation | None:
    """Let a proposal follow the committee's decision on it. Only Chalkline itself does; twice changes nothing."""
    actor.must("delegations.follow_decision")
    waiting = Delegation.objects.filter(
        pk=id_from(decision.subject_id),
        digest=decision.subject_digest,
        state=DelegationState.PROPOSED.value,
        committee_id=decision.committee_id,
    )
    found = waiting.select_for_update(of=("self",), no_key=True).select_related("committee", "person").first()
    outcome = Outcome(decision.outcome)
    stands = decision.standing == DecisionStanding.RECORDED and is_intact(decision)
    if found is None or not stands or outcome is Outcome.DEFER:
        return found
    decided = SubjectRef("decision", str(decision.pk), decision.digest)
    title, found.decision = title_of_delegation(found), decision
    if not outcome.approves or decision.expires_on is None:
        found.state = DelegationState.DECLINED.value
        found.save(update_fields=["state", "decision"])
        record(DelegationTurnedDown(_ref(found), decided, title, str(decision)), actor_id=actor.id, now=now)
        return found
    found.state, found.in_force_at = DelegationState.IN_FORCE.value, now
    found.until_on = min(found.until_on, decision.expires_on)
    found.save(update_fields=["state", "decision", "in_force_at", "until_on"])
    told = DelegationPutInForce(_ref(found), decided, title, _content(found), str(decision), found.until_on.isoformat())
    record(told, actor_id=actor.id, now=now)
    return found


@command(records=(DelegationEnded,))
def end_delegation(actor: Actor, delegation: Delegation, *, reason: str, now: datetime) -> Delegation:
    """End a delegation before its last day. What was decided by it stands."""
    current = _locked(delegation)
    actor.must("delegations.end", seat=_has_seat(actor, current.committee, localdate(now)))
    said = reason.strip()
    if not said or len(said) > rules.REASON_LIMIT:
        raise rules.reason_needed()
    if current.state not in {DelegationState.IN_FORCE, DelegationState.PROPOSED}:
        raise rules.not_now()
    current.state, current.ended_by_id, current.ended_at = DelegationState.ENDED.value, actor.id, now
    current.ended_because = said
    current.save(update_fields=["state", "ended_by", "ended_at", "ended_because"])
    record(DelegationEnded(_ref(current), title_of_delegation(current), said), actor_id=actor.id, now=now)
    return current


def _content(delegation: Delegation) -> tuple[str, ...]:
    """The limits, a line each: as minutes and facts keep them."""
    return (
        f"data: {', '.join(delegation.classes)}",
        f"at most {delegation.a_month} a month",
        f"until {day_as_said(delegation.until_on)}",
        f"{delegation.percent} percent drawn for a look",
    )


def _ref(delegation: Delegation) -> SubjectRef:
    return SubjectRef("delegation", str(delegation.pk), delegation.digest)


def _has_seat(actor: Actor, committee: Committee, day: date) -> bool:
    return seat_of(actor.id, committee, day) is not None


def _locked(delegation: Delegation) -> Delegation:
    found = Delegation.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("committee", "person").get(pk=delegation.pk)
