"""Quorum and tally, for committees of every make-up."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from chalkline.govern.committees.rules import SeatedMember, carries, presiding, quorum_of, tally_of
from chalkline.govern.committees.words import VOICES, Choice, Constituency, Voice, VoteRule

MEMBER = some.builds(
    SeatedMember,
    person_id=some.text("abcdefgh", min_size=6, max_size=6),
    name=some.just("Somebody"),
    constituency=some.sampled_from(Constituency),
    has_vote=some.booleans(),
    is_chair=some.just(False),
    is_present=some.booleans(),
    is_excused=some.booleans(),
    has_scored=some.booleans(),
)
COMMITTEE = some.lists(MEMBER, max_size=15, unique_by=lambda member: member.person_id).map(tuple)
VOTES = some.sampled_from([*Choice, None])
RULES = some.sampled_from(VoteRule)
WANTED = some.lists(some.sampled_from(Voice), unique=True).map(tuple)


@some.composite
def voted(draw: some.DrawFn) -> tuple[tuple[SeatedMember, ...], dict[str, Choice]]:
    """A committee, and what each of its people tried to vote, allowed or not."""
    members = draw(COMMITTEE)
    votes = {member.person_id: draw(VOTES) for member in members}
    return members, {who: choice for who, choice in votes.items() if choice}


@given(voted(), RULES)
def test_only_members_free_to_vote_are_counted(
    case: tuple[tuple[SeatedMember, ...], dict[str, Choice]], rule: VoteRule
) -> None:
    members, votes = case
    tally = tally_of(members, votes, rule)
    allowed = [m for m in members if m.has_vote and m.is_present and not m.is_excused]
    assert tally.free == len(allowed)
    assert tally.in_favor == sum(1 for m in allowed if votes.get(m.person_id) is Choice.FOR)
    others = {m.person_id: Choice.FOR for m in members if m not in allowed}
    assert tally_of(members, votes | others, rule) == tally
    assert tally_of(members, {**votes, "a stranger": Choice.FOR}, rule) == tally


@given(voted(), RULES)
def test_what_carries_has_enough_of_those_present_and_of_those_who_did_not_review(
    case: tuple[tuple[SeatedMember, ...], dict[str, Choice]], rule: VoteRule
) -> None:
    members, votes = case
    tally = tally_of(members, votes, rule)
    without = tuple(replace(m, is_excused=True) if m.has_scored else m for m in members)
    assert tally.carries_alone == tally_of(without, votes, rule).carries_among_all
    if tally.carried:
        assert 2 * tally.in_favor > tally.free
        assert tally.in_favor > tally.against


@given(voted(), RULES)
def test_a_reviewers_vote_never_turns_a_no_into_a_yes(
    case: tuple[tuple[SeatedMember, ...], dict[str, Choice]], rule: VoteRule
) -> None:
    members, votes = case
    reviewers = {m.person_id for m in members if m.has_scored}
    against = votes | dict.fromkeys(reviewers, Choice.AGAINST)
    in_favor = votes | dict.fromkeys(reviewers, Choice.FOR)
    if not tally_of(members, in_favor, rule).carries_alone:
        assert not tally_of(members, in_favor, rule).carried
    if tally_of(members, against, rule).carried:
        assert tally_of(members, in_favor, rule).carried


@given(voted(), RULES, some.data())
def test_one_more_vote_for_it_never_hurts(
    case: tuple[tuple[SeatedMember, ...], dict[str, Choice]], rule: VoteRule, data: some.DataObject
) -> None:
    members, votes = case
    if not members:
        return
    who = data.draw(some.sampled_from(members)).person_id
    if tally_of(members, votes, rule).carried:
        assert tally_of(members, votes | {who: Choice.FOR}, rule).carried


@given(some.integers(0, 40), some.integers(0, 40))
def test_two_thirds_asks_for_at_least_as_much_as_a_majority(in_favor: int, of: int) -> None:
    if in_favor <= of and carries(in_favor, of, VoteRule.TWO_THIRDS):
        assert carries(in_favor, of, VoteRule.MAJORITY)
    assert not carries(0, of, VoteRule.MAJORITY)
    assert not carries(0, of, VoteRule.TWO_THIRDS)


@given(COMMITTEE, WANTED)
def test_a_quorum_is_more_than_half_of_all_voting_seats_with_every_wanted_voice(
    members: tuple[SeatedMember, ...], voices: tuple[Voice, ...]
) -> None:
    quorum = quorum_of(members, voices)
    seats = [m for m in members if m.has_vote]
    free = [m for m in seats if m.is_present and not m.is_excused]
    heard = {m.constituency for m in free}
    wanted = all(VOICES[voice] & heard for voice in voices)
    assert quorum.is_reached == (2 * len(free) > len(seats) and wanted)
    assert not any(m.is_present or m.is_excused for m in quorum.absent)


@given(COMMITTEE, WANTED, some.data())
def test_a_recusal_never_makes_a_quorum(
    members: tuple[SeatedMember, ...], voices: tuple[Voice, ...], data: some.DataObject
) -> None:
    if not members:
        return
    one = data.draw(some.sampled_from(members))
    after = tuple(replace(m, is_excused=True) if m is one else m for m in members)
    if quorum_of(after, voices).is_reached:
        assert quorum_of(members, voices).is_reached


@given(COMMITTEE, some.data())
def test_the_chair_presides_while_free_to_and_never_anybody_who_is_not(
    members: tuple[SeatedMember, ...], data: some.DataObject
) -> None:
    if not members:
        return
    one = data.draw(some.sampled_from(members))
    chaired = tuple(replace(m, is_chair=True, has_vote=True) if m is one else m for m in members)
    who = presiding(chaired)
    assert all(m.has_vote and m.is_present and not m.is_excused for m in who)
    if one.is_present and not one.is_excused:
        assert [m.person_id for m in who] == [one.person_id]
