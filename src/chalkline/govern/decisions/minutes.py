"""Minutes that write themselves: a reading of what was recorded, never typed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chalkline.govern.committees.models import AgendaItem, Meeting
from chalkline.govern.committees.queries import day_of, motion_of, seats_on
from chalkline.govern.committees.words import OUTCOME_NAMES, Choice, ItemState, Outcome, condition_from_json
from chalkline.govern.decisions.models import Decision
from chalkline.govern.decisions.words import RECOMMENDATION_NAMES, DecisionStanding
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, names_of

MOTION_NAMES: dict[Outcome, Sentence] = {
    Outcome.APPROVE: Sentence("to approve it"),
    Outcome.APPROVE_WITH_CONDITIONS: Sentence("to approve it with conditions"),
    Outcome.DECLINE: Sentence("to decline it"),
    Outcome.DEFER: Sentence("to put it off"),
}


@dataclass(frozen=True)
class VoteNoted:
    """One member's vote, as the minutes give it."""

    name: str
    choice: Choice
    reason: str


@dataclass(frozen=True)
class ItemNoted:
    """One agenda item, as the minutes give it. ``decision_number`` is "" where nothing was decided."""

    number: int
    title: str
    sentences: tuple[Sentence, ...]
    conditions: tuple[str, ...]
    votes: tuple[VoteNoted, ...]
    decision_number: str


@dataclass(frozen=True)
class Minutes:
    """The minutes of a meeting."""

    committee_name: str
    held_on: date
    place: str
    opened_at: datetime | None
    ended_at: datetime | None
    present: tuple[str, ...]
    absent: tuple[str, ...]
    items: tuple[ItemNoted, ...]


def minutes_of(actor: Actor, meeting: Meeting) -> Minutes:
    """The minutes, from what was recorded."""
    actor.must("committees.see")
    came = {each.person_id: str(each.person) for each in meeting.attendances.select_related("person")}
    seats = seats_on(meeting.committee, day_of(meeting))
    return Minutes(
        committee_name=meeting.committee.name,
        held_on=day_of(meeting),
        place=meeting.place,
        opened_at=meeting.opened_at,
        ended_at=meeting.ended_at,
        present=tuple(came.values()),
        absent=tuple(str(seat.person) for seat in seats if seat.has_vote and seat.person_id not in came),
        items=tuple(_item(item) for item in meeting.items.prefetch_related("votes__person", "recusals__person").all()),
    )


def _item(item: AgendaItem) -> ItemNoted:
    decision = Decision.objects.filter(item=item).select_related("answered_by").first()
    conditions = tuple(condition_from_json(row).text for row in decision.conditions) if decision else ()
    return ItemNoted(
        number=item.number,
        title=item.title,
        sentences=(*_who_took_no_part(item), *_result(item, decision)),
        conditions=conditions,
        votes=tuple(VoteNoted(str(each.person), Choice(each.choice), each.reason) for each in item.votes.all()),
        decision_number=str(decision) if decision else "",
    )


def _who_took_no_part(item: AgendaItem) -> tuple[Sentence, ...]:
    recused = tuple(
        Sentence("{name} declared a conflict and took no part: {reason}", name=str(each.person), reason=each.reason)
        for each in item.recusals.all()
    )
    names = names_of(row["person_id"] for row in item.barred)
    barred = tuple(
        Sentence("{name} took no part: {reason}", name=names.get(row["person_id"], ""), reason=row["reason"])
        for row in item.barred
    )
    return (*barred, *recused)


def _result(item: AgendaItem, decision: Decision | None) -> tuple[Sentence, ...]:
    state = ItemState(item.state)
    if state is ItemState.CARRIED_OVER:
        return (Sentence("Not decided; carried over to a later meeting."),)
    if state is ItemState.TAKEN_OFF:
        return (Sentence("Taken off the agenda."),)
    if decision is None:
        return (Sentence("Not decided yet."),)
    tally = decision.record["tally"]
    vote = Sentence(
        "The motion was {motion}: {for_count} for, {against} against, {abstained} abstaining.",
        motion=MOTION_NAMES[motion_of(item).outcome],
        for_count=tally["for"],
        against=tally["against"],
        abstained=tally["abstained"],
    )
    return (vote, *_outcome(decision))


def _outcome(decision: Decision) -> tuple[Sentence, ...]:
    recommended = Outcome(decision.recommended) if decision.recommended else None
    said: list[Sentence] = []
    if recommended:
        said.append(Sentence("{outcome}, to the superintendent.", outcome=RECOMMENDATION_NAMES[recommended]))
    if decision.standing == DecisionStanding.RECORDED:
        outcome = OUTCOME_NAMES[Outcome(decision.outcome)]
        said.append(Sentence("{outcome}. This is decision {number}.", outcome=outcome, number=str(decision)))
    if decision.expires_on:
        said.append(Sentence("It holds until {day}.", day=decision.expires_on))
    return tuple(said)
