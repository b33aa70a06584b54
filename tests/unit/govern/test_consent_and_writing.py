"""One vote on many items, and votes in writing between meetings: what may, what may not, how they are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cast import NOW, Cast
from chalkline.govern.committees.api import (
    AgendaItem,
    Authority,
    Choice,
    Light,
    Meeting,
    Motion,
    Openness,
    Outcome,
    WrittenVote,
    adjourn_meeting,
    amend_charter,
    cast_vote,
    consent_digest,
    declare_conflict,
    make_motion,
    motion_digest,
    open_meeting,
    open_written_vote,
    pull_off_consent,
    put_on_consent,
    remind_of_written_vote,
    stop_written_vote,
    vote_on_consent,
)
from chalkline.govern.decisions.api import Decision, close_consent, close_item, settle_written_vote
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import system_actor
from deciding import CHARTER, MEETING_AT, REVIEW, committee_seated, item_put, meeting_called, member, open_with, vote
from expecting import problem

pytestmark = pytest.mark.django_db
CLOSES = NOW + timedelta(days=5)
ALL = ("dana", "priya", "paula", "tess", "theo", "fay")


def several(cast: Cast, meeting: Meeting, n: int = 3) -> list[AgendaItem]:
    return [
        item_put(cast, meeting, SubjectRef("request", f"thing-{at}", str(at) * 64), title=f"Thing {at}")
        for at in range(n)
    ]


def says(cast: Cast, name: str, meeting: Meeting, choice: Choice = Choice.FOR) -> list[AgendaItem]:
    reason = "" if choice is Choice.FOR else "No."
    digest = consent_digest(meeting)
    return vote_on_consent(member(cast, name).actor, meeting, choice, on_agenda=digest, reason=reason, now=MEETING_AT)


def test_what_nobody_pulls_is_decided_by_one_vote(cast: Cast) -> None:
    meeting = meeting_called(cast)
    one, two, three = several(cast, meeting)
    for each in (one, two, three):
        put_on_consent(cast.ada.actor, each, now=NOW)
    declare_conflict(cast.fay.actor, two, reason="I sell it.", now=NOW)
    open_with(cast, meeting, *ALL)
    pull_off_consent(cast.sam.actor, three, now=MEETING_AT)  # an adviser may, too
    for name in ("carl", "dana", "priya", "tess"):
        assert len(says(cast, name, meeting)) == 2
    assert [each.title for each in says(cast, "fay", meeting)] == ["Thing 0"]
    with problem("meetings.pull_it_first"):
        close_consent(cast.carl.actor, meeting, now=MEETING_AT)  # on Thing 1 no family voice may take part
    assert not Decision.objects.exists()
    pull_off_consent(cast.theo.actor, two, now=MEETING_AT)
    with problem("meetings.not_presiding"):
        close_consent(cast.dana.actor, meeting, now=MEETING_AT)
    made = close_consent(cast.carl.actor, meeting, now=MEETING_AT)
    assert [each.title for each in made] == ["Thing 0"]
    assert made[0].record["on_consent"] and made[0].record["tally"]["for"] == 5
    with problem("meetings.nothing_on_consent"):
        close_consent(cast.carl.actor, meeting, now=MEETING_AT)


def test_what_needs_talk_is_not_decided_by_the_way(cast: Cast) -> None:
    meeting = meeting_called(cast)
    red = item_put(cast, meeting, SubjectRef("request", "red", "a" * 64), light=Light.RED)
    against = item_put(cast, meeting, SubjectRef("request", "gate", "b" * 64), objections=("It trains on students.",))
    for each in (red, against):
        with problem("meetings.not_on_consent"):
            put_on_consent(cast.ada.actor, each, now=NOW)
    item = put_on_consent(cast.ada.actor, several(cast, meeting, 1)[0], now=NOW)
    with problem("not_allowed"):
        put_on_consent(cast.nora.actor, item, now=NOW)
    with problem("not_allowed"):
        pull_off_consent(cast.nora.actor, item, now=NOW)
    open_with(cast, meeting, *ALL)
    says(cast, "dana", meeting)
    digest = consent_digest(meeting)
    make_motion(cast.tess.actor, item, Motion(Outcome.DECLINE, reason="Too early."), now=MEETING_AT)
    assert not AgendaItem.objects.get(pk=item.pk).is_consent  # other words are talked about
    with problem("meetings.nothing_on_consent"):
        vote_on_consent(cast.dana.actor, meeting, Choice.FOR, on_agenda=digest, now=MEETING_AT)


def test_a_consent_vote_is_on_exactly_what_was_read(cast: Cast) -> None:
    meeting = meeting_called(cast)
    items = [put_on_consent(cast.ada.actor, each, now=NOW) for each in several(cast, meeting, 2)]
    open_with(cast, meeting, *ALL)
    read = consent_digest(meeting)
    pull_off_consent(cast.fay.actor, items[0], now=MEETING_AT)
    with problem("meetings.motion_changed"):
        vote_on_consent(cast.dana.actor, meeting, Choice.FOR, on_agenda=read, now=MEETING_AT)
    with problem("not_allowed"):
        says(cast, "sam", meeting)  # advises, no vote


def writing(cast: Cast, authority: Authority = Authority.DECIDING, **changes: object) -> AgendaItem:
    """An item of a meeting of a committee that may vote in writing."""
    committee = committee_seated(cast, authority=authority)
    wanted = replace(CHARTER, authority=authority, in_writing=True)
    amended = amend_charter(cast.ada.actor, committee, wanted, reason="Summer.", now=NOW)
    return item_put(cast, meeting_called(cast, amended), **changes)


def opened(cast: Cast, item: AgendaItem) -> WrittenVote:
    return open_written_vote(cast.carl.actor, item, CLOSES, reason="School begins on Monday.", now=NOW)


def writes(
    cast: Cast, name: str, item: AgendaItem, choice: Choice = Choice.FOR, *, at: timedelta | None = None
) -> None:
    current = AgendaItem.objects.get(pk=item.pk)
    reason = "" if choice is Choice.FOR else "No."
    when = NOW + (at or timedelta(hours=1))
    cast_vote(member(cast, name).actor, current, choice, on_motion=motion_digest(current), reason=reason, now=when)


def test_a_vote_in_writing_decides_with_votes_and_abstentions(cast: Cast) -> None:
    item = writing(cast)
    written = opened(cast, item)
    assert len(written.asked) == 7
    for name, choice in (("carl", Choice.FOR), ("tess", Choice.FOR), ("fay", Choice.ABSTAIN), ("priya", Choice.FOR)):
        writes(cast, name, item, choice)
    writes(cast, "tess", item, Choice.FOR)  # twice is once
    with problem("meetings.writing_not_over"):
        settle_written_vote(cast.carl.actor, written, now=NOW + timedelta(days=2))
    with problem("meetings.writing_not_over"):
        close_item(cast.carl.actor, item, now=CLOSES)
    with problem("meetings.writing_over"):
        writes(cast, "theo", item, at=timedelta(days=6))
    decision = settle_written_vote(system_actor("decisions"), written, now=CLOSES)
    assert decision and decision.closed_by == cast.carl.person
    assert (decision.outcome, decision.record["tally"]["for"], decision.record["tally"]["abstained"]) == (
        "approve_with_conditions",
        3,
        1,
    )
    assert decision.record["quorum"]["needed"] == 4 and decision.record["in_writing"]["asked"] == written.asked
    with problem("meetings.no_vote_in_writing"):
        settle_written_vote(system_actor("decisions"), written, now=CLOSES)


def test_it_closes_as_soon_as_everybody_answered(cast: Cast) -> None:
    item = writing(cast)
    written = opened(cast, item)
    declare_conflict(cast.paula.actor, item, reason="My own pilot.", now=NOW)
    for name in ("carl", "dana", "priya", "tess", "theo", "fay"):
        writes(cast, name, item)
    assert settle_written_vote(system_actor("decisions"), written, now=NOW + timedelta(hours=2))


def test_without_a_quorum_in_writing_the_meeting_decides(cast: Cast) -> None:
    item = writing(cast)
    written = opened(cast, item)
    for name in ("carl", "dana", "tess"):
        writes(cast, name, item)
    assert settle_written_vote(system_actor("decisions"), written, now=CLOSES) is None
    current = AgendaItem.objects.get(pk=item.pk)
    assert (current.state, current.votes.count(), WrittenVote.objects.get().ended_how) == ("waiting", 0, "no_quorum")
    open_with(cast, item.meeting, *ALL)
    for name in ("carl", *ALL):
        vote(cast, item, name, Choice.FOR)
    assert close_item(cast.carl.actor, item, now=MEETING_AT)


def test_any_member_can_ask_to_talk_first_and_nobody_else(cast: Cast) -> None:
    item = writing(cast)
    opened(cast, item)
    writes(cast, "dana", item)
    with problem("meetings.in_writing_now"):
        make_motion(cast.tess.actor, item, Motion(Outcome.DECLINE, reason="Too early."), now=NOW)
    for other in ("sam", "nora", "ada"):
        with problem("not_allowed"):
            stop_written_vote(member(cast, other).actor, item, reason="Wait.", now=NOW)
    stop_written_vote(cast.fay.actor, item, reason="Families have questions.", now=NOW)
    assert not AgendaItem.objects.get(pk=item.pk).votes.exists()
    with problem("meetings.no_vote_in_writing"):
        stop_written_vote(cast.fay.actor, item, reason="Again.", now=NOW)
    with problem("meetings.vote_not_open"):
        writes(cast, "dana", item)


def test_who_may_not_vote_in_writing(cast: Cast) -> None:
    item = writing(cast)
    opened(cast, item)
    for other in ("sam", "nora", "sue"):
        with problem("not_allowed"):
            writes(cast, other, item)
    with problem("meetings.in_writing_now"):
        opened(cast, item)
    open_meeting(cast.carl.actor, item.meeting, now=MEETING_AT)  # the meeting overtakes it
    assert WrittenVote.objects.get().ended_how == "overtaken"
    adjourn_meeting(cast.carl.actor, item.meeting, now=MEETING_AT)


def test_writing_is_refused_where_charter_law_or_the_matter_forbids_it(cast: Cast) -> None:
    committee = committee_seated(cast)
    meeting = meeting_called(cast, committee)
    item = item_put(cast, meeting)
    with problem("meetings.not_in_writing") as by_charter:
        opened(cast, item)
    assert "charter" in str(by_charter.value.why)
    public = replace(CHARTER, openness=Openness.PUBLIC_BODY)
    amend_charter(cast.ada.actor, committee, public, reason="Counsel says so.", now=NOW)
    with problem("meetings.not_in_writing") as by_law:
        opened(cast, AgendaItem.objects.get(pk=item.pk))
    assert "law" in str(by_law.value.why)
    amend_charter(cast.ada.actor, committee, replace(CHARTER, in_writing=True), reason="Not after all.", now=NOW)
    red = item_put(cast, meeting, SubjectRef("request", "red", "d" * 64), light=Light.RED)
    with problem("meetings.not_in_writing"):
        opened(cast, red)
    with problem("not_allowed"):
        open_written_vote(cast.dana.actor, item, CLOSES, reason="Not the chair.", now=NOW)
    for wrong in (NOW + timedelta(hours=2), MEETING_AT):
        with problem("meetings.writing_incomplete"):
            open_written_vote(cast.carl.actor, item, wrong, reason="Soon.", now=NOW)
    with problem("committees.rules_stand"):
        opened(cast, item)
        amend_charter(cast.ada.actor, committee, CHARTER, reason="Change it now.", now=NOW)


def test_who_has_not_answered_is_reminded_once(cast: Cast) -> None:
    item = writing(cast)
    written = opened(cast, item)
    writes(cast, "dana", item)
    jobs = system_actor("committees")
    assert remind_of_written_vote(jobs, written, now=NOW + timedelta(days=1)) == []
    assert len(remind_of_written_vote(jobs, written, now=CLOSES - timedelta(hours=20))) == 6
    assert remind_of_written_vote(jobs, written, now=CLOSES - timedelta(hours=10)) == []


def test_an_approval_without_a_last_day_is_only_for_what_lasts(cast: Cast) -> None:
    meeting = meeting_called(cast)
    lasting = item_put(cast, meeting, is_lasting=True, proposed=(), light=Light.GREEN)
    open_with(cast, meeting, *ALL)
    with problem("meetings.motion_incomplete"):
        dated = Motion(Outcome.APPROVE, (REVIEW,), date(2027, 1, 1), "Why")
        make_motion(cast.dana.actor, lasting, dated, now=MEETING_AT)
    make_motion(cast.dana.actor, lasting, Motion(Outcome.APPROVE, (), None, "As written."), now=MEETING_AT)
