"""Counting by any charter: quorum rules, shares of all seats, alternates. Vectors were worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalkline.govern.committees.rules import SeatedMember, quorum_of, tally_of, with_alternates
from chalkline.govern.committees.words import Choice, Constituency, QuorumKind, QuorumRule, VoteRule

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


def seat(name: str, here: bool = True, *, excused: bool = False, of: str = "", scored: bool = False) -> SeatedMember:
    return SeatedMember(
        name, name, Constituency.TEACHER, True, is_present=here, is_excused=excused, has_scored=scored, stands_in_for=of
    )


SEVEN = tuple("abcdefg")


def room(here: str, *, excused: str = "") -> tuple[SeatedMember, ...]:
    """Seven seats; ``here`` are in the room, ``excused`` take no part in the item."""
    return tuple(seat(name, name in here, excused=name in excused) for name in SEVEN)


@pytest.mark.parametrize(
    ("rule", "here", "excused", "needed", "reached"),
    [
        (QuorumRule(), "abcd", "", 4, True),  # 4 of 7 is more than half
        (QuorumRule(), "abc", "", 4, False),
        (QuorumRule(), "abcd", "d", 4, False),  # who is recused is there and does not count; 4 are still needed
        (QuorumRule(), "abcde", "e", 4, True),
        (QuorumRule(QuorumKind.NUMBER, 5), "abcd", "", 5, False),
        (QuorumRule(QuorumKind.NUMBER, 5), "abcde", "", 5, True),
        (QuorumRule(QuorumKind.SHARE, 60), "abcd", "", 5, False),  # 60 % of 7 is 4.2: five
        (QuorumRule(QuorumKind.SHARE, 60), "abcde", "", 5, True),
        (QuorumRule(QuorumKind.SHARE, 100), "abcdefg", "", 7, True),
        (QuorumRule(QuorumKind.SHARE, 50), "abcd", "", 4, True),  # 3.5: four
    ],
)
def test_the_quorum_is_what_the_charter_says(
    rule: QuorumRule, here: str, excused: str, needed: int, reached: bool
) -> None:
    quorum = quorum_of(room(here, excused=excused), (), rule)
    assert (quorum.needed, quorum.is_reached, quorum.voting_seats) == (needed, reached, 7)


@pytest.mark.parametrize(
    ("rule", "here", "excused", "votes", "carried"),
    [
        (VoteRule.MAJORITY, "abcde", "", {"a": FOR, "b": FOR, "c": FOR, "d": AGAINST, "e": AGAINST}, True),  # 3 of 5
        (VoteRule.MAJORITY, "abcd", "", {"a": FOR, "b": FOR, "c": AGAINST, "d": AGAINST}, False),  # a tie
        (
            VoteRule.MAJORITY,
            "abcd",
            "",
            {"a": FOR, "b": FOR, "c": ABSTAIN},
            False,
        ),  # 2 of 4: who abstains is not for it
        (VoteRule.MAJORITY, "abcde", "de", {"a": FOR, "b": FOR, "c": AGAINST, "d": AGAINST}, True),  # 2 of the 3 free
        (VoteRule.MAJORITY_OF_SEATS, "abcde", "", {"a": FOR, "b": FOR, "c": FOR}, False),  # 3 of 7 seats
        (VoteRule.MAJORITY_OF_SEATS, "abcde", "", {"a": FOR, "b": FOR, "c": FOR, "d": FOR}, True),  # 4 of 7
        (VoteRule.MAJORITY_OF_SEATS, "abcdefg", "efg", {"a": FOR, "b": FOR, "c": FOR}, False),  # recusal keeps 7
        (VoteRule.TWO_THIRDS, "abcdef", "", {"a": FOR, "b": FOR, "c": FOR, "d": FOR}, True),  # 4 of 6 is two thirds
        (VoteRule.TWO_THIRDS, "abcde", "", {"a": FOR, "b": FOR, "c": FOR}, False),  # 3 of 5 is 60 %
        (VoteRule.TWO_THIRDS_OF_SEATS, "abcdef", "", {"a": FOR, "b": FOR, "c": FOR, "d": FOR}, False),  # 4 of 7
        (VoteRule.TWO_THIRDS_OF_SEATS, "abcdef", "", dict.fromkeys("abcde", FOR), True),  # 5 of 7 is 71 %
    ],
)
def test_what_carries(rule: VoteRule, here: str, excused: str, votes: dict[str, Choice], carried: bool) -> None:
    assert tally_of(room(here, excused=excused), votes, rule).carried is carried


def test_an_alternate_votes_only_while_the_member_is_away() -> None:
    both = (*room("abc"), seat("z", of="d"))  # d is away, z is here for d
    assert quorum_of(both, ()).is_reached and quorum_of(both, ()).voting_seats == 7
    assert [each.person_id for each in quorum_of(both, ()).absent] == ["e", "f", "g"]
    votes = dict.fromkeys("abz", FOR) | {"c": AGAINST}
    assert (tally_of(both, votes, VoteRule.MAJORITY).in_favor, tally_of(both, votes, VoteRule.MAJORITY).free) == (3, 4)
    back = (*room("abcd"), seat("z", of="d"))  # d came: z's vote counts no more
    assert tally_of(back, votes, VoteRule.MAJORITY).in_favor == 2
    assert tally_of(back, votes | {"d": FOR}, VoteRule.MAJORITY).in_favor == 3
    aside = (*room("abcd", excused="d"), seat("z", of="d"))  # d is here and recused: nobody stands in for a recusal
    assert not quorum_of(aside, ()).is_reached


MEMBERS = some.lists(
    some.builds(
        seat,
        name=some.sampled_from("abcdefghij"),
        here=some.booleans(),
        excused=some.booleans(),
        scored=some.booleans(),
    ),
    max_size=9,
    unique_by=lambda member: member.person_id,
).map(tuple)


@given(MEMBERS, some.dictionaries(some.sampled_from("abcdefghijz"), some.sampled_from(Choice)), some.data())
def test_a_seat_never_has_two_votes(
    members: tuple[SeatedMember, ...], votes: dict[str, Choice], data: some.DataObject
) -> None:
    if not members:
        return
    member = data.draw(some.sampled_from(members))
    with_one = (*members, seat("z", data.draw(some.booleans()), of=member.person_id))
    for rule in VoteRule:
        tally = tally_of(with_one, votes, rule)
        assert tally.free <= len(members)
        counted = [each for each in with_alternates(with_one) if each.counts]
        assert len({each.stands_in_for or each.person_id for each in counted}) == len(counted)
    assert quorum_of(with_one, ()).voting_seats == len(members)


@given(MEMBERS, some.dictionaries(some.sampled_from("abcdefghij"), some.sampled_from(Choice)), some.data())
def test_an_abstention_keeps_the_quorum_and_a_recusal_does_not(
    members: tuple[SeatedMember, ...], votes: dict[str, Choice], data: some.DataObject
) -> None:
    if not members:
        return
    one = data.draw(some.sampled_from(members))
    abstains = tally_of(members, votes | {one.person_id: ABSTAIN}, VoteRule.MAJORITY)
    assert abstains.free == tally_of(members, votes, VoteRule.MAJORITY).free
    recused = tuple(replace(each, is_excused=True) if each is one else each for each in members)
    fewer = len(quorum_of(members, ()).counted) - len(quorum_of(recused, ()).counted)
    assert fewer == (1 if one.counts else 0)
    assert quorum_of(recused, ()).needed == quorum_of(members, ()).needed


@given(MEMBERS, some.dictionaries(some.sampled_from("abcdefghij"), some.sampled_from(Choice)))
def test_counting_of_all_seats_is_never_easier(members: tuple[SeatedMember, ...], votes: dict[str, Choice]) -> None:
    if tally_of(members, votes, VoteRule.MAJORITY_OF_SEATS).carried:
        assert tally_of(members, votes, VoteRule.MAJORITY).carried
    if tally_of(members, votes, VoteRule.TWO_THIRDS_OF_SEATS).carried:
        assert tally_of(members, votes, VoteRule.TWO_THIRDS).carried
