"""A committee lets somebody decide small matters, within limits, and looks at some of what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.govern.committees.api import Choice, Light, MeetingCall, Outcome, call_meeting, charter_committee
from chalkline.govern.decisions.api import Decision, decided_by, is_intact, votes_counted
from chalkline.govern.delegations.api import (
    Look,
    Matter,
    Said,
    decide_by_delegation,
    delegates_for,
    end_delegation,
    propose_delegation,
    put_delegation_on_agenda,
    put_look_on_agenda,
    settle_look,
    state_of_delegation,
)
from chalkline.govern.delegations.rules import what_exceeds
from chalkline.govern.delegations.words import CARE, CLASSES, is_drawn
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import history_of
from chalkline.people.api import Role, grant_role, system_actor
from deciding import CHARTER, MEETING_AT, committee_seated, decided_by_all, meeting_called, member
from delegating import LIMITS, delegation_in_force
from expecting import problem

MATTER = Matter(
    SubjectRef("request", "3f0d6d0a-1111-4222-8333-444455556666", "a" * 64),
    "Diffit: Adjust reading level",
    Light.GREEN,
    frozenset({"public"}),
)
YES = Said(Outcome.APPROVE, "It sees public texts only.", expires_on=date(2027, 6, 30))


def another(n: int) -> Matter:
    return replace(MATTER, subject=replace(MATTER.subject, digest=f"{n:064x}"))


def test_a_decision_by_delegation_is_a_decision_with_its_number_record_and_what_it_rests_on(cast: Cast) -> None:
    given_by = delegation_in_force(cast)
    made = decide_by_delegation(cast.ada.actor, given_by, MATTER, YES, now=NOW)
    assert (made.number, made.basis, made.basis_id) == (2, "delegation", str(given_by.pk))
    assert is_intact(made) and made.record["rests_on"]["decision"] == "2026-1"
    assert decided_by(made) == "Ada Lind" and votes_counted(made) is None and made.meeting is None
    assert "govern.decision.delegated/1" in [told.kind for told in history_of("decision", str(made.pk))]
    assert Look.objects.get().decision == made  # the first one always comes back
    with problem("decisions.already_decided"):
        decide_by_delegation(cast.ada.actor, given_by, MATTER, YES, now=NOW)


def test_a_person_never_decides_alone_without_a_right(cast: Cast) -> None:
    given_by = delegation_in_force(cast)
    for name in ("sue", "dana", "tess", "fay"):
        with problem("not_allowed"):
            decide_by_delegation(member(cast, name).actor, given_by, MATTER, YES, now=NOW)


def test_a_matter_of_ones_own_and_one_that_one_reviewed_are_refused(cast: Cast) -> None:
    given_by = delegation_in_force(cast)
    own = replace(MATTER, barred=frozenset({cast.ada.actor.id}))
    with problem("delegations.own_matter"):
        decide_by_delegation(cast.ada.actor, given_by, own, YES, now=NOW)
    assert not list(delegates_for(own, date(2026, 12, 4)))
    assert not Decision.objects.filter(basis="delegation").exists()


def test_limits_hold(cast: Cast) -> None:
    given_by = delegation_in_force(cast)
    for beyond in (replace(MATTER, level=Light.YELLOW), replace(MATTER, classes=frozenset({"confidential"}))):
        with problem("delegations.not_covered"):
            decide_by_delegation(cast.ada.actor, given_by, beyond, YES, now=NOW)
    for n in range(3):
        decide_by_delegation(cast.ada.actor, given_by, another(n), YES, now=NOW)
    with problem("delegations.not_covered"):
        decide_by_delegation(cast.ada.actor, given_by, another(9), YES, now=NOW)
    decide_by_delegation(cast.ada.actor, given_by, another(9), YES, now=NOW + timedelta(days=30))
    late = NOW + timedelta(days=300)
    with problem("delegations.not_covered"):
        decide_by_delegation(cast.ada.actor, given_by, another(10), YES, now=late)
    assert state_of_delegation(given_by, late.date()) == "over"


def test_it_can_be_ended_and_whoever_would_decide_by_it_does_not_vote_on_it(cast: Cast) -> None:
    committee = committee_seated(cast)
    made = propose_delegation(
        cast.ada.actor, committee, LIMITS, person=cast.carl.person, because="He knows the tools.", now=NOW
    )
    item = put_delegation_on_agenda(cast.ada.actor, made, meeting_called(cast, committee), now=NOW)
    assert [row["person_id"] for row in item.barred] == [cast.carl.actor.id]
    end_delegation(cast.sue.actor, made, reason="Not this year.", now=NOW)
    decided_by_all(cast, item, Choice.FOR)
    made.refresh_from_db()
    assert made.state == "ended"
    with problem("delegations.not_now"):
        decide_by_delegation(cast.carl.actor, made, MATTER, YES, now=NOW)


@pytest.mark.parametrize("who", ["tess", "dana", "nora", "bo"])
def test_not_everybody_proposes_or_ends_one(cast: Cast, who: str) -> None:
    body = charter_committee(cast.ada.actor, CHARTER, now=NOW)
    with problem("not_allowed"):
        propose_delegation(member(cast, who).actor, body, LIMITS, role=Role.TEACHER, because="Why not?", now=NOW)


def test_a_role_that_somebody_grants_to_themselves_gives_no_vote_and_no_right(cast: Cast) -> None:
    delegation_in_force(cast)
    with problem("not_allowed"):
        grant_role(cast.tess.actor, cast.tess.person, Role.AI_COORDINATOR, now=NOW)


def test_what_is_too_wide_cannot_be_proposed(cast: Cast) -> None:
    committee = committee_seated(cast)
    for wide in (
        replace(LIMITS, level=Light.RED),
        replace(LIMITS, classes=frozenset({"restricted"})),
        replace(LIMITS, a_month=0),
        replace(LIMITS, until_on=date(2030, 1, 1)),
    ):
        with problem("delegations.not_sound"):
            propose_delegation(cast.sue.actor, committee, wide, role=Role.AI_COORDINATOR, because="So.", now=NOW)
    with problem("delegations.not_sound"):
        propose_delegation(cast.sue.actor, committee, LIMITS, because="For nobody.", now=NOW)


def test_the_committee_looks_at_a_drawn_decision_and_may_take_it_back(cast: Cast) -> None:
    committee = committee_seated(cast)
    given_by = delegation_in_force(cast, committee)
    made = decide_by_delegation(cast.ada.actor, given_by, MATTER, YES, now=MEETING_AT)
    look = Look.objects.get()
    meeting = call_meeting(cast.ada.actor, committee, MeetingCall(MEETING_AT, "Library"), now=NOW)
    item = put_look_on_agenda(cast.ada.actor, look, meeting, now=MEETING_AT)
    decision = _declined(cast, item)
    settle_look(system_actor("reactions"), decision, now=MEETING_AT)
    look.refresh_from_db()
    assert look.state == "pulled_back" and look.settled_by == decision
    kinds = [told.kind for told in history_of("request", MATTER.subject.id)]
    assert "govern.delegation.pulled_back/1" in kinds and made.pk


def _declined(cast: Cast, item: object) -> Decision:
    return decided_by_all(cast, item, Choice.AGAINST)  # type: ignore[arg-type]  # a failed motion to approve is a no


levels, kinds = st.sampled_from(list(Light)), st.frozensets(st.sampled_from([*CLASSES, "restricted"]), max_size=5)


@given(levels, kinds, levels, kinds, st.integers(0, 6))
def test_a_more_careful_or_wider_matter_is_never_covered_where_a_smaller_one_is_not(
    level: Light, classes: frozenset[str], more: Light, wider: frozenset[str], taken: int
) -> None:
    today = date(2026, 12, 1)
    small = replace(MATTER, level=min(level, more, key=CARE.__getitem__), classes=classes & wider)
    large = replace(MATTER, level=max(level, more, key=CARE.__getitem__), classes=classes | wider)
    if what_exceeds(LIMITS, large, taken, today) is None:
        assert what_exceeds(LIMITS, small, taken, today) is None
    if "restricted" in large.classes or large.level is Light.RED:
        assert what_exceeds(LIMITS, large, taken, today) is not None


def test_the_draw_follows_from_the_id_and_nothing_else() -> None:
    ids = [f"00000000-0000-4000-8000-{n:012d}" for n in range(2000)]
    drawn = sum(is_drawn(each, 20) for each in ids)
    assert 330 <= drawn <= 470
    assert all(is_drawn(each, 100) for each in ids)
