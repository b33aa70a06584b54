"""The terminal's door to people: set up once, load a roster, be told what was set aside."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cast import Cast
from chalkline.cli.main import chalkline
from chalkline.people.models import Account, Person

DISTRICT = Path(__file__).resolve().parents[3] / "demo" / "district"


def run(*words: str) -> Result:
    return CliRunner().invoke(chalkline, list(words))


def test_setting_up_and_loading_a_roster_from_a_zip(db: None, tmp_path: Path) -> None:
    begun = run("begin", "--given", "Summer", "--family", "Pérez", "--email", "summer.perez@cedarhollow.example",
                "--password", "a long enough password")  # fmt: skip
    assert begun.exit_code == 0, begun.output
    archive = tmp_path / "roster.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in (DISTRICT / "roster_faults").glob("*.csv"):
            file.write(path, f"export/{path.name}")
    rejected = tmp_path / "rejected.csv"
    loaded = run(
        "roster", "import", str(archive), "--as", "summer.perez@cedarhollow.example", "--rejected", str(rejected)
    )
    assert loaded.exit_code == 0, loaded.output
    assert "rows set aside" in loaded.output
    assert "users.csv,1499,U101497" in rejected.read_text()
    summer = Person.objects.get(email="summer.perez@cedarhollow.example")
    assert summer.school is not None and summer.school.kind == "district"
    assert Account.objects.get().check_password("a long enough password")


@pytest.mark.parametrize("who", ["tess.moreno@cedarhollow.example", "nobody@cedarhollow.example"])
def test_who_may_not_is_told_in_words_and_not_with_a_trace(cast: Cast, who: str) -> None:
    refused = run("roster", "import", str(DISTRICT / "roster"), "--as", who)
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output and refused.output.strip().endswith(")")
    assert not Person.objects.filter(sourced_id="U100000").exists()


def test_a_file_that_is_no_zip_is_told(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "roster.zip").write_text("hello")
    refused = run("roster", "import", str(tmp_path / "roster.zip"), "--as", "dana.whitfield@cedarhollow.example")
    assert refused.exit_code == 1 and "neither a folder nor a zip file" in refused.output
