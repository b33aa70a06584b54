"""A gate never opens on less than it asks for; a limited use is never open to more than its openings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import THRESHOLD
from chalkline.rollout.phases.gates import (
    Audited,
    agreement_met,
    budget_met,
    message_met,
    pilot_met,
    roster_met,
    training_met,
)
from chalkline.rollout.phases.rules import must_open
from chalkline.rollout.phases.words import GateKind, GateSeen, PhaseState, Reading
from chalkline.rulebook.api import UNKNOWN, Limited, Opening, Stops, Verdict, as_refusal, decide
from policies import LESSON, asked, policy

TODAY = date(2026, 11, 20)
COUNTS = st.integers(0, 5000)


@given(COUNTS, COUNTS, st.integers(1, 100))
def test_training_is_met_by_the_share_and_never_counts_people(current: int, people: int, percent: int) -> None:
    current = min(current, people)
    reading = training_met("AI basics", current, people, percent)
    assert reading.is_met == (people > 0 and current / people >= percent / 100 - 1e-12)
    told = {name: value for name, value in reading.says.values if name != "course"}
    if people < THRESHOLD:
        assert not told  # no number of a small group
    else:
        assert set(told) == {"percent"} and 0 < told["percent"] < 100


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 400), st.integers(1, 365), st.floats(0, 100))
def test_a_roster_and_an_agreement_are_met_by_their_day_and_score(
    until: date, ago: int, days: int, score: float
) -> None:
    assert agreement_met(until, TODAY).is_met == (until >= TODAY)
    assert not agreement_met(None, TODAY).is_met
    audited = Audited(score, TODAY - timedelta(days=ago), has_stops=False)
    assert roster_met(audited, 95, days, TODAY).is_met == (score >= 95 and ago <= days)
    assert not roster_met(replace(audited, has_stops=True), 1, 365, TODAY).is_met
    assert not roster_met(None, 1, 365, TODAY).is_met


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_only_money_that_lasts_counts(planned: int, failing: int, needed: int) -> None:
    reading = budget_met(Decimal(planned + failing), Decimal(failing), needed, "2026-27")
    assert reading.is_met == (planned >= needed)


def test_a_verdict_and_a_message_are_met_only_when_whole() -> None:
    name = Sentence("x")
    assert [pilot_met(each, name).is_met for each in ("scale", "iterate", "stop", "")] == [True, True, False, False]
    assert not pilot_met("", None).is_met
    assert [message_met(name, *each).is_met for each in ((0, 0), (2, 1), (2, 0))] == [False, False, True]


@given(st.lists(st.sampled_from(PhaseState)), st.lists(st.tuples(st.booleans(), st.booleans()), max_size=5))
def test_a_phase_opens_exactly_when_all_before_it_are_open_and_each_gate_is_met_or_excused(
    before: list[PhaseState], gates: list[tuple[bool, bool]]
) -> None:
    seen = [
        GateSeen(str(at), GateKind.PILOT, Sentence("a"), Reading(met, Sentence("b"), Sentence("c")), "so" * excused)
        for at, (met, excused) in enumerate(gates)
    ]
    may = all(each is PhaseState.OPEN for each in before) and all(met or excused for met, excused in gates)
    if may:
        must_open(len(before) + 1, before, seen)
        return
    with pytest.raises(Problem) as refused:
        must_open(len(before) + 1, before, seen)
    assert refused.value.code in {"phases.earlier_waits", "phases.gate_not_met"}


SCHOOLS, ROLES = st.sampled_from(["S1", "S2", "S3"]), st.sampled_from(["teacher", "aide"])
OPENINGS = st.builds(Opening, st.frozensets(SCHOOLS), st.frozensets(ROLES))


@given(st.lists(OPENINGS, max_size=3), SCHOOLS, ROLES)
def test_a_limited_use_is_open_where_an_opening_is_and_nowhere_else(
    openings: list[Opening], school: str, role: str
) -> None:
    use = replace(LESSON, schools=frozenset({"S1", "S2", "S3"}), roles=frozenset({"teacher", "aide"}))
    question, held = asked(school=school, role=role, use_id=use.use_id), policy(use)
    assert decide(question, held).verdict is Verdict.ALLOW
    stops = Stops(limited=(Limited(use.use_id, tuple(openings)),))
    covered = any((not o.schools or school in o.schools) and (not o.roles or role in o.roles) for o in openings)
    answer = decide(question, held, stops)
    assert answer.verdict is (Verdict.ALLOW if covered else Verdict.REFUSE)
    if not covered:
        assert as_refusal(answer).code == "phase_not_open"
    unknown = decide(replace(question, school=UNKNOWN), held, stops)
    if unknown.verdict is not Verdict.CANNOT_TELL:  # then it is so at every school
        for each in ("S1", "S2", "S3"):
            told = decide(replace(question, school=each), held, stops).verdict
            assert (told is Verdict.REFUSE) == (unknown.verdict is Verdict.REFUSE)
