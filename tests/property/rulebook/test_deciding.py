"""What must be true of ``decide`` for every policy and every question."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalkline.rulebook.api import (
    NO_STOPS,
    Policy,
    Question,
    Standing,
    Stops,
    Verdict,
    as_finding,
    as_refusal,
    as_teacher,
    decide,
)
from chalkline.rulebook.compiled import compiled
from chalkline.rulebook.weighing import weigh
from chalkline.rulebook.words import PERMISSIVENESS
from policies import complete, policies, questions, stops

AT_LEAST = {**PERMISSIVENESS, Verdict.CANNOT_TELL: 0}  # what one may surely do
AT_MOST = {**PERMISSIVENESS, Verdict.CANNOT_TELL: 4}  # what it might turn out to be


@given(policies, questions, stops)
def test_the_same_question_gets_the_same_answer(policy: Policy, question: Question, stopped: Stops) -> None:
    turned = replace(policy, terms=policy.terms[::-1], tools=policy.tools[::-1], elements=policy.elements[::-1])
    assert decide(question, policy, stopped) == decide(question, turned, stopped)


@given(policies, st.lists(questions, min_size=1, max_size=6), stops)
def test_compiled_it_weighs_as_it_is_defined(policy: Policy, asked: list[Question], stopped: Stops) -> None:
    for question in asked * 2:  # the second time from the tables
        for terms in policy.terms:
            (weigher,) = compiled(policy, stopped).by_use[terms.use_id]
            assert weigher.weigh(question) == weigh(terms, question, policy, stopped)


@given(policies, questions, stops)
def test_nothing_is_allowed_that_no_use_covers(policy: Policy, question: Question, stopped: Stops) -> None:
    answer = decide(question, policy, stopped)
    if answer.verdict in (Verdict.REFUSE, Verdict.CANNOT_TELL):
        assert answer.standing is not Standing.COVERED
        assert answer.failed or answer.unknown
        return
    terms = policy.by_use[answer.use_id]
    assert answer.standing is Standing.COVERED
    assert terms.tool == question.tool
    assert terms.starts_on <= question.on <= terms.expires_on
    assert terms.use_id not in stopped.uses and terms.tool not in stopped.tools
    assert question.purpose not in policy.never
    assert all(reason.holds for reason in answer.reasons)


@given(policies, questions, stops, st.data())
def test_fewer_uses_never_permit_more(policy: Policy, question: Question, stopped: Stops, data: st.DataObject) -> None:
    fewer = replace(policy, terms=tuple(each for each in policy.terms if data.draw(st.booleans())))
    before, after = decide(question, policy, stopped), decide(question, fewer, stopped)
    assert AT_LEAST[after.verdict] <= AT_LEAST[before.verdict]
    assert AT_MOST[after.verdict] <= AT_MOST[before.verdict]


@given(policies, questions, stops)
def test_a_stop_only_restricts(policy: Policy, question: Question, stopped: Stops) -> None:
    before, after = decide(question, policy, NO_STOPS), decide(question, policy, stopped)
    assert AT_LEAST[after.verdict] <= AT_LEAST[before.verdict]
    assert AT_MOST[after.verdict] <= AT_MOST[before.verdict]


@given(policies, questions, stops, st.data())
def test_an_answer_holds_however_the_unknown_turns_out(
    policy: Policy, question: Question, stopped: Stops, data: st.DataObject
) -> None:
    answer = decide(question, policy, stopped)
    settled = decide(data.draw(complete(question)), policy, stopped)
    assert settled.verdict is not Verdict.CANNOT_TELL
    if answer.verdict is not Verdict.CANNOT_TELL:
        assert settled.verdict is answer.verdict


@given(policies, questions, stops)
def test_every_audience_hears_the_same_answer(policy: Policy, question: Question, stopped: Stops) -> None:
    answer = decide(question, policy, stopped)
    teacher, finding = as_teacher(answer), as_finding(answer)
    if answer.verdict is Verdict.REFUSE:
        assert teacher.word in {"not_yet", "no"}
    elif answer.verdict is Verdict.CANNOT_TELL:
        assert (teacher.word == "yes_if") == answer.matches_so_far
        assert teacher.word != "yes_if" or teacher.limits
    else:
        assert teacher.word in {"yes", "yes_if"}
        assert finding.standing is Standing.COVERED
    assert str(teacher.headline) and str(teacher.next_words) and str(finding.headline)
    if answer.verdict is not Verdict.ALLOW and answer.verdict is not Verdict.REDACT:
        refusal = as_refusal(answer)
        assert refusal.status in {401, 403}
        assert str(refusal.message).startswith("This call was not sent.")
        assert "{" not in str(refusal.message)
