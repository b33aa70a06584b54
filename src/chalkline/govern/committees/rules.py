"""Quorum, tally, and who may vote: facts in, verdict or Problem out.

Sources for the defaults: law/vocabulary/roles.yaml, committees and separation_of_duties. Counting:

* The quorum is what the charter says of all voting seats, a majority unless it says otherwise. Who is
  barred or recused on an item does not count toward it, and the number needed does not fall because of them.
* A motion carries with more than half (or two thirds) of those present who are free to vote, or of all
  voting seats where the charter says so; an abstention is a member present who is not for it.
* An alternate takes part only while the member they stand in for is not there: one seat, one vote.
* Somebody who reviewed the thing votes like others, but may not cast the deciding vote: a motion
  carries only if it would carry among the other members alone as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from chalkline.govern.committees.words import (
    KEPT_WITHIN,
    VOICES,
    AgendaEntry,
    Choice,
    Constituency,
    Keeper,
    Light,
    Motion,
    Outcome,
    QuorumRule,
    Voice,
    VoteRule,
)
from chalkline.rulebook.api import Condition, KeptBy

A_MAJORITY = QuorumRule()


@dataclass(frozen=True)
class SeatedMember:
    """A member as they stand to one item. ``is_excused``: barred from it, or recused.

    ``stands_in_for``: the person whose alternate they are, "" for the holder of a seat.
    """

    person_id: str
    name: str
    constituency: Constituency
    has_vote: bool
    is_chair: bool = False
    is_present: bool = False
    is_excused: bool = False
    has_scored: bool = False
    stands_in_for: str = ""

    @property
    def has_seat(self) -> bool:
        """Whether this is one of the voting seats that quorum and shares are counted of."""
        return self.has_vote and not self.stands_in_for

    @property
    def counts(self) -> bool:
        """Whether this member counts toward quorum on the item, and may vote on it."""
        return self.has_vote and self.is_present and not self.is_excused


@dataclass(frozen=True)
class Quorum:
    """Who is needed and who is there. ``absent`` are voting members who could still come."""

    voting_seats: int
    needed: int
    counted: tuple[SeatedMember, ...]
    absent: tuple[SeatedMember, ...]
    missing_voices: tuple[Voice, ...]

    @property
    def missing(self) -> int:
        """How many members are short."""
        return max(0, self.needed - len(self.counted))

    @property
    def is_reached(self) -> bool:
        """Whether the item may be decided."""
        return not self.missing and not self.missing_voices


def with_alternates(members: Iterable[SeatedMember]) -> tuple[SeatedMember, ...]:
    """Everybody, where an alternate has a vote only while the member they stand in for is not there."""
    seated = tuple(members)
    away = {each.person_id for each in seated if each.has_seat and not each.is_present}
    return tuple(
        replace(each, has_vote=each.has_vote and each.stands_in_for in away) if each.stands_in_for else each
        for each in seated
    )


def quorum_of(members: Iterable[SeatedMember], voices: Iterable[Voice], rule: QuorumRule = A_MAJORITY) -> Quorum:
    """The quorum on one item, for a charter with this rule that wants ``voices`` in the room."""
    everybody = with_alternates(members)
    seats = [member for member in everybody if member.has_seat]
    counted = tuple(member for member in everybody if member.counts)
    stood_in_for = {member.stands_in_for for member in counted}
    heard = {member.constituency for member in counted}
    return Quorum(
        voting_seats=len(seats),
        needed=rule.needed(len(seats)),
        counted=counted,
        absent=tuple(
            member
            for member in seats
            if not member.is_present and not member.is_excused and member.person_id not in stood_in_for
        ),
        missing_voices=tuple(voice for voice in voices if not VOICES[voice] & heard),
    )


@dataclass(frozen=True)
class Tally:
    """The count. ``silent`` are members free to vote who have not voted. ``free`` = all of these together.

    ``carries_alone``: whether it carries among those who did not review the thing.
    """

    rule: VoteRule
    in_favor: int
    against: int
    abstained: int
    silent: int
    carries_among_all: bool
    carries_alone: bool

    @property
    def free(self) -> int:
        """Members present and free to vote."""
        return self.in_favor + self.against + self.abstained + self.silent

    @property
    def carried(self) -> bool:
        """Whether the motion carries."""
        return self.carries_among_all and self.carries_alone

    @property
    def reviewers_would_decide(self) -> bool:
        """Whether it fails only because a reviewer's vote would have decided it."""
        return self.carries_among_all and not self.carries_alone


