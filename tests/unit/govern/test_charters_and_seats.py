"""Charters that change as versions; seats with alternates, terms and standing interests; nobody seats themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cast import NOW, Cast
from chalkline.govern.committees.api import (
    AgendaItem,
    Choice,
    Committee,
    Constituency,
    Openness,
    QuorumKind,
    QuorumRule,
    Seat,
    VoteRule,
    amend_charter,
    charter_versions,
    declare_interest,
    end_interest,
    end_seat,
    motion_digest,
    name_chair,
    name_secretary,
    note_arrival,
    renew_seat,
    seat_alternate,
    seat_member,
    standing_of,
)
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import history_of
from deciding import CHARTER, MEETING_AT, committee_seated, item_put, meeting_called, member, open_with, vote
from expecting import problem

pytestmark = pytest.mark.django_db
TOOL = SubjectRef("tool", "diffit")


def seat_held(cast: Cast, name: str) -> Seat:
    return Seat.objects.get(person=member(cast, name).person, ended_at=None)


def test_a_charter_changes_as_a_version_with_its_reason(cast: Cast) -> None:
    committee = committee_seated(cast)
    wanted = replace(CHARTER, quorum=QuorumRule(QuorumKind.NUMBER, 5), carries_with=VoteRule.MAJORITY_OF_SEATS)
    with problem("meetings.reason_needed"):
        amend_charter(cast.ada.actor, committee, wanted, reason="", now=NOW)
    amended = amend_charter(cast.ada.actor, committee, wanted, reason="Four of seven is too few.", now=NOW)
    amend_charter(cast.ada.actor, amended, wanted, reason="", now=NOW)  # nothing changes
    first, second = reversed(charter_versions(cast.bo.actor, committee))
    assert (first.number, second.number, second.reason) == (1, 2, "Four of seven is too few.")
    assert first.content["quorum_kind"] == "majority" and second.content["quorum_value"] == 5
    told = [each for each in history_of("committee", str(committee.pk)) if each.kind == "govern.charter.amended/1"]
    assert set(told[0].values["changed"]) == {"quorum_kind", "quorum_value", "carries_with"}
    standing = standing_of(item_put(cast, meeting_called(cast, amended)))
    assert standing.quorum.needed == 5 and standing.tally.rule is VoteRule.MAJORITY_OF_SEATS


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quorum": QuorumRule(QuorumKind.NUMBER, 1)}, "quorum_value"),  # nobody decides alone
        ({"quorum": QuorumRule(QuorumKind.SHARE, 20)}, "quorum_value"),
        ({"carries_with": VoteRule.TWO_THIRDS_OF_SEATS}, "carries_with"),
        ({"in_writing": True, "openness": Openness.PUBLIC_BODY}, "in_writing"),
        ({"promised": {Constituency.TEACHER: 99}}, "promised"),
    ],
)
def test_a_charter_that_would_not_hold_is_refused(cast: Cast, changes: dict[str, object], field: str) -> None:
    committee = committee_seated(cast)
    wanted = replace(CHARTER, **changes)  # type: ignore[arg-type]  # any part of a charter
    with problem("committees.charter_incomplete") as caught:
        amend_charter(cast.ada.actor, committee, wanted, reason="Why not.", now=NOW)
    assert field in caught.value.fields


def test_rules_do_not_change_while_members_vote(cast: Cast) -> None:
    meeting = meeting_called(cast)
    open_with(cast, meeting, "dana")
    wanted = replace(CHARTER, quorum=QuorumRule(QuorumKind.NUMBER, 2))
    with problem("committees.rules_stand"):
        amend_charter(cast.ada.actor, meeting.committee, wanted, reason="Now or never.", now=MEETING_AT)
    with problem("not_allowed"):
        amend_charter(cast.dana.actor, meeting.committee, wanted, reason="Mine.", now=MEETING_AT)


def test_nobody_seats_renews_or_chairs_themselves(cast: Cast) -> None:
    committee = committee_seated(cast)
    with problem("committees.not_oneself"):
        seat_member(cast.sue.actor, committee, cast.sue.person, Constituency.ADMINISTRATOR, is_chair=False, now=NOW)
    with problem("committees.not_oneself"):
        seat_alternate(cast.sue.actor, seat_held(cast, "tess"), cast.sue.person, now=NOW)
    seat = seat_member(cast.bo.actor, committee, cast.sue.person, Constituency.ADMINISTRATOR, now=NOW)  # the board may
    with problem("committees.not_oneself"):
        name_chair(cast.sue.actor, seat, now=NOW)
    with problem("committees.not_oneself"):
        renew_seat(cast.sue.actor, seat, now=NOW)
    for other in (cast.carl, cast.ada, cast.tess):
        with problem("not_allowed"):
            seat_member(other.actor, committee, other.person, Constituency.TEACHER, is_chair=True, now=NOW)


def test_an_alternate_votes_while_the_member_is_away_and_never_beside_them(cast: Cast) -> None:
    committee = committee_seated(cast)
    alternate = seat_alternate(cast.sue.actor, seat_held(cast, "tess"), cast.nora.person, now=NOW)
    assert (alternate.constituency, alternate.ends_on) == ("teacher", seat_held(cast, "tess").ends_on)
    item = item_put(cast, meeting_called(cast, committee))
    open_with(cast, item.meeting, "dana", "priya", "fay", "nora")
    vote(cast, item, "nora", Choice.FOR)
    assert standing_of(AgendaItem.objects.get(pk=item.pk)).tally.in_favor == 1
    note_arrival(cast.tess.actor, item.meeting, cast.tess.person, now=MEETING_AT)
    now_so = standing_of(AgendaItem.objects.get(pk=item.pk))
    assert (now_so.tally.in_favor, now_so.quorum.voting_seats) == (0, 7)
    with problem("meetings.member_is_here"):
        vote(cast, item, "nora", Choice.FOR)
    vote(cast, item, "tess", Choice.FOR)
    assert standing_of(AgendaItem.objects.get(pk=item.pk)).tally.in_favor == 1
    with problem("committees.cannot_sit"):
        seat_alternate(cast.sue.actor, seat_held(cast, "tess"), cast.paula.person, now=NOW)
    with problem("committees.cannot_sit"):
        seat_alternate(cast.sue.actor, alternate, cast.otto.person, now=NOW)
    end_seat(cast.sue.actor, seat_held(cast, "tess"), now=MEETING_AT)
    assert not Seat.objects.filter(person=cast.nora.person, ended_at=None).exists()


def test_a_term_that_is_over_votes_no_more_and_makes_room(cast: Cast) -> None:
    committee = committee_seated(cast)
    seat = seat_held(cast, "theo")
    with problem("committees.cannot_sit"):
        renew_seat(cast.sue.actor, seat, now=NOW)  # two years too early
    Seat.objects.filter(pk=seat.pk).update(starts_on=date(2024, 12, 1), ends_on=date(2026, 12, 2))
    item = item_put(cast, meeting_called(cast, committee))
    open_with(cast, item.meeting, "dana", "priya", "fay", "tess")
    with problem("not_allowed"):
        note_arrival(cast.theo.actor, item.meeting, cast.theo.person, now=MEETING_AT)
    with problem("not_allowed"):
        vote(cast, item, "theo", Choice.FOR)
    again = seat_member(
        cast.sue.actor, committee, cast.theo.person, Constituency.TEACHER, now=MEETING_AT + timedelta(days=1)
    )
    assert again.ends_on > date(2028, 1, 1)
    later = renew_seat(cast.sue.actor, seat_held(cast, "fay"), now=NOW + timedelta(days=700))
    assert later.ends_on > date(2030, 1, 1)


def test_a_declared_interest_bars_from_what_is_put_and_what_comes(cast: Cast) -> None:
    meeting = meeting_called(cast)
    item = item_put(cast, meeting, concerns=(TOOL,))
    interest = declare_interest(cast.tess.actor, TOOL, "Diffit", reason="My brother works there.", now=NOW)
    assert declare_interest(cast.tess.actor, TOOL, "Diffit", reason="Again.", now=NOW) == interest
    other = item_put(cast, meeting, SubjectRef("request", "another", "b" * 64), concerns=(TOOL,), title="Diffit again")
    free = item_put(cast, meeting, SubjectRef("request", "third", "c" * 64), title="Another tool")
    open_with(cast, meeting, "dana", "priya", "fay", "theo", "tess")
    for each in (item, other):
        with problem("meetings.barred"):
            vote(cast, AgendaItem.objects.get(pk=each.pk), "tess", Choice.FOR)
        assert cast.tess.actor.id not in {
            m.person_id for m in standing_of(AgendaItem.objects.get(pk=each.pk)).quorum.counted
        }
    vote(cast, free, "tess", Choice.FOR)
    with problem("not_allowed"):
        end_interest(cast.theo.actor, interest, now=NOW)
    end_interest(cast.tess.actor, interest, now=NOW)
    with problem("not_allowed"):
        declare_interest(cast.nora.actor, TOOL, "Diffit", reason="No seat.", now=NOW)
    with problem("committees.interest_in_what"):
        declare_interest(cast.tess.actor, SubjectRef("person", "x"), "Somebody", reason="No.", now=NOW)


def test_the_secretary_need_not_be_a_member(cast: Cast) -> None:
    committee = committee_seated(cast)
    assert name_secretary(cast.ada.actor, committee, cast.nora.person, now=NOW).secretary == cast.nora.person
    with problem("committees.cannot_sit"):
        name_secretary(cast.ada.actor, Committee.objects.get(), cast.kim.person, now=NOW)
    with problem("not_allowed"):
        name_secretary(cast.nora.actor, committee, cast.nora.person, now=NOW)


def test_a_vote_on_a_motion_that_is_not_the_one_before_the_members_is_refused(cast: Cast) -> None:
    item = item_put(cast)
    assert motion_digest(item) == motion_digest(AgendaItem.objects.get(pk=item.pk))
