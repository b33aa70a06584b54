"""Writes of decisions: closing an item, and answering a recommendation."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.govern.committees import refusals
from chalkline.govern.committees.commands.charter import must_hold
from chalkline.govern.committees.commands.voting import locked, must_be_free
from chalkline.govern.committees.models import AgendaItem
from chalkline.govern.committees.queries import ItemStanding, day_of, seat_of, standing_of, written_vote_on
from chalkline.govern.committees.words import ItemState, Outcome
from chalkline.govern.decisions import rules
from chalkline.govern.decisions.commands.recording import must_be_undecided, result_of, tell_decision, write_decision
from chalkline.govern.decisions.events import DecisionRecommended, DecisionRecorded
from chalkline.govern.decisions.models import Decision
from chalkline.govern.decisions.words import DecisionStanding
from chalkline.kernel.canonical import as_plain, digest_of
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
    must_be_undecided(current)
    written = written_vote_on(current)
    if written:
        raise refusals.writing_not_over(localdate(written.closes_at))
    must_be_free(actor, current, now=now)
    standing = standing_of(current)
    must_preside(actor, standing)
    if not standing.quorum.is_reached:
        raise refusals.no_quorum(standing.quorum)
    if standing.outcome is None:
        raise refusals.motion_failed()
    return take_and_write(actor, current, standing, standing.outcome, now=now)


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
    if current.standing != DecisionStanding.RECOMMENDED or current.item is None:
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
    current.record = as_plain({**current.record, **result_of(current), "answer": answer})
    current.digest = digest_of(current.record)
    current.save()
    tell_decision(current, actor, now=now)
    return current


def take_and_write(
    actor: Actor, item: AgendaItem, standing: ItemStanding, outcome: Outcome, *, now: datetime, closed_by: str = ""
) -> Decision:
    """Close the item and keep the decision. Whoever comes second is told what was decided. Part of the commands."""
    taken = AgendaItem.objects.filter(pk=item.pk, state=ItemState.WAITING.value)
    if not taken.update(state=ItemState.CLOSED.value, ended_at=now):
        must_be_undecided(item)
        raise refusals.vote_closed(item.title)
    decision = write_decision(closed_by or actor.id, item, standing, outcome, now=now)
    tell_decision(decision, actor, now=now)
    return decision


def must_preside(actor: Actor, standing: ItemStanding) -> None:
    """Raises Problem("meetings.not_presiding") for anybody but the chair, or who steps in for the chair."""
    if actor.id not in {member.person_id for member in standing.presiding}:
        raise refusals.not_presiding(tuple(member.name for member in standing.presiding))


def _has_a_stake(actor: Actor, item: AgendaItem) -> bool:
    barred = any(row["person_id"] == actor.id for row in item.barred)
    return barred or item.recusals.filter(person_id=actor.id).exists()
