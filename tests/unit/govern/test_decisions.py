"""Decisions keep exactly what was decided; an advisory committee only recommends; minutes write themselves."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from chalkline.govern.committees.api import AgendaItem, Authority, Barred, Choice, declare_conflict
from chalkline.govern.decisions.api import (
    Decision,
    answer_recommendation,
    close_item,
    decision_by_id,
    decisions,
    is_intact,
    minutes_of,
    recommendations_waiting,
)
from chalkline.kernel.canonical import digest_of
from chalkline.ledger.api import history_of
from deciding import MEETING_AT, committee_seated, item_put, meeting_called, member, open_with, vote
from expecting import problem


def decided(cast: Cast, *, authority: Authority = Authority.DECIDING, choice: Choice = Choice.FOR) -> Decision:
    """A decision that all but one member voted for (or against). Theo recused himself."""
    meeting = meeting_called(cast, committee_seated(cast, authority=authority))
    item = item_put(cast, meeting, barred=(Barred(cast.sue.actor.id, "You asked for this."),))
    open_with(cast, meeting, "dana", "priya", "tess", "theo", "fay")
    declare_conflict(cast.theo.actor, item, reason="I tested it for the vendor.", now=MEETING_AT)
    for name in ("carl", "dana", "tess", "fay"):
        vote(cast, item, name, choice)
    return close_item(cast.carl.actor, item, now=MEETING_AT)


def test_the_record_holds_votes_recusals_and_quorum_and_its_digest_proves_it(cast: Cast) -> None:
    decision = Decision.objects.get(pk=decided(cast).pk)
    kept = decision.record
    assert is_intact(decision) and digest_of(kept) == decision.digest
    assert kept["tally"]["for"] == 4 and kept["tally"]["carried"] is True
    assert kept["quorum"]["needed"] == 4 and len(kept["quorum"]["counted"]) == 5
    assert [each["name"] for each in kept["recusals"]] == ["Theo Banks"]
    assert {each["name"] for each in kept["votes"]} == {"Carl Osei", "Dana Whitfield", "Tess Moreno", "Fay Idris"}
    kept["tally"]["for"] = 5
    assert not is_intact(decision)


def test_decisions_are_found_by_number_and_by_words(cast: Cast) -> None:
    decision = decided(cast)
    assert decision_by_id(cast.nora.actor, "2026-1") == decision
    assert decision_by_id(cast.nora.actor, str(decision.pk)) == decision
    assert decisions(cast.bo.actor, search="diffit").count() == 1
    assert decisions(cast.bo.actor, search="2026-2").count() == 0
    for nonsense in ("2026-", "-1", "2026-99999999999999999999", "x", "²026-1"):
        with problem("not_found"):
            decision_by_id(cast.nora.actor, nonsense)


def test_an_advisory_committee_recommends_and_the_superintendent_decides(cast: Cast) -> None:
    meeting = meeting_called(cast, committee_seated(cast, authority=Authority.ADVISORY))
    item = item_put(cast, meeting)
    open_with(cast, meeting, "dana", "priya", "tess", "theo", "fay")
    for name in ("carl", "dana", "tess", "theo"):
        vote(cast, item, name, Choice.FOR)
    decision = close_item(cast.carl.actor, item, now=MEETING_AT)
    assert decision.standing == "recommended"
    assert [each.kind for each in history_of("decision", str(decision.pk))] == ["govern.decision.recommended/1"]
    assert recommendations_waiting(cast.sue.actor).count() == 1
    for name in ("carl", "ada", "bo", "dana", "tess"):
        with problem("not_allowed"):
            answer_recommendation(member(cast, name).actor, decision, agrees=True, now=MEETING_AT)
    answered = answer_recommendation(cast.sue.actor, decision, agrees=True, now=MEETING_AT)
    assert answered.standing == "recorded" and answered.outcome == "approve_with_conditions"
    assert answered.digest != decision.digest and is_intact(answered)
    assert history_of("decision", str(decision.pk))[0].kind == "govern.decision.recorded/1"
    with problem("decisions.not_waiting"):
        answer_recommendation(cast.sue.actor, decision, agrees=True, now=MEETING_AT)


def test_the_superintendent_does_not_decide_on_her_own_request(cast: Cast) -> None:
    decision = decided(cast, authority=Authority.ADVISORY)
    with problem("decisions.own_matter"):
        answer_recommendation(cast.sue.actor, decision, agrees=True, now=MEETING_AT)


@pytest.mark.parametrize(("choice", "outcome"), [(Choice.FOR, "decline"), (Choice.AGAINST, "defer")])
def test_turning_down_a_recommendation_is_never_a_yes(cast: Cast, choice: Choice, outcome: str) -> None:
    decision = decided(cast, authority=Authority.ADVISORY, choice=choice)
    AgendaItem.objects.filter(pk=decision.item_id).update(barred=[])
    with problem("decisions.reason_needed"):
        answer_recommendation(cast.sue.actor, decision, agrees=False, reason=" ", now=MEETING_AT)
    answered = answer_recommendation(cast.sue.actor, decision, agrees=False, reason="Not this year.", now=MEETING_AT)
    assert answered.outcome == outcome and answered.conditions == [] and answered.expires_on is None


def test_a_deciding_committee_waits_for_nobody(cast: Cast) -> None:
    with problem("decisions.not_waiting"):
        answer_recommendation(cast.sue.actor, decided(cast), agrees=True, now=MEETING_AT)


def test_minutes_write_themselves(cast: Cast) -> None:
    decision = decided(cast)
    minutes = minutes_of(cast.nora.actor, decision.meeting)
    assert minutes.absent == ("Paula Voss",)
    assert "Theo Banks" in minutes.present
    [item] = minutes.items
    said = [str(each) for each in item.sentences]
    assert said == [
        "Sue Park took no part: You asked for this.",
        "Theo Banks declared a conflict and took no part: I tested it for the vendor.",
        "The motion was to approve it with conditions: 4 for, 0 against, 0 abstaining.",
        "Approved with conditions. This is decision 2026-1.",
        "It holds until Jun 30, 2027.",
    ]
    assert len(item.votes) == 4


def test_minutes_before_anything_happened(cast: Cast) -> None:
    meeting = meeting_called(cast)
    item_put(cast, meeting)
    minutes = minutes_of(cast.nora.actor, meeting)
    assert minutes.present == () and len(minutes.absent) == 7
    assert [str(each) for each in minutes.items[0].sentences] == ["Not decided yet."]
    assert minutes.opened_at is None and meeting.called_at == NOW
