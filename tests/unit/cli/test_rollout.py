"""The terminal's door to the roll-out: read the gates, open and move, take lists over from files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner, Result
from django.utils import timezone

from cast import NOW, Cast
from chalkline.approve.uses.models import ApprovedUse
from chalkline.cli.main import chalkline
from chalkline.rollout.budget.api import SourceKind, lines, name_source
from chalkline.rollout.phases.api import GateKind, PhasePlan, add_phase, begin_rollout, set_gate, start_rollout
from chalkline.rollout.training.api import offer_course
from deciding import use_granted

ADA = ("--as", "ada.lind@cedarhollow.example")


def run(*words: str) -> Result:
    return CliRunner().invoke(chalkline, ["rollout", *words])


def test_a_phase_is_moved_and_opens_once_a_file_shows_who_is_trained(cast: Cast, tmp_path: Path) -> None:
    today, use = timezone.localdate(), use_granted(cast, school_ids=frozenset({str(cast.alder.id)}))
    ApprovedUse.objects.update(starts_on=today - timedelta(days=2), expires_on=today + timedelta(days=100))
    use.refresh_from_db()
    ada, now = cast.ada.actor, timezone.now()
    offer_course(ada, title="AI basics", where="Online.", months=12, now=NOW)
    plan = begin_rollout(ada, use, now=now)
    phase = add_phase(ada, plan, PhasePlan("Alder first", (), (), today + timedelta(days=5)), now=now)
    set_gate(ada, phase, GateKind.TRAINING, {"course": "ai-basics", "percent": "100"}, now=now)
    start_rollout(ada, plan, now=now)
    assert "0 of 1 phases open" in run("list", *ADA).output
    assert "[NOT MET]" in run("show", str(plan.pk), *ADA).output
    done = tmp_path / "done.csv"
    done.write_text(f"Email;Completed on\ntess.moreno@cedarhollow.example;{today}\nghost@x.example;{today}\n")
    took = run("training", "ai-basics", str(done), *ADA)
    assert "1 rows are taken over; 1 were set aside." in took.output and "line 3:" in took.stderr
    assert "(phases.too_early)" in run("open", str(plan.pk), *ADA).stderr
    assert run("move", str(plan.pk), "--to", str(today), "--reason", "All are trained.", *ADA).exit_code == 0
    assert "Phase 1 is open" in run("open", str(plan.pk), *ADA).output
    assert "No phase of this plan waits" in run("open", str(plan.pk), *ADA).stderr


def test_budget_lines_come_from_a_file(cast: Cast, tmp_path: Path) -> None:
    name_source(cast.ada.actor, name="General fund", kind=SourceKind.GENERAL, ends_on=None, now=NOW)
    file = tmp_path / "lines.csv"
    file.write_text('Title,Category,FY,Amount,Fund\nPlan,licenses,2026-27,"$1,200",General fund\nX,fun,2026,1,No\n')
    assert "1 rows are taken over; 1 were set aside." in run("budget", str(file), *ADA).output
    assert [each.title for each in lines(cast.ada.actor)] == ["Plan"]
