"""The terminal's door to the policy: ask in words, publish by two people, keys, stops."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from cast import Cast
from chalkline.approve.uses.models import ApprovedUse
from chalkline.cli.main import chalkline
from chalkline.govern.decisions.models import Decision
from chalkline.kernel.clock import utc_now
from chalkline.publish.bundle.api import in_force
from chalkline.publish.standing_pack.api import Key
from chalkline.rulebook.api import digest_of_key
from unit.publish.conftest import Approved, approved, granted, home

__all__ = ["approved", "granted", "home"]

DANA, ADA, TESS = (
    "dana.whitfield@cedarhollow.example",
    "ada.lind@cedarhollow.example",
    "tess.moreno@cedarhollow.example",
)
SAM, PRIYA = "sam.ortiz@cedarhollow.example", "priya.raman@cedarhollow.example"
TEACHER = ("--tool", "diffit", "--purpose", "uc_leveling", "--role", "teacher", "--grade", "4", "--data", "none")


def run(*words: str) -> Result:
    return CliRunner().invoke(chalkline, list(words))


@pytest.fixture
def today(approved: Approved) -> Approved:
    """The use holds today, whatever today is."""
    day = utc_now().date()
    Decision.objects.update(decided_on=day - timedelta(days=2))
    ApprovedUse.objects.update(starts_on=day - timedelta(days=2), expires_on=day + timedelta(days=100))
    return approved


def test_before_anything_is_published_the_answer_is_not_yet(cast: Cast) -> None:
    said = run("ask", *TEACHER)
    assert said.exit_code == 0 and said.output.startswith("Not yet") and "Next: Ask for it" in said.output


def test_what_means_nothing_is_named(cast: Cast) -> None:
    said = run("ask", "--tool", "diffit", "--grade", "42")
    assert said.exit_code == 1 and "grade: Say a grade" in said.output and "ask.not_understood" in said.output


def test_the_whole_way_from_the_terminal(cast: Cast, today: Approved) -> None:
    prepared = run("publish", "prepare", "--as", DANA)
    assert prepared.exit_code == 0 and "gains: New: " in prepared.output and "rules kept" in prepared.output
    alone = run("publish", "activate", "--as", DANA)
    assert alone.exit_code == 1 and "bundles.same_person" in alone.output and in_force() is None
    assert "Policy 1 is in force" in run("publish", "activate", "--as", ADA).output
    assert run("ask", *TEACHER, "--school", "S1").output.startswith("Yes, you can use Diffit for this")
    holder = ("--kind", "class", "--label", "Room 12", "--role", "teacher", "--grade", "4", "--school", "S1",
              "--person", TESS)  # fmt: skip
    made = run("keys", "issue", "--use", today.use_id, *holder, "--as", DANA)
    assert made.exit_code == 0, made.output
    key = Key.objects.get()
    assert digest_of_key(made.stdout.strip().splitlines()[-1]) == key.digest and "not shown again" in made.stderr
    assert "is revoked" in run("keys", "revoke", str(key.pk), "--as", TESS).output


def test_who_may_not_is_told_and_nothing_happens(cast: Cast, today: Approved) -> None:
    for words in (("publish", "prepare"), ("use", "suspend", today.use_id, "--because", "x")):
        refused = run(*words, "--as", TESS)
        assert refused.exit_code == 1 and "(not_allowed)" in refused.output
    assert run("publish", "prepare", "--as", "nobody@cedarhollow.example").exit_code == 1
    assert run("publish", "activate", "--as", ADA).exit_code == 2


def test_a_use_is_stopped_by_one_and_goes_on_by_two(cast: Cast, today: Approved) -> None:
    assert "is stopped" in run("use", "suspend", today.use_id, "--because", "It names students.", "--as", SAM).output
    assert "Stopped for now" in run("use", "list", "--as", TESS).output
    assert "Asked." in run("use", "lift", today.use_id, "--because", "Fixed.", "--as", SAM).output
    assert "uses.second_person" in run("use", "lift", today.use_id, "--as", SAM).output
    assert "goes on" in run("use", "lift", today.use_id, "--as", PRIYA).output
    assert "has ended" in run("use", "end", today.use_id, "--because", "Nobody uses it.", "--as", PRIYA).output


def test_decisions_are_listed_and_an_altered_record_is_said(cast: Cast, approved: Approved) -> None:
    said = run("decisions", "--as", TESS)
    assert said.exit_code == 0 and "Diffit" in said.output and "ALTERED" not in said.output
    Decision.objects.update(record={"title": "Something else"})
    assert "ALTERED" in run("decisions", "--as", TESS).output
