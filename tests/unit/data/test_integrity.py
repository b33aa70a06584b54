"""Audits as people make them: handed in, kept, seen, and required of an approved use."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.data.integrity.api import (
    Audit,
    Findings,
    Standing,
    Unmet,
    audit_before,
    audits,
    coverage_of,
    dimension_scores,
    drop_requirement,
    found_in,
    hand_in_export,
    keep_audit,
    new_export_folder,
    require_audit,
    requirement_of,
    rows_kept,
    uses_held_back,
)
from chalkline.data.integrity.rules import score, unmet
from chalkline.jobs.api import run_pending, work_by_id
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import history_of
from expecting import problem
from exporting import FAULTY

USE = SubjectRef("use", str(uuid4()))
TODAY = date(2026, 11, 20)


def kept(
    cast: Cast, *, faulty: int = 0, found: dict[str, int] | None = None, days_ago: int = 0, hour: int = 0
) -> Audit:
    """An audit of a thousand rows, made that many days ago."""
    findings = Findings(
        version="1.1",
        files={"users": 1000},
        found=found or ({"users.grade_missing": faulty} if faulty else {}),
        dimensions={"completeness": {"rows": 1000, "faulty": faulty, "rules": 3}},
        faulty=faulty,
        asked=("users.grade_missing", "users.password"),
        coverage={
            "school": (
                {"group": "Alder", "students": 120, "sound": 119},
                {"group": "Bluestem", "students": 95, "sound": 60},
                {"group": "Little", "students": 4, "sound": 2},
            )
        },
    )
    return keep_audit(
        cast.priya.actor, str(uuid4()), "november.zip", findings, now=NOW - timedelta(days_ago, hours=-hour)
    )


def test_an_export_is_audited_by_a_job_and_then_deleted(cast: Cast) -> None:
    folder = new_export_folder()
    shutil.copytree(FAULTY, folder, dirs_exist_ok=True)
    work = hand_in_export(cast.priya.actor, folder, "november.zip", now=NOW)
    run_pending()
    seen = work_by_id(work.id)
    assert seen and seen.result["faulty"] > 150, seen
    (audit,) = audits(cast.priya.actor)
    assert audit.has_stops and audit.score < 99 and not folder.exists() and rows_kept(audit.pk)
    told = history_of("audit", str(audit.pk))
    assert [each.values["score"] for each in told] == [f"{audit.score:.1f}"]
    assert found_in(audit)[0].rule_id == "users.password"


def test_an_export_that_cannot_be_read_says_so_and_leaves_nothing(cast: Cast) -> None:
    folder = new_export_folder()
    (folder / "export.zip").write_bytes(b"no zip at all")
    work = hand_in_export(cast.priya.actor, folder, "export.zip", now=NOW)
    run_pending()
    seen = work_by_id(work.id)
    assert seen and seen.state == "failed" and seen.result["next_step"] and not folder.exists()
    assert not audits(cast.priya.actor).exists()


def test_who_may_not_audit_and_who_may_not_see(cast: Cast) -> None:
    for member in (cast.tess, cast.nora, cast.fay, cast.bo):
        with problem("not_allowed"):
            hand_in_export(member.actor, new_export_folder(), "roster.zip", now=NOW)
        with problem("not_allowed"):
            audits(member.actor)
    assert not audits(cast.sue.actor).exists()
    with problem("not_allowed"):
        require_audit(cast.sue.actor, USE, "Lessons", least_score=99, within_days=30, now=NOW)


def test_a_score_is_shown_by_dimension_and_against_the_audit_before(cast: Cast) -> None:
    kept(cast, faulty=20, days_ago=30)
    latest = kept(cast, faulty=13)
    before = audit_before(cast.priya.actor, latest)
    assert [each.score for each in dimension_scores(latest)] == [98.7]
    assert [(each.rows, each.before) for each in found_in(latest, before)] == [(13, 20)]


def test_small_groups_are_not_shown_nor_what_gives_them_away(cast: Cast) -> None:
    shown = {str(each.name): each for each in coverage_of(kept(cast), "school")}
    assert shown["Little"].students is None and shown["Little"].sound is None
    assert sum(each.students is None for each in shown.values()) >= 2
    assert all(each.sound is None or each.students is not None for each in shown.values())


def test_a_use_is_held_back_until_a_recent_good_audit(cast: Cast) -> None:
    require_audit(cast.priya.actor, USE, "Lessons", least_score=99, within_days=30, now=NOW)
    assert uses_held_back(TODAY) == {USE.id}
    kept(cast, faulty=50)
    assert uses_held_back(TODAY) == {USE.id}
    kept(cast, faulty=2, hour=1)
    assert uses_held_back(TODAY) == frozenset()
    assert uses_held_back(TODAY + timedelta(30)) == frozenset()
    assert uses_held_back(TODAY + timedelta(31)) == {USE.id}
    kept(cast, found={"users.password": 1}, faulty=1, hour=2)
    assert uses_held_back(TODAY) == {USE.id}


def test_a_requirement_is_set_once_and_dropped_only_when_met(cast: Cast) -> None:
    made = require_audit(cast.priya.actor, USE, "Lessons", least_score=99, within_days=30, now=NOW)
    with problem("integrity.already_required"):
        require_audit(cast.dana.actor, USE, "Lessons", least_score=90, within_days=30, now=NOW)
    with problem("integrity.requirement_unmet"):
        drop_requirement(cast.priya.actor, made, now=NOW)
    kept(cast)
    drop_requirement(cast.priya.actor, made, now=NOW)
    assert requirement_of(cast.priya.actor, USE.id) is None and uses_held_back(TODAY + timedelta(90)) == frozenset()
    require_audit(cast.dana.actor, USE, "Lessons", least_score=90, within_days=30, now=NOW)


@pytest.mark.parametrize(("least", "days"), [(0, 30), (101, 30), (99, 0), (99, 5000)])
def test_what_cannot_be_required(cast: Cast, least: float, days: int) -> None:
    with problem("integrity.requirement_unclear"):
        require_audit(cast.priya.actor, USE, "Lessons", least_score=least, within_days=days, now=NOW)


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_only_a_flawless_export_scores_a_hundred(rows: int, faulty: int) -> None:
    got = score(rows, min(faulty, rows))
    assert 0 <= got <= 100 and (got == 100) == (faulty == 0)


@given(st.floats(1, 100), st.integers(1, 400), st.floats(0, 100), st.integers(0, 800), st.booleans())
def test_a_better_or_newer_audit_never_hurts(least: float, days: int, got: float, age: int, stops: bool) -> None:
    standing = Standing(got, TODAY - timedelta(age), stops)
    if unmet(standing, least, days, TODAY) is None:
        assert unmet(Standing(100.0, TODAY, False), least, days, TODAY) is None
        assert age <= days and got >= least and not stops
    assert unmet(None, least, days, TODAY) is Unmet.NEVER
