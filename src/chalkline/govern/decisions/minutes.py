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
    """One member's vote, as the minutes give it. ``speaks_for``: a constituency, "" where the seat is not known."""

    name: str
    choice: Choice
    reason: str
    speaks_for: str = ""


@dataclass(frozen=True)
class Attended:
    """A member who came, and when; ``left_at`` is None for who stayed to the end."""

    name: str
    speaks_for: str
    has_vote: bool
    arrived_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class ItemNoted:
    """One agenda item, as the minutes give it. ``decision_number`` is "" where nothing was decided.

    ``sentences``: everything; ``result``: what came of it, without who took no part. ``closed_law``: the reason of
    law where it was dealt with in closed session.
    """

    number: int
    title: str
    sentences: tuple[Sentence, ...]
    conditions: tuple[str, ...]
    votes: tuple[VoteNoted, ...]
    decision_number: str
    item_id: str = ""
    result: tuple[Sentence, ...] = ()
    mover: str = ""
    closed_law: str = ""


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
    attended: tuple[Attended, ...] = ()


def minutes_of(actor: Actor, meeting: Meeting) -> Minutes:
    """The minutes, from what was recorded."""
    actor.must("committees.see")
    seats = list(seats_on(meeting.committee, day_of(meeting)))
    seated = {seat.person_id: seat for seat in seats}
    came = list(meeting.attendances.select_related("person"))
    there = {each.person_id for each in came}
    stood_in = {seat.stands_in_for_id for seat in seats if seat.person_id in there}
    speaks_for = {str(seat.person_id): seat.constituency for seat in meeting.committee.seats.all()}
    items = meeting.items.prefetch_related("votes__person", "recusals__person").select_related("moved_by")
    return Minutes(
        committee_name=meeting.committee.name,
        held_on=day_of(meeting),
        place=meeting.place,
        opened_at=meeting.opened_at,
        ended_at=meeting.ended_at,
        present=tuple(str(each.person) for each in came),
        absent=tuple(
            str(seat.person)
            for seat in seats
            if seat.has_vote and not seat.stands_in_for_id and seat.person_id not in there and seat.pk not in stood_in
        ),
        items=tuple(_item(item, speaks_for) for item in items),
        attended=tuple(
            Attended(
                str(each.person),
                speaks_for.get(str(each.person_id), ""),
                bool(seated.get(each.person_id) and seated[each.person_id].has_vote),
                each.arrived_at,
                each.left_at,
            )
            for each in came
        ),
    )


def _item(item: AgendaItem, speaks_for: dict[str, str]) -> ItemNoted:
    decision = Decision.objects.filter(item=item).select_related("answered_by").first()
    conditions = tuple(condition_from_json(row).text for row in decision.conditions) if decision else ()
    result = (*_how(item, decision), *_result(item, decision))
    return ItemNoted(
        number=item.number,
        title=item.title,
        sentences=(*_who_took_no_part(item), *result),
        conditions=conditions,
        votes=_votes(item, decision, speaks_for),
        decision_number=str(decision) if decision else "",
        item_id=str(item.pk),
        result=result,
        mover=str(item.moved_by) if item.moved_by else "",
        closed_law=item.closed_law,
    )


def _votes(item: AgendaItem, decision: Decision | None, speaks_for: dict[str, str]) -> tuple[VoteNoted, ...]:
    """The votes that counted, by name; before closing those that were cast."""
    if decision is not None and "votes" in decision.record:
        return tuple(
            VoteNoted(each["name"], Choice(each["choice"]), each["reason"], each["constituency"])
            for each in decision.record["votes"]
        )
    return tuple(
        VoteNoted(str(each.person), Choice(each.choice), each.reason, speaks_for.get(str(each.person_id), ""))
        for each in item.votes.all()
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


def _how(item: AgendaItem, decision: Decision | None) -> tuple[Sentence, ...]:
    """Where it was not voted on in the usual way."""
    record = decision.record if decision else {}
    said: list[Sentence] = []
    if record.get("on_consent"):
        said.append(Sentence("Decided on the consent agenda, together with others by one vote."))
    if record.get("in_writing"):
        opened = datetime.fromisoformat(record["in_writing"]["opened_at"])
        said.append(Sentence("Voted on in writing, opened on {day}.", day=opened))
    return tuple(said)


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
