"""Conflicts, motions, votes and closing: who takes part, what counts, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cast import Cast
from chalkline.govern.committees.api import (
    AgendaItem,
    Barred,
    Choice,
    Light,
    Motion,
    Outcome,
    VoteRule,
    adjourn_meeting,
    bar_person,
    cast_vote,
    declare_conflict,
    make_motion,
    motion_digest,
    note_departure,
    standing_of,
)
from chalkline.govern.decisions.api import Decision, close_item
from chalkline.kernel.problem import Problem
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import history_of
from chalkline.people.api import system_actor
from deciding import MEETING_AT, REVIEW, SUBJECT, item_put, meeting_called, member, open_with, vote
from expecting import problem

OTHERS = ("dana", "priya", "paula", "theo", "fay")


def ready(cast: Cast, *present: str, **changes: object) -> AgendaItem:
    """An item before an open meeting; Tess asked for it, Priya reviewed it."""
    asked = {
        "barred": (Barred(cast.tess.actor.id, "You asked for this yourself, so others decide it."),),
        "scored_by": frozenset({cast.priya.actor.id}),
    }
    meeting = meeting_called(cast)
    item = item_put(cast, meeting, **(asked | changes))
    open_with(cast, meeting, *(present or OTHERS))
    return AgendaItem.objects.select_related("meeting__committee").get(pk=item.pk)


def fresh(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__committee").get(pk=item.pk)


def test_the_committee_approves_and_the_decision_says_all_of_it(cast: Cast) -> None:
    item = ready(cast)
    for name in ("carl", "dana", "paula", "theo"):
        vote(cast, item, name, Choice.FOR)
    vote(cast, item, "fay", Choice.AGAINST, "Families were not asked.")
    decision = close_item(cast.carl.actor, item, now=MEETING_AT)
    assert str(decision) == "2026-1"
    assert decision.outcome == "approve_with_conditions"
    assert decision.subject_digest == SUBJECT.digest
    assert [each["text"] for each in decision.conditions] == [REVIEW.text]
    assert decision.expires_on == date(2027, 6, 30)
    told = history_of("request", SUBJECT.id)[0]
    assert str(told.sentence("Carl")) == (
        "The AI oversight committee decided on “Diffit for adapting texts”: "
        "approved with conditions, 4 to 1 (decision 2026-1)."
    )
    assert told.values["decision"]["digest"] == decision.digest


def test_who_asked_for_it_does_not_vote_move_close_or_count(cast: Cast) -> None:
    item = ready(cast, "tess", "dana", "fay")
    assert cast.tess.actor.id not in {each.person_id for each in standing_of(item).quorum.counted}
    with problem("meetings.barred"):
        vote(cast, item, "tess", Choice.FOR)
    with problem("meetings.barred"):
        make_motion(cast.tess.actor, item, Motion(Outcome.DEFER, reason="Later."), now=MEETING_AT)
    with problem("meetings.barred"):
        close_item(cast.tess.actor, item, now=MEETING_AT)


@pytest.mark.parametrize("name", ["carl", "dana", "priya", "paula", "tess", "theo", "fay"])
def test_nobody_votes_on_their_own_request_whatever_their_seat(cast: Cast, name: str) -> None:
    item = ready(cast, *OTHERS, "tess", barred=(Barred(member(cast, name).actor.id, "You asked for this."),))
    with problem("meetings.barred"):
        vote(cast, item, name, Choice.FOR)
    with problem("meetings.barred"):
        close_item(member(cast, name).actor, item, now=MEETING_AT)


@pytest.mark.parametrize("name", ["sam", "bo", "ada", "sue", "nora", "otto", "kim"])
def test_without_a_voting_seat_no_vote(cast: Cast, name: str) -> None:
    item = ready(cast)
    with problem("not_allowed"):
        vote(cast, item, name, Choice.FOR)
    with problem("not_allowed"):
        close_item(member(cast, name).actor, item, now=MEETING_AT)
    with problem("not_allowed"):
        make_motion(member(cast, name).actor, item, Motion(Outcome.DEFER, reason="Later."), now=MEETING_AT)


def test_a_recused_member_does_not_vote_and_does_not_count(cast: Cast) -> None:
    item = ready(cast, "dana", "priya", "fay", "theo")
    vote(cast, item, "dana", Choice.FOR)
    before = len(standing_of(fresh(item)).quorum.counted)
    with problem("meetings.reason_needed"):
        declare_conflict(cast.dana.actor, item, reason=" ", now=MEETING_AT)
    declare_conflict(cast.dana.actor, item, reason="My brother works for the vendor.", now=MEETING_AT)
    declare_conflict(cast.dana.actor, item, reason="My brother works for the vendor.", now=MEETING_AT)
    after = standing_of(fresh(item))
    assert len(after.quorum.counted) == before - 1
    assert after.quorum.needed == standing_of(item).quorum.needed
    assert after.tally.in_favor == 0
    with problem("meetings.recused"):
        vote(cast, item, "dana", Choice.FOR)
    told = history_of("person", cast.dana.actor.id)
    assert [each.kind for each in told].count("govern.conflict.declared/1") == 1


def test_members_vote_only_when_here(cast: Cast) -> None:
    item = ready(cast, "dana")
    with problem("meetings.not_present"):
        vote(cast, item, "fay", Choice.FOR)
    vote(cast, item, "dana", Choice.FOR)
    note_departure(cast.dana.actor, item.meeting, cast.dana.person, now=MEETING_AT)
    assert standing_of(fresh(item)).tally.in_favor == 0
    with problem("meetings.not_present"):
        vote(cast, item, "dana", Choice.FOR)


def test_no_vote_before_the_meeting_and_none_after_it(cast: Cast) -> None:
    meeting = meeting_called(cast)
    item = item_put(cast, meeting)
    with problem("meetings.vote_not_open"):
        vote(cast, item, "dana", Choice.FOR)
    open_with(cast, meeting, "dana")
    adjourn_meeting(cast.carl.actor, meeting, now=MEETING_AT)
    with problem("meetings.vote_closed"):
        vote(cast, item, "dana", Choice.FOR)


def test_a_vote_after_closing_is_refused(cast: Cast) -> None:
    item = ready(cast)
    for name in ("carl", "dana", "paula", "theo"):
        vote(cast, item, name, Choice.FOR)
    close_item(cast.carl.actor, item, now=MEETING_AT)
    for attempt in (Choice.AGAINST, Choice.FOR):
        with problem("meetings.vote_closed"):
            vote(cast, item, "fay", attempt)
    with problem("meetings.vote_closed"):
        declare_conflict(cast.fay.actor, item, reason="Too late.", now=MEETING_AT)
    with problem("meetings.vote_closed"):
        make_motion(cast.dana.actor, item, Motion(Outcome.DEFER, reason="Later."), now=MEETING_AT)


def test_the_second_to_close_hears_what_was_decided(cast: Cast) -> None:
    item = ready(cast)
    for name in ("carl", "dana", "paula", "theo"):
        vote(cast, item, name, Choice.FOR)
    first = close_item(cast.carl.actor, item, now=MEETING_AT)
    with pytest.raises(Problem) as caught:
        close_item(cast.carl.actor, item, now=MEETING_AT)
    assert caught.value.code == "decisions.already_decided"
    assert str(first) in str(caught.value.what)
    assert Decision.objects.count() == 1


def test_the_same_version_is_never_decided_twice_even_at_another_meeting(cast: Cast) -> None:
    item = ready(cast)
    for name in ("carl", "dana", "paula", "theo"):
        vote(cast, item, name, Choice.FOR)
    close_item(cast.carl.actor, item, now=MEETING_AT)
    again = item_put(cast, meeting_called(cast, item.meeting.committee))
    open_with(cast, again.meeting, "dana", "paula", "theo", "fay")
    with problem("decisions.already_decided"):
        close_item(cast.carl.actor, again, now=MEETING_AT)


def test_without_a_quorum_it_says_who_is_missing(cast: Cast) -> None:
    item = ready(cast, "dana", "theo")
    with pytest.raises(Problem) as caught:
        close_item(cast.carl.actor, item, now=MEETING_AT)
    assert caught.value.code == "meetings.no_quorum"
    assert "3 of 4" in str(caught.value.why)
    assert "a privacy or legal voice and a family voice" in str(caught.value.why)
    for name in ("Priya Raman", "Paula Voss", "Fay Idris"):
        assert name in str(caught.value.next_step)
    assert "Tess" not in str(caught.value.next_step)


def test_a_yellow_matter_needs_a_family_voice_and_a_green_one_does_not(cast: Cast) -> None:
    item = ready(cast, "dana", "priya", "theo")
    with pytest.raises(Problem) as caught:
        close_item(cast.carl.actor, item, now=MEETING_AT)
    assert str(caught.value.why) == "The charter also asks for a family voice."
    green = SubjectRef("request", "9f0d6d0a-1111-4222-8333-444455556666", "b" * 64)
    meeting = meeting_called(cast, item.meeting.committee)
    other = item_put(cast, meeting, green, light=Light.GREEN)
    open_with(cast, meeting, "dana", "priya", "theo")
    for name in ("carl", "dana", "theo"):
        vote(cast, other, name, Choice.FOR)
    assert close_item(cast.carl.actor, other, now=MEETING_AT).outcome == "approve_with_conditions"


def test_a_reviewer_may_vote_but_not_cast_the_deciding_vote(cast: Cast) -> None:
    item = ready(cast, "dana", "priya", "theo", "fay")
    for name in ("carl", "dana", "priya"):
        vote(cast, item, name, Choice.FOR)
    for name in ("theo", "fay"):
        vote(cast, item, name, Choice.AGAINST)
    tally = standing_of(fresh(item)).tally
    assert (tally.in_favor, tally.against) == (3, 2)
    assert tally.reviewers_would_decide and not tally.carried
    vote(cast, item, "theo", Choice.FOR)
    assert standing_of(fresh(item)).tally.carried


def test_only_the_chair_closes_unless_the_chair_takes_no_part(cast: Cast) -> None:
    item = ready(cast)
    for name in ("dana", "paula", "theo", "fay"):
        vote(cast, item, name, Choice.FOR)
    with problem("meetings.not_presiding"):
        close_item(cast.dana.actor, item, now=MEETING_AT)
    declare_conflict(cast.carl.actor, item, reason="I wrote a book with the founder.", now=MEETING_AT)
    with problem("meetings.recused"):
        close_item(cast.carl.actor, item, now=MEETING_AT)
    assert close_item(cast.dana.actor, item, now=MEETING_AT).closed_by == cast.dana.person


def test_a_motion_to_approve_that_fails_is_a_no(cast: Cast) -> None:
    item = ready(cast)
    for name in ("dana", "paula", "fay"):
        vote(cast, item, name, Choice.AGAINST, "No evidence that it helps.")
    vote(cast, item, "carl", Choice.FOR)
    decision = close_item(cast.carl.actor, item, now=MEETING_AT)
    assert decision.outcome == "decline"
    assert decision.conditions == [] and decision.expires_on is None


def test_a_failed_motion_to_defer_decides_nothing(cast: Cast) -> None:
    item = ready(cast)
    make_motion(cast.dana.actor, item, Motion(Outcome.DEFER, reason="Wait for the audit."), now=MEETING_AT)
    vote(cast, item, "dana", Choice.FOR)
    with problem("meetings.motion_failed"):
        close_item(cast.carl.actor, item, now=MEETING_AT)
    assert fresh(item).state == "waiting"


def test_deferring_leaves_the_same_version_open_for_a_later_meeting(cast: Cast) -> None:
    item = ready(cast)
    make_motion(cast.dana.actor, item, Motion(Outcome.DEFER, reason="Wait for the audit."), now=MEETING_AT)
    for name in ("carl", "dana", "paula", "theo"):
        vote(cast, item, name, Choice.FOR)
    assert close_item(cast.carl.actor, item, now=MEETING_AT).outcome == "defer"
    again = item_put(cast, meeting_called(cast, item.meeting.committee))
    open_with(cast, again.meeting, "dana", "paula", "theo", "fay", "priya")
    for name in ("carl", "dana", "paula", "theo"):
        vote(cast, again, name, Choice.FOR)
    assert str(close_item(cast.carl.actor, again, now=MEETING_AT)) == "2026-2"


def test_a_changed_motion_clears_the_votes_and_a_vote_on_the_old_words_is_refused(cast: Cast) -> None:
    item = ready(cast)
    old = motion_digest(item)
    vote(cast, item, "dana", Choice.FOR)
    shorter = Motion(Outcome.APPROVE, (REVIEW,), date(2027, 1, 31))
    make_motion(cast.theo.actor, item, shorter, now=MEETING_AT)
    assert standing_of(fresh(item)).tally.in_favor == 0
    with problem("meetings.motion_changed"):
        cast_vote(cast.dana.actor, item, Choice.FOR, on_motion=old, now=MEETING_AT)
    make_motion(cast.theo.actor, item, shorter, now=MEETING_AT)
    vote(cast, item, "dana", Choice.FOR)
    assert standing_of(fresh(item)).tally.in_favor == 1


@pytest.mark.parametrize(
    ("motion", "field"),
    [
        (Motion(Outcome.APPROVE, (REVIEW,)), "expires_on"),
        (Motion(Outcome.APPROVE, (REVIEW,), date(2026, 12, 3)), "expires_on"),
        (Motion(Outcome.APPROVE, (REVIEW,), date(2027, 12, 4)), "expires_on"),
        (Motion(Outcome.APPROVE, (REVIEW, replace(REVIEW, text=" ")), date(2027, 6, 30)), "conditions"),
        (
            Motion(Outcome.APPROVE, tuple(replace(REVIEW, text=f"{n}") for n in range(21)), date(2027, 6, 30)),
            "conditions",
        ),
        (Motion(Outcome.DECLINE), "reason"),
        (Motion(Outcome.DEFER, reason="x" * 2001), "reason"),
    ],
)
def test_a_motion_says_exactly_what_is_voted_on(cast: Cast, motion: Motion, field: str) -> None:
    item = ready(cast)
    with pytest.raises(Problem) as caught:
        make_motion(cast.dana.actor, item, motion, now=MEETING_AT)
    assert caught.value.code == "meetings.motion_incomplete"
    assert field in caught.value.fields


def test_leaving_out_what_a_review_asked_for_takes_two_thirds_and_a_reason(cast: Cast) -> None:
    item = ready(cast)
    bare = Motion(Outcome.APPROVE, (), date(2027, 6, 30))
    with problem("meetings.motion_incomplete"):
        make_motion(cast.dana.actor, item, bare, now=MEETING_AT)
    make_motion(cast.dana.actor, item, replace(bare, reason="Teachers do that anyway."), now=MEETING_AT)
    assert standing_of(fresh(item)).tally.rule is VoteRule.TWO_THIRDS
    for name in ("carl", "dana", "paula"):
        vote(cast, item, name, Choice.FOR)
    assert not standing_of(fresh(item)).tally.carried
    vote(cast, item, "theo", Choice.FOR)
    assert standing_of(fresh(item)).outcome is Outcome.APPROVE


@pytest.mark.parametrize("change", [{"light": Light.RED}, {"objections": ("Privacy objects.",)}])
def test_an_exception_takes_two_thirds_to_approve_and_a_majority_to_decline(
    cast: Cast, change: dict[str, object]
) -> None:
    item = ready(cast, **change)
    assert standing_of(item).tally.rule is VoteRule.TWO_THIRDS
    make_motion(cast.dana.actor, item, Motion(Outcome.DECLINE, reason="Too risky."), now=MEETING_AT)
    assert standing_of(fresh(item)).tally.rule is VoteRule.MAJORITY


def test_a_no_gives_a_reason(cast: Cast) -> None:
    item = ready(cast)
    digest = motion_digest(item)
    for choice in (Choice.AGAINST, Choice.ABSTAIN):
        with problem("meetings.reason_needed"):
            cast_vote(cast.dana.actor, item, choice, on_motion=digest, now=MEETING_AT)
    with problem("meetings.reason_needed"):
        cast_vote(cast.dana.actor, item, Choice.FOR, on_motion=digest, reason="x" * 2001, now=MEETING_AT)


def test_a_vote_may_be_changed_until_closing_and_both_are_told(cast: Cast) -> None:
    item = ready(cast)
    vote(cast, item, "dana", Choice.FOR)
    vote(cast, item, "dana", Choice.FOR)
    vote(cast, item, "dana", Choice.AGAINST, "I read the contract.")
    told = [each.values["choice"] for each in history_of("person", cast.dana.actor.id) if "choice" in each.values]
    assert told == ["against", "for"]


def test_somebody_who_joins_what_is_before_the_meeting_loses_the_vote(cast: Cast) -> None:
    item = ready(cast)
    vote(cast, item, "theo", Choice.FOR)
    barred = Barred(cast.theo.actor.id, "You asked for this too.")
    bar_person(system_actor("requests"), SUBJECT, barred, now=MEETING_AT)
    bar_person(system_actor("requests"), SUBJECT, barred, now=MEETING_AT)
    assert standing_of(fresh(item)).tally.in_favor == 0
    with problem("meetings.barred"):
        vote(cast, item, "theo", Choice.FOR)
    with problem("not_allowed"):
        bar_person(cast.carl.actor, SUBJECT, Barred(cast.dana.actor.id, "I say so."), now=MEETING_AT)


def test_numbers_run_through_the_year(cast: Cast) -> None:
    item = ready(cast)
    for name in ("carl", "dana", "paula", "theo"):
        vote(cast, item, name, Choice.FOR)
    close_item(cast.carl.actor, item, now=MEETING_AT)
    other = SubjectRef("request", "9f0d6d0a-1111-4222-8333-444455556666", "b" * 64)
    meeting = meeting_called(cast, item.meeting.committee)
    second = item_put(cast, meeting, other)
    open_with(cast, meeting, "dana", "priya", "theo", "fay")
    new_year = MEETING_AT + timedelta(days=35)
    make_motion(cast.dana.actor, second, Motion(Outcome.DECLINE, reason="No."), now=new_year)
    for name in ("carl", "dana", "theo"):
        vote(cast, second, name, Choice.FOR)
    assert str(close_item(cast.carl.actor, second, now=new_year)) == "2027-1"
