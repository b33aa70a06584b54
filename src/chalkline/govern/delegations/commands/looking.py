"""A drawn decision comes back to the committee, which lets it stand or takes it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from chalkline.govern.committees.api import AgendaEntry, AgendaItem, Barred, Light, Meeting, Outcome, put_item, seat_of
from chalkline.govern.committees.events import ItemAdded
from chalkline.govern.decisions.api import Decision, DecisionStanding, is_intact, subject_decided
from chalkline.govern.delegations import rules
from chalkline.govern.delegations.events import DecisionPulledBack, LookConfirmed
from chalkline.govern.delegations.models import Look
from chalkline.govern.delegations.words import LookState
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

HAS_A_STAKE = str(Sentence("Whoever asked for it, reviewed it or decided it does not look at it again."))
A_YEAR = timedelta(days=365)


@command(records=(ItemAdded,))
def put_look_on_agenda(actor: Actor, look: Look, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """Put a drawn decision before a meeting: to approve lets it stand, to decline takes it back."""
    current = _locked(look)
    actor.must("delegations.look", seat=seat_of(actor.id, meeting.committee, localdate(now)) is not None)
    if current.state != LookState.WAITING or current.delegation.committee_id != meeting.committee_id:
        raise rules.not_now()
    decision = current.decision
    last = max(decision.expires_on or localdate(now), localdate(now)) + A_YEAR
    entry = AgendaEntry(
        title=f"A look at decision {decision}: {decision.title}",
        light=Light(decision.light),
        proposed=(),
        suggested_expires_on=last,
        latest_expires_on=last,
        barred=tuple(Barred(person_id, HAS_A_STAKE) for person_id in current.barred),
    )
    return put_item(actor, meeting, SubjectRef("look", str(current.pk), decision.digest), entry, now=now)


@command(records=(LookConfirmed, DecisionPulledBack), may_change_nothing=True)
def settle_look(actor: Actor, decision: Decision, *, now: datetime) -> Look | None:
    """Let a look follow the committee's decision on it. Only Chalkline itself does; twice changes nothing."""
    actor.must("delegations.follow_decision")
    found = Look.objects.filter(pk=id_from(decision.subject_id), state=LookState.WAITING.value).first()
    outcome = Outcome(decision.outcome)
    stands = decision.standing == DecisionStanding.RECORDED and is_intact(decision)
    if found is None or not stands or outcome is Outcome.DEFER:
        return found
    look = _locked(found)
    looked_at = look.decision
    look.settled_by, look.settled_at = decision, now
    look.state = (LookState.CONFIRMED if outcome.approves else LookState.PULLED_BACK).value
    look.save(update_fields=["state", "settled_by", "settled_at"])
    look_ref = SubjectRef("look", str(look.pk), looked_at.digest)
    ref = SubjectRef("decision", str(looked_at.pk), looked_at.digest)
    if outcome.approves:
        record(LookConfirmed(look_ref, ref, str(looked_at), looked_at.title), actor_id=actor.id, now=now)
        return look
    told = DecisionPulledBack(
        look=look_ref,
        decision=ref,
        subject=subject_decided(looked_at),
        by_decision=SubjectRef("decision", str(decision.pk), decision.digest),
        number=str(looked_at),
        title=looked_at.title,
        reason=decision.reason,
    )
    record(told, actor_id=actor.id, now=now)
    return look


def _locked(look: Look) -> Look:
    found = Look.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("decision", "delegation__committee").get(pk=look.pk)
