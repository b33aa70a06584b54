"""Writes of decisions: closing an item, and answering a recommendation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.govern.committees import refusals
from chalkline.govern.committees.commands.charter import must_hold
from chalkline.govern.committees.commands.voting import locked, must_be_free
from chalkline.govern.committees.models import AgendaItem, Committee
from chalkline.govern.committees.queries import ItemStanding, day_of, seat_of, standing_of, subject_of
from chalkline.govern.committees.words import Authority, ItemState, Outcome, condition_as_json
from chalkline.govern.decisions import rules
from chalkline.govern.decisions.events import DecisionRecommended, DecisionRecorded
from chalkline.govern.decisions.models import Decision
from chalkline.govern.decisions.queries import subject_decided
from chalkline.govern.decisions.words import OUTCOME_IN_HISTORY, DecisionStanding, number_said
from chalkline.kernel.canonical import as_plain, digest_of
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

REASON_LIMIT = 2000


@command(records=(DecisionRecorded, DecisionRecommended))
def close_item(actor: Actor, item: AgendaItem, *, now: datetime) -> Decision:
    """End the vote on an item and record what was decided on exactly the version that was before it.

    Votes and closing take turns on the item: whoever comes second is told what was decided.
    """
    current = locked(item)
    seat = seat_of(actor.id, current.meeting.committee, day_of(current.meeting))
    actor.must("decisions.record", seat=seat is not None and seat.has_vote)
    must_hold(current.meeting.committee)
    _must_be_undecided(current)
    must_be_free(actor, current)
    standing = standing_of(current)
    _must_preside(actor, standing)
    if not standing.quorum.is_reached:
        raise refusals.no_quorum(standing.quorum)
    if standing.outcome is None:
        raise refusals.motion_failed()
    taken = AgendaItem.objects.filter(pk=current.pk, state=ItemState.WAITING.value)
    if not taken.update(state=ItemState.CLOSED.value, ended_at=now):
        _must_be_undecided(current)
        raise refusals.vote_closed(current.title)
    decision = _write(actor, current, standing, standing.outcome, now=now)
    _tell(decision, actor, now=now)
    return decision


@command(records=(DecisionRecorded,))
def answer_recommendation(
    actor: Actor, decision: Decision, *, agrees: bool, reason: str = "", now: datetime
) -> Decision:
    """Decide on an advisory committee's recommendation, as the superintendent."""
    actor.must("decisions.answer")
    current = (
        Decision.objects.select_for_update(of=("self",), no_key=True)
        .select_related("item", "committee")
        .get(pk=decision.pk)
    )
    if current.standing != DecisionStanding.RECOMMENDED:
        raise rules.not_waiting(str(current))
    said = reason.strip()
    if len(said) > REASON_LIMIT or (not agrees and not said):
        raise rules.reason_needed()
    if _has_a_stake(actor, current.item):
        raise rules.own_matter()
    outcome = rules.outcome_after_answer(Outcome(current.recommended), agrees)
    current.outcome, current.standing = outcome.value, DecisionStanding.RECORDED.value
    current.answered_by_id, current.decided_on = actor.id, localdate(now)
    if not outcome.approves:
        current.conditions, current.expires_on = [], None
    current.reason = said or current.reason
    answer = {"by": {"person_id": actor.id, "name": actor.name}, "agrees": agrees, "reason": said, "at": now}
    current.record = as_plain({**current.record, **_result(current), "answer": answer})
    current.digest = digest_of(current.record)
    current.save()
    _tell(current, actor, now=now)
    return current


def _must_be_undecided(item: AgendaItem) -> None:
    subject = subject_of(item)
    made = Decision.objects.filter(
        subject_kind=subject.kind, subject_id=subject.id, subject_digest=subject.digest
    ).exclude(outcome=Outcome.DEFER.value)
    found = made.first() or Decision.objects.filter(item=item).first()
    if found:
        raise rules.already_decided(str(found))


def _must_preside(actor: Actor, standing: ItemStanding) -> None:
    if actor.id not in {member.person_id for member in standing.presiding}:
        raise refusals.not_presiding(tuple(member.name for member in standing.presiding))


def _has_a_stake(actor: Actor, item: AgendaItem) -> bool:
    barred = any(row["person_id"] == actor.id for row in item.barred)
    return barred or item.recusals.filter(person_id=actor.id).exists()


def _write(actor: Actor, item: AgendaItem, standing: ItemStanding, outcome: Outcome, *, now: datetime) -> Decision:
    committee = item.meeting.committee
    list(
        Committee.objects.select_for_update(no_key=True).order_by("pk").values_list("pk")
    )  # numbers are given one at a time
    day = localdate(now)
    last = Decision.objects.filter(year=day.year).order_by("-number").values_list("number", flat=True).first()
    subject, motion = subject_of(item), standing.motion
    how = rules.standing_after(Authority(committee.authority), outcome)
    decision = Decision(
        year=day.year,
        number=(last or 0) + 1,
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
        closed_by_id=actor.id,
    )
    decision.record = as_plain({**_circumstances(item, standing, now=now), **_result(decision)})
    decision.digest = digest_of(decision.record)
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        _must_be_undecided(item)
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
    }


def _result(decision: Decision) -> dict[str, Any]:
    return {
        "number": str(decision),
        "outcome": decision.outcome,
        "standing": decision.standing,
        "conditions": decision.conditions,
        "expires_on": decision.expires_on,
        "decided_on": decision.decided_on,
    }


def _tell(decision: Decision, actor: Actor, *, now: datetime) -> None:
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
