"""The rules of approving, for every request, review and packet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalkline.approve.packets.rules import (
    SHORTEST_DAYS,
    ReviewInPacket,
    build,
    latest_expiry,
    suggested_expiry,
)
from chalkline.approve.requests.rules import CARE, light_of
from chalkline.approve.requests.words import OPEN, TRANSITIONS, RequestState, RequestTerms
from chalkline.approve.reviews.kinds import KINDS, Trigger
from chalkline.approve.reviews.rules import due_on, kinds_needed, must_hold_together
from chalkline.approve.reviews.words import (
    Finding,
    Recommendation,
    Replied,
    Reply,
    ReviewAnswer,
    Severity,
    answer_from_json,
)
from chalkline.approve.uses.rules import state_on
from chalkline.approve.uses.words import UseState
from chalkline.govern.committees.words import Light
from chalkline.kernel.canonical import as_plain
from chalkline.kernel.problem import Problem
from chalkline.rulebook.api import BANDS, ROSTER_ROLES, Condition, ConditionKind, KeptBy, vocabulary

WORDS = some.text(min_size=1, max_size=40).filter(str.strip)
DAYS = some.dates(date(2020, 1, 1), date(2090, 1, 1))
LIGHTS = some.sampled_from(Light)
CONDITIONS = some.builds(Condition, some.sampled_from(ConditionKind), WORDS, some.sampled_from(KeptBy))
TERMS = some.builds(
    RequestTerms,
    tool=some.just("diffit"),
    purpose=some.sampled_from(sorted(vocabulary().purposes)),
    roles=some.frozensets(some.sampled_from(sorted(ROSTER_ROLES)), min_size=1),
    grade_bands=some.frozensets(some.sampled_from(sorted(BANDS)), min_size=1),
    school_ids=some.just(frozenset()),
    elements=some.frozensets(some.sampled_from(sorted(vocabulary().elements)), min_size=1, max_size=8),
    why=WORDS,
)
ANSWERS = some.builds(
    ReviewAnswer,
    recommendation=some.sampled_from(Recommendation),
    summary=WORDS,
    replies=some.lists(
        some.builds(Replied, some.sampled_from(["sign_in", "controls"]), some.sampled_from(Reply), WORDS), max_size=2
    ).map(tuple),
    findings=some.lists(some.builds(Finding, some.sampled_from(Severity), WORDS), max_size=4).map(tuple),
    conditions=some.lists(CONDITIONS, max_size=4).map(tuple),
)


def test_every_state_is_reached_and_from_every_open_state_there_is_a_way_out() -> None:
    def reach(start: RequestState) -> set[RequestState]:
        seen, todo = {start}, [start]
        while todo:
            new = TRANSITIONS[todo.pop()] - seen
            seen |= new
            todo.extend(new)
        return seen

    assert reach(RequestState.FILED) == set(RequestState)
    for state in OPEN:
        assert {RequestState.APPROVED, RequestState.DECLINED, RequestState.WITHDRAWN} <= reach(state)


def test_only_a_decision_approves() -> None:
    """Of a committee, of somebody to whom it gave the right, or of whoever hears an appeal."""
    assert [state for state, onward in TRANSITIONS.items() if RequestState.APPROVED in onward] == [
        RequestState.ON_AGENDA,
        RequestState.DECIDED,
        RequestState.APPEALED,
    ]


@given(TERMS, some.sampled_from(sorted(vocabulary().elements)))
def test_more_data_never_needs_less_care(terms: RequestTerms, element: str) -> None:
    wider = RequestTerms(**{**terms.__dict__, "elements": terms.elements | {element}})
    before, after = light_of(terms, vocabulary()), light_of(wider, vocabulary())
    assert CARE[after] >= CARE[before]


@given(TERMS)
def test_students_and_judging_people_are_never_green(terms: RequestTerms) -> None:
    with_students = RequestTerms(**{**terms.__dict__, "roles": terms.roles | {"student"}})
    assert light_of(with_students, vocabulary()) is not Light.GREEN
    assert light_of(terms, vocabulary(), judges_people=True) is not Light.GREEN


@given(some.frozensets(some.sampled_from(Trigger)), some.frozensets(some.sampled_from(Trigger)))
def test_more_reasons_never_need_fewer_reviews(some_triggers: frozenset[Trigger], more: frozenset[Trigger]) -> None:
    fewer = {kind.id for kind in kinds_needed(some_triggers, KINDS.values())}
    wider = {kind.id for kind in kinds_needed(some_triggers | more, KINDS.values())}
    assert fewer <= wider


@given(DAYS, LIGHTS)
def test_reviews_are_due_on_a_working_day_and_more_care_gets_more_time(start: date, light: Light) -> None:
    due = due_on(start, light)
    assert due.weekday() < 5 and due > start
    working = sum(1 for n in range(1, (due - start).days + 1) if (start + timedelta(days=n)).weekday() < 5)
    assert working == {Light.GREEN: 5, Light.YELLOW: 10, Light.RED: 15}[light]


@given(ANSWERS)
def test_a_review_reads_back_as_it_was_sent(answer: ReviewAnswer) -> None:
    assert answer_from_json(as_plain(answer.as_json())) == answer


@given(ANSWERS)
def test_no_review_supports_against_its_own_red_flag(answer: ReviewAnswer) -> None:
    flagged = any(each.severity is Severity.RED_FLAG for each in answer.findings)
    try:
        must_hold_together(answer, KINDS["security"], has_students=False)
    except Problem:
        return
    assert not (flagged and answer.recommendation is not Recommendation.OBJECT)
    assert (answer.recommendation is Recommendation.SUPPORT_WITH_CONDITIONS) <= bool(answer.conditions)


def _packet(answers: list[tuple[str, ReviewAnswer]], **parts: Any) -> Any:
    reviews = [ReviewInPacket(kind, kind, kind.title(), "d", "p", as_plain(said.as_json())) for kind, said in answers]
    whole: dict[str, Any] = {"request_id": "r", "terms": {"tool": "diffit"}, "use_case": {}, "problem": {}, **parts}
    return build(**whole, reviews=reviews)


@given(some.dictionaries(some.sampled_from(sorted(KINDS)), ANSWERS), some.randoms())
def test_a_packet_is_the_same_in_whatever_order_reviews_came(answers: dict[str, ReviewAnswer], random: Any) -> None:
    one, other = list(answers.items()), list(answers.items())
    random.shuffle(other)
    assert _packet(one).digest == _packet(other).digest
    asked_for = [each for said in answers.values() for each in said.conditions]
    assert set(_packet(one).conditions) == set(asked_for)
    assert len(_packet(one).conditions) == len(set(asked_for))


@given(some.dictionaries(some.sampled_from(sorted(KINDS)), ANSWERS, min_size=1), WORDS)
def test_any_other_word_is_another_packet(answers: dict[str, ReviewAnswer], word: str) -> None:
    one = _packet(list(answers.items()))
    assert one.digest != _packet(list(answers.items()), terms={"tool": "diffit", "why": word}).digest
    kind, said = next(iter(answers.items()))
    changed = {**answers, kind: ReviewAnswer(**{**said.__dict__, "summary": said.summary + word})}
    assert one.digest != _packet(list(changed.items())).digest


@given(DAYS, LIGHTS)
def test_an_approval_is_proposed_to_end_with_a_school_year_within_its_limit(meeting: date, light: Light) -> None:
    suggested, latest = suggested_expiry(meeting, light), latest_expiry(meeting, light)
    assert meeting < suggested <= latest
    assert suggested == latest or (suggested.month, suggested.day) == (6, 30)
    assert suggested == latest or (suggested - meeting).days >= SHORTEST_DAYS
    months = {Light.GREEN: 24, Light.YELLOW: 12, Light.RED: 6}[light]
    assert (latest - meeting).days <= months * 31


@pytest.mark.parametrize("stored", [UseState.ACTIVE, UseState.SUSPENDED])
@given(DAYS, DAYS)
def test_everything_expires_after_its_last_day_and_not_before(stored: UseState, last: date, on: date) -> None:
    assert (state_on(stored, last, on) is UseState.EXPIRED) == (on > last)
    assert state_on(UseState.ENDED, last, on) is UseState.ENDED
