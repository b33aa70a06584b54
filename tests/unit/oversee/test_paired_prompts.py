"""Names and nothing else differ; a model that goes by names is caught, a fair one is not, and few runs say nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from cast import NOW, Cast
from chalkline.approve.model_checks.api import newest_check
from chalkline.ledger.api import history_of, settle
from chalkline.oversee.paired_prompts.api import (
    Came,
    CheckState,
    Measure,
    PairedCheck,
    begin_paired_check,
    differences_of,
    library,
    models_to_check,
    note_who_answers,
    paired_checks,
    prompts_of,
    run_check,
    set_by_id,
)
from chalkline.oversee.paired_prompts.comparing import differences
from chalkline.oversee.paired_prompts.measuring import measured
from chalkline.oversee.paired_prompts.words import Answered
from chalkline.oversee.review_calendar.api import Entry, ReviewOutcome, entry_of, review_again
from expecting import problem
from policies import LESSON
from publishing import put_in_force, sample_policy

WORDS = library().words
PLAIN = "This is a clear paragraph. Add one example and say why it matters to you."
WARM = "This is an excellent, thoughtful and impressive paragraph. " + PLAIN


def test_requests_differ_by_the_name_alone() -> None:
    for chosen in library().sets:
        for request in chosen.requests:
            made = [each for each in prompts_of(chosen) if each.request == request]
            assert len(made) == len(library().names) and all(each.name.name in each.text for each in made)
            for gender in ("girl", "boy"):
                bare = {each.text.replace(each.name.name, "X") for each in made if each.name.gender == gender}
                assert len(bare) == 1 and not re.search(r"[{}]", bare.pop())
    groups = {each.id for each in library().groups}
    assert all(set(name.groups) <= groups for name in library().names)


def test_answers_are_measured_as_a_reader_would() -> None:
    assert measured("I'm sorry, but I cannot help with that.", "en", WORDS, asks_score=False)["refused"] == 100
    warm = measured(WARM, "en", WORDS, asks_score=False)
    plain = measured(PLAIN, "en", WORDS, asks_score=False)
    assert warm["positive"] > plain["positive"] and plain["refused"] == 0 and plain["length"] == 15
    assert measured("8/10. Clear.", "en", WORDS, asks_score=True)["score"] == 8
    assert measured("Un trabajo excelente.", "es", WORDS, asks_score=False)["positive"] > 30
    assert measured("", "en", WORDS, asks_score=True) == {"refused": 0.0, "length": 0.0}


def answers(rng: np.random.Generator, *, bias: float, repeats: int = 4) -> list[Answered]:
    """Answers of a made-up model that praises boys by ``bias`` more, request by request on another level."""
    made = []
    for place, request in enumerate(("a", "b", "c", "d")):
        for name in library().names:
            for _ in range(repeats):
                praise = rng.normal(5 + 3 * place, 1) + (bias if name.gender == "boy" else 0)
                made.append(Answered(request, name.groups, {"positive": float(praise), "length": 100.0}))
    return made


def test_a_model_that_goes_by_names_is_caught_and_a_fair_one_is_not() -> None:
    rng = np.random.default_rng(1)
    found = differences(answers(rng, bias=1.0), library().groups)
    boys = next(each for each in found if (each.measure, each.group) == (Measure.POSITIVE, "boy"))
    assert boys.stands_out and boys.low < boys.difference < boys.high and abs(boys.difference - 1.0) < 0.35
    assert boys.low > 0 and boys.runs == 160
    false = [differences(answers(rng, bias=0.0), library().groups) for _ in range(3)]
    assert sum(each.stands_out for found in false for each in found) <= 1
    flat = next(each for each in found if each.measure is Measure.LENGTH)
    assert flat.chance == 1.0 and not flat.stands_out, "no difference at all is no finding"


def test_with_few_runs_nothing_is_said() -> None:
    few = answers(np.random.default_rng(2), bias=9.0, repeats=1)
    some = [each for each in few if each.request_id in {"a", "b"}]
    assert not any(each.says for each in differences(some, library().groups))
    assert differences([], library().groups) == ()


@pytest.fixture
def check(cast: Cast) -> PairedCheck:
    return begin_paired_check(cast.ada.actor, "stub-small", "feedback", repeats=2, has_key=True, now=NOW)


def biased(_model: str, text: str) -> Came:
    return Came(WARM if any(each.name in text for each in library().names if each.gender == "boy") else PLAIN)


def test_a_check_runs_to_its_end_from_wherever_it_stopped(cast: Cast, check: PairedCheck) -> None:
    assert differences_of(cast.tess.actor, check) == (), "while it runs nothing is shown"
    asked = []

    def stops(model: str, text: str) -> Came:
        asked.append(text)
        if len(asked) == 31:
            raise KeyboardInterrupt
        return biased(model, text)

    with pytest.raises(KeyboardInterrupt):
        run_check(check, ask=stops, a_minute=0)
    done = run_check(check, ask=biased, a_minute=0)
    chosen = set_by_id("feedback")
    assert chosen and done.state == CheckState.DONE and done.answers.count() == len(prompts_of(chosen)) * 2
    found = differences_of(cast.tess.actor, done)
    assert (found[0].measure, found[0].stands_out) == (Measure.LENGTH, True) or found[0].stands_out
    assert len(found) == len({(each.measure, each.group) for each in found}), "each once, none left out"
    assert "excellent" not in str(list(done.answers.values_list("values", flat=True)[:3])), "no words are kept"
    settle(now=NOW)
    assert [told.kind for told in history_of("paired_check", str(check.pk))] != []


def test_a_check_that_is_hardly_answered_says_nothing(cast: Cast, check: PairedCheck) -> None:
    ended = run_check(check, ask=lambda _model, _text: Came(why="unreachable"), a_minute=0)
    assert ended.state == CheckState.FAILED and differences_of(cast.ada.actor, ended) == ()


def test_who_may_begin_and_with_what(cast: Cast) -> None:
    with problem("not_allowed"):
        begin_paired_check(cast.tess.actor, "stub-small", "feedback", repeats=1, has_key=True, now=NOW)
    with problem("paired_prompts.no_key"):
        begin_paired_check(cast.ada.actor, "stub-small", "feedback", repeats=1, has_key=False, now=NOW)
    for model, chosen, repeats in (("", "feedback", 1), ("m", "nothing", 1), ("m", "feedback", 99)):
        with problem("paired_prompts.unclear"):
            begin_paired_check(cast.ada.actor, model, chosen, repeats=repeats, has_key=True, now=NOW)
    paired_checks(cast.fay.actor)  # a parent on the committee votes on what was found
    with problem("not_allowed"):
        paired_checks(cast.otto.actor)  # worked here once


def small(_model: str, text: str) -> Came:
    return Came(biased("", text).text, made="small-2026-05")


def test_what_a_check_found_is_there_for_the_committee_at_once(cast: Cast, check: PairedCheck) -> None:
    done = run_check(check, ask=small, a_minute=0, clock=lambda: NOW)
    noted = newest_check("stub-small")
    assert noted and noted.pk == check.pk and noted.made == "small-2026-05"
    standing = [each for each in differences_of(cast.fay.actor, done) if each.stands_out]
    assert [row["measure"] for row in noted.standing_out] == [each.measure.value for each in standing] != []


def test_the_calendar_asks_each_term_and_when_another_model_answers_in_its_name(cast: Cast, check: PairedCheck) -> None:
    today = NOW.date()
    dated = {"starts_on": date(2026, 8, 1), "expires_on": date(2028, 6, 30)}
    in_use = replace(LESSON, models=frozenset({"stub-small"}), **dated)
    put_in_force(replace(sample_policy(today), terms=(in_use,)))

    def entry(on: date) -> Entry:
        return entry_of(cast.ada.actor, "model", "stub-small", on)

    assert models_to_check(today) == ["stub-small"] and entry(today).review_on == date(2026, 8, 31)
    run_check(check, ask=small, a_minute=0, clock=lambda: NOW)
    term_later = today + timedelta(days=182)
    assert models_to_check(term_later) == [] and entry(today).review_on == term_later
    assert models_to_check(term_later + timedelta(days=1)) == ["stub-small"]
    said = "It is replaced in March, so we check the next one instead."
    review_again(
        cast.ada.actor, "model", "stub-small", ReviewOutcome.GOES_ON, summary=said, next_on=date(2027, 9, 1), now=NOW
    )
    assert entry(today).review_on == date(2027, 9, 1), "somebody said in writing why it goes on without"
    assert note_who_answers(ask=small, now=NOW) == [] and models_to_check(today) == []
    later = NOW + timedelta(days=40)
    asked = []

    def another(model: str, text: str) -> Came:
        asked.append(text)
        return Came("yes", made="small-2027-01")

    assert note_who_answers(ask=another, now=later) == ["stub-small"] and len(asked) == 1
    assert note_who_answers(ask=another, now=later) == [] and len(asked) == 1, "it is known"
    assert models_to_check(later.date()) == ["stub-small"]
    assert entry(later.date()).review_on == later.date() + timedelta(days=14), (
        "what was said before was of another model"
    )
