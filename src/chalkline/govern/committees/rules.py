"""Quorum, tally, and who may vote: facts in, verdict or Problem out.

Sources for the defaults: law/vocabulary/roles.yaml, committees and separation_of_duties. Counting:

* The quorum is a majority of all voting seats. Who is barred or recused on an item does not count
  toward it, and the number needed does not fall because of them.
* A motion carries with more than half (or two thirds) of those present who are free to vote; an
  abstention is a member present who is not for it.
* Somebody who reviewed the thing votes like others, but may not cast the deciding vote: a motion
  carries only if it would carry among the other members alone as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalkline.govern.committees.words import (
    VOICES,
    AgendaEntry,
    Choice,
    Constituency,
    Light,
    Motion,
    Outcome,
    Voice,
    VoteRule,
)
from chalkline.rulebook.api import Condition


@dataclass(frozen=True)
class SeatedMember:
    """A member as they stand to one item. ``is_excused``: barred from it, or recused."""

    person_id: str
    name: str
    constituency: Constituency
    has_vote: bool
    is_chair: bool = False
    is_present: bool = False
    is_excused: bool = False
    has_scored: bool = False

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


def quorum_of(members: Iterable[SeatedMember], voices: Iterable[Voice]) -> Quorum:
    """The quorum on one item, for a charter that wants ``voices`` in the room."""
    voting = [member for member in members if member.has_vote]
    counted = tuple(member for member in voting if member.counts)
    heard = {member.constituency for member in counted}
    return Quorum(
        voting_seats=len(voting),
        needed=len(voting) // 2 + 1,
        counted=counted,
        absent=tuple(member for member in voting if not member.is_present and not member.is_excused),
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
    free = [member for member in members if member.counts]
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
        carries_among_all=carries(counts[Choice.FOR], len(free), rule),
        carries_alone=carries(others_for, len(others), rule),
    )


def carries(in_favor: int, of: int, rule: VoteRule) -> bool:
    """Whether ``in_favor`` of ``of`` is enough. Nobody present carries nothing."""
    if rule is VoteRule.TWO_THIRDS:
        return of > 0 and 3 * in_favor >= 2 * of
    return 2 * in_favor > of


def vote_rule(motion: Motion, entry: AgendaEntry, two_thirds_for: frozenset[Light]) -> VoteRule:
    """Two thirds for an approval that is an exception or overrides a review; else a majority."""
    if motion.outcome.approves and (entry.light in two_thirds_for or overrides(motion, entry)):
        return VoteRule.TWO_THIRDS
    return VoteRule.MAJORITY


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
    return Motion(outcome, motion.conditions, motion.expires_on, motion.reason)


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
    free = [member for member in members if member.counts]
    chairs = tuple(member for member in free if member.is_chair)
    return chairs or tuple(free)
