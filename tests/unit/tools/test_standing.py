"""The arithmetic of an evaluation: bounds, no gain by worse answers, what is not answered never counts as met."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalkline.tools.evaluations.files import checked_name
from chalkline.tools.evaluations.standing import Accepted, BlockKind, Found, blocks, score
from chalkline.tools.evaluations.words import Judgment
from chalkline.tools.questionnaires.api import Applies, Question, shipped_questions
from expecting import problem

DAY = date(2026, 11, 20)
BY_POINTS = sorted(Judgment, key=lambda each: each.points)
ASKED = shipped_questions()[1].items
FOUND = st.builds(
    Found,
    how=st.sampled_from(Judgment),
    red_flag=st.booleans(),
    proof_until=st.none() | st.dates(DAY - timedelta(30), DAY + timedelta(30)),
)
MANY = st.dictionaries(st.sampled_from([each.id for each in ASKED]), FOUND)


def total(found: dict[str, Found], on: date = DAY) -> int:
    return sum(each.points for each in score(ASKED, found, on))


@given(found=MANY)
def test_a_score_lies_between_nothing_and_the_most_and_adds_up(found: dict[str, Found]) -> None:
    groups = score(ASKED, found, DAY)
    assert all(0 <= each.points <= each.most and 0 <= each.percent <= 100 for each in groups)
    assert sum(each.most for each in groups) == 4 * sum(each.weight for each in ASKED)
    assert sum(each.asked for each in groups) == len(ASKED)
    assert sum(each.open for each in groups) == len(ASKED) - len(found)


@given(found=MANY, question=st.sampled_from(ASKED), one=st.sampled_from(BY_POINTS), other=st.sampled_from(BY_POINTS))
def test_a_better_finding_never_costs_points_nor_blocks(
    found: dict[str, Found], question: Question, one: Judgment, other: Judgment
) -> None:
    worse, better = sorted((one, other), key=lambda each: each.points)
    until = DAY + timedelta(1)
    low, high = ({**found, question.id: Found(each, proof_until=until)} for each in (worse, better))
    assert total(low) <= total(high)
    assert len(blocks(ASKED, high, (), DAY)) <= len(blocks(ASKED, low, (), DAY))


@given(found=MANY)
def test_what_is_not_answered_or_not_assessed_never_counts_as_met(found: dict[str, Found]) -> None:
    nothing = {key: Found(Judgment.NOT_ANSWERED) for key in found}
    assert total(nothing) == total({}) == 0
    gates = {each.id for each in ASKED if each.is_gate}
    stands = {each.question for each in blocks(ASKED, nothing, (), DAY) if each.kind is not BlockKind.RED_FLAG}
    assert stands == gates


@given(found=MANY, later=st.integers(0, 90))
def test_time_alone_never_adds_points(found: dict[str, Found], later: int) -> None:
    assert total(found, DAY + timedelta(later)) <= total(found)


@given(found=MANY, until=st.dates(DAY - timedelta(5), DAY + timedelta(5)))
def test_an_accepted_risk_unblocks_until_its_day_and_never_adds_points(found: dict[str, Found], until: date) -> None:
    before = blocks(ASKED, found, (), DAY)
    risks = [Accepted(each.id, "reason", "Sue", until) for each in ASKED]
    after = blocks(ASKED, found, risks, DAY)
    assert [each.question for each in before] == [each.question for each in after]
    open_gates = [each for each in after if each.kind is BlockKind.OPEN_GATE]
    assert all(each.accepted is None for each in open_gates)  # what nobody looked at cannot be accepted
    assert all((each.accepted is not None) == (until >= DAY) for each in after if each not in open_gates)


def test_the_questions_shipped_are_those_of_the_file_and_fit_products() -> None:
    held = shipped_questions()[1]
    assert len(held.items) == 62 and len(held.groups) == 8
    everyone, monitoring = held.put_to(()), held.put_to([Applies.MONITORING])
    assert {each.id for each in monitoring} - {each.id for each in everyone} == {"F08"}
    assert {"P08", "F01", "Q05"}.isdisjoint({each.id for each in everyone})
    assert [Question.read(each.as_json()) for each in held.items] == list(held.items)


@given(name=st.text(max_size=300))
def test_a_name_of_a_file_is_never_a_path(name: str) -> None:
    tidy = checked_name(f"{name}.pdf", b"%PDF-1.7")
    assert len(tidy) <= 120 and not set(tidy) & set("/\\\0\n\"'<>") and not tidy.startswith(".")
    with problem("evaluations.file_refused"):
        checked_name(f"{name}.exe", b"%PDF-1.7")
