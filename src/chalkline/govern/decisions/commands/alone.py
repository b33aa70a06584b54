"""A decision by one person, who was given the right to: by a committee's delegation, or by hearing an appeal."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.govern.committees.models import Committee
from chalkline.govern.committees.words import Outcome, condition_as_json
from chalkline.govern.decisions import rules
from chalkline.govern.decisions.commands.numbering import next_number
from chalkline.govern.decisions.events import AppealHeard, DecisionDelegated
from chalkline.govern.decisions.models import Decision
from chalkline.govern.decisions.words import OUTCOME_IN_HISTORY, Alone, Basis, DecisionStanding, number_said
from chalkline.kernel.canonical import as_plain, digest_of
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(DecisionDelegated, AppealHeard))
def decide_alone(actor: Actor, by: Actor, committee: Committee, decided: Alone, *, now: datetime) -> Decision:
    """Record what one person decided on exactly one version, under a number of the year.

    Only Chalkline itself does, for the command that checked by what right ``by`` decides. ``committee`` is the one
    whose right it was. Raises Problem("decisions.already_decided").
    """
    actor.must("decisions.decide_alone")
    rules.must_be_whole(decided)
    day, subject = localdate(now), decided.subject
    _must_be_undecided(subject)
    decision = Decision(
        year=day.year,
        number=next_number(day.year),
        committee=committee,
        basis=decided.basis.value,
        basis_id=decided.basis_ref.id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_digest=subject.digest,
        title=decided.title,
        light=decided.light.value,
        outcome=decided.outcome.value,
        standing=DecisionStanding.RECORDED.value,
        conditions=[condition_as_json(each) for each in decided.conditions] if decided.outcome.approves else [],
        expires_on=decided.expires_on if decided.outcome.approves else None,
        reason=decided.reason,
        decided_on=day,
        decided_at=now,
        closed_by_id=by.id,
    )
    decision.record = as_plain(
        {
            "v": 1,
            "number": str(decision),
            "committee": {"id": str(committee.pk), "name": committee.name, "authority": committee.authority},
            "basis": decided.basis.value,
            "rests_on": {**decided.basis_ref.as_json(), "decision": decided.rests_on},
            "by": {"person_id": by.id, "name": by.name},
            "subject": subject.as_json(),
            "title": decided.title,
            "light": decided.light.value,
            "outcome": decision.outcome,
            "standing": decision.standing,
            "conditions": decision.conditions,
            "expires_on": decision.expires_on,
            "reason": decided.reason,
            "decided_on": day,
            "decided_at": now,
            **({"keepers": [each.as_json() for each in decided.keepers]} if decided.keepers else {}),
        }
    )
    decision.digest = digest_of(decision.record)
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        _must_be_undecided(subject)
        raise
    _tell(decision, decided, by, now=now)
    return decision


def _must_be_undecided(subject: SubjectRef) -> None:
    made = Decision.objects.filter(subject_kind=subject.kind, subject_id=subject.id, subject_digest=subject.digest)
    found = made.exclude(outcome=Outcome.DEFER.value).first()
    if found:
        raise rules.already_decided(str(found))


def _tell(decision: Decision, decided: Alone, by: Actor, *, now: datetime) -> None:
    kind = DecisionDelegated if decided.basis is Basis.DELEGATION else AppealHeard
    told = kind(
        decision=SubjectRef("decision", str(decision.pk), decision.digest),
        subject=decided.subject,
        rests_on=decided.basis_ref,
        committee=SubjectRef("committee", str(decision.committee_id)),
        committee_name=decision.record["committee"]["name"],
        number=number_said(decision.year, decision.number),
        title=decision.title,
        outcome=decision.outcome,
        outcome_said=OUTCOME_IN_HISTORY[decided.outcome],
        conditions=tuple(each["text"] for each in decision.conditions),
        expires_on=decision.expires_on.isoformat() if decision.expires_on else "",
        reason=decision.reason,
    )
    record(told, actor_id=by.id, now=now)
