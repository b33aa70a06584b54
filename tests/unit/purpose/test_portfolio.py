"""Which comes first: scores with evidence, gates that no points buy off, an order that says how sure it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cast import NOW, Cast
from chalkline.kernel.problem import Problem
from chalkline.ledger.api import history_of
from chalkline.purpose.portfolio.api import (
    ANSWERED_GATES,
    Criterion,
    FourTest,
    Gate,
    GateAnswer,
    ScoredBy,
    Step,
    WorkSteps,
    answer_gate,
    candidates,
    choose_first_workflow,
    describe_work,
    first_workflow,
    order_of,
    score_use_case,
    sheets_of,
    weights_in_force,
)
from chalkline.purpose.portfolio.choosing import first_verdict
from chalkline.purpose.portfolio.criteria import LEVELS, TESTED_ON
from chalkline.purpose.portfolio.ordering import Entry, in_order
from chalkline.purpose.portfolio.rules import gates_of
from chalkline.purpose.portfolio.words import GateFacts, GateState
from chalkline.purpose.problems.api import revise_problem, statement_of
from deciding import committee_seated, problem_named
from expecting import problem
from portfolios import STEPS, gates_opened, proposed, ready, scored, sheet

TODAY = date(2026, 11, 20)
EQUAL = dict.fromkeys(Criterion, 1 / len(Criterion))

points = some.fixed_dictionaries({each: some.sampled_from(LEVELS) for each in Criterion})
people = some.lists(points, min_size=1, max_size=3).map(
    lambda rows: [ScoredBy(f"P{n}", row, dict.fromkeys(Criterion, "seen")) for n, row in enumerate(rows)]
)


def test_the_order_is_told_with_how_sure_it_is(cast: Cast) -> None:
    named = problem_named(cast)
    ready(cast, "Adapt passages", on=named, points=75)
    ready(cast, "Meeting notes", on=named, points=50, common=100)
    one_view = proposed(cast, "Exit tickets", on=named)
    scored(one_view, {cast.ada: sheet(75)})
    gates_opened(cast, one_view)
    order = order_of(candidates(cast.fay.actor, on=TODAY), weights_in_force(on=TODAY))
    assert [each.entry.title for each in order.places] == ["Adapt passages", "Meeting notes"]
    first = order.places[0]
    assert str(first.sentence) == f"First in {first.first_in} of 100 weightings." and 90 < first.first_in < 100
    assert str(order.finding) == f"“Adapt passages” comes first, in {first.first_in} of 100 weightings."
    assert first.outcome == pytest.approx(75) and first.risk == pytest.approx(25)
    assert [each.title for each in order.waiting] == ["Exit tickets"] and not order.blocked
    assert str(order.flips[0]) == "Common: the first changes at 50 percent (now 17)."


def test_no_points_buy_off_a_gate(cast: Cast) -> None:
    use_case = ready(cast, "Adapt passages", points=100)
    answer_gate(cast.priya.actor, use_case, GateAnswer(Gate.LAWFUL, False, "Board policy 3.14 forbids it."), now=NOW)
    found = candidates(cast.ada.actor, on=TODAY)
    order = order_of(found, EQUAL)
    assert not order.places and [str(gate.reason) for gate in order.blocked[0].shut] == [
        "Board policy 3.14 forbids it."
    ]
    assert str(found[0].verdict.sentence).startswith("Not first, because a gate is shut")
    with problem("portfolio.not_first"):
        choose_first_workflow(cast.ada.actor, use_case, because="We like it.", now=NOW)


def test_a_gate_that_is_read_from_the_records_shuts_by_itself(cast: Cast) -> None:
    ready(cast, "Adapt passages")
    later = date(2027, 5, 29)  # the day after the outcome of the problem
    shut = candidates(cast.ada.actor, on=later)[0].entry.shut
    assert [each.gate for each in shut] == [Gate.OUTCOME] and str(shut[0].to_open)


def test_a_score_says_how_one_knows(cast: Cast) -> None:
    use_case = proposed(cast, "Adapt passages")
    good = sheet()
    for wrong in (
        good[1:],
        (*good[1:], good[1]),
        (good[0].__class__(Criterion.COMMON, 60, "x", ""), *good[1:]),
        (good[0].__class__(Criterion.COMMON, 75, " ", ""), *good[1:]),
        (good[0].__class__(Criterion.COMMON, 100, "Everybody knows.", ""), *good[1:]),
        (good[0].__class__(Criterion.COMMON, 75, "x", "javascript:alert(1)"), *good[1:]),
        (good[0].__class__(Criterion.COMMON, 75, "x" * 5000, ""), *good[1:]),
    ):
        with pytest.raises(Problem) as caught:
            score_use_case(cast.ada.actor, use_case, wrong, now=NOW)
        assert caught.value.code == "portfolio.scores_incomplete" and list(caught.value.fields) == ["common"]
    assert not sheets_of(cast.ada.actor, use_case).exists()


def test_scores_change_with_a_reason_and_the_change_stays_visible(cast: Cast) -> None:
    use_case = proposed(cast, "Adapt passages")
    for _ in range(2):
        score_use_case(cast.ada.actor, use_case, sheet(), now=NOW)
    with problem("portfolio.reason_needed"):
        score_use_case(cast.ada.actor, use_case, sheet(50), now=NOW)
    changed = score_use_case(cast.ada.actor, use_case, sheet(50), because="The October log says less.", now=NOW)
    assert changed.changed_because == "The October log says less."
    told = history_of("use_case", str(use_case.pk))[0]
    assert told.values["former"][0] == "common 75" and told.values["points"][0] == "common 50"


def test_who_proposed_it_does_not_judge_it_and_who_has_no_seat_does_not_score(cast: Cast) -> None:
    use_case = proposed(cast, "Adapt passages")
    for who in (cast.nora, cast.theo, cast.bo, cast.fay, cast.kim):
        with problem("not_allowed"):
            score_use_case(who.actor, use_case, sheet(), now=NOW)
    committee_seated(cast)
    score_use_case(cast.fay.actor, use_case, sheet(), now=NOW)
    with problem("portfolio.own_use_case"):
        score_use_case(cast.tess.actor, use_case, sheet(), now=NOW)
    with problem("not_allowed"):
        answer_gate(cast.tess.actor, use_case, GateAnswer(Gate.LAWFUL, True, "Yes."), now=NOW)


@pytest.mark.parametrize(
    "answer",
    [GateAnswer(Gate.OWNED, True, "x"), GateAnswer(Gate.LAWFUL, True, " "), GateAnswer(Gate.LAWFUL, True, "x", "ftp:")],
)
def test_a_gate_takes_a_reason_that_can_be_checked(cast: Cast, answer: GateAnswer) -> None:
    with problem("portfolio.gate_answer"):
        answer_gate(cast.priya.actor, proposed(cast, "Adapt passages"), answer, now=NOW)


@pytest.mark.parametrize(
    "steps",
    [
        WorkSteps((), STEPS.then),
        WorkSteps(STEPS.today, (Step(" ", "Teacher", 5),)),
        WorkSteps(STEPS.today, (Step("Reads", "", 5),)),
        WorkSteps(STEPS.today, (Step("Reads", "Teacher", -1),)),
        WorkSteps(STEPS.today * 20, STEPS.then),
    ],
)
def test_the_work_is_described_both_ways(cast: Cast, steps: WorkSteps) -> None:
    with problem("portfolio.steps_incomplete"):
        describe_work(cast.tess.actor, proposed(cast, "Adapt passages"), steps, now=NOW)


def test_the_first_workflow_is_one_and_passes_the_four_tests(cast: Cast) -> None:
    named = problem_named(cast)
    rare, good = ready(cast, "Board memo", on=named, common=25), ready(cast, "Adapt passages", on=named)
    verdicts = {each.use_case.title: each.verdict for each in candidates(cast.ada.actor, on=TODAY)}
    assert str(verdicts["Board memo"].sentence) == (
        "Not first, because it is not common enough (“A few people, every month.”)."
    )
    assert str(verdicts["Adapt passages"].sentence) == (
        "A good first workflow: it passes all four tests, as Ada Lind and Carl Osei scored it."
    )
    with problem("portfolio.not_first"):
        choose_first_workflow(cast.ada.actor, rare, because="Quick.", now=NOW)
    with problem("not_allowed"):
        choose_first_workflow(cast.tess.actor, good, because="Mine.", now=NOW)
    for _ in range(2):
        choose_first_workflow(cast.carl.actor, good, because="Grade 4 asked for it.", now=NOW)
    other = ready(cast, "Family letters", on=named)
    choose_first_workflow(cast.ada.actor, other, because="Two schools are ready.", now=NOW)
    chosen = first_workflow(cast.fay.actor)
    assert chosen and chosen.use_case.title == "Family letters"


@given(people)
@settings(max_examples=40, deadline=None)
def test_one_doubt_is_enough_to_fail_a_test(sheets: list[ScoredBy]) -> None:
    verdict = first_verdict(sheets, shut=[], unanswered=0, has_steps=True, is_high_impact=False)
    doubted = {test for test in FourTest for each in TESTED_ON[test] if any(s.points[each] < 50 for s in sheets)}
    assert {each.test for each in verdict.tests if not each.passed} == doubted
    assert verdict.is_good is (not doubted)
    assert first_verdict(sheets, shut=[], unanswered=0, has_steps=True, is_high_impact=True).is_good is False
    waits = first_verdict(sheets, shut=[], unanswered=1, has_steps=False, is_high_impact=False)
    assert waits.is_good is (False if doubted else None)


@given(some.lists(people, min_size=1, max_size=4), some.booleans())
@settings(max_examples=10, deadline=None)
def test_everything_is_in_the_order_or_told_why_not(rows: list[list[ScoredBy]], judges: bool) -> None:
    facts = GateFacts(True, True, False, judges, says_groups=False)
    answers = {gate: GateAnswer(gate, True, "yes") for gate in ANSWERED_GATES}
    entries = [Entry(str(n), f"U{n}", tuple(row), gates_of(facts, answers)) for n, row in enumerate(rows)]
    order = in_order(entries, EQUAL)
    assert len(order.places) + len(order.waiting) + len(order.blocked) == len(entries)
    assert bool(order.blocked) is judges  # errors by group are not told: shut, whatever the scores
    assert [each.rank for each in order.places] == sorted(each.rank for each in order.places)
    for place in order.places:
        assert len(place.entry.sheets) >= 2
        assert all(gate.state is GateState.OPEN for gate in place.entry.gates)
        assert place.value == pytest.approx((place.outcome + place.safety) / 2)  # equal weights, three criteria a side


def test_an_owner_who_left_shuts_the_gate(cast: Cast) -> None:
    use_case = ready(cast, "Adapt passages")
    revise_problem(
        cast.carl.actor, use_case.problem, statement_of(use_case.problem), because="", now=NOW
    )  # saying the same changes nothing
    cast.carl.person.is_active = False
    cast.carl.person.save()
    shut = candidates(cast.ada.actor, on=TODAY)[0].entry.shut
    assert [each.gate for each in shut] == [Gate.OWNED]
