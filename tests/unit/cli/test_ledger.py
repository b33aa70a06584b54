"""The ledger from the terminal: reading it, taking an export, checking one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cast import NOW, Cast
from chalkline.cli.main import chalkline
from chalkline.ledger.api import history_of, log_size
from chalkline.people.api import Role, grant_role

DANA = "dana.whitfield@cedarhollow.example"


def run(*words: str) -> Result:
    return CliRunner().invoke(chalkline, ["ledger", *words])


@pytest.fixture
def busy(cast: Cast) -> Cast:
    grant_role(cast.dana.actor, cast.tess.person, Role.AI_COORDINATOR, now=NOW)
    grant_role(cast.sue.actor, cast.theo.person, Role.COUNSELOR, now=NOW)
    return cast


def test_an_export_is_taken_and_verified_and_tells_of_itself(busy: Cast, tmp_path: Path) -> None:
    taken = run("export", str(tmp_path / "e"), "--as", DANA)
    assert taken.exit_code == 0, taken.output
    assert "3 entries of governance" in taken.output
    checked = run("verify", str(tmp_path / "e"))
    assert checked.exit_code == 0 and checked.output.startswith("VERIFIED.")
    assert b"report.evidence.exported/1" in (tmp_path / "e/governance/tile/entries/000.p/3").read_bytes()
    [told] = history_of("ledger", "cedarhollow.example/ledger/governance")
    assert told.place == 3
    assert str(told.sentence("Dana")) == "Dana took an export of the ledger: 2 facts and 0 exchanges."


@pytest.mark.parametrize("who", ["tess.moreno", "nora.bell", "otto.gray", "sam.ortiz"])
def test_who_may_not_gets_nothing_and_nothing_is_told(busy: Cast, tmp_path: Path, who: str) -> None:
    refused = run("export", str(tmp_path / "e"), "--as", f"{who}@cedarhollow.example")
    assert refused.exit_code == 1 and "(not_allowed)" in refused.output
    assert not (tmp_path / "e").exists()
    assert not history_of("ledger", "cedarhollow.example/ledger/governance")


def test_an_export_to_a_folder_in_use_is_refused_and_not_told(busy: Cast, tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    refused = run("export", str(tmp_path), "--as", DANA)
    assert refused.exit_code == 1 and "(ledger.folder_in_use)" in refused.output
    assert not history_of("ledger", "cedarhollow.example/ledger/governance")
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_checkpoint_kept_today_is_met_by_an_export_of_tomorrow(busy: Cast, tmp_path: Path) -> None:
    kept, policy = tmp_path / "kept.txt", tmp_path / "policy.txt"
    kept.write_text(run("checkpoint").output)
    policy.write_text(run("policy").output)
    assert kept.read_text().splitlines()[:2] == ["cedarhollow.example/ledger/governance", "2"]
    run("export", str(tmp_path / "e"), "--as", DANA)
    checked = run("verify", str(tmp_path / "e"), "--anchor", str(kept), "--policy", str(policy))
    assert checked.exit_code == 0, checked.output
    assert "Consistent with 1 outside anchor; the oldest covers the first 2 entries" in checked.output


def test_a_tampered_export_ends_with_one_and_a_sentence(busy: Cast, tmp_path: Path) -> None:
    run("export", str(tmp_path / "e"), "--as", DANA)
    (tmp_path / "e/README.txt").write_text("Trust us.")
    checked = run("verify", str(tmp_path / "e"))
    assert checked.exit_code == 1 and checked.output == "NOT VERIFIED. 'README.txt' is not as it was exported.\n"


def test_what_happened_is_told_newest_first(busy: Cast) -> None:
    told = run("show", "--as", "tess.moreno@cedarhollow.example").output.splitlines()
    assert told[0].endswith("Sue Park gave Theo Banks the role “Counselor”.")
    assert told[1].endswith("Dana Whitfield gave Tess Moreno the role “AI coordinator”.")
    one = run("show", "--as", DANA, "--about", f"person:{busy.tess.person.id}").output.splitlines()
    assert len(one) == 1 and "Tess Moreno" in one[0]
    assert run("show", "--as", DANA, "--about", "tool:none").output == "Nothing was recorded about this.\n"


def test_a_stranger_is_told_nothing(busy: Cast) -> None:
    refused = run("show", "--as", "nobody@elsewhere.example")
    assert refused.exit_code == 1 and "(people.no_such_account)" in refused.output
    assert run("show", "--as", "otto.gray@cedarhollow.example").exit_code == 1


@pytest.mark.django_db
def test_an_empty_log_has_no_checkpoint() -> None:
    refused = run("checkpoint", "--log", "exchange")
    assert refused.exit_code == 1 and "(ledger.log_empty)" in refused.output
    assert log_size() == 0
