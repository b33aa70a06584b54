"""How a meeting is told: quorum, motions and votes as sentences, and how each member stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalkline.govern.committees.api import (
    CLOSED_FOR_NAMES,
    CONSTITUENCY_NAMES,
    OUTCOME_NAMES,
    VOICE_NAMES,
    VOTE_RULE_NAMES,
    AgendaItem,
    Choice,
    ClosedFor,
    ItemStanding,
    ItemState,
    Keeper,
    Meeting,
    MeetingState,
    Motion,
    Outcome,
    Quorum,
    SeatedMember,
    Tally,
    day_of,
    entry_of,
    motion_of,
    presiding,
    seats_on,
)
from chalkline.govern.decisions.api import RECOMMENDATION_NAMES, Decision, DecisionStanding
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import EMPLOYED, Actor, actor_of_person, names_of, person_by_id, staff
from chalkline.rulebook.api import KEPT_BY_NAMES, Condition
from chalkline.web.lights import LightSaid, light_said

MOST_STAFF = 300
STATES: dict[MeetingState, tuple[Sentence, str]] = {
    MeetingState.CALLED: (Sentence("Called"), "info"),
    MeetingState.OPEN: (Sentence("Open now"), "ok"),
    MeetingState.ADJOURNED: (Sentence("Ended"), "quiet"),
    MeetingState.CANCELLED: (Sentence("Cancelled"), "stop"),
}
CHOICES: dict[Choice, Sentence] = {
    Choice.FOR: Sentence("For"),
    Choice.AGAINST: Sentence("Against"),
    Choice.ABSTAIN: Sentence("Abstains"),
}
CHOICE_TONES = {Choice.FOR: "ok", Choice.AGAINST: "stop", Choice.ABSTAIN: "quiet"}
OUTCOME_TONES = {
    Outcome.APPROVE: "ok",
    Outcome.APPROVE_WITH_CONDITIONS: "ok",
    Outcome.DECLINE: "stop",
    Outcome.DEFER: "attend",
}


def motion_said(motion: Motion) -> Sentence:
    """ "Approve it with 2 conditions, until Jun 30, 2027."."""
    if motion.outcome is Outcome.DECLINE:
        return Sentence("Decline it.")
    if motion.outcome is Outcome.DEFER:
        return Sentence("Put it off.")
    if motion.expires_on is None:
        return Sentence("Approve it.")
    if not motion.conditions:
        return Sentence("Approve it, until {day}.", day=motion.expires_on)
    if len(motion.conditions) == 1:
        return Sentence("Approve it with one condition, until {day}.", day=motion.expires_on)
    return Sentence("Approve it with {n} conditions, until {day}.", n=len(motion.conditions), day=motion.expires_on)


def condition_said(condition: Condition) -> tuple[str, Sentence]:
    """A condition with how it is kept."""
    return condition.text, Sentence("Kept {how}", how=KEPT_BY_NAMES[condition.kept_by])


def conditions_said(conditions: Iterable[Condition], keepers: Mapping[str, Keeper]) -> list[tuple[str, Sentence]]:
    """Conditions with how each is kept; where people do, by whom and by when."""
    names = names_of(each.person_id for each in keepers.values())
    told = [(each, keepers.get(each.text)) for each in conditions]
    return [
        (
            each.text,
            Sentence("{name} sees to it by {day}", name=names.get(kept.person_id, ""), day=kept.due_on)
            if kept
            else condition_said(each)[1],
        )
        for each, kept in told
    ]


def who_may_keep(actor: Actor, item: AgendaItem) -> list[tuple[str, str]]:
    """Whom a condition can be given to: whoever asks, the committee, and the staff for whoever sees it."""
    keeper = person_by_id(item.keeper_id) if item.keeper_id else None
    found = [keeper] if keeper else []
    found += [seat.person for seat in seats_on(item.meeting.committee, day_of(item.meeting))]
    found = [each for each in found if actor_of_person(each).roles & EMPLOYED]
    found += staff(actor)[:MOST_STAFF] if actor.may("people.see_staff") else []
    return list({str(each.pk): str(each) for each in found}.items())


def room_said(room: Quorum) -> Sentence:
    """ "5 of 7 members with a vote are here; 4 are needed."."""
    return Sentence(
        "{here} of {seats} members with a vote are here; {needed} are needed.",
        here=len(room.counted),
        seats=room.voting_seats,
        needed=room.needed,
    )


def quorum_said(quorum: Quorum, *, in_writing: bool = False) -> tuple[Sentence, ...]:
    """Who can decide an item now, and who is missing."""
    numbers = {"here": len(quorum.counted), "seats": quorum.voting_seats, "needed": quorum.needed}
    said = [
        Sentence("{here} of {seats} members with a vote have answered; {needed} are needed.", **numbers)
        if in_writing
        else Sentence(
            "{here} of {seats} members with a vote are here and free to vote; {needed} are needed.", **numbers
        )
    ]
    if quorum.missing_voices:
        said.append(voices_missing(quorum))
    return tuple(said)


def voices_missing(quorum: Quorum) -> Sentence:
    """ "Still missing: a family voice."."""
    return Sentence("Still missing: {voices}.", voices=tuple(VOICE_NAMES[voice] for voice in quorum.missing_voices))


def tally_said(tally: Tally) -> Sentence:
    """ "4 for, 1 against, 0 abstaining; 2 have not voted."."""
    return Sentence(
        "{yes} for, {no} against, {neither} abstaining; {silent} have not voted.",
        yes=tally.in_favor,
        no=tally.against,
        neither=tally.abstained,
        silent=tally.silent,
    )


def rule_said(tally: Tally) -> Sentence:
    """What the motion needs."""
    return Sentence("It carries with {rule}.", rule=VOTE_RULE_NAMES[tally.rule])


def if_closed_now(standing: ItemStanding) -> Sentence:
    """What closing the vote at this moment would do."""
    if not standing.quorum.is_reached:
        return Sentence("It cannot be closed yet: too few members can take part.")
    if standing.outcome is None:
        return Sentence("Closed now, nothing would be decided: the motion does not carry.")
    if standing.tally.reviewers_would_decide:
        return Sentence("Closed now, it would be declined: it carries only with the votes of those who reviewed it.")
    closed_now = {
        Outcome.APPROVE: Sentence("Closed now, it would be approved."),
        Outcome.APPROVE_WITH_CONDITIONS: Sentence("Closed now, it would be approved with its conditions."),
        Outcome.DECLINE: Sentence("Closed now, it would be declined."),
        Outcome.DEFER: Sentence("Closed now, it would be put off."),
    }
    return closed_now[standing.outcome]


def taking_no_part(item: AgendaItem) -> list[tuple[str, str]]:
    """(name, reason) of everybody who may not vote on an item."""
    names = names_of(row["person_id"] for row in item.barred)
    barred = [(names.get(row["person_id"], ""), row["reason"]) for row in item.barred]
    recused = [(str(each.person), each.reason) for each in item.recusals.all()]
    return [*barred, *recused]


@dataclass(frozen=True)
class ItemShown:
    """An agenda item as a list shows it."""

    item: AgendaItem
    light: LightSaid
    motion: Sentence
    chip: Sentence
    tone: str
    objections: int
    no_part: list[tuple[str, str]]
    is_mine_to_skip: bool
    has_my_vote: bool
    decision: Decision | None
    closed: Sentence | None = None


def item_shown(item: AgendaItem, actor: Actor, decision: Decision | None, closed: ClosedFor | None = None) -> ItemShown:
    """An item on the agenda of a meeting. ``closed``: why this reader may not know what it is about."""
    chip, tone = _state_of(item, decision)
    excused = {row["person_id"] for row in item.barred} | {str(each.person_id) for each in item.recusals.all()}
    return ItemShown(
        item=item,
        light=light_said(item.light),
        motion=motion_said(motion_of(item)),
        chip=chip,
        tone=tone,
        objections=len(entry_of(item).objections),
        no_part=taking_no_part(item),
        is_mine_to_skip=actor.id in excused,
        has_my_vote=any(str(vote.person_id) == actor.id for vote in item.votes.all()),
        decision=decision,
        closed=CLOSED_FOR_NAMES[closed] if closed else None,
    )


def _state_of(item: AgendaItem, decision: Decision | None) -> tuple[Sentence, str]:
    if decision:
        return outcome_chip(decision)
    state = ItemState(item.state)
    if state is ItemState.CARRIED_OVER:
        return Sentence("Carried over"), "attend"
    if state is ItemState.TAKEN_OFF:
        return Sentence("Taken off"), "quiet"
    if item.meeting.state == MeetingState.OPEN:
        return Sentence("Before the committee"), "info"
    return Sentence("To be decided"), "quiet"


def outcome_chip(decision: Decision) -> tuple[Sentence, str]:
    """A decision's outcome in a word, with its tone; a recommendation says that it is one."""
    if decision.standing == DecisionStanding.RECOMMENDED:
        recommended = Outcome(decision.recommended)
        return RECOMMENDATION_NAMES[recommended], "attend"
    outcome = Outcome(decision.outcome)
    return OUTCOME_NAMES[outcome], OUTCOME_TONES[outcome]


@dataclass(frozen=True)
class OnRoll:
    """A member as the roll of a meeting shows them. ``stands_in``: for whom, where this is an alternate."""

    member: SeatedMember
    speaks_for: Sentence
    may_be_noted: bool
    stands_in: str = ""


def roll(members: tuple[SeatedMember, ...], actor: Actor, meeting: Meeting) -> list[OnRoll]:
    """Everybody with a seat; whom this person may note as here or gone."""
    is_open = meeting.state == MeetingState.OPEN
    runs_it = actor.id in {member.person_id for member in presiding(members)}
    names = {member.person_id: member.name for member in members}
    return [
        OnRoll(
            member,
            CONSTITUENCY_NAMES[member.constituency],
            is_open and (runs_it or member.person_id == actor.id),
            names.get(member.stands_in_for, ""),
        )
        for member in members
    ]
