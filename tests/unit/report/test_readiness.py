"""Readiness: the records answer what they can, people the rest; what is missing becomes a step with an owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.oversee.review_calendar.api import calendar
from chalkline.people.api import system_actor
from chalkline.report.documents.api import Tongue, as_pdf, say
from chalkline.report.readiness.api import (
    DOMAIN_NAMES,
    SUGGESTED,
    Assessment,
    Level,
    Said,
    answer_item,
    assessment_by_id,
    assessment_document,
    begin_assessment,
    finish_assessment,
    found_on,
    is_late,
    items,
    latest_assessment,
    may_see,
    my_domains,
    my_steps,
    plan_step,
    settle_step,
    share_domain,
    standing,
    take_back_answer,
)
from chalkline.report.readiness.judging.api import RULES
from chalkline.report.readiness.records import Guarding, Knowing, Leading, Records, Running
from chalkline.report.readiness.rules import found_in, standings
from expecting import problem

TODAY = NOW.date()
SHOWN = Said(Level.DEVELOPING, evidence="Minutes of March 3", evidence_on=TODAY - timedelta(days=30))


@pytest.fixture
def begun(cast: Cast) -> Assessment:
    return begin_assessment(cast.ada.actor, now=NOW)


def test_every_question_has_a_step_and_every_rule_a_question() -> None:
    ids = {each.id for each in items()}
    assert len(ids) == 60 and set(SUGGESTED) == ids and set(RULES) <= ids and len(RULES) >= 40
    assert {each.domain for each in items()} == set(DOMAIN_NAMES)


def test_records_answer_what_they_can_and_the_rest_stays_open(cast: Cast, begun: Assessment) -> None:
    found = found_on(TODAY)
    assert found["RX01"].level is Level.DEVELOPING and found["RX02"].level is Level.NOT_STARTED
    assert "RX06" not in found and "RA02" not in found and "RO02" not in found
    stands = standing(cast.ada.actor, begun, TODAY)
    assert [each.mean for each in stands.domains] == sorted(each.mean or 0 for each in stands.domains)
    assert sum(each.not_answered for each in stands.domains) == 60 - len(found)
    assert stands.before_on is None and all(each.lowest for each in stands.domains)


def test_a_person_overrules_with_a_reason_and_shows_what_they_claim(cast: Cast, begun: Assessment) -> None:
    carl = cast.carl.actor
    with problem("readiness.not_shown"):
        answer_item(carl, begun, "RA02", Said(Level.MATURE), now=NOW)
    with problem("readiness.not_shown"):
        answer_item(carl, begun, "RX02", Said(Level.EMERGING), now=NOW)
    with problem("readiness.not_shown"):
        answer_item(carl, begun, "RA02", replace(SHOWN, evidence_on=TODAY - timedelta(days=400)), now=NOW)
    answer_item(carl, begun, "RA02", SHOWN, now=NOW)
    answer_item(carl, begun, "RX02", Said(Level.EMERGING, why="A team meets, without a charter."), now=NOW)
    answered = standing(carl, begun, TODAY).answered("RX02")
    assert answered and answered.is_overruled and answered.level is Level.EMERGING
    assert answered.found and answered.found.level is Level.NOT_STARTED
    take_back_answer(carl, begun, "RX02", now=NOW)
    answered = standing(carl, begun, TODAY).answered("RX02")
    assert answered and answered.level is Level.NOT_STARTED and not answered.said
    with problem("not_found"):
        answer_item(carl, begun, "RX99", SHOWN, now=NOW)


def test_work_is_shared_by_domain(cast: Cast, begun: Assessment) -> None:
    tess = cast.tess.actor
    assert not may_see(tess)
    with problem("not_allowed"):
        answer_item(tess, begun, "RA04", SHOWN, now=NOW)
    share_domain(cast.ada.actor, begun, "CM-acad", str(cast.tess.person.pk), now=NOW)
    assert [each.domain for each in my_domains(tess)] == ["CM-acad"] and may_see(tess)
    answer_item(tess, begun, "RA04", SHOWN, now=NOW)
    with problem("not_allowed"):
        answer_item(tess, begun, "RX06", SHOWN, now=NOW)
    for domain, person in (("CM-acad", cast.kim), ("no such", cast.tess)):
        with problem("not_found"):
            share_domain(cast.ada.actor, begun, domain, str(person.person.pk), now=NOW)


def test_a_finished_assessment_stays_and_the_next_is_compared_with_it(cast: Cast, begun: Assessment) -> None:
    ada = cast.ada.actor
    with problem("readiness.begun_already"):
        begin_assessment(ada, now=NOW)
    answer_item(ada, begun, "RX06", Said(Level.EMERGING), now=NOW)
    finish_assessment(ada, begun, now=NOW)
    with problem("readiness.finished"):
        answer_item(ada, begun, "RX06", SHOWN, now=NOW)
    kept = standing(ada, assessment_by_id(ada, str(begun.pk)), TODAY).answered("RX01")
    assert kept and kept.found and "coordinator" in str(kept.found.why)
    entry = next(each for each in calendar(ada, TODAY) if each.thing.kind == "assessment")
    assert entry.thing.ends_on == TODAY + timedelta(days=365)
    later = NOW + timedelta(days=200)
    again = begin_assessment(ada, now=later)
    answer_item(ada, again, "RX06", replace(SHOWN, evidence_on=later.date()), now=later)
    stands = standing(ada, again, later.date())
    moved = stands.answered("RX06")
    assert stands.before_on == TODAY and moved
    assert (moved.before, moved.level) == (Level.EMERGING, Level.DEVELOPING)
    found = latest_assessment(ada)
    assert found and found.pk == again.pk


def test_a_missing_thing_becomes_a_step_with_a_person_and_a_day(cast: Cast, begun: Assessment) -> None:
    ada, due = cast.ada.actor, TODAY + timedelta(days=20)
    for wrong in ({"text": " "}, {"owner_id": str(cast.kim.person.pk)}, {"due_on": TODAY - timedelta(days=1)}):
        asked = {"text": "Set dates.", "owner_id": str(cast.tess.person.pk), "due_on": due} | wrong
        with problem("readiness.step_unclear"):
            plan_step(ada, begun, "RX02", **asked, now=NOW)  # type: ignore[arg-type]
    step = plan_step(ada, begun, "RX02", text="Set dates.", owner_id=str(cast.tess.person.pk), due_on=due, now=NOW)
    assert list(my_steps(cast.tess.actor)) == [step] and is_late(step, due + timedelta(days=1))
    text = str(say(assessment_document(ada, begun, due + timedelta(days=1)), Tongue("en", str, str)))
    assert "Overdue since" in text and "Set dates." in text
    with problem("not_allowed"):
        settle_step(cast.nora.actor, step, done=True, note="Done.", now=NOW)
    with problem("readiness.no_note"):
        settle_step(cast.tess.actor, step, done=True, note=" ", now=NOW)
    settle_step(cast.tess.actor, step, done=True, note="Four dates are set.", now=NOW)
    assert not my_steps(cast.tess.actor)
    with problem("readiness.step_settled"):
        settle_step(cast.tess.actor, step, done=False, note="Again.", now=NOW)


def test_the_document_can_be_printed(cast: Cast, begun: Assessment) -> None:
    said = say(assessment_document(cast.ada.actor, begun, TODAY), Tongue("en", str, str))
    made = as_pdf(said, address=lambda _: "", translate=str)
    assert made.startswith(b"%PDF")
    assert system_actor("x").may("readiness.see") and not cast.fay.actor.may("readiness.see")


def test_what_is_older_than_a_year_carries_nothing_above_emerging() -> None:
    has = Records(TODAY, leading=Leading(packets=3, last_packet_on=TODAY - timedelta(days=400)))
    assert found_in(has)["RX08"].level is Level.EMERGING
    assert "older than a year" in str(found_in(has)["RX08"].why)


small = st.integers(min_value=0, max_value=30)
days = st.one_of(st.none(), st.dates(min_value=date(2024, 1, 1), max_value=TODAY))


@given(small, small, small, days, st.sets(st.sampled_from(["teacher", "family", "student", "legal"])), st.booleans())
def test_whatever_the_records_say_every_rule_answers_in_bounds(
    n: int, m: int, k: int, on: date | None, voices: set[str], yes: bool
) -> None:
    has = Records(
        TODAY,
        Leading(n, m, k, None, frozenset(voices), n, on, m, k, n, min(n, m), None, on, k, None, on, n, on),
        Running(n, min(n, m), k, min(k, m), 0, n, m, k, n, on, m, min(m, n), yes, n, m, k, min(k, n), on),
        Knowing(n, min(n, m), min(n, k), on, None, n, yes, m, k, n, m, k, m, n, k, frozenset({"network"}), on, n, on),
        Guarding(n, m, on, k, on, n, on, m, min(m, k), yes, n, k, m, on, {"second_step": "partly"}, n, k, m, n, k),
    )
    found = found_in(has)
    stands = standings(items(), found, {}, {}, {})
    assert len(stands) == 7 and all(str(each.why) for each in found.values())
    means = [-1.0 if each.mean is None else each.mean for each in stands]
    assert means == sorted(means) and max(means) <= 3