def tally_of(members: Iterable[SeatedMember], votes: Mapping[str, Choice], rule: VoteRule) -> Tally:
    """Count the votes of those who may vote; what others cast is not counted."""
    everybody = with_alternates(members)
    free = [member for member in everybody if member.counts]
    seats = sum(1 for member in everybody if member.has_seat)
    cast = {member.person_id: votes.get(member.person_id) for member in free}
    counts = {choice: sum(1 for vote in cast.values() if vote is choice) for choice in Choice}
    others = [member for member in free if not member.has_scored]
    others_for = sum(1 for member in others if cast[member.person_id] is Choice.FOR)
    return Tally(
        rule=rule,
        in_favor=counts[Choice.FOR],
        against=counts[Choice.AGAINST],
        abstained=counts[Choice.ABSTAIN],
        silent=sum(1 for vote in cast.values() if vote is None),
        carries_among_all=carries(counts[Choice.FOR], seats if rule.of_seats else len(free), rule),
        carries_alone=carries(others_for, seats if rule.of_seats else len(others), rule),
    )


def carries(in_favor: int, of: int, rule: VoteRule) -> bool:
    """Whether ``in_favor`` of ``of`` is enough: of those free to vote, or of all seats, as the rule says.

    Nobody present carries nothing.
    """
    if rule in {VoteRule.TWO_THIRDS, VoteRule.TWO_THIRDS_OF_SEATS}:
        return of > 0 and 3 * in_favor >= 2 * of
    return 2 * in_favor > of


def vote_rule(
    motion: Motion, entry: AgendaEntry, two_thirds_for: frozenset[Light], usual: VoteRule = VoteRule.MAJORITY
) -> VoteRule:
    """Two thirds for an approval that is an exception or overrides a review; else what the charter says is usual."""
    if motion.outcome.approves and (entry.light in two_thirds_for or overrides(motion, entry)):
        return usual.for_exceptions
    return usual


def needs_talk(motion: Motion, entry: AgendaEntry) -> bool:
    """Whether members must speak about it before they vote: red, or against a review. No consent, no writing."""
    return entry.light is Light.RED or bool(entry.objections) or overrides(motion, entry)


def overrides(motion: Motion, entry: AgendaEntry) -> bool:
    """Whether an approval goes against an objection, or leaves out a condition that a review asked for."""
    return motion.outcome.approves and bool(entry.objections or dropped(motion, entry))


def dropped(motion: Motion, entry: AgendaEntry) -> tuple[Condition, ...]:
    """Conditions the reviews asked for that the motion leaves out."""
    return tuple(condition for condition in entry.proposed if condition not in motion.conditions)


def settled(motion: Motion) -> Motion:
    """The motion with the outcome its conditions make of it; declining and deferring carry none."""
    if not motion.outcome.approves:
        return Motion(motion.outcome, reason=motion.reason)
    outcome = Outcome.APPROVE_WITH_CONDITIONS if motion.conditions else Outcome.APPROVE
    texts = {each.text for each in kept_by_people(motion.conditions)}
    keepers = tuple(each for each in motion.keepers if each.condition in texts)
    return Motion(outcome, motion.conditions, motion.expires_on, motion.reason, keepers)


def kept_by_people(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The conditions that no machine keeps."""
    return tuple(each for each in conditions if each.kept_by is KeptBy.PEOPLE)


def offered_keepers(entry: AgendaEntry, day: date) -> tuple[Keeper, ...]:
    """Who sees to what the reviews leave to people, until a motion names somebody else."""
    due = min(day + KEPT_WITHIN, entry.suggested_expires_on)
    return tuple(Keeper(each.text, entry.keeper, due) for each in entry.proposed) if entry.keeper else ()


def seen_to(motion: Motion, former: Iterable[Keeper]) -> Motion:
    """The motion, with who saw to the same conditions in a former one where it names nobody; the first who did."""
    texts = {each.text for each in kept_by_people(motion.conditions)}
    named = {each.condition: each for each in reversed((*motion.keepers, *former)) if each.condition in texts}
    return replace(motion, keepers=tuple(named[each.text] for each in motion.conditions if each.text in named))


def outcome_of(motion: Motion, carried: bool) -> Outcome | None:
    """What closing now would decide; None when nothing is decided and another motion is needed.

    A motion to approve that does not carry is a no. A failed motion to decline or to defer decides
    nothing.
    """
    if carried:
        return motion.outcome
    return Outcome.DECLINE if motion.outcome.approves else None


def presiding(members: Iterable[SeatedMember]) -> tuple[SeatedMember, ...]:
    """Who may run the item: the chair; in the chair's absence or recusal, any member free to vote."""
    free = [member for member in with_alternates(members) if member.counts]
    chairs = tuple(member for member in free if member.is_chair)
    return chairs or tuple(free)
