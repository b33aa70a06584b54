"""A dry run on calls as gateways report them: kept by a job, read by a committee, by pages and by programs alike."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils.html import strip_tags

from calling import api_at, caller
from cast import Cast
from chalkline.jobs.api import run_pending, work_by_id
from chalkline.ledger.api import ingest
from chalkline.ledger.models import Fact
from chalkline.publish.bundle import queries
from chalkline.publish.district_rules.api import Rows, RuleSet, propose_rules
from chalkline.report.dry_run.api import KeptRun, Turn, ask_for_dry_run, kept_runs, read
from chalkline.rulebook.api import DistrictRule, Outcome, Selection, SpoolRecord, Verdict
from deciding import MEETING_AT
from expecting import problem
from unit.publish.conftest import Approved, approved, granted, home
from visiting import visitor

__all__ = ["approved", "granted", "home"]
NOW = MEETING_AT
NO_STUDENTS = DistrictRule("R1", Selection(roles=frozenset({"student"})), Verdict.REFUSE, "Not for students.")
WORK_HELD = DistrictRule(
    "R2", Selection(frozenset({"teacher"}), elements=frozenset({"student_work"})), Verdict.HOLD, "Somebody reads it."
)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "utc_now", lambda: NOW)


def calls(approved: Approved, first: int, count: int, **changes: Any) -> list[SpoolRecord]:
    """So many calls with a key of the use, as a gateway writes them down."""
    whole: dict[str, Any] = {
        "node": "gateway", "at": NOW - timedelta(days=3), "bundle_revision": 1, "bundle_digest": "0", "pack_issue": 1,
        "verdict": "allow", "outcome": Outcome.ANSWERED, "status": 200, "use_id": approved.use_id, "tool": "diffit",
        "purpose": "uc_leveling", "role": "student", "grade_band": "g35", "school": str(approved.cast.alder.id),
        "model": "stub-small", "elements": ("ai_prompt",),
    }  # fmt: skip
    return [
        SpoolRecord(**{**whole, **changes, "decision_id": f"d-{first + n}", "sequence": first + n})
        for n in range(count)
    ]


@pytest.fixture
def called(approved: Approved) -> Approved:
    """Students, teachers with work and without, calls that were refused, calls of another month."""
    approved.publish()
    teacher = {"role": "teacher"}
    refused = {"verdict": "refuse", "outcome": Outcome.REFUSED, "status": 403, "code": "grade_not_covered"}
    ingest(
        [
            *calls(approved, 0, 40),
            *calls(approved, 100, 30, **teacher, elements=("student_work",)),
            *calls(approved, 200, 25, **teacher, elements=()),
            *calls(approved, 300, 20, **refused, grade_band="g912"),
            *calls(approved, 400, 50, at=NOW - timedelta(days=40)),
        ],
        now=NOW,
    )
    return approved


def proposed(cast: Cast, *rules: DistrictRule) -> RuleSet:
    return propose_rules(cast.ada.actor, Rows(rules), why="A parent called.", now=NOW)


def ran(cast: Cast, *rules: DistrictRule) -> KeptRun:
    run = ask_for_dry_run(cast.ada.actor, proposed(cast, *rules), now=NOW)
    run_pending(now=NOW)
    run.refresh_from_db()
    return run


def test_calls_of_a_month_are_asked_again_and_told_from_what_to_what(called: Approved) -> None:
    run = ran(called.cast, NO_STUDENTS, WORK_HELD)
    found = read(run.result)
    assert found.calls == 115, "those of another month are not asked"
    assert found.turns == {
        Turn.REFUSED: 40, Turn.OTHERWISE: 30, Turn.GOES_OUT: 0, Turn.CANNOT_TELL: 0, Turn.SAME: 45,
    }  # fmt: skip
    assert found.changed == 70
    assert found.tables["before"]["allow"][Turn.REFUSED] == 40 and found.tables["after"]["hold"][Turn.OTHERWISE] == 30
    assert [str(sentence) for sentence, _n in found.why] == ["Rule R1 of the district: Not for students."]
    told = [str(sentence) for _turn, sentence in found.examples]
    assert told[0].startswith("students (grades 3–5), Diffit for “") and told[0].endswith(
        "goes through now, refused then."
    )
    work = work_by_id(run.work_id)
    assert work and work.percent == 100
    kinds = [each.kind for each in Fact.objects.filter(kind__startswith="report.dry_run")]
    assert kinds == ["report.dry_run.begun/1", "report.dry_run.done/1"]
    run_pending(now=NOW)
    assert KeptRun.objects.count() == 1


def test_what_would_change_is_a_file_without_a_text_a_person_or_a_number(called: Approved) -> None:
    run = ran(called.cast, NO_STUDENTS, WORK_HELD)
    theo = visitor(called.cast.theo)
    answer = theo.get(f"/protect/dry-runs/{run.pk}/csv/")
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["What becomes of it", "Who", "Grades", "Tool", "For what", "Data found in it", "Now", "Then", "Why"]
    assert [(row[0], row[1], row[3], row[-3], row[-2]) for row in rows] == [
        ("Would now be refused", "students", "Diffit", "goes through", "refused"),
        ("Would be handled otherwise", "teachers", "Diffit", "goes through", "waits for a person"),
    ]
    assert rows[0][-1] == "Rule R1 of the district: Not for students."
    assert not any(character.isdigit() for row in rows for cell in (*row[:2], *row[3:-1]) for character in cell)
    assert theo.get(f"/protect/dry-runs/{run.pk}/xlsx/").content.startswith(b"PK")
    assert theo.get(f"/protect/dry-runs/{run.pk}/docx/").status_code == 404
    assert visitor(called.cast.nora).get(f"/protect/dry-runs/{run.pk}/csv/").status_code == 403
    page = theo.get(f"/protect/rules/sets/{run.subject_id}/dry-run/").content.decode()
    assert "2 kinds of calls would come out otherwise:" in page and f"/protect/dry-runs/{run.pk}/xlsx/" in page


def test_a_small_group_is_in_no_number_and_in_no_example(called: Approved) -> None:
    ingest(calls(called, 600, 3, role="teacher", elements=("student_work", "ai_prompt")), now=NOW)
    typed = Selection(frozenset({"teacher"}), elements=frozenset({"ai_prompt"}))
    found = read(ran(called.cast, DistrictRule("R5", typed, Verdict.HOLD, "Somebody reads it.")).result)
    assert found.turns[Turn.OTHERWISE] is None and found.changed is None and found.examples == found.cases == ()
    assert all(row[Turn.OTHERWISE] in (None, 0) for rows in found.tables.values() for row in rows.values())


def test_no_calls_and_few_calls_say_so(approved: Approved) -> None:
    approved.publish()
    assert read(ran(approved.cast, NO_STUDENTS).result).calls == 0
    ingest(calls(approved, 0, 9), now=NOW)
    again = ask_for_dry_run(approved.cast.ada.actor, RuleSet.objects.get(), now=NOW)
    run_pending(now=NOW)
    again.refresh_from_db()
    assert again.result["calls"] is None and read(again.result).examples == ()


def test_members_of_a_committee_read_it_and_others_do_not(called: Approved) -> None:
    cast, run = called.cast, ran(called.cast, NO_STUDENTS)
    made = RuleSet.objects.get()
    address = f"/protect/rules/sets/{made.pk}/dry-run/"
    for name in ("carl", "theo", "fay", "sue"):
        answer = visitor(getattr(cast, name)).get(address)
        said = " ".join(strip_tags(answer.content.decode()).split())
        assert answer.status_code == 200 and "of 115 calls would come out otherwise" in said, name
        assert "Would now be refused" in said and "refused then" in said
    assert visitor(cast.nora).get(address).status_code == 403
    for name in ("theo", "carl"):
        assert visitor(getattr(cast, name)).post(address).status_code == 403
        with problem("not_allowed"):
            ask_for_dry_run(getattr(cast, name).actor, made, now=NOW)
    assert visitor(cast.ada).get(f"/protect/dry-runs/{run.pk}/work/").status_code == 200
    assert kept_runs(cast.theo.actor, made).count() == 1


def test_a_program_asks_and_reads_the_same(called: Approved, monkeypatch: pytest.MonkeyPatch) -> None:
    cast, made = called.cast, proposed(called.cast, NO_STUDENTS)
    api_at(monkeypatch, NOW)
    ada = caller(cast.ada, now=NOW)
    asked = ada.post(f"/rule-sets/{made.pk}/dry-runs")
    assert (asked.status, asked.said["state"], asked.said["calls"]) == (201, "running", None)
    assert caller(cast.carl, now=NOW).post(f"/rule-sets/{made.pk}/dry-runs").code == "not_allowed"
    run_pending(now=NOW)
    done = ada.get(f"/dry-runs/{asked.said['id']}").said
    assert (done["state"], done["calls"], done["changed"], done["turns"]["refused"]) == ("done", 115, 40, 40)
    assert done["examples"][0]["turn"] == "refused" and "Diffit" in done["examples"][0]["says"]
    assert caller(cast.nora, now=NOW).get(f"/dry-runs/{asked.said['id']}").status == 403
    assert caller(cast.dana, now=NOW).get("/dry-runs").said["total"] == 1


def test_of_a_prepared_policy_as_well(called: Approved) -> None:
    from chalkline.publish.bundle.api import prepare_bundle
    from chalkline.publish.district_rules.api import adopt_rules

    adopt_rules(called.cast.priya.actor, proposed(called.cast, NO_STUDENTS), now=NOW)
    run = ask_for_dry_run(called.cast.dana.actor, prepare_bundle(called.cast.dana.actor, now=NOW), now=NOW)
    run_pending(now=NOW)
    run.refresh_from_db()
    assert read(run.result).turns[Turn.REFUSED] == 0, "the rule holds at once already: publishing it changes nothing"
