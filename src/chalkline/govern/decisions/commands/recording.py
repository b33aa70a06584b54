"""How a vote becomes a decision: its number, its record with everything about the vote, and the digest of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.govern.committees.models import AgendaItem
from chalkline.govern.committees.queries import ItemStanding, day_of, subject_of, written_vote_on
from chalkline.govern.committees.words import Authority, Outcome, condition_as_json
from chalkline.govern.decisions import rules
from chalkline.govern.decisions.commands.numbering import next_number
from chalkline.govern.decisions.events import DecisionRecommended, DecisionRecorded
from chalkline.govern.decisions.models import Decision
from chalkline.govern.decisions.queries import subject_decided
from chalkline.govern.decisions.words import OUTCOME_IN_HISTORY, DecisionStanding, number_said
from chalkline.kernel.canonical import as_plain, digest_of
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor

MINUTES = "minutes"  # the kind of subject that a committee alone approves: its own minutes


def must_be_undecided(item: AgendaItem) -> None:
    """Raises Problem("decisions.already_decided") where this version was decided."""
    subject = subject_of(item)
    made = Decision.objects.filter(
        subject_kind=subject.kind, subject_id=subject.id, subject_digest=subject.digest
    ).exclude(outcome=Outcome.DEFER.value)
    found = made.first() or Decision.objects.filter(item=item).first()
    if found:
        raise rules.already_decided(str(found))


def write_decision(
    closed_by: str, item: AgendaItem, standing: ItemStanding, outcome: Outcome, *, now: datetime
) -> Decision:
    """Keep what was decided. ``closed_by``: the person who closed it, or opened the vote in writing."""
    committee = item.meeting.committee
    day = localdate(now)
    subject, motion = subject_of(item), standing.motion
    advises = rules.standing_after(Authority(committee.authority), outcome)
    how = DecisionStanding.RECORDED if subject.kind == MINUTES else advises
    decision = Decision(
        year=day.year,
        number=next_number(day.year),
        committee=committee,
        meeting=item.meeting,
        item=item,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_digest=subject.digest,
        title=item.title,
        light=item.light,
        outcome=outcome.value,
        recommended=outcome.value if how is DecisionStanding.RECOMMENDED else "",
        standing=how.value,
        conditions=[condition_as_json(each) for each in motion.conditions] if outcome.approves else [],
        expires_on=motion.expires_on if outcome.approves else None,
        reason=motion.reason,
        decided_on=day,
        decided_at=now,
        closed_by_id=closed_by,
    )
    decision.record = as_plain({**_circumstances(item, standing, now=now), **result_of(decision)})
    decision.digest = digest_of(decision.record)
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        must_be_undecided(item)
        raise
    return decision


def _circumstances(item: AgendaItem, standing: ItemStanding, *, now: datetime) -> dict[str, Any]:
    """Everything about the vote that does not change afterwards."""
    names = {member.person_id: member for member in standing.members}
    committee = item.meeting.committee
    return {
        "v": 1,
        "committee": {"id": str(committee.pk), "name": committee.name, "authority": committee.authority},
        "meeting": {"id": str(item.meeting_id), "held_on": day_of(item.meeting)},
        "subject": subject_of(item).as_json(),
        "title": item.title,
        "light": item.light,
        "motion": standing.motion.as_json(),
        "decided_at": now,
        "quorum": {
            "voting_seats": standing.quorum.voting_seats,
            "needed": standing.quorum.needed,
            "counted": [member.person_id for member in standing.quorum.counted],
        },
        "votes": [
            {
                "person_id": str(vote.person_id),
                "name": names[str(vote.person_id)].name,
                "constituency": names[str(vote.person_id)].constituency,
                "has_reviewed": names[str(vote.person_id)].has_scored,
                "choice": vote.choice,
                "reason": vote.reason,
            }
            for vote in item.votes.all()
            if names.get(str(vote.person_id)) and names[str(vote.person_id)].counts
        ],
        "tally": {
            "rule": standing.tally.rule,
            "for": standing.tally.in_favor,
            "against": standing.tally.against,
            "abstained": standing.tally.abstained,
            "silent": standing.tally.silent,
            "carried": standing.tally.carried,
        },
        "recusals": [
            {"person_id": str(each.person_id), "name": str(each.person), "reason": each.reason}
            for each in item.recusals.select_related("person")
        ],
        "barred": item.barred,
        **_how_it_was_voted(item),
    }


def _how_it_was_voted(item: AgendaItem) -> dict[str, Any]:
    """Said only where it was not in the usual way."""
    said: dict[str, Any] = {}
    written = written_vote_on(item)
    if written:
        said["in_writing"] = {"opened_at": written.opened_at, "closes_at": written.closes_at, "asked": written.asked}
    if item.is_consent:
        said["on_consent"] = True
    if item.closed_law:
        said["closed_session"] = item.closed_law
    return said


def result_of(decision: Decision) -> dict[str, Any]:
    """The part of the record that an answer to a recommendation changes."""
    return {
        "number": str(decision),
        "outcome": decision.outcome,
        "standing": decision.standing,
        "conditions": decision.conditions,
        "expires_on": decision.expires_on,
        "decided_on": decision.decided_on,
    }


def tell_decision(decision: Decision, actor: Actor, *, now: datetime) -> None:
    """Record it in the ledger."""
    kind = DecisionRecorded if decision.standing == DecisionStanding.RECORDED else DecisionRecommended
    tally = decision.record["tally"]
    told = kind(
        decision=SubjectRef("decision", str(decision.pk), decision.digest),
        subject=subject_decided(decision),
        meeting=SubjectRef("meeting", str(decision.meeting_id)),
        committee=SubjectRef("committee", str(decision.committee_id)),
        recused=tuple(SubjectRef("person", each["person_id"]) for each in decision.record["recusals"]),
        committee_name=decision.record["committee"]["name"],
        number=number_said(decision.year, decision.number),
        title=decision.title,
        outcome=decision.outcome,
        outcome_said=OUTCOME_IN_HISTORY[Outcome(decision.outcome)],
        in_favor=tally["for"],
        against=tally["against"],
        abstained=tally["abstained"],
        conditions=tuple(each["text"] for each in decision.conditions),
        expires_on=decision.expires_on.isoformat() if decision.expires_on else "",
        reason=decision.reason,
    )
    record(told, actor_id=actor.id, now=now)
