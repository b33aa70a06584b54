"""A pilot from its plan to its verdict: locked before data, drawn so that anybody can redo it, judged once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.ledger.api import history_of, settle
from chalkline.pilot.evaluation.api import (
    Reason,
    Verdict,
    comes_out_again,
    limits_of,
    reach_verdict,
    results_of_use,
    told_by,
)
from chalkline.pilot.measures.api import set_aside, uploads
from chalkline.pilot.measures.models import Outcome
from chalkline.pilot.plans.api import (
    Arm,
    Pilot,
    Unit,
    amend_plan,
    begin_plan,
    draw,
    draw_holds,
    end_pilot,
    is_as_locked,
    keep_plan,
    last_day_for_outcomes,
    list_units,
    lock_plan,
    make_draw,
    plan_of,
    seed_of,
    sides_listed,
    units_of,
)
from deciding import request_filed, use_granted
from expecting import problem
from piloting import ANSWERS, OVER, classes, day, judged, locked, measured, outcomes, plan_begun, running, written

pytestmark = pytest.mark.django_db


# --- planning and locking


def test_a_pilot_needs_a_problem_behind_it(cast: Cast) -> None:
    bare = request_filed(cast)
    with problem("pilots.no_problem"):
        begin_plan(cast.carl.actor, f"request:{bare.pk}", ANSWERS, now=NOW)
    with problem("pilots.no_problem"):
        begin_plan(cast.carl.actor, "nothing", ANSWERS, now=NOW)


def test_what_was_typed_is_kept_and_may_be_incomplete(cast: Cast) -> None:
    pilot = begin_plan(cast.tess.actor, f"use:{use_granted(cast).pk}", {"title": "Half a plan"}, now=NOW)
    kept = keep_plan(cast.tess.actor, pilot, {"smallest": "not yet", "measure": "Minutes"}, now=NOW)
    assert (kept.title, kept.answers["smallest"]) == ("Half a plan", "not yet")
    with problem("pilots.plan_incomplete"):
        Unit.objects.bulk_create(Unit(pilot=pilot, key=str(n)) for n in range(4))
        lock_plan(cast.ada.actor, pilot, now=NOW)
    with problem("not_allowed"):
        keep_plan(cast.theo.actor, pilot, {"measure": "Mine"}, now=NOW)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("smallest", "0"), ("smallest", "-2"), ("smallest", "a lot"), ("spread", ""), ("level", "50"),
        ("planned_units", "3"), ("ends_on", "2026-11-01"), ("measured_until", "2029-01-01"), ("explained", "120"),
        ("measure", ""), ("harm", "-1"), ("starts_on", "soon"),
    ],
)  # fmt: skip
def test_an_answer_that_could_not_be_judged_by_is_named(cast: Cast, tmp_path: Path, question: str, answer: str) -> None:
    pilot = plan_begun(cast)
    list_units(cast.carl.actor, pilot, written(tmp_path, classes()), now=NOW)
    Pilot.objects.filter(pk=pilot.pk).update(answers={**ANSWERS, question: answer})
    with pytest.raises(Exception, match="not complete") as caught:
        lock_plan(cast.ada.actor, pilot, now=NOW)
    assert question in caught.value.fields  # type: ignore[attr-defined]


def test_somebody_else_locks_it_before_it_begins(cast: Cast, tmp_path: Path) -> None:
    pilot = plan_begun(cast)
    list_units(cast.carl.actor, pilot, written(tmp_path, classes()), now=NOW)
    with problem("pilots.second_person"):
        lock_plan(cast.carl.actor, pilot, now=NOW)
    with problem("not_allowed"):
        lock_plan(cast.paula.actor, pilot, now=NOW)
    with problem("pilots.already_begun"):
        lock_plan(cast.ada.actor, pilot, now=NOW + timedelta(days=20))
    lock_plan(cast.ada.actor, pilot, now=NOW)
    with problem("pilots.locked"):
        lock_plan(cast.sue.actor, pilot, now=NOW)
    with problem("pilots.locked"):
        keep_plan(cast.carl.actor, pilot, {"smallest": "1"}, now=NOW)
    with problem("pilots.locked"):
        list_units(cast.carl.actor, pilot, written(tmp_path, classes(2)), now=NOW)


def test_the_lock_notices_what_was_changed_behind_its_back(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    assert is_as_locked(pilot)
    pilot.statement = {**pilot.statement, "smallest": "1"}
    assert not is_as_locked(pilot)
    pilot.refresh_from_db()
    Unit.objects.filter(pilot=pilot).first().delete()  # type: ignore[union-attr]
    assert not is_as_locked(pilot)


def test_an_amendment_is_dated_and_comes_before_outcomes(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    amend_plan(
        cast.carl.actor, pilot, what="Two weeks more for the screener.", why="Snow days.",
        measured_until=day("2027-04-16"), now=NOW,
    )  # fmt: skip
    assert last_day_for_outcomes(pilot) == day("2027-04-16") and is_as_locked(pilot)
    with problem("pilots.reason_needed"):
        amend_plan(cast.carl.actor, pilot, what="Other things", why="", now=NOW)
    with problem("pilots.day_unclear"):
        amend_plan(cast.carl.actor, pilot, what="Much later", why="Why not", measured_until=day("2029-01-01"), now=NOW)
    with problem("pilots.too_late_to_amend"):
        amend_plan(cast.carl.actor, pilot, what="Smaller effects count, too.", why="We saw them.", now=OVER)


# --- the list and the draw


def test_rows_of_a_list_that_cannot_be_used_come_back(cast: Cast, tmp_path: Path) -> None:
    rows = [*classes(), {"class": "", "school": "School 1", "grade": "4", "students": 20}]
    rows.append({"class": "C9", "school": "School 1", "grade": "4", "students": "many"})
    read = list_units(cast.carl.actor, plan_begun(cast), written(tmp_path, rows), now=NOW)
    assert (len(read.units), read.rejected) == (16, 2)
    assert "“class” is empty" in read.rejects and "whole number" in read.rejects


def test_two_sides_of_at_least_two(cast: Cast, tmp_path: Path) -> None:
    with problem("pilots.too_few_units"):
        list_units(cast.carl.actor, plan_begun(cast), written(tmp_path, classes(1, 3)), now=NOW)


def test_the_draw_waits_for_the_ledger_and_anybody_can_redo_it(cast: Cast, tmp_path: Path) -> None:
    pilot = locked(cast, tmp_path)
    with problem("pilots.no_checkpoint"):
        make_draw(cast.carl.actor, pilot, now=NOW)
    settle(now=NOW)
    pilot = make_draw(cast.carl.actor, pilot, now=NOW)
    assert draw_holds(pilot)
    again = draw(units_of(pilot), plan_of(pilot).strata, seed_of(pilot.digest, pilot.draw_root))
    assert again == {unit.key: Arm(unit.arm) for unit in units_of(pilot)}
    for school in range(4):
        sides = [unit.arm for unit in units_of(pilot) if unit.school == f"School {school}"]
        assert sides.count("treatment") == 2
    assert "draw" in history_of("pilot", str(pilot.pk))[0].kind
    with problem("pilots.not_now"):
        make_draw(cast.carl.actor, pilot, now=NOW)
    Unit.objects.filter(pilot=pilot, arm="treatment").update(arm="comparison")
    assert not draw_holds(pilot)


def test_a_later_signature_changes_nothing_about_the_draw(cast: Cast, tmp_path: Path) -> None:
    pilot = locked(cast, tmp_path)
    settle(now=NOW)
    first = pilot.digest
    begin_plan(cast.carl.actor, f"use:{pilot.use_id}", {"title": "Another pilot"}, now=NOW)
    settle(now=NOW + timedelta(minutes=5))
    drawn = make_draw(cast.carl.actor, pilot, now=NOW + timedelta(minutes=6))
    from chalkline.ledger.models import Checkpoint

    roots = [bytes(each.root).hex() for each in Checkpoint.objects.filter(log="governance").order_by("size")]
    assert drawn.draw_root == roots[0] != roots[-1] and drawn.digest == first


def test_chosen_sides_are_never_drawn(cast: Cast, tmp_path: Path) -> None:
    rows = [{**row, "side": "with" if at % 2 else "without"} for at, row in enumerate(classes())]
    pilot = locked(cast, tmp_path, rows, design="comparison")
    assert pilot.state == "running"
    with problem("pilots.nothing_to_draw"):
        make_draw(cast.carl.actor, pilot, now=NOW)


def test_numbers_of_students_are_seen_by_few_and_forgotten_with_the_verdict(cast: Cast, tmp_path: Path) -> None:
    rows = [{"student": 100 + n, "school": "A"} for n in range(60)]
    pilot = running(cast, tmp_path, rows, assigned="student", subgroups="")
    assert {unit.code for unit in sides_listed(cast.carl.actor, pilot)} == {str(100 + n) for n in range(60)}
    with problem("not_allowed"):
        sides_listed(cast.theo.actor, pilot)
    assert not any(unit.key in {str(100 + n) for n in range(60)} for unit in units_of(pilot))
    results = [
        {"student": unit.code, "before": 50 + at % 7, "after": 55 + (at * 7) % 11 + 6 * (unit.arm == "treatment")}
        for at, unit in enumerate(Unit.objects.filter(pilot=pilot))
    ]
    measured(cast, pilot, tmp_path, results)
    reach_verdict(cast.carl.actor, pilot, now=OVER)
    assert set(Unit.objects.filter(pilot=pilot).values_list("code", flat=True)) == {""}
    assert not Outcome.objects.filter(person__in=[str(100 + n) for n in range(60)]).exists()


# --- outcomes


def test_no_outcomes_before_lock_draw_and_last_day_nor_after_the_verdict(cast: Cast, tmp_path: Path) -> None:
    pilot = locked(cast, tmp_path)
    rows = outcomes(pilot, effect=0)
    with problem("pilots.not_locked"):
        measured(cast, pilot, tmp_path, rows)
    settle(now=NOW)
    pilot = make_draw(cast.carl.actor, pilot, now=NOW)
    for early_or_late in (NOW, OVER + timedelta(days=60)):
        with problem("pilots.not_measuring"):
            measured(cast, pilot, tmp_path, rows, now=early_or_late)
    with problem("pilots.no_outcomes"):
        reach_verdict(cast.carl.actor, pilot, now=OVER)
    measured(cast, pilot, tmp_path, rows)
    reach_verdict(cast.carl.actor, pilot, now=OVER)
    with problem("pilots.outcomes_closed"):
        measured(cast, pilot, tmp_path, rows)
    with problem("pilots.already_judged"):
        reach_verdict(cast.carl.actor, pilot, now=OVER)


def test_a_second_file_replaces_the_first(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    measured(cast, pilot, tmp_path, outcomes(pilot, effect=0)[:50])
    came = measured(cast, pilot, tmp_path, outcomes(pilot, effect=0))
    assert Outcome.objects.count() == came.rows == 320
    assert sorted(each.state for each in uploads(cast.carl.actor, pilot)) == ["counts", "replaced"]


def test_rows_set_aside_come_back_with_their_reasons(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    rows = outcomes(pilot, effect=0)
    rows[0]["after"] = "very good"
    rows[1]["class"] = "C77-1"
    rows[2]["student"] = "Kim Sato"
    rows[3]["student"] = rows[4]["student"]
    rows[5]["after"] = "=HYPERLINK(1)"
    came = measured(cast, pilot, tmp_path, rows)
    text = set_aside(cast.carl.actor, pilot, came.upload_id).read_text()
    assert came.rejected == 6 and came.rows == 314
    for said in ("is not a number", "not one of those that were registered", "looks like a name", "another row"):
        assert said in text
    assert "'=HYPERLINK" in text
    with problem("not_allowed"):
        set_aside(cast.tess.actor, pilot, came.upload_id)


# --- the verdict


def test_a_real_effect_is_found_and_comes_out_again(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, effect=12)
    told = told_by(result)
    assert result.verdict == Verdict.SCALE and told.reasons == (Reason.CLEARLY_ENOUGH,)
    assert abs(told.effect - 12) < 6 and told.exact is not None and told.exact.p_value < 0.05  # each draw is another
    assert comes_out_again(cast.carl.actor, result)
    facts = [each.kind for each in history_of("pilot", str(result.pilot_id))]
    assert "pilot.verdict.reached/1" in facts
    assert list(results_of_use(cast.tess.actor, result.pilot.use)) == [result]  # type: ignore[arg-type]


def test_no_effect_is_never_called_one(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, effect=0)
    told = told_by(result)
    assert result.verdict in {Verdict.STOP, Verdict.ITERATE} and abs(told.effect) < 6
    assert told.attrition[0] == 0 and told.baseline in {"satisfied", "satisfied_with_adjustment", "not_satisfied"}


def test_harm_stops(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, effect=-12)
    assert result.verdict == Verdict.STOP and Reason.SUBGROUP_HARM in told_by(result).reasons


def test_less_is_better_where_the_plan_says_so(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, effect=-12, direction="less", measure="Errors")
    told = told_by(result)
    assert result.verdict == Verdict.SCALE and abs(told.effect - 12) < 6


def test_a_changed_plan_can_only_explore(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    measured(cast, pilot, tmp_path, outcomes(pilot, effect=12))
    Pilot.objects.filter(pk=pilot.pk).update(statement={**pilot.statement, "smallest": "1"})
    result = reach_verdict(cast.carl.actor, pilot, now=OVER)
    assert result.verdict == Verdict.ITERATE and told_by(result).reasons == (Reason.NOT_LOCKED,)


def test_chosen_sides_that_were_not_alike_before_tell_nothing(cast: Cast, tmp_path: Path) -> None:
    rows = [{**row, "side": "with" if at % 2 else "without"} for at, row in enumerate(classes())]
    pilot = locked(cast, tmp_path, rows, design="comparison")
    given = outcomes(pilot, effect=12)
    sides = {unit.code: unit.arm for unit in Unit.objects.filter(pilot=pilot)}
    for row in given:
        row["before"] += 9 if sides[row["class"]] == "treatment" else 0
    measured(cast, pilot, tmp_path, given)
    result = reach_verdict(cast.carl.actor, pilot, now=OVER)
    assert result.verdict == Verdict.ITERATE and Reason.NOT_EQUIVALENT in told_by(result).reasons
    assert any("chosen, not drawn" in str(each) for each in limits_of(plan_of(pilot), told_by(result)))


def test_lost_students_count_as_attrition(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    measured(cast, pilot, tmp_path, outcomes(pilot, effect=0, lost=5))
    told = told_by(reach_verdict(cast.carl.actor, pilot, now=OVER))
    assert told.attrition[0] == pytest.approx(25) and told.arms[0].n + told.arms[1].n == 240


def test_small_groups_are_nowhere_in_the_result(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, effect=12)
    groups = {(each.column, each.value): each for each in told_by(result).groups}
    small = groups["SWD", "yes"]  # four students
    assert small.is_hidden and small.treated is None and small.effect is None and small.lower is None
    assert groups["SWD", "no"].is_hidden  # or the small one could be worked out from the total
    assert groups["EL", "yes"].effect is not None and groups["EL", "yes"].treated == 40


def test_one_side_without_outcomes_is_said(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    sides = {unit.code: unit.arm for unit in Unit.objects.filter(pilot=pilot)}
    rows = [row for row in outcomes(pilot, effect=0) if sides[row["class"]] == "treatment"]
    measured(cast, pilot, tmp_path, rows)
    with problem("pilots.cannot_reckon"):
        reach_verdict(cast.carl.actor, pilot, now=OVER)


def test_a_pilot_can_end_by_its_stop_rule(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    end_pilot(cast.priya.actor, pilot, why="A student was hurt by what it wrote.", now=NOW)
    with problem("pilots.outcomes_closed"):
        measured(cast, Pilot.objects.get(pk=pilot.pk), tmp_path, outcomes(pilot, effect=0))
    with problem("pilots.not_now"):
        end_pilot(cast.priya.actor, pilot, why="Again.", now=NOW)
