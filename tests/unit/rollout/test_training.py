"""A training is offered, done, runs out; whoever's is current has it in the pack, and the gateway's rule reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.people.standing.api import current_trainings
from chalkline.rollout.training import rules
from chalkline.rollout.training.api import Course, my_trainings, offer_course, record_completions
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy, Verdict, as_refusal, decide
from chalkline.rulebook.words import training_id
from expecting import problem
from policies import LESSON, asked, policy

DAY = NOW.date()
TESS, THEO = "tess.moreno@cedarhollow.example", "Theo.Banks@cedarhollow.example"


def basics(cast: Cast) -> Course:
    return offer_course(cast.ada.actor, title="AI basics for staff", where="Online.", months=12, now=NOW)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_a_month_later_is_the_same_day_or_the_months_last(day: date, months: int) -> None:
    last = rules.until(day, months)
    assert last is not None
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day == day.day or (last.day < day.day and (last + timedelta(days=1)).day == 1)
    assert rules.until(day, 0) is None


def test_what_was_done_is_current_until_it_runs_out(cast: Cast) -> None:
    course = basics(cast)
    assert record_completions(cast.ada.actor, course, [TESS, f" {THEO} ", TESS, ""], completed_on=DAY, now=NOW) == 2
    assert current_trainings(date(2027, 11, 20))[str(cast.tess.person.pk)] == {"ai-basics-for-staff"}
    assert current_trainings(date(2027, 11, 21)) == {}
    record_completions(cast.ada.actor, course, [TESS], completed_on=DAY - timedelta(days=400), now=NOW)
    (mine,) = my_trainings(cast.tess.actor, DAY)
    assert mine.is_current and mine.until_on == date(2027, 11, 20)
    (none,) = my_trainings(cast.nora.actor, DAY)
    assert not none.is_current


def test_a_list_is_taken_whole_or_not_at_all(cast: Cast) -> None:
    course = basics(cast)
    for addresses in ([TESS, "kim.sato@cedarhollow.example"], [TESS, "nobody@cedarhollow.example"]):
        with problem("training.unknown_people"):
            record_completions(cast.ada.actor, course, addresses, completed_on=DAY, now=NOW)
    with problem("training.nobody"):
        record_completions(cast.ada.actor, course, [" "], completed_on=DAY, now=NOW)
    with problem("training.not_yet"):
        record_completions(cast.ada.actor, course, [TESS], completed_on=DAY + timedelta(days=1), now=NOW)
    assert current_trainings(DAY) == {}


def test_nobody_trains_themselves_and_names_are_one(cast: Cast) -> None:
    course = basics(cast)
    with problem("not_allowed"):
        record_completions(cast.tess.actor, course, [TESS], completed_on=DAY, now=NOW)
    with problem("training.known"):
        offer_course(cast.ada.actor, title=" AI  Basics for Staff!", where="Again.", months=0, now=NOW)
    with problem("training.incomplete"):
        offer_course(cast.ada.actor, title="!!", where="", months=99, now=NOW)


def test_the_condition_reads_the_same_name(cast: Cast) -> None:
    condition = Condition(
        ConditionKind.TRAINING, "AI basics for staff", KeptBy.GATEWAY, training_id("AI basics for staff")
    )
    use = replace(LESSON, conditions=(condition,))
    current = frozenset({basics(cast).slug})
    assert decide(asked(training=current), policy(use)).verdict is Verdict.ALLOW
    refused = as_refusal(decide(asked(training=frozenset()), policy(use)))
    assert refused.code == "training_needed" and "My training" in str(refused.message)
